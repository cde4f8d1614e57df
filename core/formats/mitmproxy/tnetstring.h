// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/har/harspool.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace hop101::formats {

/// Of the digits of a length; what is longer is no length.
inline constexpr std::size_t kMaxTnetLengthDigits = 12;

/// One value of a tnetstring ("5:hello,") that lies in a file: where its content is, and its type: ',' bytes,
/// ';' text, '#' integer, '^' float, '!' bool, '~' null, ']' list, '}' dictionary.
struct TnetValue
{
    std::uint64_t at = 0, size = 0; ///< of the content
    char type = '~';

    std::uint64_t end() const noexcept { return at + size + 1; }
    bool isText() const noexcept { return type == ',' || type == ';'; }
    bool isNull() const noexcept { return type == '~'; }
};

/// Reads values where they lie: nothing is kept, and no value is larger than what it is in. A value that is
/// none reads as null.
class TnetReader
{
public:
    explicit TnetReader(ScratchFile &file) : m_file(file) { }

    /// The value that begins at `at` and ends at `end` at the latest.
    std::optional<TnetValue> valueAt(std::uint64_t at, std::uint64_t end);
    /// Each member of a dictionary whose name is text, in order, until `visit` says false; no other type has
    /// members. False where it is broken.
    bool members(const TnetValue &value,
                 const std::function<bool(const std::string &name, const TnetValue &member)> &visit);
    bool elements(const TnetValue &value, const std::function<bool(const TnetValue &element)> &visit);

    /// At most `limit` bytes of the content.
    std::string text(const TnetValue &value, std::size_t limit = 1024 * 1024);
    /// Nothing where it is no integer of 18 digits.
    std::optional<std::int64_t> integer(const TnetValue &value);
    bool isTrue(const TnetValue &value);

private:
    ScratchFile &m_file;
};

} // namespace hop101::formats
