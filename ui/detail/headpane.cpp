// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/headpane.h"

#include "core/capture/content.h"
#include "ui/text/headhighlighter.h"
#include "ui/text/text.h"
#include "ui/text/wirelines.h"
#include "ui/theme/labels.h"
#include "ui/theme/segmentbar.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QPlainTextEdit>
#include <QTextBlock>
#include <QVBoxLayout>

#include <algorithm>

namespace hop101::ui {

HeadPane::HeadPane(CaptureState *state, QWidget *parent)
    : DetailTab(state, parent), m_which(new SegmentBar), m_text(new QPlainTextEdit),
      m_meaning(newSentence("quiet"))
{
    m_which->addSegment(Request, tr("Request"), tr("What was asked"));
    m_which->addSegment(Response, tr("Response"), tr("What was answered"));
    m_text->setReadOnly(true);
    m_text->setFont(monoFont());
    m_text->setProperty("plain", true);
    m_text->setTabChangesFocus(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setAccessibleName(tr("Head as on the wire"));
    new HeadHighlighter(m_text->document());
    m_text->viewport()->installEventFilter(this);
    m_text->installEventFilter(this);
    auto *top = new QHBoxLayout;
    top->addWidget(m_which);
    top->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kGrid * 3 / 2, kGrid * 3 / 2, kGrid * 3 / 2, kGrid);
    column->setSpacing(kGrid);
    column->addLayout(top);
    column->addWidget(m_text, 1);
    column->addWidget(m_meaning);
    connect(m_which, &SegmentBar::chosen, this, [this](int which) { choose(Which(which)); });
    connect(state, &CaptureState::selectedBytesChanged, this, [this](base::ByteRange bytes) {
        if (this->state().selected() == m_head.id)
            light(bytes);
    });
    clear();
}

QString HeadPane::shownText() const
{
    return m_text->toPlainText();
}

QString HeadPane::meaningText() const
{
    return m_meaning->text();
}

void HeadPane::clear()
{
    m_head = {};
    m_selected = {};
    m_lines.clear();
    m_text->clear();
    m_text->setExtraSelections({});
    m_which->setEnabled(false);
    m_meaning->setText(tr("No head yet."));
}

/// The selected head itself; else what the switch says about the exchange of the selected (or last) event.
hop::Event HeadPane::headToShow() const
{
    const hop::Event selected =
        state().selected() ? selectedEvent() : reader().event({reader().eventCount()});
    const bool isHead =
        selected.kind == hop::EventKind::RequestHead || selected.kind == hop::EventKind::ResponseHead;
    if (!selected.id || (isHead && m_selected != state().selected()))
        return selected;
    const std::optional<hop::Exchange> exchange = capture::exchangeOf(reader(), selected);
    if (!exchange)
        return {};
    const bool wantsResponse = m_which->current() == Response && exchange->response;
    return reader().event(wantsResponse || !exchange->request ? exchange->response : exchange->request);
}

void HeadPane::refresh()
{
    const bool isOtherEvent = m_selected != state().selected() || !m_head.id;
    const hop::Event selected = selectedEvent();
    if (isOtherEvent && selected.kind == hop::EventKind::RequestHead)
        m_which->setCurrent(Request);
    else if (isOtherEvent)
        m_which->setCurrent(Response);
    const hop::Event head = headToShow();
    m_selected = state().selected();
    if (!head.id || (head.kind != hop::EventKind::RequestHead && head.kind != hop::EventKind::ResponseHead)) {
        clear();
        m_selected = state().selected();
        return;
    }
    m_which->setEnabled(true);
    m_which->setCurrent(head.kind == hop::EventKind::RequestHead ? Request : Response);
    if (!(head == m_head))
        showHead(head);
    if (state().selected() == m_head.id)
        light(state().selectedBytes());
}

void HeadPane::showHead(const hop::Event &head)
{
    m_head = head;
    const base::Bytes bytes = reader().wire(head, kMaxShown);
    m_lines = headFields(head, bytes);
    m_text->setPlainText(wireLines(base::asText(bytes)).join(QLatin1Char('\n')));
    m_text->setExtraSelections({});
    m_meaning->setText(tr("Click a line to see what it means."));
}

void HeadPane::choose(Which which)
{
    m_which->setCurrent(which);
    if (state().reader())
        refresh();
}

bool HeadPane::eventFilter(QObject *watched, QEvent *event)
{
    const bool isClick = watched == m_text->viewport() && event->type() == QEvent::MouseButtonRelease;
    const bool isKey = watched == m_text && event->type() == QEvent::KeyRelease;
    if ((isClick && !m_text->textCursor().hasSelection()) || isKey)
        lineChosen();
    return DetailTab::eventFilter(watched, event);
}

/// A folded header line spans several lines of text, so the place is taken from the bytes before it.
void HeadPane::lineChosen()
{
    const QTextCursor cursor = m_text->textCursor();
    chooseLine(cursor.blockNumber());
}

void HeadPane::chooseLine(int line)
{
    if (!m_head.id || line < 0)
        return;
    const base::Bytes bytes = reader().wire(m_head, kMaxShown);
    std::uint64_t at = 0;
    for (int i = 0; i < line && at < bytes.size(); ++i) {
        const auto lineFeed = std::find(bytes.begin() + std::ptrdiff_t(at), bytes.end(), std::byte{'\n'});
        at = std::uint64_t(lineFeed - bytes.begin()) + 1;
    }
    const int field = fieldAt(m_lines, at);
    if (field < 0)
        return;
    const Field chosen = m_lines[std::size_t(field)];
    state().select(m_head.id);
    state().selectBytes(chosen.bytes);
    light(chosen.bytes);
}

void HeadPane::light(base::ByteRange bytes)
{
    QList<QTextEdit::ExtraSelection> lit;
    const int field = bytes.size > 0 ? fieldAt(m_lines, bytes.first) : -1;
    if (field >= 0) {
        const base::Bytes wire = reader().wire(m_head, kMaxShown);
        const auto begin = wire.begin();
        const auto end = begin + std::ptrdiff_t(std::min<std::uint64_t>(bytes.first, wire.size()));
        QTextEdit::ExtraSelection line;
        line.cursor =
            QTextCursor(m_text->document()->findBlockByNumber(int(std::count(begin, end, std::byte{'\n'}))));
        line.format.setBackground(color(Token::Selection));
        line.format.setProperty(QTextFormat::FullWidthSelection, true);
        lit += line;
        const Field &chosen = m_lines[std::size_t(field)];
        QString sentence = chosen.meaning.isEmpty() ? tr("“%1” has no part in the upgrade.").arg(chosen.name)
                                                    : chosen.meaning;
        if (!chosen.section.isEmpty())
            sentence += QStringLiteral(" (") + chosen.section + QLatin1Char(')');
        m_meaning->setText(sentence);
    }
    m_text->setExtraSelections(lit);
}

} // namespace hop101::ui
