// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/config/backend.h"

#include "core/base/ascii.h"

#include <algorithm>

namespace hop101::doctor::config {

Backend backendFrom(std::string_view text)
{
    Backend out;
    if (const std::size_t colon = text.find("://"); colon != std::string_view::npos) {
        out.scheme = base::toLower(text.substr(0, colon));
        text.remove_prefix(colon + 3);
    }
    if (text.starts_with("unix:")) {
        const std::size_t end = std::min(text.find(':', 5), text.size());
        out.host = text.substr(0, end);
        out.uri = text.substr(std::min(end + 1, text.size()));
        return out;
    }
    const std::size_t slash = std::min(text.find('/'), text.size());
    out.uri = text.substr(slash);
    text = text.substr(0, slash);
    const std::size_t colon = text.rfind(':');
    const std::size_t bracket = text.rfind(']');
    if (colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket)) {
        out.port = text.substr(colon + 1);
        text = text.substr(0, colon);
    }
    out.host = text;
    return out;
}

bool isAddress(std::string_view host)
{
    return host.starts_with('[') || host.starts_with("unix:") || host == "localhost"
        || (!host.empty() && host.find_first_not_of("0123456789.") == std::string_view::npos);
}

bool isTlsPort(std::string_view port)
{
    return port == "443" || port == "8443" || port == "9443";
}

namespace {

/// More than a hundred thousand years, and a sum of two does not overflow.
constexpr long long kMostMilliseconds = 4'000'000'000'000'000;

} // namespace

long long millisecondsFrom(std::string_view text, long long plainUnit)
{
    long long sum = 0;
    std::size_t at = 0;
    bool isAny = false;
    while (at < text.size()) {
        if (text[at] == ' ') {
            ++at;
            continue;
        }
        long long value = 0;
        const std::size_t first = at;
        for (; at < text.size() && base::isDigit(text[at]); ++at)
            value = std::min(value * 10 + (text[at] - '0'), 1'000'000'000'000LL);
        if (at == first)
            return -1;
        const std::size_t unitFirst = at;
        while (at < text.size() && base::isAlpha(text[at]))
            ++at;
        const std::string unit(text.substr(unitFirst, at - unitFirst));
        const long long factor = unit.empty() ? plainUnit
            : unit == "us"                    ? 0
            : unit == "ms"                    ? 1
            : unit == "s"                     ? 1000
            : unit == "m" || unit == "min"    ? 60'000
            : unit == "h"                     ? 3'600'000
            : unit == "d"                     ? 86'400'000
            : unit == "w"                     ? 604'800'000
            : unit == "M"                     ? 2'592'000'000
            : unit == "y"                     ? 31'536'000'000
                                              : -1;
        if (factor < 0)
            return -1;
        if (factor > 0)
            sum = std::min(sum + std::min(value, kMostMilliseconds / factor) * factor, kMostMilliseconds);
        isAny = true;
    }
    return isAny ? sum : -1;
}

std::string durationText(long long milliseconds)
{
    if (milliseconds % 3'600'000 == 0 && milliseconds > 0)
        return std::to_string(milliseconds / 3'600'000) + " h";
    return milliseconds % 1000 == 0 ? std::to_string(milliseconds / 1000) + " s"
                                    : std::to_string(milliseconds) + " ms";
}

} // namespace hop101::doctor::config
