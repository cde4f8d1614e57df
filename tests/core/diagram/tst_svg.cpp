// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagram/svg.h"

#include "core/diagram/tablemeasure.h"

#include <QTest>
#include <QXmlStreamReader>

using namespace hop101;
using namespace hop101::diagram;

namespace {

SequenceLayout layoutOf(const std::vector<std::string> &details)
{
    SequenceLayout layout;
    layout.lanes = {{{1}, "Client", "Hop101"}, {{2}, "Server", "127.0.0.1:9101"}};
    for (const std::string &detail : details) {
        Row row;
        row.event = {layout.rows.size() + 1};
        row.text = {"text", detail};
        layout.rows.push_back(row);
    }
    layout.rowCount = layout.rows.size();
    return layout;
}

Page pageOf(const SequenceLayout &layout, const Heading &heading = {"title", {}, {}, {}, "facts", {}})
{
    return Page::build(layout, layout.firstRow, heading, {}, TableMeasure());
}

/// All words of a document; empty where it is no XML.
QString wordsOf(const std::string &svg)
{
    QXmlStreamReader reader(QByteArray::fromStdString(svg));
    QString words;
    while (!reader.atEnd()) {
        if (reader.readNext() == QXmlStreamReader::Characters)
            words += reader.text();
    }
    return reader.hasError() ? QString() : words;
}

} // namespace

class TestSvg : public QObject
{
    Q_OBJECT
private slots:
    void whatIsHostileIsText_data()
    {
        QTest::addColumn<QByteArray>("words");
        QTest::addColumn<QString>("shown");
        QTest::addRow("markup") << QByteArray("<script>a && b</script>") << "<script>a && b</script>";
        QTest::addRow("the end of a CDATA section") << QByteArray("a ]]> b") << "a ]]> b";
        QTest::addRow("quotes") << QByteArray("\"'`") << "\"'`";
        QTest::addRow("a control character") << QByteArray("a\x01"
                                                           "b\x1b")
                                             << QString("a\uFFFD"
                                                        "b\uFFFD");
        QTest::addRow("a zero byte") << QByteArray("a\0b", 3)
                                     << QString("a\uFFFD"
                                                "b");
        QTest::addRow("not UTF-8") << QByteArray("a\xff\xc0") << QString("a\uFFFD\uFFFD");
        QTest::addRow("what no XML may hold") << QByteArray("\xef\xbf\xbf") << QString(QChar(0xFFFD));
        QTest::addRow("right to left") << QByteArray("مرحبا") << QString("مرحبا");
        QTest::addRow("emoji") << QByteArray("👩‍👩‍👧") << QString("👩‍👩‍👧");
        QTest::addRow("an entity") << QByteArray("&lol;") << "&lol;";
    }
    void whatIsHostileIsText()
    {
        QFETCH(QByteArray, words);
        QFETCH(QString, shown);
        const std::string wire = words.toStdString();
        const Heading heading{wire, wire, Token::Holds, wire, wire, wire};
        const QString all = wordsOf(svgOf(pageOf(layoutOf({wire}), heading), wire));
        QCOMPARE(all.count(shown), 7); // title twice, lead, sentence, facts, place, row
    }
    void whatWasCutKeepsItsWidthInEveryFont()
    {
        const std::string svg = svgOf(pageOf(layoutOf({std::string(500, 'W'), "short"})), "");
        QCOMPARE(QByteArray::fromStdString(svg).count("textLength="), 1);
        QVERIFY(wordsOf(svg).contains("W…"));
    }
    void wordsOfALabelFlowOneAfterTheOther()
    {
        const std::string svg = svgOf(pageOf(layoutOf({"5 B hello"})), "");
        QVERIFY2(svg.find("<tspan dx=\"8\"") != std::string::npos, svg.c_str());
    }
    void theDarkPageHasTheDarkColours()
    {
        Page page = pageOf(layoutOf({"a"}));
        const std::string light = svgOf(page, "");
        page.isDark = true;
        const std::string dark = svgOf(page, "");
        QVERIFY(light.find("#1f6feb") != std::string::npos && light.find("#6fb0ff") == std::string::npos);
        QVERIFY(dark.find("#6fb0ff") != std::string::npos && dark.find("#1f6feb") == std::string::npos);
    }
    void itIsAsHighAsItsRows()
    {
        const double one = pageOf(layoutOf({"a"})).height;
        QCOMPARE(pageOf(layoutOf({"a", "b", "c"})).height, one + 2 * 28);
    }
    void rowsAboveThePageAreNotDrawn()
    {
        SequenceLayout layout = layoutOf({"above", "here"});
        const Page page = Page::build(layout, 1, {"t", {}, {}, {}, {}, {}}, {}, TableMeasure());
        QCOMPARE(page.drawing.rows.size(), std::size_t(1));
        QCOMPARE(page.drawing.rows.front().event.value, std::uint64_t(2));
        QCOMPARE(page.drawing.rows.front().ground.y, 0.0);
    }
    void itNeedsNothingFromOutside()
    {
        const std::string svg = svgOf(pageOf(layoutOf({"a"})), "");
        for (const char *word : {"<script", "href", "<style", "@import", "<image", "foreignObject"})
            QVERIFY2(svg.find(word) == std::string::npos, word);
    }
};

QTEST_APPLESS_MAIN(TestSvg)
#include "tst_svg.moc"
