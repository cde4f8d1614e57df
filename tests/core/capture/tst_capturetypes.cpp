// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/capturetypes.h"

#include <QTest>

using namespace hop101::capture;

class TestCaptureTypes : public QObject
{
    Q_OBJECT
private slots:
    void everyFaultIsOneSentenceWithThePath()
    {
        QStringList sentences;
        for (int fault = 0; fault <= static_cast<int>(CaptureFault::Io); ++fault) {
            const QString text = QString::fromStdString(
                describe({static_cast<CaptureFault>(fault), "/a/100%/x.hop101", "why"}));
            QVERIFY2(text.contains("/a/100%/x.hop101"), qPrintable(text));
            QVERIFY2(text.contains(": "), qPrintable(text)); // what is wrong: what to do
            QVERIFY2(text.endsWith(" (why)."), qPrintable(text));
            QVERIFY(!sentences.contains(text));
            sentences += text;
        }
    }
    void withoutPathAndDetailItStillReads()
    {
        const QString text = QString::fromStdString(describe({CaptureFault::NotFound, {}, {}}));
        QVERIFY2(text.startsWith("the capture cannot be found: ") && text.endsWith("file."),
                 qPrintable(text));
    }
};

QTEST_APPLESS_MAIN(TestCaptureTypes)
#include "tst_capturetypes.moc"
