// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/banner.h"

#include "ui/theme/labels.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace hop101::ui {

namespace {

const char *iconOf(Token ink)
{
    return ink == Token::Warning ? "shield-alert" : ink == Token::Broken ? "circle-alert" : "info";
}

} // namespace

Banner::Banner(QWidget *parent)
    : QWidget(parent), m_mark(newLabel()), m_sentence(newSentence("title")), m_facts(newSentence("quiet")),
      m_buttons(new QHBoxLayout)
{
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_sentence);
    words->addWidget(m_facts);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(kGrid * 2, kGrid, kGrid * 3 / 2, kGrid);
    row->setSpacing(kGrid);
    m_buttons->setSpacing(kGrid);
    row->addWidget(m_mark, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    row->addLayout(m_buttons);
    setAccessibleName(tr("Notice"));
    hide();
}

void Banner::present(Token ink, const QString &sentence, const QString &facts,
                     const std::vector<Choice> &choices, bool canDismiss)
{
    m_ink = ink;
    m_mark->setPixmap(icon(iconOf(ink), ink).pixmap(20, 20));
    m_sentence->setText(sentence);
    m_facts->setText(facts);
    m_facts->setVisible(!facts.isEmpty());
    while (QLayoutItem *item = m_buttons->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (const Choice &choice : choices)
        addButton(choice);
    if (canDismiss) {
        auto *hideButton = new QToolButton;
        hideButton->setIcon(icon("x"));
        hideButton->setToolTip(tr("Hide this notice"));
        hideButton->setAccessibleName(tr("Hide this notice"));
        connect(hideButton, &QToolButton::clicked, this, &Banner::dismiss);
        m_buttons->addWidget(hideButton, 0, Qt::AlignVCenter);
    }
    show();
    update();
}

void Banner::addButton(const Choice &choice)
{
    auto *button = new QPushButton(choice.text);
    button->setToolTip(choice.toolTip);
    connect(button, &QPushButton::clicked, this, [this, run = choice.run] {
        dismiss();
        run();
    });
    m_buttons->addWidget(button, 0, Qt::AlignVCenter);
}

void Banner::dismiss()
{
    hide();
}

QString Banner::sentence() const
{
    return isHidden() ? QString() : m_sentence->text();
}

QString Banner::facts() const
{
    return isHidden() ? QString() : m_facts->text();
}

bool Banner::choose(const QString &text)
{
    for (int i = 0; i < m_buttons->count(); ++i) {
        auto *button = qobject_cast<QPushButton *>(m_buttons->itemAt(i)->widget());
        if (button && button->text() == text) {
            button->click();
            return true;
        }
    }
    return false;
}

void Banner::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), color(Token::Alternate));
    const int x = layoutDirection() == Qt::RightToLeft ? width() - 3 : 0;
    painter.fillRect(QRect(x, 0, 3, height()), color(m_ink));
    painter.fillRect(QRect(0, height() - 1, width(), 1), color(Token::Hairline));
}

} // namespace hop101::ui
