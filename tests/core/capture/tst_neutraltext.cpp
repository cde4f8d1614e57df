// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/neutraltext.h"

#include <QTest>

using namespace hop101;
using namespace hop101::capture;

namespace {

QString neutral(const QByteArray &text, const Ignored &ignored)
{
    return QString::fromStdString(base::toText(neutralised(base::asBytes(text.toStdString()), ignored)));
}

} // namespace

class TestNeutralText : public QObject
{
    Q_OBJECT
private slots:
    void namesOfIdsAndTimes_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("isId");
        for (const char *name :
             {"id", "ID", "userId", "user_id", "X-Request-ID", "uuid", "eventUuid", "guid", "nonce", "time",
              "startTime", "timestamp", "server-timestamp", "ts", "date", "createdAt", "updated_at"})
            QTest::newRow(name) << QString(name) << true;
        for (const char *name :
             {"", "paid", "valid", "runtime", "at", "flat", "idle", "update", "price", "hits"})
            QTest::newRow(qPrintable(QString("no id: %1").arg(name))) << QString(name) << false;
    }
    void namesOfIdsAndTimes()
    {
        QFETCH(QString, name);
        QTEST(isIdName(name.toStdString()), "isId");
    }

    void whatIsIgnoredBecomesTheSame_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const char *text, const char *expected) {
            QTest::newRow(name) << QByteArray(text) << QString::fromUtf8(expected);
        };
        row("members that are ids", R"({"id": 7, "userId": "x", "price": 3})",
            R"({"id":"…","userId":"…","price":3})");
        row("at any depth", R"([{"a": {"ts": 1.5}}])", R"([{"a":{"ts":"…"}}])");
        row("an id that is no text and no number says something", R"({"id": null, "time": true})",
            R"({"id":null,"time":true})");
        row("a UUID in a text", "session 123e4567-e89b-12d3-a456-426614174000 opened", "session … opened");
        row("a UUID as a value", R"({"to":"123E4567-e89b-12d3-a456-426614174000"})", R"({"to":"…"})");
        row("dates with a time",
            "at 2024-03-01T10:00:00.123456Z, 2024-03-01 10:00:00+01:00 and "
            "2024-03-01T10:00:00",
            "at …, … and …");
        row("a date alone counts", "2024-03-01", "2024-03-01");
        row("half a UUID counts", "123e4567-e89b-12d3-a456", "123e4567-e89b-12d3-a456");
        row("no JSON after all", R"({"id": 7)", R"({"id": 7)");
        row("nothing to ignore", "hello", "hello");
        row("nothing", "", "");
    }
    void whatIsIgnoredBecomesTheSame()
    {
        QFETCH(QByteArray, text);
        QTEST(neutral(text, {true, {}}), "expected");
    }

    void fieldsByName()
    {
        QCOMPARE(neutral(R"({"seq":{"a":1},"Seq":2,"id":3})", {false, {"seq"}}),
                 QString::fromUtf8(R"({"seq":"…","Seq":2,"id":3})"));
        QCOMPARE(neutral("seq 2024-03-01T10:00:00Z", {false, {"seq"}}), QString("seq 2024-03-01T10:00:00Z"));
    }

    void withoutAnythingToIgnoreNothingChanges()
    {
        QCOMPARE(neutral(R"({ "id": 7 })", {}), QString(R"({ "id": 7 })"));
    }

    void deepNestingIsPlainText()
    {
        const QByteArray deep(500'000, '[');
        QCOMPARE(neutral(deep, {true, {}}).size(), deep.size());
    }
};

QTEST_APPLESS_MAIN(TestNeutralText)
#include "tst_neutraltext.moc"
