// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/heldstrip.h"

#include "ui/text/text.h"
#include "ui/theme/labels.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QShortcut>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace hop101::ui {

using plan::HeldMessage;
using plan::RelayDirection;
using plan::RelayPart;

namespace {

constexpr int kLines = 5;

QString kindOf(const HeldMessage &held)
{
    if (held.part == RelayPart::Request)
        return HeldStrip::tr("Request");
    if (held.part == RelayPart::Response)
        return HeldStrip::tr("Response");
    switch (held.opcode) {
    case websocket::Opcode::Text:
        return HeldStrip::tr("Text message");
    case websocket::Opcode::Binary:
        return HeldStrip::tr("Binary message");
    case websocket::Opcode::Close:
        return HeldStrip::tr("Close");
    case websocket::Opcode::Ping:
        return HeldStrip::tr("Ping");
    case websocket::Opcode::Pong:
        return HeldStrip::tr("Pong");
    default:
        return HeldStrip::tr("Frame of opcode %1").arg(int(held.opcode));
    }
}

/// Whether every line end is CR LF: an edit has one kind alone.
bool endsInCrlf(const QString &text)
{
    const auto count = text.count(QLatin1String("\r\n"));
    return count > 0 && text.count(QLatin1Char('\n')) == count && text.count(QLatin1Char('\r')) == count;
}

/// What an edit would give back is what it was given.
bool survivesEditing(const QString &text, const std::string &bytes)
{
    if (toUtf8(text) != bytes || (text.contains(QLatin1Char('\r')) && !endsInCrlf(text)))
        return false;
    return std::none_of(text.begin(), text.end(), [](QChar c) {
        return c == QChar::Null || c == QChar(0x2028) || c == QChar(0x2029) || c == QChar::Nbsp
            || c == QChar(0xfdd0) || c == QChar(0xfdd1) || c == QChar::ObjectReplacementCharacter;
    });
}

QString hexLines(const std::string &bytes)
{
    const QByteArray view = QByteArray::fromRawData(bytes.data(), qsizetype(bytes.size()));
    QString text = QString::fromLatin1(view.toHex(' '));
    constexpr qsizetype kLine = 16 * 3;
    for (qsizetype at = kLine - 1; at < text.size(); at += kLine)
        text[at] = QLatin1Char('\n');
    return text;
}

std::optional<std::string> fromHex(const QString &text)
{
    QByteArray digits;
    for (const QChar c : text)
        if (!c.isSpace()) {
            if (!QByteArray("0123456789abcdefABCDEF").contains(c.toLatin1()))
                return std::nullopt;
            digits += c.toLatin1();
        }
    if (digits.size() % 2 != 0)
        return std::nullopt;
    return QByteArray::fromHex(digits).toStdString();
}

QPushButton *newButton(const QString &text, const QString &toolTip)
{
    auto *button = new QPushButton(text);
    button->setAutoDefault(false);
    button->setToolTip(toolTip);
    return button;
}

QToolButton *newArrow(const char *name, const QString &toolTip)
{
    auto *button = new QToolButton;
    button->setArrowType(*name == 'l' ? Qt::LeftArrow : Qt::RightArrow);
    button->setAccessibleName(toolTip);
    button->setToolTip(toolTip);
    return button;
}

} // namespace

QString heldName(const HeldMessage &held)
{
    const QString from = held.direction == RelayDirection::FromServer ? HeldStrip::tr("from the server")
                                                                      : HeldStrip::tr("from the client");
    return HeldStrip::tr("%1 %2, connection #%3, %4 bytes")
        .arg(kindOf(held), from, QString::number(held.connection),
             QLocale().toString(qulonglong(held.bytes.size())));
}

HeldStrip::HeldStrip(QWidget *parent)
    : QWidget(parent), m_title(newLabel("title")), m_hint(newSentence("quiet")), m_edit(new QPlainTextEdit),
      m_previous(newArrow("l", tr("The one before (Alt+Left)"))),
      m_next(newArrow("r", tr("The next that waits (Alt+Right)"))),
      m_all(newButton(tr("Release all"), tr("All that waits goes on as it came"))),
      m_drop(newButton(tr("Drop"), tr("It never goes on (Ctrl+Shift+Backspace)"))),
      m_release(newButton(tr("Release"), tr("It goes on, with what you changed (Ctrl+Return)")))
{
    setAccessibleName(tr("What waits at a breakpoint"));
    m_edit->setFont(monoFont());
    m_edit->setTabChangesFocus(true);
    m_edit->setAccessibleName(tr("What waits"));
    m_edit->setLayoutDirection(Qt::LeftToRight);
    m_edit->setFixedHeight(kLines * m_edit->fontMetrics().lineSpacing() + 2 * kGrid);
    setStyleProperty(m_release, "primary", true);
    layOut();
    const auto shortcut = [this](const QKeySequence &key, auto run) {
        auto *made = new QShortcut(key, this);
        made->setContext(Qt::WidgetWithChildrenShortcut);
        connect(made, &QShortcut::activated, this, run);
    };
    shortcut(QKeySequence(Qt::CTRL | Qt::Key_Return), &HeldStrip::release);
    shortcut(QKeySequence(Qt::CTRL | Qt::Key_Enter), &HeldStrip::release);
    shortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Backspace), &HeldStrip::drop);
    shortcut(QKeySequence(Qt::ALT | Qt::Key_Left), [this] { step(-1); });
    shortcut(QKeySequence(Qt::ALT | Qt::Key_Right), [this] { step(1); });
    connect(m_release, &QPushButton::clicked, this, &HeldStrip::release);
    connect(m_drop, &QPushButton::clicked, this, &HeldStrip::drop);
    connect(m_all, &QPushButton::clicked, this, &HeldStrip::releaseAll);
    connect(m_previous, &QToolButton::clicked, this, [this] { step(-1); });
    connect(m_next, &QToolButton::clicked, this, [this] { step(1); });
    hide();
}

void HeldStrip::layOut()
{
    auto *head = new QHBoxLayout;
    head->setSpacing(kGrid / 2);
    head->addWidget(m_title, 1);
    head->addWidget(m_previous);
    head->addWidget(m_next);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(kGrid);
    buttons->addWidget(m_hint, 1);
    buttons->addWidget(m_all);
    buttons->addWidget(m_drop);
    buttons->addWidget(m_release);
    auto *body = new QVBoxLayout;
    body->setContentsMargins(2 * kGrid, kGrid, 2 * kGrid, kGrid);
    body->setSpacing(kGrid / 2);
    body->addLayout(head);
    body->addWidget(m_edit);
    body->addLayout(buttons);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(newHairline());
    column->addLayout(body);
    setFocusProxy(m_edit);
}

void HeldStrip::setHeld(std::vector<HeldMessage> held)
{
    const bool isSame = std::equal(held.begin(), held.end(), m_held.begin(), m_held.end(),
                                   [](const HeldMessage &a, const HeldMessage &b) { return a.id == b.id; });
    if (isSame)
        return;
    const std::size_t before = currentIndex();
    m_held = std::move(held);
    const bool stays = std::any_of(m_held.begin(), m_held.end(),
                                   [this](const HeldMessage &one) { return one.id == m_current; });
    if (stays)
        return showTitle();
    m_current = m_held.empty() ? 0 : m_held[std::min(before, m_held.size() - 1)].id;
    showCurrent();
}

std::size_t HeldStrip::currentIndex() const
{
    const auto at = std::find_if(m_held.begin(), m_held.end(),
                                 [this](const HeldMessage &one) { return one.id == m_current; });
    return at == m_held.end() ? 0 : std::size_t(at - m_held.begin());
}

QString HeldStrip::title() const
{
    return m_title->text();
}

void HeldStrip::step(int by)
{
    if (m_held.size() < 2)
        return;
    const auto count = qsizetype(m_held.size());
    m_current = m_held[std::size_t((qsizetype(currentIndex()) + by + count) % count)].id;
    showCurrent();
}

void HeldStrip::showTitle()
{
    if (m_held.empty())
        return;
    const QString name = heldName(m_held[currentIndex()]);
    m_title->setText(m_held.size() < 2
                         ? tr("Held: %1").arg(name)
                         : tr("Held, %1 of %2: %3").arg(currentIndex() + 1).arg(m_held.size()).arg(name));
    for (QWidget *widget :
         {static_cast<QWidget *>(m_previous), static_cast<QWidget *>(m_next), static_cast<QWidget *>(m_all)})
        widget->setVisible(m_held.size() > 1);
}

void HeldStrip::showCurrent()
{
    setVisible(!m_held.empty());
    if (m_held.empty())
        return m_edit->clear();
    const HeldMessage &held = m_held[currentIndex()];
    const bool isTooLarge = held.bytes.size() > kMostEdited;
    const std::string front = isTooLarge ? held.bytes.substr(0, kMostEdited) : held.bytes;
    const QString text = fromUtf8(front);
    m_isHex = !survivesEditing(text, front) || held.opcode == websocket::Opcode::Close;
    m_hasCrlf = !m_isHex && endsInCrlf(text);
    m_edit->setPlainText(m_isHex ? hexLines(front) : text);
    m_edit->document()->setModified(false);
    m_edit->setReadOnly(isTooLarge);
    setStyleProperty(m_edit, "invalid", false);
    setRole(m_hint, "quiet");
    m_hint->setText(isTooLarge    ? tr("Only its front is shown: it is too large to be changed here.")
                        : m_isHex ? tr("Its bytes in hex; all behind it in its direction waits, too.")
                                  : tr("All behind it in its direction waits, too."));
    showTitle();
}

bool HeldStrip::edited(std::optional<std::string> &to)
{
    if (!m_edit->document()->isModified())
        return true;
    if (!m_isHex) {
        QString text = m_edit->toPlainText();
        to = toUtf8(m_hasCrlf ? text.replace(QLatin1Char('\n'), QLatin1String("\r\n")) : text);
        return true;
    }
    to = fromHex(m_edit->toPlainText());
    if (to)
        return true;
    setStyleProperty(m_edit, "invalid", true);
    setRole(m_hint, "broken");
    m_hint->setText(tr("Write bytes as pairs of hex digits, such as 48 65 6c 6c 6f."));
    m_edit->setFocus();
    return false;
}

void HeldStrip::release()
{
    std::optional<std::string> text;
    if (m_current != 0 && edited(text))
        emit released(m_current, text);
}

/// As they came, but for what is being changed.
void HeldStrip::releaseAll()
{
    const quint64 current = m_current;
    release();
    for (const HeldMessage &held : std::vector(m_held))
        if (held.id != current)
            emit released(held.id, std::nullopt);
}

void HeldStrip::drop()
{
    if (m_current != 0)
        emit dropped(m_current);
}

} // namespace hop101::ui
