// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/signaldata.h"

#include <QTest>

using namespace hop101;
using namespace hop101::capture;

class TestSignalData : public QObject
{
    Q_OBJECT
private slots:
    void openedComesBack()
    {
        const auto back = decoded(hop::Opened{"127.0.0.1:40312", "[::1]:9101"});
        const auto &opened = std::get<hop::Opened>(back);
        QCOMPARE(opened.left, std::string("127.0.0.1:40312"));
        QCOMPARE(opened.right, std::string("[::1]:9101"));
    }
    void securedComesBack()
    {
        const auto back = decoded(hop::Secured{"TLSv1.3", "AES", "CN=x", "self-signed"});
        const auto &secured = std::get<hop::Secured>(back);
        QCOMPARE(secured.protocol, std::string("TLSv1.3"));
        QCOMPARE(secured.cipher, std::string("AES"));
        QCOMPARE(secured.certificate, std::string("CN=x"));
        QCOMPARE(secured.objection, std::string("self-signed"));
        QCOMPARE(signalWords(back), std::string("TLSv1.3, AES, CN=x, self-signed"));
    }
    void anEndWithoutAddressIsLeftOut()
    {
        QCOMPARE(signalWords(hop::Opened{"a", "b"}), std::string("a → b"));
        QCOMPARE(signalWords(hop::Opened{"", "b"}), std::string("→ b"));
        QCOMPARE(signalWords(hop::Opened{"a", ""}), std::string("a"));
        QCOMPARE(signalWords(hop::Opened{}), std::string());
    }
    void everyEndAndFailureComesBack()
    {
        for (const auto cause : {hop::EndCause::Fin, hop::EndCause::Reset, hop::EndCause::ByUs})
            QCOMPARE(std::get<hop::Ended>(decoded(hop::Ended{cause})).cause, cause);
        for (int stage = 1; stage <= static_cast<int>(hop::FailStage::Io); ++stage) {
            const auto back = decoded(hop::Failed{static_cast<hop::FailStage>(stage), "why"});
            QCOMPARE(static_cast<int>(std::get<hop::Failed>(back).stage), stage);
        }
        QVERIFY(std::holds_alternative<hop::Tick>(decoded(hop::Tick{})));
        const auto lost = std::get<hop::Lost>(decoded(hop::Lost{1ULL << 40}));
        QCOMPARE(lost.bytes, std::uint64_t{1} << 40);
        QCOMPARE(lost.events, std::uint64_t{0});
        QVERIFY(!lost.framesFollow);
        const auto counted = std::get<hop::Lost>(decoded(hop::Lost{5, 7, true}));
        QCOMPARE(counted.bytes, std::uint64_t{5});
        QCOMPARE(counted.events, std::uint64_t{7});
        QVERIFY(counted.framesFollow);
        QVERIFY(!decodeSignal("lost", R"({"bytes":1,"frames":1})"));
        QVERIFY(!decodeSignal("lost", R"({"bytes":1,"events":-1})"));
    }
    void textsAreKeptByteForByte_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("quotes and backslashes") << QByteArray("a \"b\" \\c\n\t");
        QTest::newRow("UTF-8") << QByteArray("Zertifikat läuft ab → morgen");
        QTest::newRow("not UTF-8") << QByteArray("caf\xe9 \xff");
        QTest::newRow("with a NUL") << QByteArray("a\0b", 3);
    }
    void textsAreKeptByteForByte()
    {
        QFETCH(QByteArray, text);
        const auto back = decoded(hop::Failed{hop::FailStage::Io, text.toStdString()});
        QCOMPARE(std::get<hop::Failed>(back).reason, text.toStdString());
    }
    void whatNoRecorderWritesIsRefused_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("data");
        QTest::newRow("an unknown kind") << "blink"
                                         << "{}";
        QTest::newRow("no JSON") << "ended"
                                 << "cause 1";
        QTest::newRow("no object") << "ended"
                                   << "[1]";
        QTest::newRow("a cause that is none") << "ended"
                                              << R"({"cause":9})";
        QTest::newRow("a stage that is none") << "failed"
                                              << R"({"stage":0,"reason":""})";
        QTest::newRow("a missing text") << "opened"
                                        << R"({"left":"a"})";
        QTest::newRow("a number for a text") << "opened"
                                             << R"({"left":"a","right":1})";
        QTest::newRow("hex that is none") << "opened"
                                          << R"({"left":"a","right":{"hex":"zz"}})";
        QTest::newRow("fewer than no bytes") << "lost"
                                             << R"({"bytes":-1})";
        QTest::newRow("more bytes than there can be") << "lost"
                                                      << R"({"bytes":18446744073709551615})";
        QTest::newRow("a tick with data") << "tick"
                                          << "{}";
        QTest::newRow("deep nesting") << "lost" << QString(100'000, '[');
    }
    void whatNoRecorderWritesIsRefused()
    {
        QFETCH(QString, kind);
        QFETCH(QString, data);
        QVERIFY(!decodeSignal(kind.toStdString(), data.toStdString()));
    }

private:
    static hop::InputData decoded(const hop::InputData &input)
    {
        const SignalData signal = encodeSignal(input);
        const auto back = decodeSignal(signal.kind, signal.data);
        return back.value_or(hop::BytesSeen{});
    }
};

QTEST_APPLESS_MAIN(TestSignalData)
#include "tst_signaldata.moc"
