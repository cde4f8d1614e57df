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
        row("a folded header", requestWith("Host", "Host: h\r\nX: a\r\n b"),
            "The request has a folded header");
        row("a space before the colon", requestWith("Host", "Host : h"),
            "The request has white space before a colon");
        row("a control character", requestWith("Host", "Host: h\r\nX: \x01"),
            "The request has a control character in a header");
        row("a target that is no path", std::string(kGoodRequest).replace(4, 1, ""),
            "The request has the target “chat?room=1”, which is no path");
        row("a fragment", std::string(kGoodRequest).replace(4, 1, "/#"),
            "The request has a “#” in its target");
        row("a URL as Host", requestWith("Host", "Host: http://h"),
            "The request has an odd “Host: http://h”");
        row("the version twice",
            requestWith("Sec-WebSocket-Version", "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Version: 13"),
            "The request has Sec-WebSocket-Version more than once");
        row("two origins", requestWith("Host", "Host: h\r\nOrigin: null\r\nOrigin: null"),
            "The request has Origin more than once");
        row("two lengths", requestWith("Host", "Host: h\r\nContent-Length: 0\r\nContent-Length: 1"),
            "The request has an ambiguous body length");
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
    void everyErrorOfARequestHasWords()
    {
        const Translate english = asWritten;
        for (const auto &rule : hop101::rules::allRules()) {
            if (rule.stage != hop101::rules::Stage::Request
                || rule.severity != hop101::rules::Severity::Error)
                continue;
            Evidence evidence = evidenceFrom(kGoodRequest, "HTTP/1.1 400 Bad Request\r\n\r\n");
            evidence.verdict.results = {{rule.rule, hop101::hop::Outcome::Broken, {}, {}, {}}};
            QVERIFY2(requestFaults(evidence, Words(english)).size() > std::string("The request has ").size(),
                     rule.id);
        }
    }
    void withoutARequestThereIsNothingToSay()
    {
        const Translate english = asWritten;
        QCOMPARE(requestFaults({}, Words(english)), std::string());
    }
};

QTEST_APPLESS_MAIN(TestRequestFaults)
#include "tst_requestfaults.moc"
