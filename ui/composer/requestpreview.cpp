// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/requestpreview.h"

#include "core/hop/verdict.h"
#include "core/http/headparser.h"
#include "core/rules/rule.h"
#include "ui/composer/rawbytes.h"
#include "ui/text/headhighlighter.h"
#include "ui/text/text.h"
#include "ui/text/wirelines.h"
#include "ui/theme/labels.h"
#include "ui/theme/segmentbar.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace hop101::ui {

RequestPreview::RequestPreview(QWidget *parent)
    : QWidget(parent), m_caption(newLabel("quiet")), m_modes(new SegmentBar), m_text(new QPlainTextEdit),
      m_error(newSentence("broken")), m_warnings(newSentence("warning"))
{
    m_modes->addSegment(Composed, tr("Composed"),
                        tr("The request that the pages beside this make (Ctrl+Alt+C)"));
    m_modes->addSegment(
        Raw, tr("Raw"),
        tr("Edit the bytes as text: a line ends with CR LF; \\r, \\n, \\\\ and \\xHH are single bytes "
           "(Ctrl+Alt+R)"));
    m_modes->addSegment(Hex, tr("Hex"), tr("Edit the bytes in hex (Ctrl+Alt+H)"));
    m_modes->segment(Composed)->setShortcut(QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_C));
    m_modes->segment(Raw)->setShortcut(QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_R));
    m_modes->segment(Hex)->setShortcut(QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_H));
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
    auto *top = new QHBoxLayout;
    top->setSpacing(kGrid);
    top->addWidget(m_caption, 1);
    top->addWidget(m_modes);
    column->addLayout(top);
    column->addWidget(m_text, 1);
    column->addWidget(m_error);
    column->addWidget(m_warnings);
    connect(m_modes, &SegmentBar::chosen, this, &RequestPreview::showMode);
    connect(m_text, &QPlainTextEdit::textChanged, this, &RequestPreview::readTyped);
    showMode();
}

void RequestPreview::setBytes(const base::Bytes &bytes)
{
    m_composed = bytes;
    if (mode() == Composed)
        showBytes();
}

void RequestPreview::setRawRequest(const std::optional<base::Bytes> &bytes)
{
    m_raw = bytes;
    if (bytes.has_value() != (mode() != Composed))
        m_modes->setCurrent(bytes ? Raw : Composed);
    const QSignalBlocker quiet(this);
    showMode();
}

RequestPreview::Mode RequestPreview::mode() const
{
    return Mode(m_modes->current());
}

void RequestPreview::setMode(Mode mode)
{
    m_modes->setCurrent(mode);
    showMode();
}

/// What is composed is where typing begins.
void RequestPreview::showMode()
{
    if (mode() == Composed)
        m_raw.reset();
    else if (!m_raw)
        m_raw = m_composed;
    m_text->setReadOnly(mode() == Composed);
    m_text->setAccessibleName(mode() == Composed ? tr("Bytes to be sent") : tr("Bytes to be sent, editable"));
    m_text->setToolTip(mode() == Composed ? QString() : m_modes->segment(mode())->toolTip());
    showBytes();
    emit rawEdited();
}

void RequestPreview::showBytes()
{
    const base::Bytes &bytes = m_raw ? *m_raw : m_composed;
    const QString shownBytes = mode() == Raw ? rawText(bytes)
        : mode() == Hex                      ? rawHex(bytes)
                                             : wireLines(base::asText(bytes)).join(QLatin1Char('\n'));
    const QSignalBlocker quiet(m_text);
    if (shownBytes != m_text->toPlainText())
        m_text->setPlainText(shownBytes);
    readTyped();
}

/// The field keeps what is typed; what is sent is the latest that could be read.
void RequestPreview::readTyped()
{
    QString sentence;
    if (mode() != Composed) {
        const QString typed = m_text->toPlainText();
        auto parsed = mode() == Raw ? parseRaw(typed) : parseRawHex(typed);
        if (parsed)
            m_raw = std::move(parsed).value();
        else if (mode() == Raw)
            sentence = tr("The escape at character %1 is none of \\r, \\n, \\t, \\\\ and \\xHH.")
                           .arg(parsed.error().at + 1);
        else
            sentence = tr("At character %1 there is no pair of hex digits.").arg(parsed.error().at + 1);
    }
    m_error->setText(sentence);
    m_error->setVisible(!sentence.isEmpty());
    setStyleProperty(m_text, "invalid", !sentence.isEmpty());
    const base::Bytes &bytes = m_raw ? *m_raw : m_composed;
    m_caption->setText(tr("Bytes to be sent: %n", nullptr, int(bytes.size())));
    judge(bytes);
    showWarnings();
    if (mode() != Composed)
        emit rawEdited();
}

QString RequestPreview::errorText() const
{
    return m_error->isHidden() ? QString() : m_error->text();
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
