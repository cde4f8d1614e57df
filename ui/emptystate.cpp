// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emptystate.h"

#include "ui/theme/labels.h"
#include "ui/theme/theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace hop101::ui {

namespace {

constexpr int kMostWide = 460;

} // namespace

EmptyState::EmptyState(QWidget *parent)
    : QScrollArea(parent), m_title(newLabel("title")), m_hint(newLabel("quiet"))
{
    m_title->setFont(uiFont(3, QFont::DemiBold));
    m_title->setWordWrap(true);
    m_hint->setWordWrap(true);
    auto *inside = new QWidget;
    inside->setMaximumWidth(kMostWide);
    auto *grid = new QGridLayout(inside);
    grid->setHorizontalSpacing(kGrid + 4);
    grid->setVerticalSpacing(kGrid);
    grid->setColumnStretch(1, 1);
    grid->addWidget(m_title, 0, 0, 1, 2);
    grid->addWidget(m_hint, 1, 0, 1, 2);
    grid->setRowMinimumHeight(2, kGrid);
    const QStringList steps{tr("The request goes out, byte for byte as the composer shows it."),
                            tr("The server reads the headers that ask for the upgrade."),
                            tr("It decides, and each rule of the RFC is checked."),
                            tr("It answers: 101 switches the protocol, anything else is explained."),
                            tr("Frames go both ways, each one a row that you can open.")};
    m_steps = new QWidget;
    auto *list = new QGridLayout(m_steps);
    list->setContentsMargins(0, 0, 0, 0);
    list->setHorizontalSpacing(kGrid + 4);
    list->setVerticalSpacing(kGrid);
    list->setColumnStretch(1, 1);
    grid->addWidget(m_steps, 3, 0, 1, 2);
    for (int i = 0; i < steps.size(); ++i) {
        auto *number = newLabel("section");
        number->setText(QString::number(i + 1));
        auto *text = newLabel();
        text->setText(steps.at(i));
        text->setWordWrap(true);
        list->addWidget(number, i, 0, Qt::AlignTop);
        list->addWidget(text, i, 1);
    }
    auto *whole = new QWidget;
    whole->setProperty("ground", QStringLiteral("pane"));
    auto *column = new QVBoxLayout(whole);
    column->setContentsMargins(3 * kGrid, 2 * kGrid, 3 * kGrid, 2 * kGrid);
    column->addStretch(1);
    auto *row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(inside, 8);
    row->addStretch(1);
    column->addLayout(row);
    column->addStretch(2);
    setWidget(whole);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    setEmbedded(true);
}

void EmptyState::setEmbedded(bool isEmbedded)
{
    m_title->setText(isEmbedded ? tr("An echo server is running inside this window.")
                                : tr("Ready to connect."));
    m_hint->setText(isEmbedded
                        ? tr("Press Enter to connect to it and watch an upgrade happen, or type another URL.")
                        : tr("Press Enter to send the request and watch the upgrade happen."));
    m_steps->show();
}

void EmptyState::setTexts(const QString &title, const QString &hint)
{
    m_title->setText(title);
    m_hint->setText(hint);
    m_steps->hide();
}

} // namespace hop101::ui
