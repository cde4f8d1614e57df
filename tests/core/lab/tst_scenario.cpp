// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/scenario.h"
#include "tests/core/hop/playbook.h"

#include <QSet>
#include <QTest>

using namespace hop101;
using namespace hop101::lab;

namespace {

/// What a client with this request sees of the scenario: the actor's lines, then the rules that it broke.
QStringList played(const char *name, const std::string &fields = {})
{
    hop::ServerOptions options;
    findScenario(name)->apply(options);
    hop::ServerActor actor(options);
    hop::Playbook book(actor, hop::Direction::FromRight);
    book.begin();
    book.in(hop::goodRequest(fields));
    QStringList lines = book.out().mid(1); // the timer for the head
    for (const hop::Finding &finding : book.recorder().findings())
        lines += QStringLiteral("broken ") + QLatin1String(rules::info(finding.rule).id);
    return lines;
}

} // namespace

class TestScenario : public QObject
{
    Q_OBJECT
private slots:
    void theDefaultIsOurOwnEcho()
    {
        QCOMPARE(scenarios().front().name, "echo");
        QVERIFY(scenarios().front().isRecordable());
    }
    void eachIsFoundByItsName()
    {
        QSet<QString> names;
        for (const Scenario &scenario : scenarios()) {
            QCOMPARE(findScenario(scenario.name), &scenario);
            QVERIFY(QString::fromUtf8(scenario.description).endsWith('.')
                    || QString::fromUtf8(scenario.description).endsWith('?'));
            QVERIFY(*scenario.title != '\0');
            names += scenario.name;
        }
        QCOMPARE(std::size_t(names.size()), scenarios().size());
    }
    void noneIsFoundByAnother()
    {
        QVERIFY(!findScenario("nothing"));
        QVERIFY(!findScenario(""));
        QVERIFY(!findScenario("Echo"));
        QVERIFY(!findScenario("list")); // that is for the command line
    }
    void theListIsReadable()
    {
        QVERIFY(scenarioNames().starts_with("echo, silent, "));
        QVERIFY(scenarioNames().ends_with(", qt-echo"));
    }

    void eachAnswersInItsWay_data()
    {
        QTest::addColumn<QStringList>("lines"); // each must be there, in this order
        const auto row = [](const char *name, QStringList lines) { QTest::newRow(name) << lines; };
        const QString upgraded = "send HTTP/1.1 101 Switching Protocols";
        row("echo", {upgraded});
        row("silent", {upgraded});
        row("greet", {upgraded, "send 81207b2274797065223a2268656c6c6f222c2266726f6d223a22486f70313031227d"});
        row("fragments", {upgraded, "send 010a41206d6573736167652089076265747765656e0011696e"});
        row("slow-frame", {upgraded, "send 81", "wait 1000", "send 20", "wait 1000", "wait 1000"});
        row("pings", {upgraded, "send 890131890132890133"});
        row("close-1011", {upgraded, "send 881603f3"});
        row("cut", {upgraded, "half-close"});
        row("slow-answer", {"stop upgrade", "wait 5000", upgraded});
        row("no-answer", {"stop upgrade"});
        row("login", {"send HTTP/1.1 401 Unauthorized", "half-close"});
        row("redirect", {"send HTTP/1.1 302 Found", "half-close"});
        row("busy", {"send HTTP/1.1 503 Service Unavailable", "half-close"});
        row("page", {"send HTTP/1.1 200 OK", "half-close"});
        row("wrong-accept", {upgraded, "broken AcceptIsRight"});
        row("connection-close", {upgraded, "broken"});
        row("unasked-subprotocol", {upgraded, "broken"});
        row("no-subprotocol", {upgraded});
        row("unasked-extension", {upgraded, "broken"});
        row("content-length", {upgraded, "broken"});
        row("masked", {upgraded, "send 8192", "broken"});
        row("unasked-compression", {upgraded, "send c1", "broken"});
        row("bad-utf8", {upgraded, "send 81", "broken"});
    }
    void eachAnswersInItsWay()
    {
        QFETCH(QStringList, lines);
        const QStringList all = played(QTest::currentDataTag());
        QStringList left = all;
        for (const QString &line : lines) {
            while (!left.isEmpty() && !left.first().startsWith(line))
                left.removeFirst();
            QVERIFY2(!left.isEmpty(), qPrintable(line + "\nis not in\n" + all.join('\n')));
        }
        if (!lines.contains("half-close")) // what refuses or cuts breaks a rule of the exchange
            QCOMPARE(!all.filter("broken ").isEmpty(), lines.last().startsWith("broken"));
    }
    void eachOfOursIsPlayed()
    {
        int count = 0;
        for (const Scenario &scenario : scenarios())
            count += scenario.isRecordable() ? 1 : 0;
        QCOMPARE(count, 23); // the rows above
    }
};

QTEST_APPLESS_MAIN(TestScenario)
#include "tst_scenario.moc"
