// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/textfinder.h"

#include "tests/ui/timeline/recordings.h"
#include "ui/state/capturestate.h"

#include <QSignalSpy>
#include <QTest>

using namespace hop101;
using namespace hop101::ui;
using namespace hop101::ui::fixture;

namespace {

struct Stage
{
    Recording recording;
    CaptureState state;
    TextFinder finder{state};
    QStringList said;

    Stage()
    {
        recording.upgrade();
        for (const char *text : {"one two one", "two", "one", "tWo"})
            recording.bytes(Direction::FromRight, frame(websocket::Opcode::Text, text));
        state.setReader(recording.finishAndRead());
        QObject::connect(
            &finder, &TextFinder::found, &finder, [this](const capture::TextHit &hit, bool isWrapped) {
                said +=
                    QString("%1:%2%3").arg(hit.event.value).arg(hit.offset).arg(isWrapped ? " around" : "");
                state.show(hit);
            });
        QObject::connect(&finder, &TextFinder::notFound, &finder, [this] { said += "nothing"; });
    }
    bool find(const char *text, bool isForward, capture::LetterCase letters = capture::LetterCase::Exact)
    {
        const auto count = said.size();
        const std::string_view view(text);
        finder.find(*capture::TextPattern::make(base::asBytes(view), letters), isForward);
        return QTest::qWaitFor([&] { return said.size() > count && !finder.isSearching(); });
    }
};

} // namespace

class TestTextFinder : public QObject
{
    Q_OBJECT
private slots:
    void nextGoesFromPlaceToPlaceAndAround()
    {
        Stage stage;
        for (int i = 0; i < 4; ++i)
            QVERIFY(stage.find("one", true));
        QCOMPARE(stage.said, QStringList({"5:0", "5:8", "7:0", "5:0 around"}));
    }
    void previousGoesBack()
    {
        Stage stage;
        for (int i = 0; i < 4; ++i)
            QVERIFY(stage.find("one", false));
        QCOMPARE(stage.said, QStringList({"7:0", "5:8", "5:0", "7:0 around"}));
    }
    void theCaseCountsWhereItIsWanted()
    {
        Stage stage;
        stage.state.select({6});
        QVERIFY(stage.find("two", true));
        QVERIFY(stage.find("two", true, capture::LetterCase::Ignored));
        QCOMPARE(stage.said, QStringList({"5:4 around", "6:0"}));
        QVERIFY(stage.find("two", true, capture::LetterCase::Ignored));
        QCOMPARE(stage.said.last(), QString("8:0"));
    }
    void theOnlyPlaceIsFoundAgain()
    {
        Stage stage;
        QVERIFY(stage.find("tWo", true));
        QVERIFY(stage.find("tWo", true));
        QCOMPARE(stage.said, QStringList({"8:0", "8:0 around"}));
    }
    void whatIsNotThereIsSaid()
    {
        Stage stage;
        QVERIFY(stage.find("three", true));
        QCOMPARE(stage.said, QStringList({"nothing"}));
    }
    void whatAFilterHidesDoesNotCount()
    {
        Stage stage;
        stage.state.beginFilter();
        capture::BlockHits hits;
        hits.first = 1;
        hits.count = 8;
        capture::setRow(hits.bits, 6); // event 7
        stage.state.addHits({hits});
        QVERIFY(stage.find("one", true));
        QVERIFY(stage.find("two", true));
        QCOMPARE(stage.said, QStringList({"7:0", "nothing"}));
    }
    void theBytesOnTheWireLightUp()
    {
        Stage stage;
        QVERIFY(stage.find("two", true));
        QCOMPARE(stage.state.selectedBytes(), (base::ByteRange{6, 3})); // behind a header of two
        stage.state.select({7});
        QVERIFY(!stage.state.found());
    }
};

QTEST_GUILESS_MAIN(TestTextFinder)
#include "tst_textfinder.moc"
