// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"

#include <QTest>

class TestText : public QObject
{
    Q_OBJECT
private slots:
    void expandsToTheText()
    {
        static constexpr const char *kText = HOP101_TEXT("context",
                                                         "text"
                                                         " in two parts");
        QCOMPARE(kText, "text in two parts");
    }
};

QTEST_APPLESS_MAIN(TestText)
#include "tst_text.moc"
