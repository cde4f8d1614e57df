// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/capturestate.h"

#include "tests/core/capture/fixture.h"

#include <QSignalSpy>

using namespace hop101;
using namespace hop101::ui;
using namespace hop101::capture::fixture;

class TestCaptureState : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        qRegisterMetaType<base::EventId>();
        qRegisterMetaType<base::ByteRange>();
    }
    void anotherCaptureClearsTheSelection()
    {
        Recording recording;
        recording.upgrade();
        CaptureState state;
        state.setReader(recording.finishAndRead());
        state.select({2});
        state.selectBytes({3, 4});
        QSignalSpy captures(&state, &CaptureState::captureChanged);
        QSignalSpy selections(&state, &CaptureState::selectionChanged);
        state.setReader(nullptr);
        QVERIFY(!state.reader());
        QVERIFY(!state.selected());
        QVERIFY(state.selectedBytes() == base::ByteRange{});
        QCOMPARE(captures.count(), 1);
        QCOMPARE(selections.count(), 1);
    }
    void aSelectionIsToldOnce()
    {
        CaptureState state;
        QSignalSpy selections(&state, &CaptureState::selectionChanged);
        state.select({2});
        state.select({2});
        QCOMPARE(selections.count(), 1);
    }
    void anotherEventHasNoBytesLitUp()
    {
        CaptureState state;
        QSignalSpy bytes(&state, &CaptureState::selectedBytesChanged);
        state.select({2});
        state.selectBytes({3, 4});
        state.selectBytes({3, 4});
        QCOMPARE(bytes.count(), 1);
        state.select({5});
        QVERIFY(state.selectedBytes() == base::ByteRange{});
    }
    void newEventsAreToldFromTheFirstThatLooksDifferent()
    {
        Recording recording;
        recording.upgrade();
        recording.recorder().commit();
        CaptureState state;
        state.setReader(recording.read());
        QSignalSpy advanced(&state, &CaptureState::eventsAdvanced);
        recording.frames(3);
        recording.recorder().commit();
        state.advance({});
        QCOMPARE(state.reader()->eventCount(), std::uint64_t(7));
        QCOMPARE(advanced.last().value(0).value<base::EventId>().value, std::uint64_t(5));
        state.advance({2});
        QCOMPARE(advanced.last().value(0).value<base::EventId>().value, std::uint64_t(2));
    }
    void withoutACaptureNothingAdvances()
    {
        CaptureState state;
        QSignalSpy advanced(&state, &CaptureState::eventsAdvanced);
        state.advance({1});
        QCOMPARE(advanced.count(), 0);
    }
};

QTEST_GUILESS_MAIN(TestCaptureState)
#include "tst_capturestate.moc"
