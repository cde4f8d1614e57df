// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/heldstrip.h"

#include <QApplication>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace hop101;
using namespace hop101::ui;

namespace {

plan::HeldMessage held(std::uint64_t id, std::string bytes,
                       websocket::Opcode opcode = websocket::Opcode::Text)
{
    plan::HeldMessage message;
    message.id = id;
    message.connection = 7;
    message.opcode = opcode;
    message.bytes = std::move(bytes);
    return message;
}

plan::HeldMessage request(std::uint64_t id, std::string bytes)
{
    plan::HeldMessage message = held(id, std::move(bytes));
    message.part = plan::RelayPart::Request;
    return message;
}

/// The strip, and what it asked for: "release 1", "release 1 as <text>", "drop 1".
struct Strip
{
    Strip()
    {
        QObject::connect(&own, &HeldStrip::released, &own,
                         [this](quint64 id, const std::optional<std::string> &text) {
                             asked += QStringLiteral("release %1").arg(id)
                                 + (text ? " as " + QString::fromStdString(*text) : QString());
                         });
        QObject::connect(&own, &HeldStrip::dropped, &own,
                         [this](quint64 id) { asked += QStringLiteral("drop %1").arg(id); });
    }
    HeldStrip *operator->() { return &own; }
    HeldStrip own;
    QStringList asked;
};

} // namespace

class TestHeldStrip : public QObject
{
    Q_OBJECT
private slots:
    void itShowsWhileSomethingWaits()
    {
        Strip strip;
        QVERIFY(strip->isHidden());
        strip->setHeld({held(1, "hello")});
        QVERIFY(!strip->isHidden());
        QVERIFY2(strip->title().contains("#7") && strip->title().contains("5"), qPrintable(strip->title()));
        QCOMPARE(strip->edit()->toPlainText(), "hello");
        strip->setHeld({});
        QVERIFY(strip->isHidden());
    }
    void whatWasNotTouchedGoesOnAsItCame()
    {
        Strip strip;
        strip->setHeld({held(3, "hello")});
        strip->releaseButton()->click();
        QCOMPARE(strip.asked, QStringList("release 3"));
    }
    void whatWasTypedGoesOnInItsPlace()
    {
        Strip strip;
        strip->setHeld({held(3, "hello")});
        QApplication::setActiveWindow(strip.operator->());
        strip->edit()->setFocus();
        QTRY_VERIFY(strip->edit()->hasFocus());
        QTest::keyClicks(strip->edit(), "so ");
        QTest::keyClick(strip->edit(), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(strip.asked, QStringList("release 3 as so hello"));
    }
    void itIsDroppedByKeyToo()
    {
        Strip strip;
        strip->setHeld({held(3, "hello")});
        QApplication::setActiveWindow(strip.operator->());
        strip->edit()->setFocus();
        QTRY_VERIFY(strip->edit()->hasFocus());
        QTest::keyClick(strip->edit(), Qt::Key_Backspace, Qt::ControlModifier | Qt::ShiftModifier);
        strip->dropButton()->click();
        QCOMPARE(strip.asked, QStringList({"drop 3", "drop 3"}));
    }
    void aHeadKeepsItsLineEnds()
    {
        Strip strip;
        strip->setHeld({request(1, "GET / HTTP/1.1\r\nHost: a\r\n\r\n")});
        QCOMPARE(strip->edit()->toPlainText(), "GET / HTTP/1.1\nHost: a\n\n");
        strip->edit()->setPlainText("GET /b HTTP/1.1\nHost: a\n\n");
        strip->edit()->document()->setModified(true);
        strip->releaseButton()->click();
        QCOMPARE(strip.asked, QStringList("release 1 as GET /b HTTP/1.1\r\nHost: a\r\n\r\n"));
    }
    void whatATextEditWouldChangeStandsAsHex_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("no UTF-8") << QByteArray("\xff\x01", 2);
        QTest::newRow("a NUL") << QByteArray("a\0b", 3);
        QTest::newRow("CR alone") << QByteArray("a\rb");
        QTest::newRow("both kinds of line end") << QByteArray("a\r\nb\nc");
        QTest::newRow("a byte order mark") << QByteArray("\xef\xbb\xbfhi");
        QTest::newRow("a line separator") << QByteArray("a\xe2\x80\xa8"
                                                        "b");
        QTest::newRow("a no-break space") << QByteArray("a\xc2\xa0"
                                                        "b");
    }
    void whatATextEditWouldChangeStandsAsHex()
    {
        QFETCH(QByteArray, bytes);
        Strip strip;
        strip->setHeld({held(1, bytes.toStdString())});
        QCOMPARE(strip->edit()->toPlainText(), QString(bytes.toHex(' ')));
        strip->edit()->document()->setModified(true); // as if one digit had been typed again
        strip->releaseButton()->click();
        QCOMPARE(strip.asked, QStringList("release 1 as " + QString::fromStdString(bytes.toStdString())));
    }
    void hexThatCannotBeReadIsSaidAndStays()
    {
        Strip strip;
        strip->setHeld({held(1, "\xff")});
        strip->edit()->setPlainText("4");
        strip->edit()->document()->setModified(true);
        strip->releaseButton()->click();
        QCOMPARE(strip.asked, QStringList());
        QCOMPARE(strip->edit()->toPlainText(), "4");
    }
    void whatIsTypedStaysWhileOthersComeAndGo()
    {
        Strip strip;
        strip->setHeld({held(1, "one"), held(2, "two")});
        strip->nextButton()->click();
        QCOMPARE(strip->edit()->toPlainText(), "two");
        QVERIFY2(strip->title().contains("2 of 2"), qPrintable(strip->title()));
        strip->edit()->setPlainText("mine");
        strip->setHeld({held(2, "two"), held(5, "five")});
        QCOMPARE(strip->edit()->toPlainText(), "mine");
        QVERIFY2(strip->title().contains("1 of 2"), qPrintable(strip->title()));
    }
    void allGoOnAsTheyCameButForWhatIsBeingChanged()
    {
        Strip strip;
        strip->setHeld({held(1, "one"), held(2, "two"), held(3, "three")});
        strip->edit()->setPlainText("uno");
        strip->edit()->document()->setModified(true);
        strip->allButton()->click();
        QCOMPARE(strip.asked, QStringList({"release 1 as uno", "release 2", "release 3"}));
    }
    void aLargeOneCanBeReadAndReleased()
    {
        Strip strip;
        strip->setHeld({held(1, std::string(HeldStrip::kMostEdited + 1, 'x'))});
        QVERIFY(strip->edit()->isReadOnly());
        QCOMPARE(strip->edit()->toPlainText().size(), qsizetype(HeldStrip::kMostEdited));
        strip->releaseButton()->click();
        QCOMPARE(strip.asked, QStringList("release 1"));
    }
};

QTEST_MAIN(TestHeldStrip)
#include "tst_heldstrip.moc"
