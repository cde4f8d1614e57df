// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/configreport.h"
#include "core/formats/configjson.h"

#include <QTest>

using namespace hop101;
using namespace hop101::doctor::config;

namespace {

Report judged(const std::string &text)
{
    const FileAccess access{
        [&text](const std::string &path) { return path == "n.conf" ? std::optional(text) : std::nullopt; },
        [](const std::string &) { return std::vector<std::string>(); }};
    Question question;
    question.product = Product::Nginx;
    return *readConfig("n.conf", access, question);
}

QString reported(const Report &report)
{
    return QString::fromStdString(cli::configReport(report, [](const std::string &text) { return text; }));
}

} // namespace

class TestCliConfigReport : public QObject
{
    Q_OBJECT
private slots:
    void aPlaceHasItsLineACaretAndTheBlockAsItShouldBe()
    {
        const QString text =
            reported(judged("server {\n\tlocation /ws {\n\t\tproxy_pass http://127.0.0.1:1;\n\t}\n}\n"));
        QVERIFY2(text.contains("n.conf:3:3: location /ws \u2192 http://127.0.0.1:1: an upgrade is lost.\n"),
                 qPrintable(text));
        QVERIFY2(
            text.contains(
                "      3 |   proxy_pass http://127.0.0.1:1;\n        |   ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n"),
            qPrintable(text));
        QVERIFY2(text.contains("Corrected:\n      location /ws {\n          proxy_pass http://127.0.0.1:1;\n "
                               "         proxy_http_version 1.1;\n"),
                 qPrintable(text));
        QVERIFY2(text.contains("and at n.conf:1:1:\n      map $http_upgrade $connection_upgrade {\n"),
                 qPrintable(text));
        QVERIFY2(text.endsWith("The upgrade is lost. What to change as a patch: --diff.\n"),
                 qPrintable(text));
    }
    void whatATerminalObeysIsMadeVisible()
    {
        const QString text =
            reported(judged("server {\n location /\x1b[31m {\n proxy_pass http://h\x1b:1\n }\n}\n"));
        QVERIFY(!text.contains('\x1b'));
        QVERIFY(text.contains("\\x1b"));
    }
    void aLongLineIsCutAroundItsPlace()
    {
        const QString text = reported(
            judged("server { location / { root " + std::string(5000, 'x') + "; proxy_pass http://h:1; } }"));
        for (const QString &line : text.split('\n'))
            QVERIFY2(line.size() < 900, qPrintable(line));
        QVERIFY(text.contains("proxy_pass http://h:1;"));
    }
    void theDocumentHasWhatTheReportHas()
    {
        const formats::Json json =
            formats::configJson(judged("server {\n location / {\n  proxy_pass http://127.0.0.1:1\n }\n}\n"));
        QCOMPARE(json.at("product").get<std::string>(), std::string("nginx"));
        QCOMPARE(json.at("versionAssumed").get<bool>(), true);
        QCOMPARE(json.at("lost").get<bool>(), true);
        QCOMPARE(json.at("defects").at(0).at("id").get<std::string>(), std::string("missing-semicolon"));
        QCOMPARE(json.at("defects").at(0).at("at").at("column").get<int>(), 32);
        const formats::Json &place = json.at("places").at(0);
        QCOMPARE(place.at("passes").get<bool>(), false);
        QCOMPARE(place.at("causes").at(0).at("weight").get<std::string>(), std::string("loses"));
        QVERIFY(place.at("corrected").get<std::string>().find("proxy_http_version 1.1;")
                != std::string::npos);
        QVERIFY(json.at("diff").get<std::string>().starts_with("--- ./n.conf\n"));
        QVERIFY(json.at("asked").is_null());
    }
};

QTEST_APPLESS_MAIN(TestCliConfigReport)
#include "tst_cli_configreport.moc"
