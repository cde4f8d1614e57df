// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sendbar/frameoptions.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

#include <functional>

using namespace hop101;
using namespace std::chrono_literals;
using plan::FramePlan;
using ui::FrameOptions;

Q_DECLARE_METATYPE(FramePlan)

class TestFrameOptions : public QObject
{
    Q_OBJECT
private slots:
    void eachOptionIsShownAndApplied_data()
    {
        QTest::addColumn<FramePlan>("frame");
        QTest::addColumn<QStringList>("active");
        const auto row = [](const char *name, const QStringList &active, const auto &change) {
            FramePlan frame;
            change(frame);
            QTest::newRow(name) << frame << active;
        };
        row("nothing", {}, [](FramePlan &) {});
        row("no FIN", {"no FIN"}, [](FramePlan &f) { f.fin = false; });
        row("reserved bits", {"RSV1", "RSV2", "RSV3"}, [](FramePlan &f) { f.rsv1 = f.rsv2 = f.rsv3 = true; });
        row("not compressed", {"not compressed"}, [](FramePlan &f) { f.compress = false; });
        row("mask on", {"mask: on"}, [](FramePlan &f) { f.masking = plan::Masking::On; });
        row("mask off", {"mask: off"}, [](FramePlan &f) { f.masking = plan::Masking::Off; });
        row("own key", {"mask: own key"}, [](FramePlan &f) {
            f.masking = plan::Masking::On;
            f.maskKey =
                websocket::MaskKey{std::byte{0x37}, std::byte{0xfa}, std::byte{0x21}, std::byte{0x3d}};
        });
        row("length", {"length in 9 bytes", "states 7"}, [](FramePlan &f) {
            f.lengthBytes = 9;
            f.statedLength = 7;
        });
        row("fragments", {"fragments of 5"}, [](FramePlan &f) { f.fragmentBytes = 5; });
        row("splits", {"split at 2, 6:500"}, [](FramePlan &f) { f.cuts = {{2, 0ms}, {6, 500ms}}; });
    }
    void eachOptionIsShownAndApplied()
    {
        QFETCH(FramePlan, frame);
        FrameOptions options;
        options.showFrame(frame, false);
        QTEST(options.active(), "active");
        FramePlan made;
        options.apply(made);
        QVERIFY(made == frame);
        options.reset();
        QVERIFY(options.active().isEmpty());
    }
    void theOpcodeIsThatOfTheKindUnlessChosen()
    {
        FrameOptions options;
        FramePlan ping{websocket::Opcode::Ping, {}};
        options.apply(ping);
        QVERIFY(ping.opcode == websocket::Opcode::Ping);
        options.showFrame({static_cast<websocket::Opcode>(11), {}}, true);
        options.apply(ping);
        QCOMPARE(int(ping.opcode), 11);
        QCOMPARE(options.active(), QStringList{"opcode 11 reserved"});
    }
    void rawBytesHaveOnlySplits()
    {
        FrameOptions options;
        FramePlan unusual;
        unusual.rsv1 = true;
        unusual.cuts = {{1, 0ms}};
        options.showFrame(unusual, false);
        options.setRaw(true);
        QCOMPARE(options.active(), QStringList{"split at 1"});
        FramePlan raw;
        raw.isRaw = true;
        options.apply(raw);
        QVERIFY(!raw.rsv1 && raw.cuts.size() == 1);
    }
    void whatCannotBeReadIsOneSentenceAndAMark_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("says");
        QTest::newRow("stated length") << "Stated length"
                                       << "many"
                                       << "stated length";
        QTest::newRow("fragments of 0") << "Fragment size"
                                        << "0"
                                        << "1 or more";
        QTest::newRow("negative fragments") << "Fragment size"
                                            << "-1"
                                            << "1 or more";
        QTest::newRow("split") << "Where the frame's write is split"
                               << "x"
                               << "“x”";
    }
    void whatCannotBeReadIsOneSentenceAndAMark()
    {
        QFETCH(QString, field);
        QFETCH(QString, typed);
        QFETCH(QString, says);
        FrameOptions options;
        QSignalSpy edited(&options, &FrameOptions::edited);
        QLineEdit *edit = fieldOf(options, field);
        QVERIFY(edit);
        edit->setText(typed);
        QCOMPARE(edited.count(), 1);
        QVERIFY2(options.errorText().contains(says), qPrintable(options.errorText()));
        QVERIFY(edit->property("invalid").toBool());
        edit->clear();
        QCOMPARE(options.errorText(), QString());
    }
    void aKeyOfItsOwnMustBeWhole()
    {
        FrameOptions options;
        FramePlan keyed;
        keyed.masking = plan::Masking::On;
        keyed.maskKey.emplace();
        options.showFrame(keyed, false);
        QCOMPARE(options.errorText(), QString());
        fieldOf(options, "Mask key")->setText("37fa");
        QVERIFY(options.errorText().contains("eight hex digits"));
    }
    void everyControlHasANameAndATip()
    {
        FrameOptions options;
        for (auto *button : options.findChildren<QAbstractButton *>())
            QVERIFY2(!button->toolTip().isEmpty() && !button->text().isEmpty(), qPrintable(button->text()));
        QStringList buddies;
        for (auto *label : options.findChildren<QLabel *>())
            if (label->buddy() && label->text().contains('&'))
                buddies += label->buddy()->metaObject()->className();
        QCOMPARE(buddies.size(), 7);
        for (auto *box : options.findChildren<QComboBox *>())
            QVERIFY(!box->toolTip().isEmpty());
        for (auto *edit : options.findChildren<QLineEdit *>())
            QVERIFY(!edit->toolTip().isEmpty() && !edit->accessibleName().isEmpty());
    }

private:
    static QLineEdit *fieldOf(const FrameOptions &options, const QString &name)
    {
        for (auto *edit : options.findChildren<QLineEdit *>())
            if (edit->accessibleName() == name)
                return edit;
        return nullptr;
    }
};

QTEST_MAIN(TestFrameOptions)
#include "tst_frameoptions.moc"
