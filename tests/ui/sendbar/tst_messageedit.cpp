// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sendbar/messageedit.h"

#include <QSignalSpy>
#include <QTest>

using hop101::ui::MessageEdit;

class TestMessageEdit : public QObject
{
    Q_OBJECT
private slots:
    void aHintThatHasNoRoomIsElidedOnOneLine()
    {
        MessageEdit edit;
        edit.resize(1000, 40);
        edit.show();
        edit.setHint("This is a capture; connect to send.");
        QCOMPARE(edit.placeholderText(), QString("This is a capture; connect to send."));
        edit.resize(120, 40);
        QTRY_VERIFY2(edit.placeholderText().endsWith(QChar(0x2026)), qPrintable(edit.placeholderText()));
        edit.resize(1000, 40);
        QTRY_COMPARE(edit.placeholderText(), QString("This is a capture; connect to send."));
    }
    void controlEnterSendsAndEnterBreaksTheLine()
    {
        MessageEdit edit;
        QSignalSpy sent(&edit, &MessageEdit::sendRequested);
        QTest::keyClicks(&edit, "a");
        QTest::keyClick(&edit, Qt::Key_Return);
        QCOMPARE(edit.toPlainText(), QString("a\n"));
        QCOMPARE(sent.count(), 0);
        QTest::keyClick(&edit, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(sent.count(), 1);
    }
    void upWalksThroughWhatWasSentAndDownComesBack()
    {
        MessageEdit edit;
        edit.remember("one");
        edit.remember("two");
        QTest::keyClicks(&edit, "draft");
        QTest::keyClick(&edit, Qt::Key_Up);
        QCOMPARE(edit.toPlainText(), QString("two"));
        QTest::keyClick(&edit, Qt::Key_Up);
        QTest::keyClick(&edit, Qt::Key_Up);
        QCOMPARE(edit.toPlainText(), QString("one"));
        QTest::keyClick(&edit, Qt::Key_Down);
        QTest::keyClick(&edit, Qt::Key_Down);
        QCOMPARE(edit.toPlainText(), QString("draft"));
    }
    void theSameTextIsRememberedOnce()
    {
        MessageEdit edit;
        edit.remember("one");
        edit.remember("two");
        edit.remember("one");
        QTest::keyClick(&edit, Qt::Key_Up);
        QTest::keyClick(&edit, Qt::Key_Up);
        QTest::keyClick(&edit, Qt::Key_Up);
        QCOMPARE(edit.toPlainText(), QString("two"));
    }
    void itGrowsWithItsLinesUpToALimit()
    {
        MessageEdit edit;
        const int one = edit.height();
        edit.setPlainText("1\n2\n3");
        QVERIFY(edit.height() > one);
        edit.setPlainText(QString("x\n").repeated(6));
        const int most = edit.height();
        edit.setPlainText(QString("x\n").repeated(60));
        QCOMPARE(edit.height(), most);
    }
};

QTEST_MAIN(TestMessageEdit)
#include "tst_messageedit.moc"
