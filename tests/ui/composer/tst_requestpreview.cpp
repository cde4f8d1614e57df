// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/requestpreview.h"

#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>

using namespace hop101;
using ui::RequestPreview;

namespace {

const char *const kHead = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";

std::string textOf(const std::optional<base::Bytes> &bytes)
{
    return bytes ? base::toText(*bytes) : "nothing";
}

} // namespace

class TestRequestPreview : public QObject
{
    Q_OBJECT
private slots:
    void composedBytesAreShownAndNotEdited()
    {
        RequestPreview preview;
        preview.setBytes(base::toBytes(kHead));
        QVERIFY(!preview.rawRequest());
        QVERIFY(preview.shownText().startsWith("GET / HTTP/1.1\\r\\n\n"));
        QVERIFY(preview.findChild<QPlainTextEdit *>()->isReadOnly());
        QVERIFY(!preview.brokenRules().isEmpty()); // no Upgrade and so on
    }
    void typingBeginsWithWhatIsComposed()
    {
        RequestPreview preview;
        preview.setBytes(base::toBytes(kHead));
        preview.setMode(RequestPreview::Raw);
        auto *edit = preview.findChild<QPlainTextEdit *>();
        QVERIFY(!edit->isReadOnly());
        QCOMPARE(edit->toPlainText(), QString("GET / HTTP/1.1\nHost: h\n\n"));
        QCOMPARE(textOf(preview.rawRequest()), std::string(kHead));
        QSignalSpy edited(&preview, &RequestPreview::rawEdited);
        edit->setPlainText("GET /\\n\n\\xff");
        QVERIFY(edited.count() > 0);
        QCOMPARE(textOf(preview.rawRequest()), std::string("GET /\n\r\n\xff"));
        preview.setMode(RequestPreview::Hex);
        QCOMPARE(edit->toPlainText(), QString("47 45 54 20 2f 0a 0d 0a ff"));
        preview.setBytes(base::toBytes("composed elsewhere")); // does not disturb
        QCOMPARE(textOf(preview.rawRequest()), std::string("GET /\n\r\n\xff"));
        preview.setMode(RequestPreview::Composed);
        QVERIFY(!preview.rawRequest());
        QVERIFY(preview.shownText().startsWith("composed elsewhere"));
    }
    void whatCannotBeReadSaysWhyAndTheLatestGoodStays()
    {
        RequestPreview preview;
        preview.setRawRequest(base::toBytes("ok"));
        QCOMPARE(preview.mode(), RequestPreview::Raw);
        auto *edit = preview.findChild<QPlainTextEdit *>();
        edit->setPlainText("bad \\q");
        QVERIFY2(preview.errorText().contains("character 5"), qPrintable(preview.errorText()));
        QVERIFY(edit->property("invalid").toBool());
        QCOMPARE(textOf(preview.rawRequest()), std::string("ok"));
        edit->setPlainText("good");
        QCOMPARE(preview.errorText(), QString());
        QCOMPARE(textOf(preview.rawRequest()), std::string("good"));
        preview.setMode(RequestPreview::Hex);
        edit->setPlainText("6");
        QVERIFY(preview.errorText().contains("pair of hex digits"));
        preview.setRawRequest({});
        QCOMPARE(preview.mode(), RequestPreview::Composed);
        QCOMPARE(preview.errorText(), QString());
    }
};

QTEST_MAIN(TestRequestPreview)
#include "tst_requestpreview.moc"
