// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/headwriter.h"

#include "core/http/headparser.h"

#include <QTest>

using namespace hop101;
using namespace hop101::http;

class TestHeadWriter : public QObject
{
    Q_OBJECT
private slots:
    void writesExactlyTheFieldsGiven()
    {
        const std::vector<FieldToWrite> fields{
            {"host", "a"}, {"UPGRADE", "websocket"}, {"host", "a"}, {"X-Empty", ""}, {"bad name", " b\x01"}};
        QCOMPARE(base::toText(writeRequestHead("GET", "/chat?x=1", "HTTP/1.1", fields)),
                 "GET /chat?x=1 HTTP/1.1\r\n"
                 "host: a\r\n"
                 "UPGRADE: websocket\r\n"
                 "host: a\r\n"
                 "X-Empty: \r\n"
                 "bad name:  b\x01\r\n"
                 "\r\n");
    }

    void writesNoFieldOfItsOwn()
    {
        QCOMPARE(base::toText(writeRequestHead("GET", "/", "HTTP/1.1", {})), "GET / HTTP/1.1\r\n\r\n");
        QCOMPARE(base::toText(writeResponseHead("HTTP/1.1", 101, "Switching Protocols", {})),
                 "HTTP/1.1 101 Switching Protocols\r\n\r\n");
    }

    void repairsNothing()
    {
        QCOMPARE(base::toText(writeRequestHead("", "a b", "HTTP/9", {})), " a b HTTP/9\r\n\r\n");
        QCOMPARE(base::toText(writeResponseHead("HTTP/1.1", 7, "", {})), "HTTP/1.1 7 \r\n\r\n");
    }

    void keepsTheSpaceBeforeAnEmptyReason()
    {
        const std::vector<FieldToWrite> fields{{"a", "b"}};
        QCOMPARE(base::toText(writeResponseHead("HTTP/1.0", 426, "", fields)),
                 "HTTP/1.0 426 \r\na: b\r\n\r\n");
    }

    void whatIsWrittenIsReadBack()
    {
        const std::vector<FieldToWrite> fields{{"Host", "h:1"}, {"Sec-WebSocket-Key", "x=="}};
        const RequestHead head = parseRequestHead(writeRequestHead("GET", "/p", "HTTP/1.1", fields));
        QVERIFY(head.startLineValid);
        QCOMPARE(head.target, "/p");
        std::vector<FieldToWrite> read;
        for (const HeaderField &field : head.fields.lines)
            read.push_back({field.name, field.value});
        QVERIFY(read == fields);
    }
};

QTEST_APPLESS_MAIN(TestHeadWriter)
#include "tst_headwriter.moc"
