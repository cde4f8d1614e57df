// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/doctor/config/judged.h"

#include <QElapsedTimer>
#include <QTest>

using judged::config::Product;

namespace {

judged::config::Report read(const judged::Files &files)
{
    judged::config::Question question;
    question.product = Product::Nginx;
    return *judged::config::readConfig("/etc/nginx/nginx.conf", judged::in(files), question);
}

} // namespace

class TestNginxParser : public QObject
{
    Q_OBJECT
private slots:
    void wordsAreReadAsNginxReadsThem_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("args");
        QTest::newRow("plain") << "x a b;" << QStringList{"a", "b"};
        QTest::newRow("quotes of both kinds") << "x \"a b\" 'c;d';" << QStringList{"a b", "c;d"};
        QTest::newRow("an escaped quote") << "x \"a\\\"b\";" << QStringList{"a\"b"};
        QTest::newRow("a variable in braces") << "x a${b}c;" << QStringList{"a${b}c"};
        QTest::newRow("comments") << "x a # b;\n c;" << QStringList{"a", "c"};
        QTest::newRow("a number sign in a word") << "x a#b;" << QStringList{"a#b"};
        QTest::newRow("several lines") << "x a\r\n  b\r\n;" << QStringList{"a", "b"};
        QTest::newRow("an empty word") << "x '' b;" << QStringList{"", "b"};
    }
    void wordsAreReadAsNginxReadsThem()
    {
        QFETCH(QString, text);
        const auto report = judged::report(Product::Nginx, text.toStdString());
        QStringList args;
        for (const auto &word : report.tree.top.at(0).args)
            args += QString::fromStdString(word.text);
        QTEST(args, "args");
        QVERIFY(report.tree.defects.empty());
    }
    void placesCountLinesAndCharacters()
    {
        const auto report = judged::report(Product::Nginx, "# \u00fc\nx \"\u00fc\" y;\n  z;\n");
        const auto &first = report.tree.top.at(0);
        QCOMPARE(first.name.at.line, 2U);
        QCOMPARE(first.args.at(1).at.column, 7U);
        QCOMPARE(report.tree.top.at(1).name.at.line, 3U);
        QCOMPARE(report.tree.top.at(1).name.at.column, 3U);
    }
    void defectsAreNamedAtTheirPlaceAndMended_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("place");
        QTest::addColumn<QString>("mended");
        QTest::newRow("a missing semicolon before a directive") << "server {\n  listen 80\n  root /x;\n}\n"
                                                                << "missing-semicolon"
                                                                << "2:12"
                                                                << "server {\n  listen 80;\n  root /x;\n}\n";
        QTest::newRow("a missing semicolon before a brace") << "server {\n  listen 80\n}\n"
                                                            << "missing-semicolon"
                                                            << "2:12"
                                                            << "server {\n  listen 80;\n}\n";
        QTest::newRow("a missing semicolon in a map") << "map $a $b {\n  default x\n  y z;\n}\n"
                                                      << "missing-semicolon"
                                                      << "2:12"
                                                      << "map $a $b {\n  default x;\n  y z;\n}\n";
        QTest::newRow("a missing brace at the end") << "server {\n  listen 80;\n"
                                                    << "missing-brace"
                                                    << "1:1"
                                                    << "server {\n  listen 80;\n}\n";
        QTest::newRow("a missing brace of a location")
            << "server {\n  location /a {\n    return 1;\n  location /b {\n    return 2;\n  }\n}\n"
            << "missing-brace"
            << "2:3"
            << "server {\n  location /a {\n    return 1;\n  }\n  location /b {\n    return 2;\n  }\n}\n";
        QTest::newRow("a missing brace of a server")
            << "http {\n  server {\n    listen 80;\n  server {\n    listen 81;\n  }\n}\n"
            << "missing-brace"
            << "2:3"
            << "http {\n  server {\n    listen 80;\n  }\n  server {\n    listen 81;\n  }\n}\n";
        QTest::newRow("a brace too many") << "server {\n}\n}\n"
                                          << "stray-brace"
                                          << "3:1"
                                          << "server {\n}\n\n";
        QTest::newRow("an unclosed quote at the end") << "server {\n  root \"/x;\n}\n"
                                                      << "unclosed-quote"
                                                      << "2:8"
                                                      << "server {\n  root \"/x\";\n}\n";
        QTest::newRow("an unclosed quote before another one")
            << "server {\n  root \"/x;\n  index \"a\";\n}\n"
            << "unclosed-quote"
            << "2:8"
            << "server {\n  root \"/x\";\n  index \"a\";\n}\n";
        QTest::newRow("quotes of a word processor") << "server {\n  root \u201c/x\u201d;\n}\n"
                                                    << "typographic-quotes"
                                                    << "2:8"
                                                    << "server {\n  root \"/x\";\n}\n";
        QTest::newRow("a semicolon alone") << "server { ; }\n"
                                           << "stray-semicolon"
                                           << "1:10"
                                           << "server {  }\n";
    }
    void defectsAreNamedAtTheirPlaceAndMended()
    {
        QFETCH(QString, text);
        QFETCH(QString, id);
        QFETCH(QString, mended);
        const auto report = judged::report(Product::Nginx, text.toStdString());
        QCOMPARE(report.tree.defects.size(), std::size_t(1));
        const auto &defect = report.tree.defects.front();
        QCOMPARE(QString::fromStdString(defect.id), id);
        QTEST(QString("%1:%2").arg(defect.at.line).arg(defect.at.column), "place");
        QCOMPARE(QString::fromStdString(judged::config::applied(report.tree, 0, report.repairs())), mended);
    }
    void aByteOrderMarkIsNamedAndTakenAway()
    {
        const auto report = judged::report(Product::Nginx, "\xef\xbb\xbfserver { }\n");
        QCOMPARE(judged::found(report), "byte-order-mark");
        QCOMPARE(judged::config::applied(report.tree, 0, report.repairs()), std::string("server { }\n"));
    }
    void includesStandWhereTheyAreNamed()
    {
        const auto report = read({{"/etc/nginx/nginx.conf", "http { include conf.d/*.conf; include /x/y; }"},
                                  {"/etc/nginx/conf.d/a.conf", "a;"},
                                  {"/etc/nginx/conf.d/b.conf", "b;"},
                                  {"/x/y", "c;"}});
        QString names;
        for (const auto &one : report.tree.top.at(0).children)
            names += QString::fromStdString(one.name.text);
        QCOMPARE(names, "abc");
        QCOMPARE(report.tree.files.size(), std::size_t(4));
        QVERIFY(report.tree.defects.empty() && report.tree.unread.empty());
    }
    void aLoopOfIncludesIsNamed()
    {
        const auto report = read({{"/etc/nginx/nginx.conf", "include a;"},
                                  {"/etc/nginx/a", "include b;"},
                                  {"/etc/nginx/b", "include a;"}});
        QCOMPARE(judged::found(report), "include-loop");
        QCOMPARE(report.tree.defects.front().at.file, 2U);
        QVERIFY(report.tree.defects.front().sentence.find(
                    "/etc/nginx/a includes /etc/nginx/b includes /etc/nginx/a")
                != std::string::npos);
    }
    void whatCannotBeReadIsSaid()
    {
        const auto report = read({{"/etc/nginx/nginx.conf", "include none; include none/*.conf;"}});
        QCOMPARE(report.tree.unread.size(), std::size_t(1));
        QVERIFY(report.tree.defects.empty());
    }
    void sizeIsBounded()
    {
        std::string text = "server {\n";
        for (int i = 0; i < 60'000; ++i)
            text += "location /" + std::to_string(i) + " { proxy_pass http://a:1; }\n";
        QElapsedTimer timer;
        timer.start();
        QVERIFY(judged::found(judged::report(Product::Nginx, text + "}\n")).contains("too-large"));
        QVERIFY2(timer.elapsed() < 60'000, qPrintable(QString::number(timer.elapsed())));
    }
    void nestingIsBounded()
    {
        std::string text;
        for (int i = 0; i < 100'000; ++i)
            text += "a{";
        const auto report = judged::report(Product::Nginx, text);
        QVERIFY(judged::found(report).contains("too-deep"));
    }
};

QTEST_APPLESS_MAIN(TestNginxParser)
#include "tst_nginxparser.moc"
