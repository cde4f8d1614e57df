// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/linesecrets.h"

#include <QTest>

using namespace hop101;
using namespace hop101::capture;

namespace {

class Filled final : public SecretSink
{
public:
    explicit Filled(std::string from) : text(std::move(from)) { }
    void secret(RedactionPlace, std::string_view name) override
    {
        names << QString::fromStdString(std::string(name));
    }
    void range(std::uint64_t first, std::uint64_t size, char fill) override
    {
        QVERIFY(first >= least && first + size <= text.size());
        text.replace(static_cast<std::size_t>(first), static_cast<std::size_t>(size),
                     static_cast<std::size_t>(size), fill);
    }

    std::string text;
    QStringList names;
    std::uint64_t least = 0;
};

/// In pieces of that size.
Filled redacted(const std::string &text, std::size_t size)
{
    const auto matcher = RedactionMatcher::make(defaultRedactionRules());
    Filled filled(text);
    LineSecrets secrets(*matcher.value(), filled);
    secrets.begin();
    for (std::size_t at = 0; at < text.size(); at += size) {
        secrets.add(base::asBytes(text).subspan(at, std::min(size, text.size() - at)));
        filled.least = secrets.earliest();
    }
    secrets.end();
    return filled;
}

} // namespace

class TestLineSecrets : public QObject
{
    Q_OBJECT
private slots:
    void whatStandsInLinesIsFound_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const char *text, const char *expected) {
            QTest::newRow(name) << text << expected;
        };
        const char *const kForm = "--B\r\nContent-Disposition: form-data; name=\"%1\"\r\n\r\n%2\r\n--B--\r\n";
        const auto form = [&](const char *title, const char *name, const char *value, const char *filled) {
            QTest::newRow(title) << QString(kForm).arg(name, value) << QString(kForm).arg(name, filled);
        };
        form("a part of a form", "password", "hunter2", "xxxxxxx");
        form("a part that is no secret", "comment", "hunter2", "hunter2");
        form("a part of several lines", "api_key", "one\r\n\r\ntwo", "xxx\r\n\r\nxxx");
        form("what looks like a boundary", "password", "-----BEGIN KEY-----\r\nabc",
             "xxxxxxxxxxxxxxxxxxx\r\nxxx");
        form("an empty part", "password", "", "");
        form("a part that is nested by its name", "user[password]", "abc", "xxx");
        row("a name without quotes, line ends of Unix",
            "--B\ncontent-disposition: form-data; filename=a; name=token\nX-A: b\n\nabc\n--B--\n",
            "--B\ncontent-disposition: form-data; filename=a; name=token\nX-A: b\n\nxxx\n--B--\n");
        row("two parts",
            "--B\nContent-Disposition: form-data; name=token\n\nabc\n--B\nContent-Disposition: "
            "form-data; name=a\n\nabc\n--B--\n",
            "--B\nContent-Disposition: form-data; name=token\n\nxxx\n--B\nContent-Disposition: "
            "form-data; name=a\n\nabc\n--B--\n");
        row("fields of a head", "GET / HTTP/1.1\r\nCookie: a=b\r\nHost: h\r\nX-Api-Key: k\r\n",
            "GET / HTTP/1.1\r\nCookie: xxx\r\nHost: h\r\nX-Api-Key: x\r\n");
        row("a field without a value", "Cookie:\r\nHost: a\r\n", "Cookie:\r\nHost: a\r\n");
        row("no field", "my password: abc", "my password: abc");
    }
    void whatStandsInLinesIsFound()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        for (const std::size_t size :
             {std::size_t{1}, std::size_t{2}, std::size_t{3}, std::size_t{7}, std::size_t{1000}}) {
            const Filled filled = redacted(text.toStdString(), size);
            QCOMPARE(QString::fromStdString(filled.text), expected);
            QCOMPARE(!filled.names.isEmpty(), text != expected);
        }
    }
    void valuesOfAnyLengthAreFilled()
    {
        const std::string value(100'000, 's');
        const std::string field = "Cookie: ", part = "--B\nContent-Disposition: form-data; name=token\n\n";
        const std::string filled(value.size(), 'x');
        QCOMPARE(redacted(field + value + "\r\nrest", 4096).text, field + filled + "\r\nrest");
        QCOMPARE(redacted(part + value + "\r\n--B--", 4096).text, part + filled + "\r\n--B--");
    }
};

QTEST_APPLESS_MAIN(TestLineSecrets)
#include "tst_linesecrets.moc"
