// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/drawlist.h"

#include "ui/timeline/sequencepainter.h"

#include <QApplication>
#include <QPainter>
#include <QTest>

using namespace hop101;
using namespace hop101::ui;
using diagram::Style;

namespace {

/// Rows by hand, with all that can be told of a row.
diagram::SequenceLayout everything(int lanes)
{
    diagram::SequenceLayout layout;
    for (int i = 0; i < lanes; ++i)
        layout.lanes.push_back({{std::uint32_t(i + 1)}, "Party", "address"});
    const auto add = [&layout](bool fromLeft, Style style, std::string kind,
                               std::string detail) -> diagram::Row & {
        diagram::Row row;
        row.event = {layout.rows.size() + 1};
        row.time = std::chrono::milliseconds(layout.rows.size() * 1234);
        row.fromLeft = fromLeft;
        row.style = style;
        row.isSeam = style == Style::Switch;
        row.isSwitched = layout.rows.size() > 2;
        row.text = {std::move(kind), std::move(detail)};
        layout.rows.push_back(row);
        return layout.rows.back();
    };
    const std::string longText =
        "a detail that is far too long for the room between two lanes of this diagram";
    add(true, Style::Transport, "connected", "");
    add(true, Style::Head, "GET /a-rather-long-target-for-a-row HTTP/1.1", longText);
    add(false, Style::Switch, "101 Switching Protocols", longText).roundTrip = std::chrono::milliseconds(2);
    add(false, Style::Switch, "WebSocket from here", "");
    add(true, Style::Text, "text", longText).silenceBefore = std::chrono::seconds(12);
    add(false, Style::Text, "text", "short").silenceBefore = std::chrono::seconds(12);
    add(false, Style::Binary, "binary", longText).bracket = diagram::Bracket::First;
    add(false, Style::Binary, "continuation", "").bracket = diagram::Bracket::Last;
    add(true, Style::Control, "ping", "4 B");
    diagram::Row &pong = add(false, Style::Control, "pong", "4 B");
    pong.roundTrip = std::chrono::microseconds(310);
    pong.silenceBefore = std::chrono::seconds(3);
    diagram::Row &bad = add(false, Style::Text, "text", longText);
    bad.severity = rules::Severity::Error;
    bad.findingTitle = "RSV2 is set, but no negotiated extension uses it";
    bad.silenceBefore = std::chrono::seconds(100);
    bad.roundTrip = std::chrono::milliseconds(2);
    bad.connection = "#1234";
    bad.isBookmarked = bad.hasNote = true;
    diagram::Row &marked = add(true, Style::Text, "text", "");
    marked.severity = rules::Severity::Warning;
    marked.hasNote = true;
    add(true, Style::Raw, "raw", "12 B 00 01").severity = rules::Severity::Note;
    add(false, Style::Text, "text", "").isOpen = true;
    add(true, Style::Failed, "failed", "reset");
    if (lanes > 2) {
        for (std::size_t i = 0; i < layout.rows.size(); i += 2)
            layout.rows[i].left = 1, layout.rows[i].right = 2;
    }
    layout.rowCount = layout.rows.size();
    return layout;
}

struct Drawing
{
    diagram::SequenceLayout layout;
    SequenceGeometry geometry;
    SequenceFonts fonts;
    DrawList list;

    Drawing(int lanes, int width, Density density)
        : layout(everything(lanes)), fonts(SequenceFonts::present(density))
    {
        geometry =
            SequenceGeometry::make(QSizeF(width, 500), rowHeightFor(density, fonts.plain), 0, 90, lanes);
        list = DrawList::build(layout, geometry, fonts);
    }
};

QList<QRectF> thoseThere(const QList<QRectF> &rects)
{
    QList<QRectF> there;
    for (const QRectF &rect : rects) {
        if (!rect.isEmpty())
            there += rect;
    }
    return there;
}

/// The time, then what a row draws between its lanes.
QList<QRectF> labels(const DrawnRow &row)
{
    QList<QRectF> all;
    for (const DrawnText &text : row.texts)
        all += text.rect;
    return all + thoseThere({row.mark, row.silence});
}

/// What a row draws, as rectangles that must not meet.
QList<QRectF> parts(const DrawnRow &row)
{
    return labels(row) + thoseThere({row.bookmark, row.note});
}

} // namespace

class TestDrawList : public QObject
{
    Q_OBJECT

    static void addSizes()
    {
        QTest::addColumn<int>("lanes");
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("density");
        for (const int lanes : {2, 3, 4}) {
            for (const int width : {160, 320, 420, 692, 1200, 2500}) {
                for (const Density density : {Density::Compact, Density::Normal, Density::Roomy})
                    QTest::addRow("%d lanes at %d px, density %d", lanes, width, int(density))
                        << lanes << width << int(density);
            }
        }
    }

private slots:
    void nothingIsDrawnOverAnythingElse_data() { addSizes(); }
    void nothingIsDrawnOverAnythingElse()
    {
        QFETCH(int, lanes);
        QFETCH(int, width);
        QFETCH(int, density);
        const Drawing drawing(lanes, width, Density(density));
        for (std::size_t i = 0; i < drawing.list.rows.size(); ++i) {
            const QList<QRectF> all = parts(drawing.list.rows[i]);
            for (int a = 0; a < all.size(); ++a) {
                for (int b = a + 1; b < all.size(); ++b)
                    QVERIFY2(!all[a].intersects(all[b]), qPrintable(QString("row %1").arg(i)));
            }
        }
    }
    void labelsStayBetweenTheirLanes_data() { addSizes(); }
    void labelsStayBetweenTheirLanes()
    {
        QFETCH(int, lanes);
        QFETCH(int, width);
        QFETCH(int, density);
        const Drawing drawing(lanes, width, Density(density));
        for (std::size_t i = 0; i < drawing.list.rows.size(); ++i) {
            const DrawnRow &row = drawing.list.rows[i];
            const double left = drawing.geometry.lanes[std::size_t(drawing.layout.rows[i].left)];
            const double right = drawing.geometry.lanes[std::size_t(drawing.layout.rows[i].right)];
            const QList<QRectF> all = labels(row);
            QVERIFY(all.first().right() < drawing.geometry.lanes.front()); // the time
            for (int part = 1; part < all.size(); ++part)
                QVERIFY(all[part].left() > left && all[part].right() < right);
            for (const QRectF &mark : thoseThere({row.bookmark, row.note}))
                QVERIFY(mark.left() > drawing.geometry.lanes.back());
            for (const QRectF &part : parts(row))
                QVERIFY(row.ground.contains(part.center()));
            QVERIFY(row.arrow.y1() < row.ground.bottom() && row.arrow.y1() > row.ground.top());
        }
    }
    void textsFitTheirRectangle_data() { addSizes(); }
    void textsFitTheirRectangle()
    {
        QFETCH(int, lanes);
        QFETCH(int, width);
        QFETCH(int, density);
        const Drawing drawing(lanes, width, Density(density));
        for (const DrawnRow &row : drawing.list.rows) {
            for (const DrawnText &text : row.texts) {
                const QFont &font = text.face == DrawnText::Face::Mono ? drawing.fonts.mono
                    : text.face == DrawnText::Face::Strong             ? drawing.fonts.strong
                                                                       : drawing.fonts.plain;
                QVERIFY(QFontMetricsF(font).horizontalAdvance(text.text) <= text.rect.width() + 1);
            }
        }
    }
    void whatIsDrawnCanBeHit()
    {
        const Drawing drawing(3, 692, Density::Normal);
        for (const DrawnRow &row : drawing.list.rows) {
            QList<QPointF> points{row.arrow.p1(), row.arrow.p2(), row.arrow.center()};
            for (const QRectF &part : parts(row))
                points += {part.center(), part.topLeft() + QPointF(1, 1), part.bottomRight() - QPointF(1, 1)};
            for (const QPointF &point : points) {
                const DrawnRow *hit = drawing.list.rowAt(point);
                QVERIFY(hit);
                QCOMPARE(hit->event.value, row.event.value);
            }
        }
    }
    void everyInkedPixelIsInARow()
    {
        const Drawing drawing(2, 692, Density::Normal);
        QImage image(692, 500, QImage::Format_RGB32);
        const QColor ground = color(Token::Pane);
        image.fill(ground);
        QPainter painter(&image);
        paintSequence(painter, drawing.list, drawing.fonts, {});
        painter.end();
        int inked = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                if (image.pixelColor(x, y) == ground)
                    continue;
                ++inked;
                QVERIFY2(drawing.list.rowAt(QPointF(x, y)), qPrintable(QString("%1,%2").arg(x).arg(y)));
            }
        }
        QVERIFY(inked > 5000);
    }
    void outsideAllRowsNothingIsHit()
    {
        const Drawing drawing(2, 692, Density::Normal);
        QVERIFY(!drawing.list.rowAt({100, -1}));
        QVERIFY(!drawing.list.rowAt({100, 499}));
    }
    void findingsHaveAMarkNotOnlyAColour()
    {
        const Drawing drawing(2, 692, Density::Normal);
        for (std::size_t i = 0; i < drawing.list.rows.size(); ++i) {
            const DrawnRow &row = drawing.list.rows[i];
            QCOMPARE(row.mark.isEmpty(), row.severity == rules::Severity::None);
        }
        QVERIFY(!drawing.list.rows[10].mark.isEmpty());
        QCOMPARE(int(drawing.list.rows[10].ink), int(Token::Broken));
        QVERIFY(!drawing.list.rows.back().mark.isEmpty()); // failed
    }
    void theBarRunsFromTheSwitchToTheEnd()
    {
        const Drawing drawing(2, 692, Density::Normal);
        QCOMPARE(drawing.list.bars.size(), std::size_t(2));
        const double from = drawing.list.rows[3].arrow.y1();
        for (const QRectF &bar : drawing.list.bars) {
            QVERIFY(qAbs(bar.top() - from) < 10);
            QVERIFY(bar.bottom() >= drawing.list.rows.back().arrow.y1());
        }
    }
    void theBracketSpansItsFragments()
    {
        const Drawing drawing(2, 692, Density::Normal);
        QCOMPARE(drawing.list.brackets.size(), std::size_t(1));
        const DrawnBracket &bracket = drawing.list.brackets.front();
        QVERIFY(bracket.isToTheRight && bracket.hasFirst && bracket.hasLast);
        QVERIFY(drawing.list.rows[6].ground.contains(10, bracket.top));
        QVERIFY(drawing.list.rows[7].ground.contains(10, bracket.bottom));
    }
};

QTEST_MAIN(TestDrawList)
#include "tst_drawlist.moc"
