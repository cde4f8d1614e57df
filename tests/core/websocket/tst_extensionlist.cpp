// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/extensionlist.h"

#include <QStringList>
#include <QTest>

using namespace hop101::websocket;

class TestExtensionList : public QObject
{
    Q_OBJECT
private slots:
    void names_data()
    {
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("names"); // "-" where it breaks the grammar
        const auto row = [](const char *name, const char *value, const char *names) {
            QTest::newRow(name) << value << names;
        };
        row("RFC 7692 7", "permessage-deflate; client_max_window_bits; server_max_window_bits=10",
            "permessage-deflate");
        row("no space behind the semicolon, as tomcat", "permessage-deflate;client_max_window_bits=15",
            "permessage-deflate");
        row("several", "foo, bar; baz=2", "foo bar"); // RFC 6455 9.1
        row("one name twice", "deflate-stream, deflate-stream", "deflate-stream deflate-stream");
        row("quoted value", "x; a=\"b\"", "x");
        row("a comma in a quoted value is no token", "x; a=\"b,c\"", "-");
        row("a semicolon in a quoted value is no token", "x; a=\"b;c\"", "-");
        row("empty elements are no extensions", "a,, b,", "a b");
        row("spaces around the equals sign", "a; b = c", "a");
        row("empty", "", "-");
        row("only commas", ", ,", "-");
        row("parameter without name", "a; =1", "-");
        row("parameter without value", "a; b=", "-");
        row("semicolon at the end", "a;", "-");
        row("empty parameter", "a; ; b", "-");
        row("name is no token", "a b", "-");
        row("no name", "; a", "-");
        row("a quoted value that is empty", "a; b=\"\"", "-");
        row("a quote that is escaped never ends", "a; b=\"c\\\"", "-");
        row("quote never ends", "a; b=\"c", "-");
    }
    void names()
    {
        QFETCH(QString, value);
        const std::string text = value.toStdString();
        const auto result = readExtensions(text);
        QStringList names;
        if (result) {
            for (const auto &one : *result)
                names += QString::fromStdString(one.name);
        }
        QTEST(result ? names.join(' ') : QString("-"), "names");
    }

    void parametersAreInOrderAndUnquoted()
    {
        const auto read = readExtensions(R"(a; x; y=1; z="2"; w="\3\4"; x = 5, b)");
        QVERIFY(read);
        const Extension a{"a", {{"x", std::nullopt}, {"y", "1"}, {"z", "2"}, {"w", "34"}, {"x", "5"}}};
        QVERIFY(*read == (std::vector<Extension>{a, {"b", {}}}));
        QCOMPARE(extensionText(a), std::string("a; x; y=1; z=2; w=34; x=5"));
        QCOMPARE(extensionText({"b", {}}), std::string("b"));
    }
};

QTEST_APPLESS_MAIN(TestExtensionList)
#include "tst_extensionlist.moc"
