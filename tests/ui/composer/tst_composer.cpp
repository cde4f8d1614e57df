// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/composer.h"

#include "ui/composer/headermodel.h"
#include "ui/composer/headertable.h"
#include "ui/composer/requestpreview.h"

#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace hop101;
using ui::Composer;
using ui::HeaderModel;

namespace {

/// The preview's text as bytes again: line ends are written out, line breaks are only for people.
QByteArray bytesOf(const QString &preview)
{
    QString text = preview;
    text.remove('\n');
    return text.replace("\\r\\n", "\r\n").toUtf8();
}

QByteArray sent(const Composer &composer, const char *url)
{
    const auto parsed = plan::parseUrl(url);
    const base::Bytes head = plan::requestHead(composer.plan(), parsed.value(), composer.key());
    return QByteArray::fromStdString(base::toText(head));
}

void setUrl(Composer &composer, const char *url)
{
    composer.setUrl(url, plan::parseUrl(url).value());
}

} // namespace

class TestComposer : public QObject
{
    Q_OBJECT
private slots:
    void thePreviewIsWhatIsSent()
    {
        Composer composer;
        setUrl(composer, "ws://example.org:81/chat?a=1");
        const QByteArray expected = sent(composer, "ws://example.org:81/chat?a=1");
        QVERIFY(expected.startsWith("GET /chat?a=1 HTTP/1.1\r\nHost: example.org:81\r\n"));
        QVERIFY(
            expected.contains("Sec-WebSocket-Key: " + QByteArray::fromStdString(composer.key()) + "\r\n"));
        QCOMPARE(bytesOf(composer.preview()->shownText()), expected);
    }
    void exactBytesComeBackAsTheyWereShown()
    {
        Composer composer;
        plan::Plan plan = plan::defaultPlan("ws://example.org/");
        plan.method = "get";
        plan.target = "*";
        plan.key = "bm90IGZyZXNo";
        plan.requestCuts = {{3, std::chrono::milliseconds(20)}};
        plan.autoMask = false;
        plan.limits = {12'345, 7, 8};
        composer.setPlan(plan);
        QVERIFY(composer.plan() == plan);
        QVERIFY(bytesOf(composer.preview()->shownText()).contains("Sec-WebSocket-Key: bm90IGZyZXNo\r\n"));
        plan.rawRequest = base::toBytes("GET /\n\xff");
        composer.setPlan(plan);
        QVERIFY(composer.plan() == plan);
        QVERIFY(composer.requestBytes() == *plan.rawRequest);
    }
    void thePreviewFollowsEveryEdit()
    {
        Composer composer;
        setUrl(composer, "ws://example.org/");
        HeaderModel *headers = composer.headers();
        const int row = headers->addAfter(-1);
        headers->setData(headers->index(row, HeaderModel::Name), "X-Test", Qt::EditRole);
        headers->setData(headers->index(row, HeaderModel::Value), "grün\t1", Qt::EditRole);
        headers->setData(headers->index(1, HeaderModel::Name), Qt::Unchecked, Qt::CheckStateRole);
        headers->moveRowBy(row, -3);
        const QByteArray expected = sent(composer, "ws://example.org/");
        QVERIFY(expected.contains("X-Test: grün\t1\r\n"));
        QByteArray tabAsPicture = expected;
        tabAsPicture.replace("\t", QString(QChar(0x2409)).toUtf8());
        QCOMPARE(bytesOf(composer.preview()->shownText()), tabAsPicture);
    }
    void aFreshKeyReachesThePreview()
    {
        Composer composer;
        setUrl(composer, "ws://example.org/");
        const std::string before = composer.key();
        composer.renewKey();
        QVERIFY(composer.key() != before);
        QVERIFY(composer.preview()->shownText().contains(QString::fromStdString(composer.key())));
    }
    void theTutorialsCurlLineMissesTwoHeaders()
    {
        Composer composer;
        plan::Plan plan = plan::defaultPlan("http://example.org/chat");
        for (plan::HeaderRow &row : plan.headers) {
            if (row.name == "Sec-WebSocket-Key" || row.name == "Sec-WebSocket-Version")
                row.enabled = false;
        }
        composer.setPlan(plan);
        QCOMPARE(composer.brokenRules(),
                 (QStringList{"Sec-WebSocket-Key is present, once", "Sec-WebSocket-Version is 13"}));
    }
    void aGoodRequestBreaksNothing()
    {
        Composer composer;
        setUrl(composer, "ws://example.org/");
        QCOMPARE(composer.brokenRules(), QStringList());
    }
    void aPlanComesBackAsItWas()
    {
        plan::Plan plan = plan::defaultPlan("wss://example.org/x");
        plan.method = "POST";
        plan.target = "*";
        plan.version = "HTTP/1.0";
        plan.tls.verify = false;
        plan.tls.caFile = "/ca.pem";
        plan.tls.serverName = "other";
        plan.tls.acceptedFingerprints = {"ab"};
        plan.timeouts.close = std::chrono::milliseconds(1234);
        plan.onError = plan::OnError::KeepOpen;
        plan.autoPong = false;
        plan.autoClose = false;
        plan.headers.front().enabled = false;
        Composer composer;
        QSignalSpy edited(&composer, &Composer::edited);
        composer.setPlan(plan);
        QCOMPARE(edited.count(), 0);
        QVERIFY(composer.plan() == plan);
    }
    void foldingKeepsAllAndTells()
    {
        Composer composer;
        QSignalSpy folded(&composer, &Composer::foldedChanged);
        const plan::Plan before = composer.plan();
        composer.setFolded(true);
        QVERIFY(composer.isFolded());
        QCOMPARE(folded.count(), 1);
        QVERIFY(composer.plan() == before);
    }
    void keysMoveAndDeleteHeaders()
    {
        Composer composer;
        composer.show();
        composer.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&composer));
        QTableView *view = composer.headerTable()->view();
        view->setFocus();
        view->setCurrentIndex(composer.headers()->index(0, 0));
        QTest::keyClick(view, Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(composer.headers()->index(1, 0).data().toString(), QString("Host"));
        QCOMPARE(view->currentIndex().row(), 1);
        const int before = composer.headers()->rowCount();
        QTest::keyClick(view, Qt::Key_Delete);
        QCOMPARE(composer.headers()->rowCount(), before - 1);
    }
};

QTEST_MAIN(TestComposer)
#include "tst_composer.moc"
