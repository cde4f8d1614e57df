// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace hop101::plan {

/// What an option of curl means for a plan.
enum class CurlMeaning : std::uint8_t {
    OfOutput, ///< nothing is to be said of it: what is shown, stored, or how
    NoPlace, ///< changes what is sent or where, and a plan cannot
    Header,
    Method,
    Url,
    Target,
    User,
    Bearer,
    Agent,
    Referer,
    Cookie,
    Range,
    Body,
    Json,
    CaFile,
    ConnectTimeout,
    MaxTime,
    Resolve,
    ConnectTo,
    Config,
    Http10,
    Http11,
    HttpNewer,
    Insecure,
    Compressed,
    Get,
    Head,
    Next,
};
struct CurlOption
{
    std::string_view name; ///< without its dashes
    char letter; ///< or NUL
    bool hasValue;
    CurlMeaning meaning;
};
/// By its name, or by a beginning of it that no other has, as curl takes it; also "no-" and a name. Null
/// where there is none.
const CurlOption *findCurlOption(std::string_view name) noexcept;
const CurlOption *findCurlOption(char letter) noexcept;

} // namespace hop101::plan
