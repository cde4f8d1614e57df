// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/acceptmistake.h"

#include <QCryptographicHash>
#include <QTest>

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
        QTest::addColumn<QString>("named");
        const QByteArray right = sha1(kKey + kGuid);
        const auto row = [](const char *name, const QByteArray &accept, QString named) {
            QTest::newRow(name) << accept << named;
        };
        row("PHP without the raw flag", right.toHex().toBase64(), "base64 of hex digits");
        row("hex", right.toHex(), "in hex digits: it must be in base64");
        row("hex in upper case", right.toHex().toUpper(), "in hex digits: it must be in base64");
        row("no GUID", sha1(kKey).toBase64(), "left out");
        row("GUID first", sha1(kGuid + kKey).toBase64(), "before the key");
        row("GUID in lower case", sha1(kKey + kGuid.toLower()).toBase64(), "lower case");
        row("key decoded", sha1(QByteArray::fromBase64(kKey) + kGuid).toBase64(), "decoded first");
        row("SHA-256", QCryptographicHash::hash(kKey + kGuid, QCryptographicHash::Sha256).toBase64(),
            "SHA-256");
        row("the key itself", kKey, "the key itself");
        row("a line end after the key", sha1(kKey + "\r\n" + kGuid).toBase64(), "White space");
        row("a space before the key", sha1(" " + kKey + kGuid).toBase64(), "White space");
        row("a line end after all", sha1(kKey + kGuid + "\n").toBase64(), "White space");
        row("no padding", right.toBase64(QByteArray::OmitTrailingEquals), "alphabet or lacks its padding");
        row("the RFC's example", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", "example of RFC 6455");
        row("something else", sha1("nothing of the kind").toBase64(), "");
        row("nothing", "", "");
    }
    void eachMistakeIsNamed()
    {
        QFETCH(QByteArray, accept);
        QFETCH(QString, named);
        const char *said = acceptMistake(kKey.toStdString(), accept.toStdString());
        QCOMPARE(said != nullptr, !named.isEmpty());
        if (said)
            QVERIFY2(QString::fromUtf8(said).contains(named), said);
    }
    void theUrlSafeAlphabetIsNamed()
    {
        // SHA-1 of this key has both "+" and "/" in base64, or the row would test nothing.
        for (int n = 0; n < 1000; ++n) {
            const QByteArray key = QByteArray::number(n).rightJustified(16, '0').toBase64();
            const QByteArray right = sha1(key + kGuid);
            if (!right.toBase64().contains('+') || !right.toBase64().contains('/'))
                continue;
            const char *said =
                acceptMistake(key.toStdString(), right.toBase64(QByteArray::Base64UrlEncoding).toStdString());
            QVERIFY(said && QString::fromUtf8(said).contains("another base64 alphabet"));
            return;
        }
        QFAIL("no key was found");
    }
};

QTEST_APPLESS_MAIN(TestAcceptMistake)
#include "tst_acceptmistake.moc"
