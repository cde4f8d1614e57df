// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/filter.h"

#include "core/base/text.h"

#include <algorithm>

namespace hop101::capture {

namespace {

/// "%1": what stands there, "%2": what would be right, "%3": what may have been meant.
const char *sentence(const FilterError &error)
{
    switch (error.fault) {
    case FilterFault::TooLong:
        return HOP101_TEXT("filter", "The filter is longer than 4096 bytes: shorten it.");
    case FilterFault::TooManyTerms:
        return HOP101_TEXT("filter", "The filter has more than 256 terms: shorten it.");
    case FilterFault::TooDeep:
        return HOP101_TEXT("filter", "Parentheses stand too deep within each other: use fewer.");
    case FilterFault::StrayCharacter:
        return HOP101_TEXT("filter", "“%1” means nothing in a filter: remove it, or put it in quotes.");
    case FilterFault::OpenText:
        return HOP101_TEXT("filter", "The text that begins here is not closed: add %1 behind it.");
    case FilterFault::WrongEscape:
        return HOP101_TEXT("filter", "“%1” is no escape: write \\\\ for a backslash.");
    case FilterFault::OpenParenthesis:
        return HOP101_TEXT("filter", "“%1” is not closed: close it, or remove it.");
    case FilterFault::StrayParenthesis:
        return HOP101_TEXT("filter", "“%1” closes nothing: remove it, or open one before it.");
    case FilterFault::MissingTerm:
        return error.length == 0 ? HOP101_TEXT("filter", "Something is missing here: write %2.")
                                 : HOP101_TEXT("filter", "“%1” cannot stand here: write %2.");
    case FilterFault::UnknownWord:
        return error.nearest.empty()
            ? HOP101_TEXT("filter", "“%1” is not known: write a field such as size, or a kind such as text.")
            : HOP101_TEXT("filter", "“%1” is not known: did you mean “%3”?");
    case FilterFault::MissingOperator:
    case FilterFault::MissingValue:
        return HOP101_TEXT("filter", "After “%1” comes %2.");
    case FilterFault::WrongOperator:
        return HOP101_TEXT("filter", "“%1” does not work with “%3”: write %2.");
    case FilterFault::WrongValue:
        return HOP101_TEXT("filter", "“%1” does not fit here: write %2.");
    case FilterFault::UnknownUnit:
        return HOP101_TEXT("filter", "“%1” is no unit: write %2.");
    case FilterFault::MissingUnit:
        return HOP101_TEXT("filter", "“%1” has no unit: write %2.");
    case FilterFault::TooLarge:
        return HOP101_TEXT("filter", "“%1” is too large: write less.");
    case FilterFault::ReversedRange:
        return HOP101_TEXT("filter", "The range ends before it begins: write the smaller value first.");
    case FilterFault::UnknownRule:
        return error.nearest.empty()
            ? HOP101_TEXT("filter", "“%1” is no rule: write the id of one, such as ClientFrameMasked.")
            : HOP101_TEXT("filter", "“%1” is no rule: did you mean “%3”?");
    case FilterFault::EmptyText:
        return HOP101_TEXT("filter", "This text is empty: write at least one character.");
    case FilterFault::WrongHex:
        return HOP101_TEXT("filter", "“%1” is not hex: write two digits for each byte.");
    }
    return "";
}

std::string elided(std::string_view text)
{
    constexpr std::size_t kMost = 60;
    if (text.size() <= kMost)
        return std::string(text);
    std::size_t end = kMost;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80)
        --end;
    return std::string(text.substr(0, end)) + "…";
}

} // namespace

bool Filter::readsBytes() const noexcept
{
    return std::any_of(terms.begin(), terms.end(), [](const FilterTerm &term) { return term.readsBytes(); });
}

std::string describe(const FilterError &error, TranslateText translate)
{
    const auto said = [translate](const char *text) {
        return translate && *text ? translate("filter", text) : std::string(text);
    };
    const std::string pattern = said(sentence(error));
    std::string text;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const char which = pattern[i] == '%' && i + 1 < pattern.size() ? pattern[i + 1] : '\0';
        if (which < '1' || which > '3') {
            text += pattern[i];
            continue;
        }
        text += which == '1' ? elided(error.found) : which == '2' ? said(error.expected) : error.nearest;
        ++i;
    }
    return text;
}

} // namespace hop101::capture
