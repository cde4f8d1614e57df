// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace hop101::doctor {

/// Gives the text in the reader's language. All texts of the doctor have the context "doctor".
using Translate = std::function<std::string(const char *text)>;
/// English, as it stands in the source.
std::string asWritten(const char *text);

/// Puts sentences together in the reader's language. Must not outlive the Translate it was made from.
class Words
{
public:
    explicit Words(const Translate &translate) : m_translate(translate) { }
    /// The translated text with its places %1 to %9 filled; values are taken as they are.
    std::string operator()(const char *text, std::initializer_list<std::string> values = {}) const;
    /// "a", "a and b", "a, b and c".
    std::string list(const std::vector<std::string> &items) const;

private:
    const Translate &m_translate;
};

/// Text from the wire as people may see it: control characters, direction overrides and what is not UTF-8
/// become visible escapes ("\x1b", "\u202e"), so that no terminal and no line of text obeys them; elided with
/// "…" after `limit` characters. Tabs and line ends become a space.
std::string shown(std::string_view raw, std::size_t limit = 200);

} // namespace hop101::doctor
