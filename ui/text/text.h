// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

#include <QString>

#include <string_view>

namespace hop101::ui {

/// A text marked with HOP101_TEXT in core, in the language of the window.
QString text(const char *context, const char *source);
/// UTF-8 of our own as it is.
QString fromUtf8(std::string_view utf8);
std::string toUtf8(const QString &text);

/// Text from the network, safe to show on one line: what is not UTF-8 becomes U+FFFD, control characters
/// their pictures (U+2400 …, line ends included), and marks that turn, hide or join text (bidi controls,
/// zero-width characters, line separators) their code, "‹U+202E›". Still plain text: set Qt::PlainText where
/// a widget would guess.
QString shown(std::string_view wire);
/// The same, with line ends and tabs left as they are.
QString shownLines(std::string_view wire);
/// Cuts at `limit` characters with "…", never inside a surrogate pair.
QString elided(const QString &text, qsizetype limit);

} // namespace hop101::ui
