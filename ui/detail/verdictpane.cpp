// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/verdictpane.h"

#include "ui/detail/acceptsteps.h"
#include "ui/detail/leadlabel.h"
#include "ui/detail/pathcontent.h"
#include "ui/detail/rulerow.h"
#include "ui/detail/stepsstrip.h"
#include "ui/text/text.h"
#include "ui/theme/codelabel.h"
#include "ui/theme/foldheader.h"
#include "ui/theme/labels.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

namespace hop101::ui {

namespace {

constexpr int kMargin = 14;

Token inkOf(Tone tone)
{
    switch (tone) {
    case Tone::Good:
        return Token::Holds;
    case Tone::Warning:
        return Token::Warning;
    case Tone::Bad:
        return Token::Broken;
    case Tone::Neutral:
        break;
    }
    return Token::Text;
}

} // namespace

VerdictPane::VerdictPane(CaptureState *state, QWidget *parent)
    : DetailTab(state, parent), m_lead(new LeadLabel), m_detail(newSentence("quiet")),
      m_agreed(newSentence("quiet")), m_note(newSentence("warning")), m_steps(new StepsStrip),
      m_scroll(new QScrollArea)
{
    auto *inside = new QWidget;
    inside->setProperty("ground", QStringLiteral("pane"));
    auto *column = new QVBoxLayout(inside);
    column->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    column->setSpacing(0);
    column->addWidget(m_lead);
    column->addSpacing(4);
    column->addWidget(m_detail);
    column->addWidget(m_agreed);
    column->addWidget(m_note);
    column->addSpacing(12);
    column->addWidget(m_steps);
    column->addSpacing(8);
    m_rules = new QVBoxLayout;
    m_rules->setSpacing(0);
    column->addLayout(m_rules);
    column->addStretch(1);
    m_scroll->setWidget(inside);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    auto *outside = new QVBoxLayout(this);
    outside->setContentsMargins(0, 0, 0, 0);
    outside->addWidget(m_scroll);
    connect(m_steps, &StepsStrip::eventChosen, this, [this](base::EventId event) { goTo(event, {}); });
    clear();
}

void VerdictPane::clear()
{
    VerdictContent nothing;
    nothing.lead = tr("Nothing to judge yet.");
    nothing.detail =
        tr("Connect, or open a capture: what happened is said here in one sentence, then rule by rule.");
    m_showsHolding = false;
    m_showsNotReached = false;
    m_showsAccept = false;
    show(nothing);
}

void VerdictPane::refresh()
{
    static const hop::PathReport kNone;
    const auto report = state().pathReport();
    auto ofPath = pathContent(reader(), state().selected(), report ? *report : kNone);
    VerdictContent content = ofPath ? std::move(*ofPath) : verdictContent(reader(), state().selected());
    if (!(content == m_content))
        show(content);
}

void VerdictPane::show(const VerdictContent &content)
{
    const bool wasRight = !m_content.accept || m_content.accept->isRight;
    m_content = content;
    // A wrong accept is what the reader came for.
    if (wasRight && content.accept && !content.accept->isRight && content.tone == Tone::Bad)
        m_showsAccept = true;
    const int place = m_scroll->verticalScrollBar()->value();
    showLead();
    m_steps->setSteps(content.steps);
    m_steps->setVisible(content.hasSteps);
    rebuildRules();
    m_scroll->verticalScrollBar()->setValue(place);
}

void VerdictPane::showLead()
{
    m_lead->setTexts(m_content.lead, inkOf(m_content.tone), m_content.sentence);
    m_detail->setText(m_content.detail);
    m_detail->setVisible(!m_content.detail.isEmpty());
    m_agreed->setText(m_content.agreed);
    m_agreed->setVisible(!m_content.agreed.isEmpty());
    m_note->setText(m_content.note);
    m_note->setVisible(!m_content.note.isEmpty());
}

void VerdictPane::rebuildRules()
{
    while (QLayoutItem *item = m_rules->takeAt(0)) {
        if (QWidget *widget = item->widget()) {
            widget->hide(); // it goes with the next turn of the event loop
            widget->deleteLater();
        }
        delete item;
    }
    // The fix stands where the eye is once the broken rules are read.
    for (const RuleLine &line : m_content.shown)
        addLine(line, m_rules);
    for (const doctor::Fix &fix : m_content.fixes)
        addFix(fix);
    const int changes = int(m_content.changes.size());
    addFold(m_content.hasSteps ? tr("%n differences between the hops", nullptr, changes)
                               : tr("%n other headers differ", nullptr, changes),
            m_content.changes, &m_showsChanges);
    addFold(tr("%n more that hold", nullptr, int(m_content.holding.size())), m_content.holding,
            &m_showsHolding);
    addFold(tr("%n not reached", nullptr, int(m_content.notReached.size())), m_content.notReached,
            &m_showsNotReached);
    addFindings();
}

void VerdictPane::addLine(const RuleLine &line, QVBoxLayout *to)
{
    auto *row = new RuleRow(line);
    connect(row, &RuleRow::chosen, this, &VerdictPane::goTo);
    to->addWidget(row);
    if (line.isAccept && line.outcome != hop::Outcome::NotReached)
        addAccept(to);
}

void VerdictPane::addAccept(QVBoxLayout *to)
{
    if (m_content.accept)
        addFoldable(tr("How the accept is made"), new AcceptSteps(*m_content.accept), &m_showsAccept, to);
}

void VerdictPane::addFold(const QString &title, const std::vector<RuleLine> &lines, bool *isOpen)
{
    if (lines.empty())
        return;
    auto *inside = new QWidget;
    auto *column = new QVBoxLayout(inside);
    column->setContentsMargins(0, 0, 0, kGrid);
    column->setSpacing(0);
    for (const RuleLine &line : lines)
        addLine(line, column);
    addFoldable(title, inside, isOpen, m_rules);
}

void VerdictPane::addFoldable(const QString &title, QWidget *inside, bool *isOpen, QVBoxLayout *to)
{
    auto *header = new FoldHeader;
    header->setTexts({}, {title});
    header->setChecked(*isOpen);
    connect(header, &FoldHeader::toggled, inside, [inside, isOpen](bool open) {
        *isOpen = open;
        inside->setVisible(open);
    });
    to->addWidget(header);
    to->addWidget(inside);
    inside->setVisible(*isOpen); // not before: without a parent it would be a window
}

void VerdictPane::addFindings()
{
    if (m_content.findings.empty())
        return;
    m_rules->addSpacing(kGrid);
    m_rules->addWidget(newHairline());
    m_rules->addSpacing(kGrid);
    auto *caption = newLabel("section");
    caption->setFont(uiFont(-1));
    caption->setText(m_content.isOfSelection ? tr("At the selected event")
                                             : tr("In the course of the connection"));
    m_rules->addWidget(caption);
    for (const RuleLine &line : m_content.findings)
        addLine(line, m_rules);
}

void VerdictPane::addFix(const doctor::Fix &fix)
{
    auto *card = new QWidget;
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(0, kGrid, 0, kGrid);
    column->setSpacing(4);
    auto *top = new QHBoxLayout;
    QLabel *title = newLabel("title");
    title->setText(shown(fix.title));
    title->setWordWrap(true);
    auto *copy = new QPushButton(tr("Copy"));
    copy->setProperty("link", true);
    copy->setToolTip(tr("Copy these lines"));
    copy->setCursor(Qt::PointingHandCursor);
    copy->setAccessibleName(tr("Copy: %1").arg(title->text()));
    connect(copy, &QPushButton::clicked, card,
            [text = fromUtf8(fix.text)] { QGuiApplication::clipboard()->setText(text); });
    top->addWidget(title, 1);
    top->addWidget(copy, 0, Qt::AlignTop);
    column->addLayout(top);
    column->addWidget(new CodeLabel(shownLines(fix.text).trimmed()));
    m_rules->addWidget(card);
}

void VerdictPane::goTo(base::EventId event, base::ByteRange bytes)
{
    if (!event)
        return;
    state().select(event);
    state().selectBytes(bytes);
}

/// Marks are pictures in a colour: drawn anew for another appearance.
void VerdictPane::changeEvent(QEvent *event)
{
    DetailTab::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_rules)
        rebuildRules();
}

} // namespace hop101::ui
