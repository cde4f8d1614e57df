// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sendbar/sendbar.h"

#include "ui/sendbar/frameoptions.h"
#include "ui/sendbar/messageedit.h"
#include "ui/sendbar/payloadinput.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace hop101;
using ui::PayloadFormat;
using ui::SendBar;

namespace {

/// "text:48690a", or the error.
QString printed(SendBar &bar)
{
    const auto frame = bar.frame();
    return frame ? (frame->isRaw ? "raw" : QString::number(int(frame->opcode), 16)) + ':'
            + QString::fromStdString(base::toHex(frame->payload))
                 : "error: " + bar.errorText();
}

} // namespace

class TestSendBar : public QObject
{
    Q_OBJECT
private slots:
    void eachKindMakesItsFrame_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("format");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, SendBar::Kind kind, PayloadFormat format, const char *typed,
                            const char *expected) {
            QTest::newRow(name) << int(kind) << int(format) << typed << expected;
        };
        row("text", SendBar::Text, PayloadFormat::Hex, "Hi", "1:4869");
        row("JSON", SendBar::Json, PayloadFormat::Hex, "[1]", "1:5b315d");
        row("broken JSON", SendBar::Json, PayloadFormat::Hex, "[1",
            "error: This is not JSON yet: it ends too early.");
        row("hex", SendBar::Binary, PayloadFormat::Hex, "00 ff", "2:00ff");
        row("broken hex", SendBar::Binary, PayloadFormat::Hex, "0x",
            "error: “x” at character 2 is no hex digit.");
        row("base64", SendBar::Binary, PayloadFormat::Base64, "AP8=", "2:00ff");
        row("ping", SendBar::Ping, PayloadFormat::Hex, "a", "9:61");
        row("raw", SendBar::Raw, PayloadFormat::Hex, "81 05", "raw:8105");
        row("empty pong", SendBar::Pong, PayloadFormat::Hex, "", "a:");
    }
    void eachKindMakesItsFrame()
    {
        QFETCH(int, kind);
        QFETCH(int, format);
        QFETCH(QString, typed);
        SendBar bar;
        bar.setEnabledBecause(true, {});
        bar.setKind(SendBar::Kind(kind));
        bar.setBinaryFormat(PayloadFormat(format));
        bar.setText(typed);
        QTEST(printed(bar), "expected");
    }
    void aCloseHasItsCodeAndReason()
    {
        SendBar bar;
        bar.setEnabledBecause(true, {});
        bar.setKind(SendBar::Close);
        QSignalSpy closed(&bar, &SendBar::closeRequested);
        QComboBox *code = nullptr;
        for (QComboBox *box : bar.findChildren<QComboBox *>())
            code = box->isEditable() ? box : code;
        QVERIFY(code);
        code->setEditText("4001");
        QCOMPARE(bar.closeCode(), std::uint16_t(4001));
        QCOMPARE(printed(bar), QString("8:0fa1"));
        sendButton(bar)->click();
        QCOMPARE(closed.count(), 1);
        code->setEditText("1005");
        QVERIFY2(bar.errorText().contains("sent all the same"), "it warns and does not forbid");
        code->setEditText("0");
        QCOMPARE(printed(bar), QString("8:"));
    }
    void optionsChangeTheFrameAndShowWhileFolded()
    {
        SendBar bar;
        bar.setEnabledBecause(true, {});
        bar.setText("x");
        QVERIFY(!bar.areOptionsOpen());
        plan::FramePlan unusual;
        unusual.rsv1 = true;
        bar.options()->showFrame(unusual, false);
        emit bar.options()->edited();
        QVERIFY(bar.frame()->rsv1);
        QCOMPARE(optionsButton(bar)->toolTip(), QString("RSV1"));
        QVERIFY(optionsButton(bar)->text().startsWith(QChar(u'●')));
        bar.options()->reset();
        emit bar.options()->edited();
        QCOMPARE(optionsButton(bar)->text(), QString("Options"));
        bar.setOptionsOpen(true);
        QVERIFY(!bar.options()->isHidden());
    }
    void aCloseWithOptionsIsAFrameLikeAnyOther()
    {
        SendBar bar;
        bar.setEnabledBecause(true, {});
        bar.setKind(SendBar::Close);
        QSignalSpy closed(&bar, &SendBar::closeRequested);
        QSignalSpy sent(&bar, &SendBar::sendRequested);
        plan::FramePlan unmasked;
        unmasked.masking = plan::Masking::Off;
        bar.options()->showFrame(unmasked, false);
        sendButton(bar)->click();
        QCOMPARE(closed.count(), 0);
        QCOMPARE(sent.count(), 1);
        QVERIFY(sent[0][0].value<plan::FramePlan>().masking == plan::Masking::Off);
    }
    void optionsThatCannotBeReadAreNotSent()
    {
        SendBar bar;
        bar.setEnabledBecause(true, {});
        bar.setText("x");
        for (auto *edit : bar.options()->findChildren<QLineEdit *>())
            if (edit->accessibleName() == "Stated length")
                edit->setText("many");
        QVERIFY(!bar.frame());
        QVERIFY(bar.areOptionsOpen() && !bar.errorText().isEmpty());
    }
    void whatCannotBeSentSaysWhy()
    {
        SendBar bar;
        bar.setEnabledBecause(false, "Connect first.");
        QSignalSpy sent(&bar, &SendBar::sendRequested);
        bar.setText("x");
        QTest::keyClick(bar.findChild<ui::MessageEdit *>(), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(sent.count(), 0);
        QCOMPARE(bar.errorText(), QString("Connect first."));
        QVERIFY(!sendButton(bar)->isEnabled());
        QCOMPARE(sendButton(bar)->toolTip(), QString("Connect first."));
    }
    void aMessageThatWasTakenGoesIntoTheHistory()
    {
        SendBar bar;
        bar.setEnabledBecause(true, {});
        QSignalSpy sent(&bar, &SendBar::sendRequested);
        bar.setText("one");
        auto *edit = bar.findChild<ui::MessageEdit *>();
        QTest::keyClick(edit, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(sent.count(), 1);
        QCOMPARE(edit->toPlainText(), QString("one"));
        bar.noteSent();
        QCOMPARE(edit->toPlainText(), QString());
        QTest::keyClick(edit, Qt::Key_Up);
        QCOMPARE(edit->toPlainText(), QString("one"));
    }
    void aMessageThatWasRefusedStays()
    {
        SendBar bar;
        bar.setEnabledBecause(true, {});
        bar.setText("one");
        bar.noteRefused("Too much.");
        QCOMPARE(bar.findChild<ui::MessageEdit *>()->toPlainText(), QString("one"));
        QCOMPARE(bar.errorText(), QString("Too much."));
    }
    void aLongPingWarnsAndIsStillMade()
    {
        SendBar bar;
        bar.setEnabledBecause(true, {});
        bar.setKind(SendBar::Ping);
        bar.setText(QString(125, 'x'));
        QCOMPARE(bar.errorText(), QString());
        bar.setText(QString(126, 'x'));
        QVERIFY(bar.errorText().contains("125"));
        QVERIFY(bar.frame().has_value());
    }

private:
    static QPushButton *optionsButton(const SendBar &bar)
    {
        for (QPushButton *button : bar.findChildren<QPushButton *>()) {
            if (button->accessibleName() == "Frame options")
                return button;
        }
        return nullptr;
    }
    static QPushButton *sendButton(const SendBar &bar)
    {
        for (QPushButton *button : bar.findChildren<QPushButton *>()) {
            if (button->text() == "Send")
                return button;
        }
        return nullptr;
    }
};

QTEST_MAIN(TestSendBar)
#include "tst_sendbar.moc"
