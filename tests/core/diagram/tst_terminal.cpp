// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagram/terminal.h"

#include "core/diagram/textwidth.h"

#include <QRegularExpression>
#include <QTest>

using namespace hop101;
using namespace hop101::diagram;

namespace {

/// A layout by hand: the renderer needs no capture.
class Sketch
{
public:
    explicit Sketch(int lanes = 2)
    {
        const char *const names[] = {"Client", "Proxy", "Server"};
        for (int i = 0; i < lanes; ++i)
            m_layout.lanes.push_back({{std::uint32_t(i + 1)}, names[lanes == 2 ? i * 2 : i], "here"});
    }
    Row &add(double milliseconds, bool fromLeft, Style style, const char *kind, const char *detail = "")
    {
        Row row;
        row.event = {m_layout.rows.size() + 1};
        row.time = hop::Nanoseconds(qint64(milliseconds * 1e6));
        row.fromLeft = fromLeft;
        row.style = style;
        row.isSeam = style == Style::Switch;
        row.text = {kind, detail};
        m_layout.rows.push_back(row);
        return m_layout.rows.back();
    }
    QStringList lines(TerminalOptions options = {}) const
    {
        QStringList all = QString::fromStdString(renderTerminal(m_layout, options)).split('\n');
        return all.takeLast().isEmpty() ? all : QStringList{"no line end"};
    }
    QString line(int row, TerminalOptions options = {}) const { return lines(options).value(row + 2); }

private:
    SequenceLayout m_layout;
};

TerminalOptions width(int columns)
{
    TerminalOptions options;
    options.width = columns;
    return options;
}

int columns(const QString &line)
{
    return columnsOf(line.toStdString());
}

} // namespace

class TestTerminal : public QObject
{
    Q_OBJECT
private slots:
    void anUpgradeReadsAsADiagram()
    {
        Sketch sketch;
        sketch.add(0, true, Style::Transport, "connected");
        sketch.add(0.214, true, Style::Head, "GET /chat HTTP/1.1", "9 headers");
        sketch.add(1.962, false, Style::Switch, "101 Switching Protocols", "websocket");
        sketch.add(1.962, false, Style::Switch, "WebSocket from here").isSwitched = true;
        sketch.add(2.118, true, Style::Text, "text", "5 B hello").isSwitched = true;
        Row &pong = sketch.add(2.5, false, Style::Control, "pong");
        pong.isSwitched = true;
        pong.roundTrip = std::chrono::microseconds(310);
        sketch.add(3, false, Style::Transport, "closed", "by Hop101");
        const QStringList drawn = sketch.lines(width(64));
        const QStringList expected = {
            QString::fromUtf8("           Client                                       Server"),
            QString::fromUtf8("        ms  here                                         here"),
            QString::fromUtf8("     0.000    │╌╌ connected ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌▶│"),
            QString::fromUtf8("     0.214    │── GET /chat HTTP/1.1  9 headers ──────────▶│"),
            QString::fromUtf8("     1.962    │◀═ 101 Switching Protocols  websocket ══════│"),
            QString::fromUtf8("     1.962    ╠══ WebSocket from here ═════════════════════╣"),
            QString::fromUtf8("     2.118    ║── text  5 B hello ────────────────────────▶║"),
            QString::fromUtf8("     2.500    ║◀╌ pong ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌ ↩ 0.31 ms ╌╌╌║"),
            QString::fromUtf8("     3.000    │◀╌ closed  by Hop101 ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌│"),
        };
        for (int i = 0; i < expected.size(); ++i)
            QCOMPARE(drawn.value(i), expected.at(i));
        QCOMPARE(drawn.size(), expected.size());
    }
    void asciiIsAscii()
    {
        Sketch sketch;
        Row &row = sketch.add(12431, false, Style::Binary, "binary · first part", "世界 …");
        row.bracket = Bracket::First;
        row.severity = rules::Severity::Error;
        row.silenceBefore = std::chrono::seconds(12);
        row.roundTrip = std::chrono::milliseconds(2);
        sketch.add(12432, true, Style::Switch, "WebSocket from here").isSwitched = true;
        TerminalOptions options = width(80);
        options.ascii = true;
        for (const QString &line : sketch.lines(options)) {
            for (const QChar c : line)
                QVERIFY2(c.unicode() < 0x80, qPrintable(line));
        }
        QVERIFY(sketch.line(1, options).contains("<- x binary - first part"));
    }
    void lifelinesStayInTheirColumn_data()
    {
        QTest::addColumn<QString>("detail");
        QTest::newRow("short") << "hi";
        QTest::newRow("wide characters") << QString::fromUtf8("世界").repeated(60);
        QTest::newRow("combining marks") << QString::fromUtf8("e\u0301").repeated(90);
        QTest::newRow("emoji") << QString::fromUtf8("😀👍🏽").repeated(40);
        QTest::newRow("very long") << QString(200, 'x');
    }
    void lifelinesStayInTheirColumn()
    {
        QFETCH(QString, detail);
        for (int at = 60; at <= 140; ++at) {
            Sketch sketch;
            sketch.add(0, true, Style::Head, "a");
            sketch.add(1, true, Style::Text, "text", detail.toUtf8().constData());
            const QString plain = sketch.line(0, width(at));
            const QString line = sketch.line(1, width(at));
            QCOMPARE(columns(line), columns(plain));
            QVERIFY2(line.endsWith(QString::fromUtf8("─▶│")), qPrintable(line));
            QVERIFY(columns(line) <= at);
        }
    }
    void aLabelStaysBetweenItsTwoLanes()
    {
        Sketch sketch(3);
        Row &row =
            sketch.add(0.612, true, Style::Head, "GET /ws HTTP/1.0", "Connection: close, and more than fits");
        row.left = 1;
        row.right = 2;
        const QString line = sketch.line(0, width(90));
        QVERIFY2(line.contains(QString::fromUtf8("…")), qPrintable(line));
        QVERIFY2(line.endsWith(QString::fromUtf8("▶│")), qPrintable(line));
        QCOMPARE(line.count(QString::fromUtf8("│")), 3);
    }
    void findingsHaveAMarkAndATitle_data()
    {
        QTest::addColumn<int>("severity");
        QTest::addColumn<QString>("label");
        QTest::newRow("error") << int(rules::Severity::Error) << "✗ text  RSV2 is set";
        QTest::newRow("warning") << int(rules::Severity::Warning) << "! text  RSV2 is set";
        QTest::newRow("note") << int(rules::Severity::Note) << "i text  RSV2 is set";
    }
    void findingsHaveAMarkAndATitle()
    {
        QFETCH(int, severity);
        QFETCH(QString, label);
        Sketch sketch;
        Row &row = sketch.add(1, false, Style::Text, "text", "9 B");
        row.severity = rules::Severity(severity);
        row.findingTitle = "RSV2 is set";
        QVERIFY2(sketch.line(0).contains(label), qPrintable(sketch.line(0)));
    }
    void fragmentsAreJoinedAcrossControlFrames()
    {
        Sketch sketch;
        sketch.add(1, false, Style::Binary, "binary").bracket = Bracket::First;
        sketch.add(2, true, Style::Control, "ping");
        sketch.add(3, false, Style::Binary, "continuation").bracket = Bracket::Last;
        sketch.add(4, true, Style::Text, "text");
        QVERIFY(sketch.line(0).endsWith(QString::fromUtf8("│ ┐")));
        QVERIFY(sketch.line(1).endsWith(QString::fromUtf8("│ │")));
        QVERIFY(sketch.line(2).endsWith(QString::fromUtf8("│ ┘")));
        QVERIFY(sketch.line(3).endsWith(QString::fromUtf8("▶│")));
    }
    void aSilenceIsALineOfItsOwn()
    {
        Sketch sketch;
        sketch.add(1, true, Style::Text, "text").silenceBefore = std::chrono::milliseconds(12400);
        QVERIFY(sketch.line(0).contains("12.4 s of silence"));
        QVERIFY(sketch.line(1).contains("text"));
    }
    void coloursComeOnTop()
    {
        Sketch sketch;
        sketch.add(1, true, Style::Text, "text", "5 B hello");
        TerminalOptions options;
        options.colour = true;
        QString coloured = sketch.lines(options).join('\n');
        QVERIFY(coloured.contains("\x1b["));
        coloured.remove(QRegularExpression("\x1b\\[[0-9;]*m"));
        QCOMPARE(coloured, sketch.lines().join('\n'));
    }
    void anOddWidthIsMadeUsable()
    {
        Sketch sketch(3);
        sketch.add(1, true, Style::Text, "text", "5 B hello");
        for (const int at : {-5, 0, 1, 59, 100000})
            QVERIFY(columns(sketch.line(0, width(at))) <= 1000);
    }
};

QTEST_APPLESS_MAIN(TestTerminal)
#include "tst_terminal.moc"
