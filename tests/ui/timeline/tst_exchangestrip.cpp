// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/exchangestrip.h"

#include "core/capture/annotations.h"
#include "tests/ui/timeline/recordings.h"
#include "ui/timeline/sequenceview.h"
#include "ui/timeline/timelinepane.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace hop101;
using namespace hop101::ui;
using namespace hop101::ui::fixture;

namespace {

QStringList texts(const QAbstractItemModel &model)
{
    QStringList all;
    for (int row = 0; row < model.rowCount(); ++row)
        all += model.index(row, 0).data().toString();
    return all;
}

/// Another session with one connection, in a capture that is there.
void append(const std::string &path, const std::string &title)
{
    auto recorder = std::move(capture::Recorder::append(path, {title, false, false})).value();
    const auto left = recorder->addParty({{}, "Client", capture::Role::Client, "Hop101"});
    const auto right = recorder->addParty({{}, "Server", capture::Role::Server, "later"});
    const auto hop = recorder->addHop({{}, left, right, {}, {}, {}}, nullptr);
    const hop::Nanoseconds now = recorder->startTime();
    recorder->take(hop, Direction::FromLeft, now, hop::BytesSeen{asBytes(kRequest)});
    recorder->take(hop, Direction::FromRight, now + 1ms, hop::BytesSeen{asBytes(kSwitch)});
}

} // namespace

class TestExchangeStrip : public QObject
{
    Q_OBJECT
private slots:
    void itIsNotThereForASingleConnection()
    {
        CaptureState state;
        ExchangeStrip strip(state);
        Recording recording;
        state.setReader(recorded(recording, 3));
        QVERIFY(strip.isHidden());
        state.setReader(nullptr);
        QVERIFY(strip.isHidden());
    }
    void connectionsHaveARowEach()
    {
        CaptureState state;
        ExchangeModel model(state);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        Recording recording;
        recording.upgrade();
        recording.upgrade(recording.addHop());
        recording.bytes(Direction::FromLeft, "GET /other HTTP/1.1\r\nHost: a\r\n\r\n", recording.addHop());
        recording.recorder().commit();
        state.setReader(recording.read());
        model.reload();
        QCOMPARE(texts(model),
                 QStringList({"All connections (3)", "#1  GET /chat HTTP/1.1  101",
                              "#2  GET /chat HTTP/1.1  101", "#3  GET /other HTTP/1.1  no answer"}));
        recording.upgrade(recording.addHop());
        recording.recorder().commit();
        state.advance({});
        model.reload();
        QCOMPARE(model.rowCount(), 5);
        state.setReader(nullptr);
        model.reload();
        QCOMPARE(model.rowCount(), 1);
    }
    void sessionsAreNamed()
    {
        CaptureState state;
        ExchangeStrip strip(state);
        Recording recording;
        recording.upgrade();
        recording.recorder().finish();
        append(recording.path(), "the second\ntry");
        state.setReader(recording.read());
        QVERIFY(!strip.isHidden());
        QCOMPARE(
            texts(*strip.box()->model()),
            QStringList({"All connections (2)",
                         QString::fromUtf8("#1  GET /chat HTTP/1.1  101  ·  Session 1: a test"),
                         QString::fromUtf8("#2  GET /chat HTTP/1.1  101  ·  Session 2: the second␊try")}));
    }
    void aChoiceShowsItsRowsAlone()
    {
        CaptureState state;
        TimelinePane pane(state);
        pane.resize(800, 400);
        Recording recording;
        recording.upgrade();
        recording.upgrade(recording.addHop());
        state.setReader(recording.finishAndRead());
        QSignalSpy chosen(&pane.exchanges(), &ExchangeStrip::chosen);
        pane.exchanges().box()->setCurrentIndex(2);
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen.first().at(0).value<base::HopId>(), base::HopId{2});
        QCOMPARE(state.selected(), base::EventId{6});
        QTRY_COMPARE(state.rowCount(), std::uint64_t(4));
        QCOMPARE(state.eventAt(0), base::EventId{5});
        pane.exchanges().box()->setCurrentIndex(0);
        QCOMPARE(state.rowCount(), std::uint64_t(8));
    }
    void oneOfSeveralRequestsOnAConnectionIsShownAlone()
    {
        CaptureState state;
        TimelinePane pane(state);
        Recording recording;
        for (int i = 0; i < 2; ++i) {
            recording.bytes(Direction::FromLeft, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            recording.bytes(Direction::FromRight, "HTTP/1.1 204 No Content\r\n\r\n");
        }
        state.setReader(recording.finishAndRead());
        pane.exchanges().box()->setCurrentIndex(2);
        QTRY_COMPARE(state.rowCount(), std::uint64_t(2));
        QVERIFY(state.hasRow(state.selected()));
    }
    void anotherCaptureBeginsWithAll()
    {
        CaptureState state;
        TimelinePane pane(state);
        Recording recording;
        recording.upgrade();
        recording.upgrade(recording.addHop());
        state.setReader(recording.finishAndRead());
        pane.exchanges().box()->setCurrentIndex(2);
        Recording other;
        state.setReader(recorded(other, 3));
        QCOMPARE(pane.exchanges().box()->currentIndex(), 0);
        QVERIFY(pane.exchanges().isHidden());
    }
};

QTEST_MAIN(TestExchangeStrip)
#include "tst_exchangestrip.moc"
