// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/contentdiff.h"

#include <QTest>

using namespace hop101;
using namespace hop101::capture;

namespace {

QStringList linesOf(const QByteArray &left, const QByteArray &right, const Ignored &ignored = {})
{
    const std::string a = left.toStdString();
    const std::string b = right.toStdString();
    const ContentDifference found = compareContents(base::asBytes(a), base::asBytes(b), ignored);
    QStringList lines{QString("%1 at %2").arg(found.isJson ? "JSON" : "bytes").arg(found.firstByte)};
    for (const ValueDifference &value : found.values)
        lines +=
            QString("%1: %2 => %3")
                .arg(QString::fromStdString(value.path), QString::fromStdString(value.left.value_or("-")),
                     QString::fromStdString(value.right.value_or("-")));
    return lines;
}

} // namespace

class TestContentDiff : public QObject
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
        row("text", "hello", "help", {"bytes at 3"});
        row("one goes on", "hello", "hello, world", {"bytes at 5"});
        row("a value", R"({"a":{"b":[1,2]}})", R"({"a":{"b":[1,3]}})", {"JSON at 13", ".a.b[1]: 2 => 3"});
        row("added and dropped members", R"({"a":1})", R"({"b":"x"})",
            {"JSON at 2", ".a: 1 => -", ".b: - => \"x\""});
        row("a longer list", "[1]", "[1,[2]]", {"JSON at 2", "[1]: - => [2]"});
        row("other kinds of values", "{}", "[]", {"JSON at 0", ".: {} => []"});
        row("names that are no words", R"({"a b":1,"":1,"1":1})", R"({"a b":2,"":2,"1":2})",
            {"JSON at 7", ".\"a b\": 1 => 2", ".\"\": 1 => 2", ".\"1\": 1 => 2"});
        row("the same values in another order and spacing", R"({"a":1,"b":2})", R"({"b": 2, "a": 1})",
            {"JSON at 2"});
        row("JSON against text", "{}", "x", {"bytes at 0"});
    }
    void whatDiffersIsTold()
    {
        QFETCH(QByteArray, left);
        QFETCH(QByteArray, right);
        QTEST(linesOf(left, right), "expected");
    }

    void whatIsIgnoredIsNoValueThatDiffers()
    {
        QCOMPARE(linesOf(R"({"id":1,"x":1})", R"({"id":2,"x":2})", {true, {}}),
                 QStringList({"JSON at 6", ".x: 1 => 2"}));
    }

    void tooManyValuesAreNotAllTold()
    {
        std::string left = "[", right = "[";
        for (int i = 0; i < 50; ++i) {
            left += (i ? ",1" : "1");
            right += (i ? ",2" : "2");
        }
        const ContentDifference found =
            compareContents(base::asBytes(left + "]"), base::asBytes(right + "]"), {});
        QCOMPARE(found.values.size(), kMaxValueDifferences);
        QVERIFY(found.hasMoreValues);
    }

    void longValuesAreCutBetweenCharacters()
    {
        std::string text = "[\"";
        for (int i = 0; i < 200; ++i)
            text += "\xc3\xa9";
        text += "\"]";
        const ContentDifference found = compareContents(base::asBytes(text), base::asBytes("[]"), {});
        const std::string &value = found.values.at(0).left.value();
        QVERIFY(value.size() <= kMaxValueBytes + 3);
        QVERIFY(QString::fromStdString(value).toUtf8().toStdString() == value);
    }

    void firstDifferenceOfBytes()
    {
        QCOMPARE(firstDifference(base::asBytes("ab"), base::asBytes("ab")), std::nullopt);
        QCOMPARE(firstDifference(base::asBytes(""), base::asBytes("a")), std::optional<std::uint64_t>(0));
        QCOMPARE(firstDifference(base::asBytes("abc"), base::asBytes("abd")),
                 std::optional<std::uint64_t>(2));
    }
};

QTEST_APPLESS_MAIN(TestContentDiff)
#include "tst_contentdiff.moc"
