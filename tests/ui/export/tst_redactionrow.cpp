// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/redactionrow.h"

#include "tests/ui/timeline/recordings.h"

#include <QTest>

using namespace hop101;
using namespace hop101::ui;
using capture::RedactionPlace;
using hop::Direction;

class TestRedactionRow : public QObject
{
    Q_OBJECT
private slots:
    void aSecretIsMasked_data()
    {
        QTest::addColumn<QString>("start");
        QTest::addColumn<int>("size");
        QTest::addColumn<QString>("masked");
        QTest::newRow("a short one has dots alone") << "hunter2" << 7 << QString(7, QChar(0x2022));
        QTest::newRow("a long one keeps two characters")
            << "correct!" << 8 << "co" + QString(6, QChar(0x2022));
        QTest::newRow("a very long one is cut")
            << "correct-horse-ba" << 40 << "co" + QString(10, QChar(0x2022)) + QChar(0x2026);
        QTest::newRow("one that is not known has dots alone") << "" << 9 << QString(9, QChar(0x2022));
    }
    void aSecretIsMasked()
    {
        QFETCH(QString, start);
        QFETCH(int, size);
        QTEST(maskedSecret(start, std::uint64_t(size)), "masked");
    }
    void eachPlaceSaysWhatStandsThereBeforeAndAfter_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<bool>("isClient");
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::newRow("a field of a message from the server")
            << QByteArray("{\"password\":\"correct-horse\"}") << false << "← text 28 B"
            << "co••••••••••…"
            << "xxxxxxxxxxxx…";
        QTest::newRow("a field of a masked message from the client")
            << QByteArray("{\"a\":1,\"password\":\"secret99\"}") << true << "→ text 29 B"
            << "se••••••"
            << "xxxxxxxx";
        QTest::newRow("a number stays a number")
            << QByteArray("{\"password\":12345678}") << false << "← text 21 B"
            << "12••••••"
            << "11111111";
    }
    void eachPlaceSaysWhatStandsThereBeforeAndAfter()
    {
        QFETCH(QByteArray, message);
        QFETCH(bool, isClient);
        capture::fixture::Recording recording;
        recording.upgrade();
        recording.bytes(isClient ? Direction::FromLeft : Direction::FromRight,
                        capture::fixture::frame(websocket::Opcode::Text, message.toStdString(), isClient));
        const auto reader = recording.finishAndRead();
        const capture::Redaction found = onlyOne(recording.path());
        const RedactionRow row = redactionRow(*reader, found);
        QTEST(row.what, "what");
        QTEST(row.before, "before");
        QTEST(row.after, "after");
        QCOMPARE(row.where, QString("JSON field $..password"));
        QCOMPARE(row.event.value, found.event.value);
    }
    void aFieldOfAHeadShowsItsStart()
    {
        capture::fixture::Recording recording;
        recording.bytes(Direction::FromLeft,
                        "GET / HTTP/1.1\r\nHost: a\r\nCookie: a=secret99; b=other\r\n\r\n");
        const auto reader = recording.finishAndRead();
        const auto report = capture::previewRedaction(recording.path(), {}, 10);
        QVERIFY(report && report.value().items.size() == 1);
        const RedactionRow row = redactionRow(*reader, report.value().items.front());
        QCOMPARE(row.what, QString("→ GET request"));
        QCOMPARE(row.where, QString("cookie Cookie ×2"));
        QCOMPARE(row.before, QString("se••••••"));
        QCOMPARE(row.after, QString("xxxxxxxx"));
    }
    void whatIsNoEventSaysWhoseItIs()
    {
        capture::fixture::Recording recording;
        recording.upgrade();
        const auto reader = recording.finishAndRead();
        capture::Redaction plan;
        plan.hop = {1};
        plan.name = "Authorization";
        plan.count = 1;
        plan.bytes = 28;
        const RedactionRow row = redactionRow(*reader, plan);
        QCOMPARE(row.what, QString("Request plan, connection 1"));
        QCOMPARE(row.where, QString("header Authorization"));
        QVERIFY(!row.before.isEmpty() && !row.before.contains('x') && row.after.startsWith("xxx"));
        plan.place = RedactionPlace::Note;
        plan.event = {1};
        QCOMPARE(redactionRow(*reader, plan).what, QString("Your note"));
    }

private:
    static capture::Redaction onlyOne(const std::string &path)
    {
        capture::RedactionRules rules;
        rules.jsonFields = {"password"};
        const auto report = capture::previewRedaction(path, rules, 10);
        return report && report.value().items.size() == 1 ? report.value().items.front()
                                                          : capture::Redaction{};
    }
};

QTEST_MAIN(TestRedactionRow)
#include "tst_redactionrow.moc"
