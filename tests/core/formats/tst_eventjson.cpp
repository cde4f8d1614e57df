// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/eventjson.h"

#include "tests/core/capture/compressed.h"
#include "tests/core/doctor/evidencefrom.h"
#include "tests/core/doctor/recordedsession.h"

#include <QSet>
#include <QTest>

using namespace hop101;
using namespace hop101::formats;

namespace {

/// The events of one kind, as JSON.
std::vector<Json> eventsOf(const capture::Reader &reader, const std::string &kind)
{
    std::vector<Json> found;
    for (std::uint64_t id = 1; id <= reader.eventCount(); ++id) {
        Json json = eventJson(reader, reader.event({id}));
        if (json["kind"] == kind)
            found.push_back(std::move(json));
    }
    return found;
}

RecordedSession &upgraded(RecordedSession &session)
{
    return session.opened().client(doctor::kGoodRequest).server(doctor::kGood101);
}

} // namespace

class TestEventJson : public QObject
{
    Q_OBJECT
private slots:
    void eachNameIsItsOwn()
    {
        QSet<QString> kinds, stages, causes;
        for (int n = 1; n <= int(hop::EventKind::Note); ++n)
            kinds += kindName(static_cast<hop::EventKind>(n));
        for (int n = 1; n <= int(hop::FailStage::Io); ++n)
            stages += stageName(static_cast<hop::FailStage>(n));
        for (int n = 1; n <= int(hop::EndCause::ByUs); ++n)
            causes += causeName(static_cast<hop::EndCause>(n));
        QCOMPARE(kinds.size(), qsizetype(hop::EventKind::Note));
        QCOMPARE(stages.size(), qsizetype(hop::FailStage::Io));
        QCOMPARE(causes.size(), qsizetype(hop::EndCause::ByUs));
        QVERIFY(!kinds.contains("unknown") && !stages.contains("unknown") && !causes.contains("unknown"));
        QCOMPARE(opcodeName(static_cast<websocket::Opcode>(11)), std::string("reserved 11"));
    }
    void aCompressedFrameShowsWhatItBrought()
    {
        RecordedSession session;
        upgraded(session).server(frame(0x01, "zz", false)).server(frame(0x80, "z", false)).read();
        capture::fixture::makeCompressed(session.path(), {{5, 4}, {6, 9}}, "one two 3");
        const auto reader = std::move(capture::Reader::open(session.path())).value();
        const auto frames = eventsOf(*reader, "frame");
        QCOMPARE(frames[0]["compressed"].get<bool>(), true);
        QCOMPARE(frames[0]["payloadSize"].get<int>(), 2);
        QCOMPARE(frames[0]["messageSize"].get<int>(), 4);
        QCOMPARE(frames[0]["text"].get<std::string>(), std::string("one "));
        QCOMPARE(frames[1]["messageSize"].get<int>(), 9);
        QCOMPARE(frames[1]["text"].get<std::string>(), std::string("two 3"));
        QVERIFY(!frames[1].contains("truncated"));
    }
    void aCompressedFrameThatWasNotKeptIsTruncated()
    {
        RecordedSession session;
        upgraded(session).server(frame(0x81, "zz", false)).read();
        capture::fixture::makeCompressed(session.path(), {{5, 4000}}, "only this");
        const auto reader = std::move(capture::Reader::open(session.path())).value();
        const auto frames = eventsOf(*reader, "frame");
        QCOMPARE(frames[0]["text"].get<std::string>(), std::string("only this"));
        QCOMPARE(frames[0]["truncated"].get<bool>(), true);
    }
    void aFragmentedMessageNamesItsFirstFrame()
    {
        RecordedSession session;
        upgraded(session).server(frame(0x01, "Hel", false)).server(frame(0x80, "lo", false));
        const auto reader = session.read();
        const auto frames = eventsOf(*reader, "frame");
        QCOMPARE(frames.size(), std::size_t(2));
        QCOMPARE(frames[0]["opcode"].get<std::string>(), std::string("text"));
        QCOMPARE(frames[0]["from"].get<std::string>(), std::string("server"));
        QCOMPARE(frames[0]["text"].get<std::string>(), std::string("Hel"));
        QCOMPARE(frames[0]["messageEnd"].get<bool>(), false);
        QCOMPARE(frames[1]["opcode"].get<std::string>(), std::string("continuation"));
        QCOMPARE(frames[1]["message"].get<std::uint64_t>(), frames[0]["event"].get<std::uint64_t>());
        QCOMPARE(frames[1]["messageEnd"].get<bool>(), true);
        QCOMPARE(frames[1]["wireSize"].get<int>(), 4);
        QCOMPARE(frames[1]["payloadSize"].get<int>(), 2);
    }
    void aCloseHasItsCodeAndReason()
    {
        RecordedSession session;
        upgraded(session).client(frame(0x88,
                                       "\x03\xe9"
                                       "bye",
                                       true));
        const auto reader = session.read();
        const auto frames = eventsOf(*reader, "frame");
        QCOMPARE(frames[0]["closeCode"].get<int>(), 1001);
        QCOMPARE(frames[0]["closeReason"].get<std::string>(), std::string("bye"));
        QVERIFY(frames[0]["masked"].get<bool>());
        QVERIFY(!frames[0].contains("message"));
    }
    void aFindingSaysWhatWasFound()
    {
        RecordedSession session;
        upgraded(session).server(frame(0xa1, "hi", false));
        const auto reader = session.read();
        const Json json = eventsOf(*reader, "frame")[0];
        QCOMPARE(json["severity"].get<std::string>(), std::string("error"));
        QVERIFY(json["rsv2"].get<bool>());
        QCOMPARE(json["findings"].size(), std::size_t(1));
        const Json &finding = json["findings"][0];
        QCOMPARE(finding["rule"].get<std::string>(), std::string("Rsv2Clear"));
        QCOMPARE(finding["section"].get<std::string>(), std::string("RFC 6455 5.2"));
        QVERIFY(!finding["found"].get<std::string>().empty());
        QVERIFY(!finding["expected"].get<std::string>().empty());
    }
    void aHandshakeFindingHasTheVerdictsValues()
    {
        RecordedSession session;
        session.opened()
            .client(doctor::kGoodRequest)
            .server(doctor::responseWith("Connection", "Connection: Keep-Alive"));
        const auto reader = session.read();
        const Json head = eventsOf(*reader, "responseHead")[0];
        QCOMPARE(head["findings"][0]["rule"].get<std::string>(), std::string("ConnectionIsUpgrade"));
        QCOMPARE(head["findings"][0]["found"].get<std::string>(), std::string("Keep-Alive"));
    }
    void aLongPayloadIsCutAndSaysSo()
    {
        const std::string length("\x7e\x10\x01", 3); // 4097 bytes
        RecordedSession session;
        upgraded(session).server("\x82" + length + std::string(4097, 'x'));
        const auto reader = session.read();
        const Json json = eventsOf(*reader, "frame")[0];
        QCOMPARE(json["text"].get<std::string>().size(), kMaxEventBytes);
        QVERIFY(json["truncated"].get<bool>());
    }
    void aPayloadOfTheLimitIsWhole()
    {
        const std::string length("\x7e\x10\x00", 3); // 4096 bytes
        RecordedSession session;
        upgraded(session).server("\x82" + length + std::string(4096, 'x'));
        const auto reader = session.read();
        QVERIFY(!eventsOf(*reader, "frame")[0].contains("truncated"));
    }
    void aFailureHasItsStageAndReason()
    {
        RecordedSession session;
        session.fails(hop::FailStage::Connect, "Connection refused");
        const auto reader = session.read();
        const Json json = eventsOf(*reader, "failed")[0];
        QCOMPARE(json["stage"].get<std::string>(), std::string("connect"));
        QVERIFY(json["reason"].get<std::string>().find("Connection refused") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestEventJson)
#include "tst_eventjson.moc"
