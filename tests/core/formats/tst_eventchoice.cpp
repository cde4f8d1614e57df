// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/eventchoice.h"

#include "tests/core/doctor/evidencefrom.h"
#include "tests/core/doctor/recordedsession.h"

#include <QTest>

#include <limits>

using namespace hop101;
using namespace hop101::formats;

namespace {

constexpr std::uint64_t kGreatest = std::numeric_limits<std::uint64_t>::max();

QList<std::uint64_t> numbersOf(const ExportSource &source)
{
    QList<std::uint64_t> numbers;
    source.events([&](const hop::Event &event) {
        numbers.append(event.id.value);
        return true;
    });
    return numbers;
}

capture::Filter filter(const char *expression)
{
    auto parsed = capture::parseFilter(expression);
    if (!parsed)
        qFatal("%s", capture::describe(parsed.error()).c_str());
    return std::move(parsed).value();
}

} // namespace

class TestEventChoice : public QObject
{
    Q_OBJECT
private slots:
    /// Events 1 connected, 2 and 3 heads, 4 switch, then 600 text frames of which each third is longer.
    void initTestCase()
    {
        m_session.opened().client(doctor::kGoodRequest).server(doctor::kGood101);
        std::string flood;
        for (int n = 0; n < 600; ++n)
            flood += serverText(n % 3 == 0 ? "longer" : "x");
        m_session.server(flood);
        m_reader = m_session.read();
    }
    void rangesBecomeOneWhereTheyMeet()
    {
        using Ranges = std::vector<EventRange>;
        QCOMPARE(merged({}), Ranges{});
        QCOMPARE(merged({{5, 5}, {1, 2}, {3, 3}}), (Ranges{{1, 3}, {5, 5}}));
        QCOMPARE(merged({{1, 9}, {2, 3}}), (Ranges{{1, 9}}));
        QCOMPARE(merged({{1, kGreatest}, {7, 8}, {kGreatest, kGreatest}}), (Ranges{{1, kGreatest}}));
    }
    void withoutAChoiceItIsTheWholeCapture()
    {
        const ExportSource source = chosenFrom(*m_reader, {});
        QVERIFY(source.isWhole);
        QCOMPARE(source.eventCount, std::uint64_t(604));
        QCOMPARE(numbersOf(source), numbersOf(wholeCapture(*m_reader)));
    }
    void rangesGiveTheirEventsInOrder()
    {
        const ExportSource source = chosenFrom(*m_reader, {{{2, 3}, {300, 300}, {603, kGreatest}}, {}, {}});
        QVERIFY(!source.isWhole);
        QCOMPARE(source.eventCount, std::uint64_t(5));
        QCOMPARE(numbersOf(source), (QList<std::uint64_t>{2, 3, 300, 603, 604}));
        QCOMPARE(numbersOf(source), (QList<std::uint64_t>{2, 3, 300, 603, 604})); // each time the same
    }
    void aRangeOfAllIsTheWholeCapture()
    {
        QVERIFY(chosenFrom(*m_reader, {{{1, kGreatest}}, {}, {}}).isWhole);
    }
    void aFilterAndRangesHoldTogether()
    {
        const ExportSource source =
            chosenFrom(*m_reader, {{{1, 8}, {599, 604}}, filter("text and size > 3"), "text and size > 3"});
        QVERIFY(!source.isWhole);
        QCOMPARE(source.filter, std::string("text and size > 3"));
        QCOMPARE(numbersOf(source), (QList<std::uint64_t>{5, 8, 599, 602}));
    }
    void beyondTheEndThereIsNothing()
    {
        const ExportSource source = chosenFrom(*m_reader, {{{605, 700}}, {}, {}});
        QCOMPARE(source.eventCount, std::uint64_t(0));
        QCOMPARE(numbersOf(source), QList<std::uint64_t>{});
    }
    void aVisitorThatHasEnoughEndsIt()
    {
        int seen = 0;
        chosenFrom(*m_reader, {{{1, 2}, {5, 6}}, {}, {}}).events([&](const hop::Event &) {
            return ++seen < 3;
        });
        QCOMPARE(seen, 3);
    }

private:
    RecordedSession m_session;
    std::unique_ptr<capture::Reader> m_reader;
};

QTEST_GUILESS_MAIN(TestEventChoice)
#include "tst_eventchoice.moc"
