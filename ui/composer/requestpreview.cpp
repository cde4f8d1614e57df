// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/requestpreview.h"

#include "core/hop/verdict.h"
#include "core/http/headparser.h"
#include "core/rules/rule.h"
#include "ui/text/headhighlighter.h"
#include "ui/text/text.h"
#include "ui/text/wirelines.h"
#include "ui/theme/labels.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace hop101::ui {

RequestPreview::RequestPreview(QWidget *parent)
    : QWidget(parent), m_caption(newLabel("quiet")), m_text(new QPlainTextEdit),
      m_warnings(newSentence("warning"))
{
    m_text->setReadOnly(true);
    m_text->setFont(monoFont());
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setTabChangesFocus(true);
    m_text->setAccessibleName(tr("Bytes to be sent"));
    m_text->document()->setDocumentMargin(kGrid);
    new HeadHighlighter(m_text->document());
    m_warnings->setAccessibleName(tr("What the request breaks"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kGrid * 3 / 2, 0, kGrid * 3 / 2, 0);
    column->setSpacing(kGrid / 2);
    column->addWidget(m_caption);
    column->addWidget(m_text, 1);
    column->addWidget(m_warnings);
}

void RequestPreview::setBytes(const base::Bytes &bytes)
{
    const QString shownBytes = wireLines(base::asText(bytes)).join(QLatin1Char('\n'));
    if (shownBytes != m_text->toPlainText())
        m_text->setPlainText(shownBytes);
    m_caption->setText(tr("Bytes to be sent: %n", nullptr, int(bytes.size())));
    judge(bytes);
    showWarnings();
}

void RequestPreview::judge(const base::Bytes &bytes)
{
    m_broken.clear();
    m_lines.clear();
    for (const hop::RuleResult &result : hop::judgeRequest(http::parseRequestHead(bytes))) {
        if (result.outcome != hop::Outcome::Broken)
            continue;
        const rules::RuleInfo &info = rules::info(result.rule);
        m_broken += ui::text("rule", info.title);
        m_lines += QStringLiteral("⚠ ") + ui::text("rule", info.meaning) + QStringLiteral(" (")
            + QString::fromLatin1(info.section) + QLatin1Char(')');
    }
}

void RequestPreview::setCompact(bool isCompact)
{
    m_isCompact = isCompact;
    showWarnings();
}

void RequestPreview::showWarnings()
{
    const int most = m_isCompact ? 1 : 3;
    QStringList lines = m_lines.mid(0, most);
    if (m_lines.size() > most)
        lines += tr("… and %n more", nullptr, int(m_lines.size()) - most);
    m_warnings->setText(lines.join(QLatin1Char('\n')));
    m_warnings->setToolTip(m_lines.join(QLatin1Char('\n')));
    m_warnings->setVisible(!lines.isEmpty());
}

QString RequestPreview::shownText() const
{
    return m_text->toPlainText();
}

} // namespace hop101::ui
