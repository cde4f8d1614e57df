// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

#include <string>
#include <string_view>

namespace hop101::formats {

enum class Shell : std::uint8_t { Bash, Cmd, PowerShell };

// Any bytes as one word, or one string, of a language: what reads it gets the same bytes back, and no byte
// can end the quoting. Control characters, direction overrides and what is not UTF-8 stand as escapes
// wherever the language has them, so that what is read is what is meant.

/// One word of bash: '…', or $'…' where there is something to escape. A word of bash holds no NUL: see
/// fitsWord().
std::string bashWord(std::string_view text);
/// One argument for a Windows program, typed at the prompt of cmd: quoted as Microsoft's C runtime reads it,
/// and every character that cmd itself would read behind a caret (in a batch file each % must be doubled
/// besides).
std::string cmdWord(std::string_view text);
/// A single-quoted PowerShell string; all five characters that PowerShell takes for a single quote are
/// doubled.
std::string powerShellWord(std::string_view text);
/// A double-quoted value of a curl configuration file.
std::string curlConfigValue(std::string_view text);
/// False where a word of that shell cannot hold the text at all: NUL; in cmd and PowerShell line ends, other
/// control characters and what is not UTF-8, too.
bool fitsWord(Shell shell, std::string_view text) noexcept;
/// The word in that shell.
std::string shellWord(Shell shell, std::string_view text);

/// A double-quoted PHP string.
std::string phpString(std::string_view bytes);
/// A Python bytes literal, b"…".
std::string pythonBytes(std::string_view bytes);
/// A Python str literal; `text` is UTF-8.
std::string pythonText(std::string_view text);
/// A JavaScript string whose characters are the code points of `text`, which is UTF-8.
std::string scriptText(std::string_view text);
/// A JavaScript string with one character of U+0000 to U+00FF for each byte, as Node.js writes header values.
std::string scriptLatin1(std::string_view bytes);
/// A word that may stand in a comment of any of these languages: what could end a comment, a line or a PHP
/// block is "?"; at most 60 characters.
std::string commentWord(std::string_view text);

/// UTF-8 throughout.
bool isUtf8Text(std::string_view text) noexcept;

} // namespace hop101::formats
