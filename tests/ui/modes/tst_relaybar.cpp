// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/relaybar.h"

#include <QApplication>
#include <QLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

using namespace hop101::ui;

class TestRelayBar : public QObject
{
    Q_OBJECT
private slots:
    void theTargetGoesBelowWhereThereIsNoRoomBesideTheAddress()
    {
        QWidget window; // gives it any width, as a window with a fixed one does
        auto *bar = new RelayBar(&window);
        window.show();
        const auto fit = [&](int width) {
            bar->setGeometry(0, 0, width, 100);
            bar->layout()->activate();
            QCoreApplication::sendPostedEvents();
        };
        fit(1000);
        QCOMPARE(bar->target()->y(), bar->address()->y());
        fit(560);
        QVERIFY(bar->target()->y() >= bar->address()->geometry().bottom());
        QVERIFY2(bar->target()->width() > 300, qPrintable(QString::number(bar->target()->width())));
        for (const QPushButton *button : bar->findChildren<QPushButton *>())
            QVERIFY(button->width() >= button->sizeHint().width());
        fit(1000); // and back
        QCOMPARE(bar->target()->y(), bar->address()->y());
        QVERIFY(bar->target()->x() > bar->address()->geometry().right());
    }
};

QTEST_MAIN(TestRelayBar)
#include "tst_relaybar.moc"
