// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hop/judgement.h"

#include <span>

namespace hop101::hop {

/// The rules about the lines of a head, whatever they say: requests and responses have the same, under
/// numbers of their own.
struct LineRules
{
    rules::Rule fieldsValid; ///< "name: value", and the name is a token
    rules::Rule linesEndInCrLf;
    rules::Rule linesNotFolded;
    rules::Rule noSpaceBeforeColon;
    rules::Rule octetsAllowed;
    rules::Rule singletonsOnce;
    std::span<const std::string_view> singletons; ///< headers whose value is no list
};

void judgeLines(const http::HeaderFields &fields, base::ByteRange startLine, http::LineFault startLineFaults,
                const LineRules &rules, Judgement &results);

/// The sizes that common servers and proxies take in their defaults; 0: no limit.
struct HeadLimits
{
    std::uint64_t lineBytes = 0; ///< without its line end
    std::uint64_t headBytes = 0;
};
Judged headFits(const http::HeaderFields &fields, base::ByteRange startLine, std::uint64_t headBytes,
                HeadLimits limits, std::string expected);

} // namespace hop101::hop
