// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/usageerror.h"
#include "core/base/bytes.h"
#include "core/base/result.h"

#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace hop101::cli {

// Values of options; `option` is named in the sentence that says what is wrong.

/// For a sentence: elided, and no control character gets through.
std::string inQuotes(std::string_view text);
/// Decimal digits and nothing else.
std::optional<std::uint64_t> numberFrom(std::string_view text);
base::Result<std::uint64_t, UsageError> countFrom(const std::string &option, const std::string &text,
                                                  std::uint64_t least);
/// Bytes, also with one of the suffixes K, M, G and T (1024 each).
base::Result<std::uint64_t, UsageError> sizeFrom(const std::string &option, const std::string &text,
                                                 std::uint64_t least);
/// Seconds, also with a fraction.
base::Result<std::chrono::milliseconds, UsageError> secondsFrom(const std::string &option,
                                                                const std::string &text);
/// The bytes of a file, or of standard input where it is called "-"; at most `most`.
base::Result<base::Bytes, UsageError> fileFrom(const std::string &option, const std::string &path,
                                               std::size_t most);

} // namespace hop101::cli
