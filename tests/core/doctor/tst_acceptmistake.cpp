// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/acceptmistake.h"

#include <QCryptographicHash>
#include <QSet>
#include <QTest>

using namespace hop101;
using namespace hop101::doctor;

namespace {

const QByteArray kKey = "x3JJHMbDL1EzLkh9GBhXDw=="; // RFC 6455 section 11.3.1 has a key of this form
const QByteArray kGuid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

QByteArray sha1(const QByteArray &text)
{
    return QCryptographicHash::hash(text, QCryptographicHash::Sha1);
}

} // namespace

class TestAcceptMistake : public QObject
{
    Q_OBJECT
private slots:
    void eachMistakeIsNamed_data()
    {
        QTest::addColumn<QByteArray>("accept");
        QTest::addColumn<QString>("id");
        const QByteArray right = sha1(kKey + kGuid);
        const auto row = [](const char *name, const QByteArray &accept, const char *id) {
            QTest::newRow(name) << accept << id;
        };
        row("PHP without the raw flag", right.toHex().toBase64(), "sha1-in-hex");
        row("the same in upper case", right.toHex().toUpper().toBase64(), "sha1-in-hex");
        row("hex", right.toHex(), "hex-instead-of-base64");
        row("hex in upper case", right.toHex().toUpper(), "hex-instead-of-base64");
        row("hex as .NET prints bytes", right.toHex('-').toUpper(), "hex-instead-of-base64");
        row("no GUID", sha1(kKey).toBase64(), "guid-missing");
        row("GUID first", sha1(kGuid + kKey).toBase64(), "guid-first");
        row("GUID in lower case", sha1(kKey + kGuid.toLower()).toBase64(), "guid-lower-case");
        row("GUID as bytes", sha1(kKey + QByteArray::fromHex(QByteArray(kGuid).replace("-", ""))).toBase64(),
            "guid-as-bytes");
        row("GUID without hyphens", sha1(kKey + QByteArray(kGuid).replace("-", "")).toBase64(),
            "guid-without-hyphens");
        row("key decoded", sha1(QByteArray::fromBase64(kKey) + kGuid).toBase64(), "key-decoded");
        row("key in lower case", sha1(kKey.toLower() + kGuid).toBase64(), "key-lower-case");
        row("a line end after the key", sha1(kKey + "\r\n" + kGuid).toBase64(), "white-space-hashed");
        row("a space before the key", sha1(" " + kKey + kGuid).toBase64(), "white-space-hashed");
        row("a space behind the key", sha1(kKey + " " + kGuid).toBase64(), "white-space-hashed");
        row("spaces around the key", sha1(" " + kKey + " " + kGuid).toBase64(), "white-space-hashed");
        row("a line end after all", sha1(kKey + kGuid + "\n").toBase64(), "white-space-hashed");
        row("sizeof the GUID", sha1(kKey + kGuid + '\0').toBase64(), "nul-hashed");
        row("SHA-256", QCryptographicHash::hash(kKey + kGuid, QCryptographicHash::Sha256).toBase64(),
            "wrong-hash");
        row("SHA-512", QCryptographicHash::hash(kKey + kGuid, QCryptographicHash::Sha512).toBase64(),
            "wrong-hash");
        row("MD5", QCryptographicHash::hash(kKey + kGuid, QCryptographicHash::Md5).toBase64(), "wrong-hash");
        row("the key itself", kKey, "key-echoed");
        row("no padding", right.toBase64(QByteArray::OmitTrailingEquals), "padding-missing");
        row("base64 of base64", right.toBase64().toBase64(), "encoded-twice");
        row("all in lower case", right.toBase64().toLower(), "case-changed");
        row("the RFC's example", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", "rfc-sample");
        row("of an earlier request", sha1("ZWFybGllciByZXF1ZXN0IQ==" + kGuid).toBase64(), "earlier-key");
        row("of a key that nobody knows", sha1("nothing of the kind").toBase64(), "another-key");
        row("something else", "AAAA", "");
        row("nothing", "", "");
        row("the right one", right.toBase64(), "");
    }
    void eachMistakeIsNamed()
    {
        QFETCH(QByteArray, accept);
        QFETCH(QString, id);
        const std::vector<std::string> earlier{"AAAAAAAAAAAAAAAAAAAAAA==", "ZWFybGllciByZXF1ZXN0IQ=="};
        const AcceptMistake *mistake = acceptMistake(kKey.toStdString(), accept.toStdString(), earlier);
        QCOMPARE(mistake ? mistake->id : "", id);
        if (mistake)
            s_named.insert(id);
    }

    // SHA-1 of this key has both "+" and "/" in base64, or the rows would test nothing.
    void theUrlSafeAlphabetIsNamed()
    {
        for (int n = 0; n < 1000; ++n) {
            const QByteArray key = QByteArray::number(n).rightJustified(16, '0').toBase64();
            const QByteArray right = sha1(key + kGuid);
            if (!right.toBase64().contains('+') || !right.toBase64().contains('/'))
                continue;
            for (const auto options : {QByteArray::Base64Options(QByteArray::Base64UrlEncoding),
                                       QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals}) {
                const auto *mistake = acceptMistake(key.toStdString(), right.toBase64(options).toStdString());
                QVERIFY(mistake);
                QCOMPARE(mistake->id, "base64url");
                s_named.insert(mistake->id);
            }
            return;
        }
        QFAIL("no key was found");
    }

    /// The rows above name each known mistake.
    void noMistakeIsLeftOut()
    {
        QStringList missing;
        for (const std::string_view id : acceptMistakeIds()) {
            const QString name = QString::fromUtf8(id.data(), qsizetype(id.size()));
            if (!s_named.contains(name))
                missing += name;
        }
        QCOMPARE(missing, QStringList());
    }

    void anEarlierKeyThatIsTheSameIsNoMistake()
    {
        const std::vector<std::string> earlier{kKey.toStdString()};
        const QByteArray right = sha1(kKey + kGuid).toBase64();
        QVERIFY(!acceptMistake(kKey.toStdString(), right.toStdString(), earlier));
    }

    void theWholeIsExplained()
    {
        http::RequestHead request;
        http::ResponseHead response;
        QVERIFY(!explainAccept(nullptr, &response));
        QVERIFY(!explainAccept(&request, &response));
        request.fields.lines.push_back({"sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==", {}, {}, {}});
        QVERIFY(!explainAccept(&request, nullptr)->found);
        QVERIFY(!explainAccept(&request, &response)->isRight());
        response.fields.lines.push_back({"Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", {}, {}, {}});
        QVERIFY(explainAccept(&request, &response)->isRight());
        response.fields.lines[0].value = "b37a4f2cc0624f1690f64606cf385945b2bec4ea";
        const auto explained = explainAccept(&request, &response);
        QVERIFY(!explained->isRight());
        QCOMPARE(explained->steps.sha1Hex, *explained->found);
        QCOMPARE(explained->mistake->id, "hex-instead-of-base64");
    }

private:
    static inline QSet<QString> s_named;
};

QTEST_APPLESS_MAIN(TestAcceptMistake)
#include "tst_acceptmistake.moc"
