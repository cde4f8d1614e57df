// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/headerdiff.h"

#include "core/http/headparser.h"

#include <QTest>

using namespace hop101;
using namespace hop101::http;

namespace {

HeaderFields fieldsOf(const QByteArray &lines)
{
    const QByteArray head = "GET / HTTP/1.1\r\n" + QByteArray(lines).replace("|", "\r\n") + "\r\n\r\n";
    return parseRequestHead(base::asBytes(head.toStdString())).fields;
}

QStringList linesOf(const QByteArray &left, const QByteArray &right)
{
    const HeaderFields a = fieldsOf(left);
    const HeaderFields b = fieldsOf(right);
    QStringList lines;
    const auto text = [](const HeaderField &field) {
        return QString::fromStdString(field.name + ": " + field.value);
    };
    for (const FieldDifference &difference : differences(a, b)) {
        QString line = difference.isAdded() ? "+" + text(b.lines[*difference.right])
            : difference.isDropped()        ? "-" + text(a.lines[*difference.left])
                                            : text(a.lines[*difference.left]);
        if (difference.valueDiffers)
            line += " => " + QString::fromStdString(b.lines[*difference.right].value);
        if (difference.nameDiffers)
            line += " spelt " + QString::fromStdString(b.lines[*difference.right].name);
        if (difference.isMoved)
            line += " moved";
        lines += line;
    }
    return lines;
}

} // namespace

class TestHeaderDiff : public QObject
{
    Q_OBJECT
private slots:
    void whatDiffersIsTold_data()
    {
        QTest::addColumn<QByteArray>("left");
        QTest::addColumn<QByteArray>("right");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *name, const char *left, const char *right, QStringList expected) {
            QTest::newRow(name) << QByteArray(left) << QByteArray(right) << expected;
        };
        row("the same", "A: 1|B: 2", "A: 1|B: 2", {});
        row("nothing on either side", "", "", {});
        row("an added field stands behind its neighbour", "A: 1|B: 2|C: 3", "A: 1|X: 9|B: 4|C: 3",
            {"+X: 9", "B: 2 => 4"});
        row("an added field before all", "A: 1", "X: 9|A: 1", {"+X: 9"});
        row("all are added", "", "A: 1|B: 2", {"+A: 1", "+B: 2"});
        row("a dropped field", "A: 1|Upgrade: websocket|B: 2", "A: 1|B: 2", {"-Upgrade: websocket"});
        row("another value", "Connection: Upgrade", "Connection: close", {"Connection: Upgrade => close"});
        row("another case of the name", "Sec-WebSocket-Key: k", "sec-websocket-key: k",
            {"Sec-WebSocket-Key: k spelt sec-websocket-key"});
        row("another case of the value is another value", "Upgrade: websocket", "Upgrade: WebSocket",
            {"Upgrade: websocket => WebSocket"});
        row("one moved to the end: only that one", "A: 1|B: 2|C: 3|D: 4", "B: 2|C: 3|D: 4|A: 1",
            {"A: 1 moved"});
        row("moved, spelt otherwise, and another value", "A: 1|B: 2|C: 3", "B: 2|C: 3|a: 9",
            {"A: 1 => 9 spelt a moved"});
        row("of several of a name the same values belong together", "Via: a|Via: b|Via: c", "Via: b|Via: c",
            {"-Via: a"});
        row("the rest of a name in order", "Via: a|Via: b", "Via: x|Via: b|Via: y",
            {"Via: a => x", "+Via: y"});
        row("order of two of one name", "Via: a|Via: b", "Via: b|Via: a", {"Via: a moved"});
    }
    void whatDiffersIsTold()
    {
        QFETCH(QByteArray, left);
        QFETCH(QByteArray, right);
        QFETCH(QStringList, expected);
        QCOMPARE(linesOf(left, right), expected);
    }

    void manyFieldsOfOneNameAreNoTrouble()
    {
        HeaderFields left, right;
        for (int i = 0; i < 16'000; ++i) {
            left.lines.push_back({"a", std::to_string(i), {}, {}, {}, {}});
            right.lines.push_back({"A", std::to_string(16'000 - i), {}, {}, {}, {}});
        }
        QCOMPARE(differences(left, right).size(), std::size_t{16'000});
    }
};

QTEST_APPLESS_MAIN(TestHeaderDiff)
#include "tst_headerdiff.moc"
