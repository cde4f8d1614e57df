// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/requestfaults.h"

#include "evidencefrom.h"

#include <QTest>

using namespace hop101::doctor;

class TestRequestFaults : public QObject
{
    Q_OBJECT
private slots:
    void faultsReadAsOneSentence_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QByteArray>("sentence");
        const auto row = [](const char *name, const std::string &request, QByteArray sentence) {
            QTest::newRow(name) << QByteArray::fromStdString(request) << sentence;
        };
        row("a good request", kGoodRequest, "");
        row("curl's one-liner of the tutorials",
            "GET / HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
            "The request has no Sec-WebSocket-Key and no Sec-WebSocket-Version");
        row("an ordinary request", "GET / HTTP/1.1\r\nHost: h\r\n\r\n",
            "The request has no Upgrade, no Connection, no Sec-WebSocket-Key and no Sec-WebSocket-Version");
        row("no Host", requestWith("Host", ""), "The request has no Host");
        row("another version", requestWith("Sec-WebSocket-Version", "Sec-WebSocket-Version: 99"),
            "The request has “Sec-WebSocket-Version: 99” instead of 13");
        row("what nginx makes of it", requestWith("Connection", "Connection: close"),
            "The request has “Connection: close” instead of Upgrade");
        row("another protocol", requestWith("Upgrade", "Upgrade: h2c"),
            "The request has “Upgrade: h2c” instead of websocket");
        row("two keys",
            requestWith(
                "Sec-WebSocket-Key",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="),
            "The request has Sec-WebSocket-Key more than once");
        row("a short key", requestWith("Sec-WebSocket-Key", "Sec-WebSocket-Key: short"),
            "The request has a Sec-WebSocket-Key that is not 16 bytes in base64");
        row("POST", std::string(kGoodRequest).replace(0, 3, "POST"),
            "The request has the method POST instead of GET");
    }
    void faultsReadAsOneSentence()
    {
        QFETCH(QByteArray, request);
        QFETCH(QByteArray, sentence);
        const Translate english = asWritten;
        const Evidence evidence = evidenceFrom(request.toStdString(), "HTTP/1.1 400 Bad Request\r\n\r\n");
        const std::string said = requestFaults(evidence, Words(english));
        // A key that is malformed twice over may be said in more words: the sentence must start so.
        QVERIFY2(said.starts_with(sentence.toStdString()), said.c_str());
        QCOMPARE(said.empty(), sentence.isEmpty());
        QCOMPARE(isRequestFaulty(evidence), !sentence.isEmpty());
    }
    void withoutARequestThereIsNothingToSay()
    {
        const Translate english = asWritten;
        QCOMPARE(requestFaults({}, Words(english)), std::string());
    }
};

QTEST_APPLESS_MAIN(TestRequestFaults)
#include "tst_requestfaults.moc"
