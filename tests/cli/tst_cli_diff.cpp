// SPDX-License-Identifier: GPL-3.0-or-later
//
// `hop101-cli diff` as a script sees it. No network.
#include "tests/core/doctor/evidencefrom.h"
#include "tests/core/doctor/recordedsession.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

using namespace hop101;
using doctor::kGood101;
using doctor::kGoodRequest;

namespace {

struct Finished
{
    int status = -1;
    QByteArray out;
    QByteArray err;
};

Finished run(const QStringList &arguments)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("LC_ALL", "C.UTF-8");
    process.setProcessEnvironment(environment);
    process.start(HOP101_CLI, arguments);
    if (!process.waitForFinished(60'000) || process.exitStatus() != QProcess::NormalExit)
        return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

/// A session in which the server answers with these texts.
class Answers
{
public:
    explicit Answers(const std::vector<std::string> &texts)
    {
        m_session.opened().client(kGoodRequest).server(kGood101);
        for (const std::string &text : texts)
            m_session.client(clientText("next")).server(serverText(text));
        m_session.read();
    }
    QString path() const { return QString::fromStdString(m_session.path()); }

private:
    RecordedSession m_session;
};

} // namespace

class TestCliDiff : public QObject
{
    Q_OBJECT
private slots:
    void theSameIsZero()
    {
        const Answers left({"a", "b"});
        const Answers right({"a", "b"});
        const Finished done = run({"diff", left.path(), right.path()});
        QCOMPARE(done.status, 0);
        QVERIFY2(done.out.contains("From the server: 2 the same\n") && done.out.endsWith("\nThe same.\n"),
                 done.out.constData());
        QCOMPARE(done.err, QByteArray());
    }

    void aDifferenceIsOneAndShown()
    {
        const Answers left({"a", R"({"price":12,"id":1})", "c"});
        const Answers right({"a", R"({"price":13,"id":2})", "c", "d"});
        const Finished done = run({"diff", left.path(), right.path()});
        QCOMPARE(done.status, 1);
        for (const char *line : {"From the client: 3 the same, 1 only in B\n",
                                 "From the server: 2 the same, 1 differs, 1 only in B\n", ".price: 12 → 13\n",
                                 ".id: 1 → 2\n", "\nNot the same.\n"})
            QVERIFY2(done.out.contains(line), done.out.constData());
        QVERIFY(!run({"diff", left.path(), right.path(), "--ignore-id"}).out.contains(".id"));
        QCOMPARE(run({"diff", left.path(), right.path(), "--ignore-field", "price", "--json"}).status, 1);
    }

    void jsonIsOneObject()
    {
        const Answers left({"a", "b"});
        const Answers right({"a", "x"});
        const QJsonObject json =
            QJsonDocument::fromJson(run({"diff", "--json", left.path(), right.path()}).out).object();
        QVERIFY(json.contains("same") && !json["same"].toBool());
        QVERIFY(json["request"]["same"].toBool() && json["verdict"]["same"].toBool());
        QCOMPARE(json["a"]["exchange"].toInt(), 1);
        const QJsonObject server = json["fromServer"].toObject();
        QCOMPARE(server["equal"].toInt(), 1);
        QCOMPARE(server["changed"].toInt(), 1);
        const QJsonObject difference = server["differences"][0].toObject();
        QCOMPARE(difference["change"].toString(), "changed");
        QCOMPARE(difference["left"]["text"].toString(), "b");
        QCOMPARE(difference["right"]["text"].toString(), "x");
        QCOMPARE(difference["content"]["firstByte"].toInt(), 0);
    }

    void headsAreCompared()
    {
        RecordedSession left, right;
        left.opened().client(kGoodRequest).server(kGood101);
        right.opened().client(kGoodRequest).server("HTTP/1.1 403 Forbidden\r\nX-Why: \x1b[2J\r\n\r\n");
        left.read();
        right.read();
        const Finished done =
            run({"diff", QString::fromStdString(left.path()), QString::fromStdString(right.path())});
        QCOMPARE(done.status, 1);
        for (const char *line :
             {"status: 101 → 403\n", "+ X-Why: \\x1b[2J\n", "upgraded (101) → refused (403)\n"})
            QVERIFY2(done.out.contains(line), done.out.constData());
        QVERIFY(!done.out.contains('\x1b'));
    }

    void whatCannotBeComparedIsSaid_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("says");
        QTest::newRow("an exchange that is not there")
            << QStringList{"--exchange-b", "9"} << 2 << "choose with --exchange-b one of 1 (upgraded)";
        QTest::newRow("a file that is not there") << QStringList{} << 4 << "hop101-cli: ";
    }
    void whatCannotBeComparedIsSaid()
    {
        QFETCH(QStringList, arguments);
        const Answers left({"a"});
        const Finished done =
            run(QStringList{"diff", left.path(), arguments.isEmpty() ? "/nowhere.hop101" : left.path()}
                + arguments);
        QTEST(done.status, "status");
        QCOMPARE(done.out, QByteArray());
        QCOMPARE(done.err.count('\n'), 1);
        QFETCH(QString, says);
        QVERIFY2(done.err.contains(says.toUtf8()), done.err.constData());
    }

    void aCaptureWithoutAnExchangeCannotBeCompared()
    {
        RecordedSession empty;
        empty.opened();
        empty.read();
        const QString path = QString::fromStdString(empty.path());
        const Finished done = run({"diff", path, path});
        QCOMPARE(done.status, 2);
        QVERIFY2(done.err.contains("has no exchange"), done.err.constData());
    }
};

QTEST_GUILESS_MAIN(TestCliDiff)
#include "tst_cli_diff.moc"
