// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/verify.h"
#include "fixture.h"
#include "tests/fuzz/traffic.h"

using namespace hop101;
using namespace hop101::capture;
using fixture::Recording;

namespace {

constexpr unsigned kSeeds = 25;

void take(Recording &recording, base::HopId hop, const fuzz::KeptInput &input)
{
    hop::InputData data = hop::Tick{};
    if (const auto *bytes = std::get_if<base::Bytes>(&input.data))
        data = hop::BytesSeen{*bytes};
    else
        data = std::get<hop::InputData>(input.data);
    recording.recorder().take(hop, input.direction, input.time, std::move(data));
}

void record(Recording &recording, const std::vector<fuzz::KeptInput> &inputs, bool commits)
{
    std::size_t count = 0;
    for (const fuzz::KeptInput &input : inputs) {
        take(recording, recording.hop(), input);
        if (commits && ++count % 7 == 0)
            recording.recorder().commit();
    }
}

std::vector<fuzz::KeptInput> inputsOf(const Reader &reader)
{
    std::vector<fuzz::KeptInput> inputs;
    reader.inputs([&inputs](const hop::Input &input) {
        inputs.push_back(fuzz::kept(input));
        return true;
    });
    return inputs;
}

QStringList linesOf(const Reader &reader)
{
    QStringList lines;
    for (std::uint64_t id = 1; id <= reader.eventCount(); ++id) {
        lines += fixture::line(reader.event({id})) + QString(" size %1").arg(reader.event({id}).messageSize);
        for (const hop::Finding &finding : reader.findings({id}))
            lines += QString("  %1 @%2+%3")
                         .arg(rules::info(finding.rule).id)
                         .arg(finding.at.first)
                         .arg(finding.at.size);
    }
    for (const hop::Exchange &exchange : reader.exchanges())
        lines += QString("exchange %1 %2").arg(exchange.id.value).arg(static_cast<int>(exchange.state));
    return lines;
}

/// Bytes as one run a direction; a recorder may write them in other rows than they came in.
QStringList contentOf(const std::vector<fuzz::KeptInput> &inputs)
{
    QStringList lines;
    for (const fuzz::KeptInput &input : inputs) {
        const auto *bytes = std::get_if<base::Bytes>(&input.data);
        lines += QString("%1 %2 %3 %4")
                     .arg(static_cast<int>(input.direction))
                     .arg(input.time.count())
                     .arg(bytes ? -1 : static_cast<int>(std::get<hop::InputData>(input.data).index()))
                     .arg(bytes ? QString::fromStdString(base::toHex(*bytes)) : QString());
    }
    return lines;
}

} // namespace

/// Inputs → recorder → reader → recorder gives the same capture, whatever the traffic is.
class TestCaptureProperties : public QObject
{
    Q_OBJECT
private slots:
    void aReplayGivesTheSameCapture_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= kSeeds; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }
    void aReplayGivesTheSameCapture()
    {
        QFETCH(unsigned, seed);
        const auto inputs = fuzz::Traffic(seed).inputs();
        Recording first;
        record(first, inputs, false);
        const auto reader = first.finishAndRead();
        QCOMPARE(contentOf(inputsOf(*reader)), contentOf(inputs));
        const VerifyReport report = verify(*reader);
        QCOMPARE(report.firstDifference, std::string());

        Recording second;
        record(second, inputsOf(*reader), true);
        const auto again = second.finishAndRead();
        QCOMPARE(linesOf(*again), linesOf(*reader));
        QCOMPARE(contentOf(inputsOf(*again)), contentOf(inputs));
    }

    void severalHopsThatTakeTurnsGiveTheSameCapture()
    {
        for (unsigned seed = 1; seed <= 10; ++seed) {
            Recording first;
            const std::array<base::HopId, 3> hops{first.hop(), first.addHop(), first.addHop()};
            std::array<std::vector<fuzz::KeptInput>, 3> inputs;
            for (unsigned i = 0; i < hops.size(); ++i)
                inputs[i] = fuzz::Traffic(seed * 10 + i).inputs();
            std::array<std::size_t, 3> next{};
            for (;;) { // always the earliest input of the three
                std::optional<std::size_t> earliest;
                for (std::size_t i = 0; i < hops.size(); ++i)
                    if (next[i] < inputs[i].size()
                        && (!earliest || inputs[i][next[i]].time < inputs[*earliest][next[*earliest]].time))
                        earliest = i;
                if (!earliest)
                    break;
                take(first, hops[*earliest], inputs[*earliest][next[*earliest]++]);
            }
            const auto reader = first.finishAndRead();
            QCOMPARE(verify(*reader).firstDifference, std::string());

            Recording second;
            second.addHop();
            second.addHop();
            reader->inputs([&second](const hop::Input &input) {
                second.recorder().take(input.hop, input.direction, input.time, input.data);
                if (input.seq % 11 == 0)
                    second.recorder().commit();
                return true;
            });
            QCOMPARE(linesOf(*second.finishAndRead()), linesOf(*reader));
        }
    }

    void theDecoderAloneGivesTheSameEvents()
    {
        for (unsigned seed = 1; seed <= kSeeds; ++seed) {
            Recording recording;
            record(recording, fuzz::Traffic(seed).inputs(), true);
            recording.recorder().commit();
            const auto reader = recording.read();
            const auto replay = fuzz::replayed(inputsOf(*reader), {}, false);
            QCOMPARE(reader->eventCount(), replay.ledger.events().size());
            for (const hop::Event &event : replay.ledger.events())
                QVERIFY2(reader->event(event.id) == event, qPrintable(fixture::line(event)));
        }
    }
};

QTEST_APPLESS_MAIN(TestCaptureProperties)
#include "tst_captureproperties.moc"
