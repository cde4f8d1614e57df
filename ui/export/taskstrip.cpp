// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/taskstrip.h"

#include "ui/export/task.h"
#include "ui/theme/labels.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

#include <algorithm>

namespace hop101::ui {

namespace {

constexpr int kSteps = 1000;
constexpr int kBarHeight = 6;

} // namespace

TaskStrip::TaskStrip(Task &task, QWidget *parent)
    : QWidget(parent), m_bar(new QProgressBar), m_words(newLabel("quiet")),
      m_cancel(new QPushButton(tr("Cancel")))
{
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(kBarHeight);
    m_bar->setAccessibleName(tr("Progress"));
    m_cancel->setToolTip(tr("End it here"));
    auto *left = new QVBoxLayout;
    left->setSpacing(kGrid / 2);
    left->addWidget(m_words);
    left->addWidget(m_bar);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2 * kGrid);
    row->addLayout(left, 1);
    row->addWidget(m_cancel, 0, Qt::AlignBottom);
    connect(m_cancel, &QPushButton::clicked, &task, &Task::cancel);
    connect(&task, &Task::progressed, this, &TaskStrip::show);
    connect(&task, &Task::ended, this, &QWidget::hide);
    hide();
}

void TaskStrip::begin(const QString &words)
{
    show(0, 0, words);
    QWidget::show();
}

QString TaskStrip::words() const
{
    return m_words->text();
}

void TaskStrip::show(quint64 done, quint64 all, const QString &words)
{
    m_bar->setRange(0, all > 0 ? kSteps : 0);
    if (all > 0)
        m_bar->setValue(int(std::min(1.0, double(done) / double(all)) * kSteps));
    m_words->setText(words);
}

} // namespace hop101::ui
