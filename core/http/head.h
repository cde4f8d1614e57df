// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hop101::http {

/// What is odd about one line of a head. Facts, no judgement: core/hop judges.
enum class LineFault : std::uint8_t {
    None = 0,
    BareLf = 1, ///< ended by LF alone (RFC 9112 section 2.2)
    ObsFold = 2, ///< continued on a further line that starts with white space (RFC 9112 section 5.2)
    SpaceBeforeColon = 4, ///< white space between name and colon (RFC 9112 section 5.1)
    NoColon = 8, ///< no colon at all; the whole line is in `name`
    BadName = 16, ///< name is not a token, or is empty
    BadValue = 32, ///< value holds NUL, CR or another control character (RFC 9110 section 5.5)
};
constexpr LineFault operator|(LineFault a, LineFault b) noexcept
{
    return static_cast<LineFault>(static_cast<unsigned>(a) | static_cast<unsigned>(b));
}
constexpr bool has(LineFault set, LineFault fault) noexcept
{
    return (static_cast<unsigned>(set) & static_cast<unsigned>(fault)) != 0;
}

/// One header field as received: order, case, inner white space and position are kept.
/// Ranges count from the first byte of the head.
struct HeaderField
{
    std::string name; ///< as on the wire
    std::string value; ///< without outer white space; folded lines are joined by one space
    base::ByteRange line; ///< with its line end
    base::ByteRange nameAt;
    base::ByteRange valueAt;
    LineFault faults = LineFault::None;
};

/// The fields of a head, in the order of the wire.
struct HeaderFields
{
    std::vector<HeaderField> lines;

    /// The first field of that name, ignoring case, or nullptr. Lives as long as `lines` is unchanged.
    const HeaderField *find(std::string_view name) const;
    std::size_t count(std::string_view name) const;
    /// The values of all fields of that name, joined by ", " (RFC 9110 section 5.3).
    std::string combined(std::string_view name) const;
    /// True where any field of that name lists `token`, ignoring case.
    bool hasToken(std::string_view name, std::string_view token) const;
};

/// Request line and fields (RFC 9112 section 3).
struct RequestHead
{
    std::string method;
    std::string target;
    std::string version; ///< as on the wire, "HTTP/1.1"; empty where the line has none
    base::ByteRange startLine; ///< with its line end
    LineFault startLineFaults = LineFault::None; ///< BareLf, BadValue; NoColon never
    bool startLineValid = false; ///< three parts, single spaces, method a token, version HTTP/d.d
    HeaderFields fields;
    std::uint64_t size = 0; ///< of the head in bytes, with the empty line
};

/// Status line and fields (RFC 9112 section 4).
struct ResponseHead
{
    std::string version;
    int status = -1; ///< three digits, or -1 where the line has none
    std::string reason; ///< may be empty
    base::ByteRange startLine;
    LineFault startLineFaults = LineFault::None;
    /// HTTP/d.d SP 3DIGIT SP reason; the space before an empty reason may be missing in practice.
    bool startLineValid = false;
    HeaderFields fields;
    std::uint64_t size = 0;

    bool isInterim() const noexcept { return status >= 100 && status < 200 && status != 101; }
};

} // namespace hop101::http
