// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/capture/neutraltext.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hop101::capture {

/// One value that differs between two JSON texts.
struct ValueDifference
{
    std::string path; ///< ".items[3].price", ".\"odd name\"", "." for the whole
    std::optional<std::string> left, right; ///< as JSON, at most kMaxValueBytes; nothing: not there
    bool operator==(const ValueDifference &) const = default;
};
inline constexpr std::size_t kMaxValueBytes = 200;
inline constexpr std::size_t kMaxValueDifferences = 20;

/// Where two contents differ.
struct ContentDifference
{
    std::uint64_t firstByte = 0; ///< the first that differs, or the size of the shorter one
    bool isJson = false; ///< both are; then `values` says what differs in them, and nothing means: how it is
                         ///< written
    std::vector<ValueDifference> values;
    bool hasMoreValues = false;
    bool operator==(const ContentDifference &) const = default;
};

/// The first byte that differs; nothing where both are the same.
std::optional<std::uint64_t> firstDifference(base::ByteSpan left, base::ByteSpan right);
/// Compares two whole contents; what is ignored is no value that differs.
ContentDifference compareContents(base::ByteSpan left, base::ByteSpan right, const Ignored &ignored);

} // namespace hop101::capture
