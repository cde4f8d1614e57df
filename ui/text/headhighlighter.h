// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSyntaxHighlighter>

namespace hop101::ui {

/// Colours a head that is shown with its line ends written out (wirelines.h): quiet line ends, so that they
/// do not shout over the text, and the names of headers in the accent colour.
class HeadHighlighter final : public QSyntaxHighlighter
{
public:
    using QSyntaxHighlighter::QSyntaxHighlighter;

protected:
    void highlightBlock(const QString &text) override;
};

} // namespace hop101::ui
