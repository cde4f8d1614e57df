// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/writebatch.h"

#include <QStringList>
#include <QTest>

using namespace hop101;
using namespace hop101::capture;
using base::asBytes;
using base::asText;

namespace {

hop::Event eventOf(std::uint64_t id, bool ended = true, std::int64_t wireSize = -1)
{
    hop::Event event;
    event.id = {id};
    event.hop = {1};
    event.ended = ended;
    event.wireSize = wireSize;
    return event;
}

QString text(const std::string &text)
{
    return QString::fromStdString(text);
}

/// One line for each thing that comes out.
class Lines final : public BatchTarget
{
public:
    explicit Lines(const WriteBatch &batch) { batch.applyTo(*this); }
    QStringList lines;

private:
    void addInput(const hop::Input &input) override
    {
        const auto *seen = std::get_if<hop::BytesSeen>(&input.data);
        lines += QStringLiteral("input %1 %2")
                     .arg(input.seq)
                     .arg(seen ? text(std::string(asText(seen->bytes))) : QStringLiteral("signal"));
    }
    void addParty(const Party &party) override { lines += "party " + text(party.name); }
    void setPartyAddress(base::PartyId party, const std::string &address) override
    {
        lines += QStringLiteral("address %1 ").arg(party.value) + text(address);
    }
    void addHop(const Hop &hop) override { lines += "hop " + text(hop.url); }
    void add(const hop::Event &event) override { event_("event", event); }
    void change(const hop::Event &event) override { event_("change", event); }
    void addFinding(const hop::Finding &finding) override
    {
        lines += QStringLiteral("finding of %1").arg(finding.event.value);
    }
    void setExchange(const hop::Exchange &exchange) override
    {
        lines += QStringLiteral("exchange %1").arg(exchange.id.value);
    }
    void take(const hop::Event &frame, std::uint64_t offset, base::ByteSpan inflated) override
    {
        lines += QStringLiteral("content of %1 at %2 ").arg(frame.id.value).arg(offset)
            + text(std::string(asText(inflated)));
    }
    void event_(const char *what, const hop::Event &event)
    {
        lines += QStringLiteral("%1 %2 wire %3").arg(what).arg(event.id.value).arg(event.wireSize);
    }
};

} // namespace

class TestWriteBatch : public QObject
{
    Q_OBJECT
private slots:
    void whatWentInComesOutInOrder()
    {
        WriteBatch batch;
        batch.addParty({{1}, "Client", Role::Client, {}});
        batch.setPartyAddress({1}, "here");
        batch.addHop({{1}, {1}, {2}, "ws://a", {}, {}});
        std::string wire = "first";
        batch.addInput({1, {1}, hop::Direction::FromLeft, {}, hop::BytesSeen{asBytes(wire)}});
        wire = "other"; // the batch has a copy
        batch.add(eventOf(7));
        batch.addFinding({{7}, {}, {}});
        batch.addInput({2, {1}, hop::Direction::FromLeft, {}, hop::Tick{}});
        batch.take(eventOf(7), 3, asBytes("inflated"));
        hop::Exchange exchange;
        exchange.id = {4};
        batch.setExchange(exchange);
        batch.addInput({3, {1}, hop::Direction::FromLeft, {}, hop::BytesSeen{asBytes("second")}});
        const QStringList expected{
            "party Client",    "address 1 here", "hop ws://a",     "input 1 first",
            "event 7 wire -1", "finding of 7",   "input 2 signal", "content of 7 at 3 inflated",
            "exchange 4",      "input 3 second"};
        QCOMPARE(Lines(batch).lines, expected);
        QCOMPARE(Lines(batch).lines, expected); // as often as one wants
    }

    void aChangeIsPutIntoAnEventOfTheSameBatch()
    {
        WriteBatch batch;
        batch.add(eventOf(7, false));
        batch.add(eventOf(8, false));
        batch.change(eventOf(8, true, 5));
        batch.change(eventOf(6, true, 9));
        QCOMPARE(Lines(batch).lines, (QStringList{"event 7 wire -1", "event 8 wire 5", "change 6 wire 9"}));
    }

    void inflatedBytesCanBeDropped()
    {
        WriteBatch batch;
        batch.add(eventOf(7));
        const std::size_t size = batch.sizeBytes();
        batch.dropContents();
        QVERIFY(!batch.lacksContents()); // there were none
        batch.take(eventOf(7), 3, asBytes(std::string(10'000, 'x')));
        batch.add(eventOf(8));
        const std::size_t disk = batch.diskBytes();
        batch.dropContents();
        batch.dropContents();
        QVERIFY(batch.lacksContents());
        QVERIFY(batch.sizeBytes() < 3 * size);
        QCOMPARE(batch.diskBytes(), disk); // they come into the file all the same
        QCOMPARE(Lines(batch).lines, (QStringList{"event 7 wire -1", "event 8 wire -1"}));
        batch.clear();
        QVERIFY(!batch.lacksContents());
        batch.take(eventOf(9), 0, asBytes("again"));
        QCOMPARE(Lines(batch).lines, QStringList("content of 9 at 0 again"));
    }

    void itKnowsItsSize()
    {
        WriteBatch batch;
        QVERIFY(batch.isEmpty());
        const base::Bytes wire(1000);
        batch.addInput({1, {1}, hop::Direction::FromLeft, {}, hop::BytesSeen{wire}});
        const std::size_t size = batch.sizeBytes();
        QVERIFY(size >= 1000 && size < 2000);
        batch.take(eventOf(7), 0, wire);
        QVERIFY(batch.sizeBytes() >= size + 1000);
        batch.clear();
        QVERIFY(batch.isEmpty());
        QCOMPARE(batch.sizeBytes(), std::size_t{0});
        QCOMPARE(Lines(batch).lines, QStringList());
    }
};

QTEST_APPLESS_MAIN(TestWriteBatch)
#include "tst_writebatch.moc"
