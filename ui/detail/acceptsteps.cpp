// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/acceptsteps.h"

#include "ui/theme/codelabel.h"
#include "ui/theme/labels.h"
#include "ui/theme/theme.h"

#include <QGridLayout>
#include <QLabel>

namespace hop101::ui {

AcceptSteps::AcceptSteps(const AcceptLines &lines, QWidget *parent) : QWidget(parent)
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(kGrid * 3, 0, 0, kGrid);
    grid->setHorizontalSpacing(kGrid);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);
    int row = 0;
    const auto addSentence = [&](const QString &sentence) {
        QLabel *label = newSentence("quiet");
        label->setText(sentence);
        grid->addWidget(label, row++, 0, 1, 2);
    };
    for (const AcceptLine &line : lines.lines) {
        QLabel *caption = newLabel("quiet");
        caption->setFont(uiFont(-1));
        caption->setText(line.caption);
        auto *value = new CodeLabel(line.value);
        value->setAccessibleName(QString(line.caption + QStringLiteral(": ") + line.value));
        grid->addWidget(caption, row, 0, Qt::AlignTop | Qt::AlignLeading);
        grid->addWidget(value, row++, 1);
    }
    if (!lines.mistake.isEmpty())
        addSentence(lines.mistake);
}

} // namespace hop101::ui
