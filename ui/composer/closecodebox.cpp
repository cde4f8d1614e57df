// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/closecodebox.h"

#include "core/websocket/closecode.h"
#include "ui/text/text.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QLineEdit>

namespace hop101::ui {

namespace {

constexpr std::uint16_t kCodes[] = {1000, 1001, 1002, 1003, 1007, 1008, 1009,
                                    1010, 1011, 1012, 1013, 3000, 4000};

} // namespace

QComboBox *newCloseCodeBox()
{
    auto *box = new QComboBox;
    box->setEditable(true);
    box->setInsertPolicy(QComboBox::NoInsert);
    box->setAccessibleName(QCoreApplication::translate("hop101::ui::CloseForm", "Close code"));
    box->setToolTip(
        QCoreApplication::translate("hop101::ui::CloseForm", "Close code; 0 sends a Close without a body"));
    for (const std::uint16_t code : kCodes) {
        const QString name = text("closecode", websocket::closeCodeName(code));
        box->addItem(QString(QString::number(code) + QLatin1Char(' ') + name).trimmed());
    }
    box->lineEdit()->setCursorPosition(0); // the number, where there is no room for its name
    return box;
}

std::uint16_t closeCodeOf(const QComboBox *box)
{
    bool isNumber = false;
    const ushort code = box->currentText().trimmed().section(QLatin1Char(' '), 0, 0).toUShort(&isNumber);
    return isNumber ? code : std::uint16_t{0};
}

} // namespace hop101::ui
