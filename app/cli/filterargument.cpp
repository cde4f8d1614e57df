// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/filterargument.h"

#include "core/diagram/textwidth.h"
#include "core/doctor/words.h"

#include <algorithm>

namespace hop101::cli {
namespace {

constexpr std::size_t kMargin = 4;
constexpr std::size_t kMostAround = 60; ///< bytes of the expression before the place, and after it

bool isInsideCharacter(std::string_view text, std::size_t at) noexcept
{
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0U) == 0x80;
}

/// The part of the expression around the place, and a line below it that points there.
std::string pointedAt(std::string_view expression, std::size_t offset, std::size_t length)
{
    std::size_t first = offset - std::min(offset, kMostAround);
    while (isInsideCharacter(expression, first))
        ++first;
    std::size_t end = std::min(expression.size(), offset + std::min(length, kMostAround) + kMostAround);
    while (isInsideCharacter(expression, end))
        --end;
    const auto part = [&](std::size_t from, std::size_t to) {
        return doctor::shown(expression.substr(from, to - from), expression.size());
    };
    const std::size_t last = std::min(end, offset + length);
    const std::string lead = first > 0 ? "…" : "";
    const std::string before = lead + part(first, offset);
    const std::string marked = part(offset, last);
    const int under = std::max(diagram::columnsOf(marked), 1);
    return '\n' + std::string(kMargin, ' ') + before + marked + part(last, end)
        + (end < expression.size() ? "…" : "") + '\n'
        + std::string(kMargin + static_cast<std::size_t>(diagram::columnsOf(before)), ' ') + '^'
        + std::string(static_cast<std::size_t>(under) - 1, '~');
}

} // namespace

base::Result<capture::Filter, UsageError> filterFrom(const std::string &option, const std::string &expression)
{
    auto filter = capture::parseFilter(expression);
    if (filter)
        return std::move(filter).value();
    const capture::FilterError &error = filter.error();
    constexpr std::size_t kMostSentence = 400;
    return UsageError{option + ": " + doctor::shown(capture::describe(error), kMostSentence)
                      + pointedAt(expression, error.offset, error.length)};
}

} // namespace hop101::cli
