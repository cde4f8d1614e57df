// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/headhighlighter.h"

#include "ui/text/wirelines.h"
#include "ui/theme/theme.h"

#include <QTextBlock>

namespace hop101::ui {

void HeadHighlighter::highlightBlock(const QString &text)
{
    const int lineEnd = lineEndOf(text);
    setFormat(int(text.size()) - lineEnd, lineEnd, color(Token::Quiet));
    const qsizetype colon = currentBlock().blockNumber() > 0 ? text.indexOf(QLatin1Char(':')) : -1;
    if (colon > 0)
        setFormat(0, int(colon), color(Token::Accent));
}

} // namespace hop101::ui
