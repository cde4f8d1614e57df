// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/permessagedeflate.h"

#include <QTest>

using namespace hop101::websocket;

namespace {

Extension extension(const QString &text)
{
    const auto read = readExtensions(text.toStdString());
    return read ? read->front() : Extension{};
}

/// "server_no server=10 client=12", or "fault 4 at 0".
QString shown(const hop101::base::Result<DeflateTerms, DeflateError> &result)
{
    if (!result)
        return QString("fault %1 at %2").arg(int(result.error().fault)).arg(result.error().parameter);
    const auto &terms = result.value();
    QStringList parts;
    if (terms.serverNoContextTakeover)
        parts += "server_no";
    if (terms.clientNoContextTakeover)
        parts += "client_no";
    if (terms.serverMaxWindowBits)
        parts += QString("server=%1").arg(*terms.serverMaxWindowBits);
    if (terms.clientMaxWindowBits)
        parts += QString("client=%1").arg(*terms.clientMaxWindowBits);
    return parts.join(' ');
}

QString faultName(DeflateFault fault, int at = 0)
{
    return QString("fault %1 at %2").arg(int(fault)).arg(at);
}

} // namespace

class TestPerMessageDeflate : public QObject
{
    Q_OBJECT
private slots:
    void reading_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("offer");
        QTest::addColumn<QString>("answer");
        const auto row = [](const char *name, const char *parameters, const QString &offer,
                            const QString &answer) {
            QTest::newRow(name) << QString("permessage-deflate") + parameters << offer << answer;
        };
        const auto both = [&row](const char *name, const char *parameters, const QString &result) {
            row(name, parameters, result, result);
        };
        both("nothing but the name", "", "");
        both("all four",
             "; client_no_context_takeover; server_no_context_takeover; "
             "server_max_window_bits=10; client_max_window_bits=11",
             "server_no client_no server=10 client=11");
        both("least bits", "; server_max_window_bits=8; client_max_window_bits=9", "server=8 client=9");
        both("most bits", "; server_max_window_bits=15; client_max_window_bits=14", "server=15 client=14");
        both("quoted bits", "; server_max_window_bits=\"12\"", "server=12");
        both("tomcat: no space behind the semicolon", ";client_max_window_bits=15", "client=15");
        row("RFC 7692 7.1.2.2: no value in an offer", "; client_max_window_bits", "client=15",
            faultName(DeflateFault::ValueMissing));
        both("a server limit needs a value", "; server_max_window_bits",
             faultName(DeflateFault::ValueMissing));
        both("seven bits", "; server_max_window_bits=7", faultName(DeflateFault::BadWindowBits));
        both("sixteen bits", "; client_max_window_bits=16", faultName(DeflateFault::BadWindowBits));
        both("a leading zero", "; server_max_window_bits=08", faultName(DeflateFault::BadWindowBits));
        both("no number", "; server_max_window_bits=1x", faultName(DeflateFault::BadWindowBits));
        both("three digits", "; server_max_window_bits=100", faultName(DeflateFault::BadWindowBits));
        both("a flag with a value", "; server_no_context_takeover=true",
             faultName(DeflateFault::ValueNotAllowed));
        both("the other flag with a value", "; client_no_context_takeover=1",
             faultName(DeflateFault::ValueNotAllowed));
        both("an unknown parameter, behind a good one", "; server_no_context_takeover; bogus=1",
             faultName(DeflateFault::UnknownParameter, 1));
        both("a parameter twice", "; server_max_window_bits=10; server_max_window_bits=10",
             faultName(DeflateFault::Twice, 1));
        both("names keep their case", "; Server_no_context_takeover",
             faultName(DeflateFault::UnknownParameter));
    }
    void reading()
    {
        QFETCH(QString, text);
        QTEST(shown(readDeflateOffer(extension(text))), "offer");
        QTEST(shown(readDeflateAnswer(extension(text))), "answer");
    }

    void whatCanBeTakenOfAWrongAnswer()
    {
        const auto terms =
            readableAnswer(extension("permessage-deflate; bogus; server_max_window_bits=10; "
                                     "client_max_window_bits=99; server_no_context_takeover=1"));
        QCOMPARE(shown(terms), "server=10");
    }

    void answers_data()
    {
        QTest::addColumn<QString>("offer");
        QTest::addColumn<QString>("answer");
        QTest::addColumn<bool>("isAnswer");
        const auto row = [](const char *name, const char *offer, const char *answer, bool isAnswer) {
            QTest::newRow(name) << QString("permessage-deflate") + offer
                                << QString("permessage-deflate") + answer << isAnswer;
        };
        row("bare", "", "", true);
        row("7.1.1.1: server_no_context_takeover kept", "; server_no_context_takeover",
            "; server_no_context_takeover", true);
        row("7.1.1.1: server_no_context_takeover left out", "; server_no_context_takeover", "", false);
        row("7.1.1.1: unasked server_no_context_takeover", "", "; server_no_context_takeover", true);
        row("7.1.1.2: unasked client_no_context_takeover", "", "; client_no_context_takeover", true);
        row("7.1.1.2: client_no_context_takeover is only a hint", "; client_no_context_takeover", "", true);
        row("7.1.2.1: the same limit", "; server_max_window_bits=10", "; server_max_window_bits=10", true);
        row("7.1.2.1: a tighter limit", "; server_max_window_bits=10", "; server_max_window_bits=8", true);
        row("7.1.2.1: a wider limit", "; server_max_window_bits=10", "; server_max_window_bits=11", false);
        row("7.1.2.1: lws leaves the limit out", "; server_max_window_bits=10", "", false);
        row("7.1.2.1: python websockets sets one unasked", "", "; server_max_window_bits=12", true);
        row("7.1.2.2: client limit without value", "; client_max_window_bits", "; client_max_window_bits=10",
            true);
        row("7.1.2.2: tomcat", "; client_max_window_bits", ";client_max_window_bits=15", true);
        row("7.1.2.2: node answers bare", "; client_max_window_bits", "", true);
        row("7.1.2.2: tighter than the client's", "; client_max_window_bits=12", "; client_max_window_bits=9",
            true);
        row("7.1.2.2: wider than the client's", "; client_max_window_bits=12", "; client_max_window_bits=13",
            false);
        row("7.1.2.2: a client limit unasked", "", "; client_max_window_bits=15", false);
        row("websockets", "; client_max_window_bits",
            "; server_max_window_bits=12; client_max_window_bits=12", true);
    }
    void answers()
    {
        QFETCH(QString, offer);
        QFETCH(QString, answer);
        QTEST(isAnswerTo(readDeflateOffer(extension(offer)).value(),
                         readDeflateAnswer(extension(answer)).value()),
              "isAnswer");
    }

    void agreement()
    {
        QCOMPARE(agreedBy({}), (DeflateParameters{{15, false}, {15, false}}));
        QCOMPARE(agreedBy({true, false, 9, 12}), (DeflateParameters{{12, false}, {9, true}}));
        QCOMPARE(agreedBy({false, true, {}, {}}), (DeflateParameters{{15, true}, {15, false}}));
    }

    void serversChoice_data()
    {
        QTest::addColumn<QString>("offers");
        QTest::addColumn<QString>("answer"); // empty: declined
        const auto row = [](const char *name, const char *offers, const char *answer) {
            QTest::newRow(name) << offers << answer;
        };
        row("bare", "permessage-deflate", "permessage-deflate");
        row("another extension", "foo", "");
        row("a name of another case", "Permessage-Deflate", "");
        row("no client limit of our own, but the client's is kept",
            "permessage-deflate; client_max_window_bits", "permessage-deflate; client_max_window_bits=15");
        row("all four",
            "permessage-deflate; server_max_window_bits=8; client_max_window_bits=9; "
            "client_no_context_takeover; server_no_context_takeover",
            "permessage-deflate; server_no_context_takeover; client_no_context_takeover; "
            "server_max_window_bits=8; client_max_window_bits=9");
        row("RFC 7692 7.1.3: the first of several",
            "permessage-deflate; client_max_window_bits; server_max_window_bits=10, "
            "permessage-deflate; client_max_window_bits",
            "permessage-deflate; server_max_window_bits=10; client_max_window_bits=15");
        row("an illegal one is declined for the next",
            "x-webkit-deflate-frame, permessage-deflate; bogus=1, permessage-deflate", "permessage-deflate");
        row("only illegal ones", "permessage-deflate; server_max_window_bits=16, permessage-deflate; x", "");
    }
    void serversChoice()
    {
        QFETCH(QString, offers);
        const auto answer = answerTo(*readExtensions(offers.toStdString()));
        QTEST(answer ? QString::fromStdString(deflateText(*answer)) : QString(), "answer");
    }

    void serversOwnLimits()
    {
        const DeflateServerOptions options{true, true, 11, 10};
        const auto answerTo = [&options](const char *offer) {
            return deflateText(*hop101::websocket::answerTo(*readExtensions(offer), options));
        };
        QCOMPARE(answerTo("permessage-deflate"),
                 "permessage-deflate; server_no_context_takeover; client_no_context_takeover; "
                 "server_max_window_bits=11");
        QCOMPARE(answerTo("permessage-deflate; server_max_window_bits=9; client_max_window_bits"),
                 "permessage-deflate; server_no_context_takeover; client_no_context_takeover; "
                 "server_max_window_bits=9; client_max_window_bits=10");
        QCOMPARE(answerTo("permessage-deflate; client_max_window_bits=8"),
                 "permessage-deflate; server_no_context_takeover; client_no_context_takeover; "
                 "server_max_window_bits=11; client_max_window_bits=8");
    }

    /// Whatever a client may offer and the server may want, the answer is legal, and answers the offer.
    void everyAnswerAnswersItsOffer()
    {
        const auto bits = [](int n) {
            return n == 7 ? std::optional<std::uint8_t>() : std::optional<std::uint8_t>(n);
        };
        for (int server = 7; server <= 15; ++server)
            for (int client = 7; client <= 15; ++client)
                for (int flags = 0; flags < 16; ++flags) {
                    const DeflateTerms offer{(flags & 1) != 0, (flags & 2) != 0, bits(server), bits(client)};
                    for (std::uint8_t own = 8; own <= 15; ++own) {
                        const DeflateServerOptions options{(flags & 4) != 0, (flags & 8) != 0, own,
                                                           std::uint8_t(23 - own)};
                        const auto offers = *readExtensions(deflateText(offer));
                        const auto answer = answerTo(offers, options);
                        QVERIFY(answer && isAnswerTo(offer, *answer));
                        QVERIFY(answer->serverMaxWindowBits.value_or(15) <= own);
                        const auto read =
                            readDeflateAnswer(extension(QString::fromStdString(deflateText(*answer))));
                        QCOMPARE(shown(read), shown(*answer));
                    }
                }
    }
};

QTEST_APPLESS_MAIN(TestPerMessageDeflate)
#include "tst_permessagedeflate.moc"
