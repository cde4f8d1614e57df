// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/import.h"

#include <string>
#include <string_view>
#include <vector>

namespace hop101::plan {

/// One word of a command, without its quotes.
struct Word
{
    std::string text;
    std::size_t at = 0; ///< offset of its first byte in the command
    bool isQuoted = false; ///< some of it
    bool operator==(const Word &) const = default;
};
struct Words
{
    std::vector<Word> words;
    std::vector<ImportNote> notes; ///< variables that are kept
    bool operator==(const Words &) const = default;
};
using WordsResult = base::Result<Words, ImportError>;

// The words of the first command of `text`, as its shell would hand them on. Nothing is expanded or run; line
// ends outside of quotes end the command unless they are escaped, and lines of comments before it are
// skipped.

/// '…', "…", $'…', $"…", backslashes. $NAME stands as it is.
WordsResult bashWords(std::string_view text);
/// The caret of cmd first, and then the double quotes and backslashes of Microsoft's C runtime.
WordsResult cmdWords(std::string_view text);
/// '…' and "…" (also with typographic quotes), backticks, here-strings. A here-string that is piped into the
/// command is not a word: see hereString().
WordsResult powerShellWords(std::string_view text);

/// "@' … '@ | rest": the lines of the here-string; `text` becomes the rest. Nothing where there is none.
std::optional<std::string> takeHereString(std::string_view &text);

} // namespace hop101::plan
