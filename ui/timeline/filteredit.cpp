// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/filteredit.h"

#include "core/capture/filterfields.h"
#include "core/rules/rule.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>
#include <QSet>
#include <QStandardItemModel>

#include <algorithm>

namespace hop101::ui {

namespace {

constexpr int kWord = Qt::UserRole + 1; // what is put into the line
constexpr int kMostRows = 10;
constexpr int kNameWidth = 16; // of the column of words, in characters

bool isOfWord(QChar character)
{
    return character.isLetterOrNumber() || character == QLatin1Char('.') || character == QLatin1Char('_');
}

QStandardItem *itemFor(const QString &word, const QString &help)
{
    auto *item = new QStandardItem(word.leftJustified(kNameWidth) + QStringLiteral("  ") + help);
    item->setData(word, kWord);
    item->setEditable(false);
    return item;
}

void addVocabulary(QStandardItemModel &model)
{
    QSet<QString> seen;
    const auto add = [&](const char *name, const char *help) {
        const QString word = QString::fromLatin1(name);
        if (!seen.contains(word))
            model.appendRow(itemFor(word, text("filter", help)));
        seen.insert(word);
    };
    for (const capture::FieldInfo &field : capture::filterFields()) {
        if (!field.isAlias)
            add(field.name, field.help);
    }
    for (const capture::ValueName &name : capture::filterNames()) {
        if (name.help[0] != '\0')
            add(name.name, name.help);
    }
}

} // namespace

FilterEdit::FilterEdit(QWidget *parent)
    : QLineEdit(parent), m_model(new QStandardItemModel(this)), m_words(new QCompleter(m_model, this))
{
    setFont(monoFont());
    setLayoutDirection(Qt::LeftToRight);
    setMaxLength(int(capture::kMaxFilterBytes));
    addVocabulary(*m_model);
    m_words->setWidget(this);
    m_words->setCompletionRole(kWord);
    m_words->setCaseSensitivity(Qt::CaseInsensitive);
    m_words->setMaxVisibleItems(kMostRows);
    m_words->popup()->setFont(monoFont(-1));
    connect(m_words, qOverload<const QModelIndex &>(&QCompleter::activated), this,
            [this](const QModelIndex &index) { complete(index.data(kWord).toString()); });
}

int FilterEdit::wordStart() const
{
    int at = cursorPosition();
    while (at > 0 && isOfWord(text().at(at - 1)))
        --at;
    return at;
}

void FilterEdit::offerWords(bool evenAll)
{
    const int first = wordStart();
    const QString front = text().mid(first, cursorPosition() - first);
    const QString before = text().left(first);
    const bool isInText = before.count(QLatin1Char('"')) % 2 != 0;
    if (isInText || (front.isEmpty() && !evenAll)) {
        m_words->popup()->hide();
        return;
    }
    m_words->setCompletionPrefix(front);
    const bool isOnlyItself = m_words->completionCount() == 1
        && m_words->currentIndex().data(kWord).toString().compare(front, Qt::CaseInsensitive) == 0;
    if (m_words->completionCount() == 0 || (isOnlyItself && !evenAll)) {
        m_words->popup()->hide();
        return;
    }
    QAbstractItemView *popup = m_words->popup();
    QRect place = cursorRect();
    place.setLeft(int(xOf(first)) - kGrid);
    place.setWidth(
        std::min(popup->sizeHintForColumn(0) + popup->verticalScrollBar()->sizeHint().width() + kGrid,
                 std::max(width(), 360)));
    m_words->complete(place);
}

void FilterEdit::complete(const QString &word)
{
    const int first = wordStart();
    setSelection(first, cursorPosition() - first);
    insert(word);
    emit textEdited(text());
}

void FilterEdit::setFault(int first, int count)
{
    m_faultFirst = std::clamp(first, 0, int(text().size()));
    m_faultCount = std::max(count, 1);
    setStyleProperty(this, "invalid", true);
    update();
}

void FilterEdit::clearFault()
{
    m_faultCount = 0;
    setStyleProperty(this, "invalid", false);
    update();
}

bool FilterEdit::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return QLineEdit::event(event);
}

void FilterEdit::keyPressEvent(QKeyEvent *event)
{
    const bool isPopupOpen = m_words->popup()->isVisible();
    const int key = event->key();
    if (isPopupOpen && (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Escape)) {
        event->ignore(); // the popup's
    } else if (key == Qt::Key_Escape) {
        emit escaped();
    } else if (key == Qt::Key_Space && event->modifiers() == Qt::ControlModifier) {
        offerWords(true);
    } else if (key == Qt::Key_Down && !isPopupOpen) {
        if (text().isEmpty())
            offerWords(true);
        else
            emit left();
    } else {
        QLineEdit::keyPressEvent(event);
    }
}

/// The line scrolls; the cursor's place is known, and the face is one of a fixed width.
double FilterEdit::xOf(int character) const
{
    const QFontMetricsF metrics(font());
    const double cursor = cursorRect().left() + cursorRect().width() / 2.0;
    return cursor - metrics.horizontalAdvance(text().left(cursorPosition()))
        + metrics.horizontalAdvance(text().left(character));
}

void FilterEdit::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    if (m_faultCount == 0)
        return;
    constexpr double kStep = 3;
    const double from = xOf(m_faultFirst);
    const int end = std::min(m_faultFirst + m_faultCount, int(text().size()));
    const double to = std::max(xOf(end), from + QFontMetricsF(font()).averageCharWidth());
    const double y = cursorRect().bottom() - 1;
    QPainterPath wave(QPointF(from, y));
    bool isUp = true;
    for (double x = from + kStep; x <= to + kStep / 2; x += kStep, isUp = !isUp)
        wave.lineTo(x, isUp ? y - 2 : y);
    QPainter painter(this);
    painter.setClipRect(rect().adjusted(4, 0, -4, 0));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color(Token::Broken), 1.4));
    painter.drawPath(wave);
}

} // namespace hop101::ui
