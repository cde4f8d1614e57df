// SPDX-License-Identifier: GPL-3.0-or-later
//
// That programs draw these texts is shown by tests/interop/formats_mermaid.py and formats_plantuml.py.
#include "core/diagram/sequencetext.h"

#include "tests/core/doctor/evidencefrom.h"
#include "tests/core/doctor/recordedsession.h"

#include <QRegularExpression>
#include <QStringList>
#include <QTest>

using namespace hop101;
using namespace hop101::diagram;

namespace {

SequenceSource whole(const capture::Reader &reader)
{
    return {reader,
            [&reader](const std::function<bool(const hop::Event &)> &visit) {
                for (std::uint64_t id = 1; id <= reader.eventCount() && visit(reader.event({id})); ++id) { }
            },
            true,
            {}};
}

/// Without the times, which differ.
QStringList linesOf(const std::string &text)
{
    QString all = QString::fromStdString(text);
    all.remove(QRegularExpression("\\+[0-9.\u2009]+ ms · "));
    all.remove(QRegularExpression(" ↩ [0-9.]+ ms"));
    return all.split('\n');
}

void recordAnUpgrade(RecordedSession &session)
{
    session.opened().client(doctor::kGoodRequest).server(doctor::kGood101);
    session.server(serverText("a;b #1 <x>"));
}

} // namespace

class TestSequenceText : public QObject
{
    Q_OBJECT
private slots:
    void anUpgradeAsMermaid()
    {
        RecordedSession session;
        recordAnUpgrade(session);
        session.after(std::chrono::seconds(5)).server(frame(0x81, "masked by a server", true));
        const auto reader = session.read();
        const QStringList lines = linesOf(mermaidText(whole(*reader)));
        QCOMPARE(lines.value(0), QString("sequenceDiagram"));
        QCOMPARE(lines.value(1), QString("    participant P1 as Client<br/>Hop101"));
        QCOMPARE(lines.value(2), QString("    participant P2 as Server<br/>127.0.0.1:1"));
        QVERIFY(lines.value(3).startsWith("    P1-)P2: connected"));
        QVERIFY(lines.value(4).startsWith("    P1->>P2: GET /chat?room=1 HTTP/1.1"));
        QVERIFY(lines.value(5).startsWith("    P2-->>P1: 101 Switching Protocols"));
        QCOMPARE(lines.value(6), QString("    Note over P1,P2: WebSocket from here"));
        QCOMPARE(lines.value(7), QString("    P2->>P1: text · 10 B a#59;b #35;1 #60;x#62;"));
        QVERIFY2(lines.value(8).startsWith("    Note over P1,P2: 5"), qPrintable(lines.value(8)));
        QVERIFY(lines.value(9).startsWith("    P2->>P1: text · 18 B"));
        QVERIFY2(lines.value(10).startsWith("    Note over P1,P2: ✗ "), qPrintable(lines.value(10)));
    }
    void anUpgradeAsPlantUml()
    {
        RecordedSession session;
        recordAnUpgrade(session);
        const auto reader = session.read();
        const QStringList lines = linesOf(plantUmlText(whole(*reader)));
        QCOMPARE(lines.value(0), QString("@startuml"));
        QCOMPARE(lines.value(2), QString("participant \"Client\\nHop101\" as P1"));
        QVERIFY(lines.value(5).startsWith("P1 -> P2 : GET &#47;chat?room=1 HTTP&#47;1.1"));
        QCOMPARE(lines.value(7), QString("== WebSocket from here =="));
        QCOMPARE(lines.value(8), QString("P2 -> P1 : text · 10 B a&#59;b &#35;1 &#60;x&#62;"));
        QCOMPARE(lines.value(9), QString("@enduml"));
    }
    void theLimitHolds_data()
    {
        QTest::addColumn<int>("limit");
        QTest::newRow("as Mermaid has it") << int(kMermaidText);
        QTest::newRow("less") << 20'000;
    }
    void theLimitHolds()
    {
        QFETCH(int, limit);
        RecordedSession session;
        session.opened().client(doctor::kGoodRequest).server(doctor::kGood101);
        for (int i = 0; i < 700; ++i)
            session.server(serverText("😀;" + std::string(60, ';')));
        const auto reader = session.read();
        const QString text = QString::fromStdString(mermaidText(whole(*reader), nullptr, std::size_t(limit)));
        QVERIFY2(text.size() <= limit, qPrintable(QString::number(text.size())));
        QVERIFY(text.size() > limit / 2);
        QVERIFY(text.contains(" more events"));
        QVERIFY(text.count("->>") + text.count("-)") < int(kMermaidEdges));
    }
    void labelsAreOneLineOfPlainText_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("mermaid");
        QTest::addColumn<QString>("plantUml");
        const auto row = [](const char *text, const char *mermaid, const char *plantUml) {
            QTest::newRow(text) << text << mermaid << plantUml;
        };
        row("plain 1, a.b", "plain 1, a.b", "plain 1, a.b");
        row("#35;", "#35;35#59;", "&#35;35&#59;");
        row("%%", "#37;#37;", "&#37;&#37;");
        row("$$", "#36;#36;", "$$");
        row("style", "#115;tyle", "style");
        row("classDef", "#99;lassDef", "classDef");
        row("ﬂ°¶ß", "#64258;#176;#182;#223;", "ﬂ°¶ß");
        row("\\n", "#92;n", "<U+005C>n");
        row("<U+0041>", "#60;U+0041#62;", "&#60;U<U+002B>0041&#62;");
        row("1 + 1", "1 + 1", "1 + 1");
        row("a\nb", "a#10;b", "a&#10;b");
        row("😀 שלום", "😀 שלום", "😀 שלום");
        row("\"'`", "#34;'#96;", "&#34;&#39;&#96;");
    }
    void labelsAreOneLineOfPlainText()
    {
        QFETCH(QString, text);
        QFETCH(QString, mermaid);
        QFETCH(QString, plantUml);
        QCOMPARE(QString::fromStdString(mermaidLabel(text.toStdString())), mermaid);
        QCOMPARE(QString::fromStdString(plantUmlLabel(text.toStdString())), plantUml);
    }
};

QTEST_GUILESS_MAIN(TestSequenceText)
#include "tst_sequencetext.moc"
