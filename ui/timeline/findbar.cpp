// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/findbar.h"

#include "ui/state/capturestate.h"
#include "ui/state/textfinder.h"
#include "ui/text/text.h"
#include "ui/theme/labels.h"
#include "ui/theme/segmentbar.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QRegularExpression>
#include <QToolButton>
#include <QVBoxLayout>

namespace hop101::ui {

namespace {

enum Form { Text, Hex };

QToolButton *newButton(const char *iconName, const QString &name, const QString &toolTip)
{
    auto *button = new QToolButton;
    button->setIcon(icon(iconName, Token::Quiet));
    button->setAccessibleName(name);
    button->setToolTip(toolTip);
    return button;
}

/// Pairs of hex digits; white space, ":" and "," between them do not count.
std::optional<QByteArray> bytesOf(QString hex)
{
    static const QRegularExpression kBetween(QStringLiteral("[\\s:,]"));
    static const QRegularExpression kOther(QStringLiteral("[^0-9A-Fa-f]"));
    hex.remove(kBetween);
    if (hex.size() % 2 != 0 || hex.contains(kOther))
        return std::nullopt;
    return QByteArray::fromHex(hex.toLatin1());
}

} // namespace

FindBar::FindBar(CaptureState &state, QWidget *parent)
    : QWidget(parent), m_state(state), m_finder(new TextFinder(state, this)), m_forms(new SegmentBar),
      m_edit(new QLineEdit), m_case(new QCheckBox(tr("Aa"))), m_message(newLabel("quiet"))
{
    m_forms->addSegment(Text, tr("Text"), tr("Find a text"));
    m_forms->addSegment(Hex, tr("Hex"), tr("Find bytes, such as de ad be ef"));
    m_edit->setFont(monoFont());
    m_edit->setAccessibleName(tr("Find"));
    m_edit->setPlaceholderText(tr("Find in payloads, heads and bodies"));
    m_edit->setToolTip(
        tr("Masked and compressed payloads are found as they are read. Enter or F3: next; Shift: previous"));
    m_edit->setMaxLength(int(capture::kMaxPatternBytes));
    m_edit->installEventFilter(this);
    m_case->setToolTip(tr("Tell upper from lower case"));
    m_case->setAccessibleName(tr("Tell upper from lower case"));
    auto *previous =
        newButton("chevron-up", tr("Previous place"), tr("The previous place (Shift+F3, Shift+Enter)"));
    auto *next = newButton("chevron-down", tr("Next place"), tr("The next place (F3, Enter)"));
    auto *close = newButton("x", tr("Close the search"), tr("Close the search (Esc)"));
    auto *line = new QHBoxLayout;
    line->setContentsMargins(2 * kGrid, kGrid / 2, kGrid, kGrid / 2);
    line->setSpacing(kGrid);
    line->addWidget(m_forms);
    line->addWidget(m_edit, 1);
    line->addWidget(m_case);
    line->addWidget(previous);
    line->addWidget(next);
    line->addWidget(close);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(line);
    m_message->setContentsMargins(2 * kGrid, 0, 2 * kGrid, kGrid / 2);
    m_message->hide();
    column->addWidget(m_message); // a line of its own: the timeline may be narrow
    column->addWidget(newHairline());
    connect(m_edit, &QLineEdit::returnPressed, this, &FindBar::findNext);
    connect(m_edit, &QLineEdit::textEdited, this, [this] { say({}); });
    connect(m_forms, &SegmentBar::chosen, this, [this](int form) {
        m_case->setEnabled(form == Text);
        say({});
        m_edit->setFocus();
    });
    connect(previous, &QToolButton::clicked, this, &FindBar::findPrevious);
    connect(next, &QToolButton::clicked, this, &FindBar::findNext);
    connect(close, &QToolButton::clicked, this, &FindBar::close);
    connect(m_finder, &TextFinder::found, this, &FindBar::found);
    connect(m_finder, &TextFinder::notFound, this, [this] {
        say(m_state.isFiltered() ? tr("Not in what the filter shows") : tr("Not found"), "broken");
    });
    connect(m_finder, &TextFinder::progressed, this,
            [this](int percent) { say(tr("Searching, %1 %").arg(percent)); });
    connect(m_finder, &TextFinder::cancelled, this, [this] { say(tr("Stopped")); });
    hide();
}

void FindBar::open()
{
    show();
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->selectAll();
}

void FindBar::close()
{
    m_finder->cancel();
    say({});
    hide();
    emit left();
}

void FindBar::findNext()
{
    find(true);
}

void FindBar::findPrevious()
{
    find(false);
}

std::optional<capture::TextPattern> FindBar::pattern()
{
    const bool isHex = m_forms->current() == Hex;
    const std::optional<QByteArray> bytes =
        isHex ? bytesOf(m_edit->text()) : std::optional(m_edit->text().toUtf8());
    if (!bytes) {
        say(tr("Hex is pairs of 0–9 and a–f"), "broken");
        return std::nullopt;
    }
    const auto letters =
        isHex || m_case->isChecked() ? capture::LetterCase::Exact : capture::LetterCase::Ignored;
    const auto made =
        capture::TextPattern::make(base::asBytes({bytes->constData(), std::size_t(bytes->size())}), letters);
    if (!made && !bytes->isEmpty())
        say(tr("At most %1 bytes").arg(capture::kMaxPatternBytes), "broken");
    return made;
}

void FindBar::find(bool isForward)
{
    if (isHidden())
        return open();
    const auto wanted = pattern();
    if (!wanted || !m_state.reader())
        return;
    say(tr("Searching"));
    m_finder->find(*wanted, isForward);
}

void FindBar::found(const capture::TextHit &hit, bool isWrapped)
{
    m_state.show(hit);
    const QLocale locale;
    const QString place =
        tr("Event %1, byte %2")
            .arg(locale.toString(qulonglong(hit.event.value)), locale.toString(qulonglong(hit.offset)));
    say(isWrapped ? place + QStringLiteral(" · ") + tr("around the end") : place);
}

void FindBar::say(const QString &message, const char *role)
{
    m_message->setText(message);
    m_message->setVisible(!message.isEmpty());
    setRole(m_message, role);
}

QString FindBar::message() const
{
    return m_message->text();
}

bool FindBar::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::ShortcutOverride && event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const bool isBack = (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter)
        && key->modifiers() == Qt::ShiftModifier;
    if (key->key() != Qt::Key_Escape && !isBack)
        return QWidget::eventFilter(watched, event);
    event->accept();
    if (event->type() == QEvent::ShortcutOverride)
        return true;
    if (isBack)
        findPrevious();
    else if (m_finder->isSearching())
        m_finder->cancel();
    else
        close();
    return true;
}

} // namespace hop101::ui
