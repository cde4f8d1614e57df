// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/dialogs.h"

#include <QTest>
#include <QWidget>

using namespace hop101::ui;

class TestDialogs : public QObject
{
    Q_OBJECT
private slots:
    void aDialogHasTheSizeThatItWantsWhereThereIsRoom()
    {
        QCOMPARE(fittingSize({820, 620}, {1280, 800}), QSize(820, 620));
    }
    void aDialogStaysWholeOnASmallScreen()
    {
        const QSize fits = fittingSize({940, 620}, {900, 600});
        QVERIFY2(fits.width() <= 900 - 16 && fits.height() <= 600 - 40, "no room for a frame");
    }
    void aWidgetIsNeverLargerThanItsScreen()
    {
        QWidget widget;
        resizeToFit(&widget, {100'000, 100'000});
        QVERIFY(widget.width() < 100'000 && widget.height() < 100'000);
    }
};

QTEST_MAIN(TestDialogs)
#include "tst_dialogs.moc"
