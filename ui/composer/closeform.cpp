// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/closeform.h"

#include "ui/composer/closecodebox.h"
#include "ui/theme/labels.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace hop101::ui {

CloseForm::CloseForm(QWidget *parent) : QWidget(parent), m_code(newCloseCodeBox()), m_reason(new QLineEdit)
{
    m_reason->setPlaceholderText(tr("Reason, optional"));
    m_reason->setAccessibleName(tr("Close reason"));
    m_reason->setMinimumWidth(220);
    auto *close = new QPushButton(tr("Send Close"));
    close->setToolTip(tr("Start the closing handshake with this code"));
    auto *cut = new QPushButton(tr("Cut the connection"));
    cut->setProperty("link", true);
    cut->setToolTip(tr("End TCP at once, without a Close"));
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(cut);
    buttons->addStretch(1);
    buttons->addWidget(close);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kGrid, kGrid, kGrid, kGrid);
    column->setSpacing(kGrid);
    column->addWidget(m_code);
    column->addWidget(m_reason);
    column->addLayout(buttons);
    connect(close, &QPushButton::clicked, this, &CloseForm::submit);
    connect(m_reason, &QLineEdit::returnPressed, this, &CloseForm::submit);
    connect(cut, &QPushButton::clicked, this, &CloseForm::cutRequested);
}

void CloseForm::setFocusInside()
{
    m_code->setFocus();
}

void CloseForm::submit()
{
    emit closeRequested(closeCodeOf(m_code), m_reason->text());
}

} // namespace hop101::ui
