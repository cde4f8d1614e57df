// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/capturedocument.h"

#include "tests/core/doctor/recordedsession.h"

#include <QSignalSpy>
#include <QTest>

using namespace hop101;
using ui::CaptureDocument;

class TestCaptureDocument : public QObject
{
    Q_OBJECT
private slots:
    void aCaptureHasAName()
    {
        CaptureDocument document;
        QSignalSpy changed(&document, &CaptureDocument::changed);
        QCOMPARE(document.name(), QString());
        document.set("/somewhere/chat.hop101", false);
        QCOMPARE(document.name(), QString("chat.hop101"));
        document.set("/somewhere/2026-11-22.hop101", true);
        QCOMPARE(document.name(), QString("untitled"));
        QCOMPARE(changed.count(), 2);
    }
    void whatLiesAmongTheSessionsIsUntitled()
    {
        qputenv("XDG_DATA_HOME", m_folder.path().toUtf8());
        CaptureDocument document;
        document.setExisting(ui::sessionsFolder() + "/a.hop101");
        QVERIFY(document.isUntitled());
        document.setExisting("/somewhere/else/a.hop101");
        QVERIFY(!document.isUntitled());
    }
    void aCopyIsMadeOrTheReasonTold()
    {
        RecordedSession session;
        session.opened().read();
        CaptureDocument document;
        document.set(QString::fromStdString(session.path()), false);
        std::vector<bool> failed;
        connect(&document, &CaptureDocument::copied, this,
                [&failed](const QString &, const auto &failure) { failed.push_back(failure.has_value()); });
        const QString to = m_folder.filePath("copy.hop101");
        document.copyTo(to);
        QTRY_COMPARE(failed.size(), std::size_t(1));
        QVERIFY(!failed.front());
        QVERIFY(capture::Reader::open(to.toStdString()));
        document.copyTo(m_folder.filePath("no/such/folder/copy.hop101"));
        QTRY_COMPARE(failed.size(), std::size_t(2));
        QVERIFY(failed.back());
    }
    void aCopyIsWholeThoughTheDocumentGoes()
    {
        RecordedSession session;
        session.opened().read();
        const QString to = m_folder.filePath("left.hop101");
        {
            CaptureDocument document;
            document.set(QString::fromStdString(session.path()), false);
            document.copyTo(to);
        }
        QVERIFY(capture::Reader::open(to.toStdString()));
    }
    void thePlanOfACaptureTrustsNobody()
    {
        const std::string path = m_folder.filePath("plan.hop101").toStdString();
        auto recorder = std::move(capture::Recorder::create(path, {})).value();
        plan::Plan plan = plan::defaultPlan("wss://example.org/chat");
        plan.tls.acceptedFingerprints = {"ab"};
        capture::Hop hop;
        hop.plan = plan::toJson(plan);
        recorder->addHop(hop, nullptr);
        recorder->finish();
        const auto reader = std::move(capture::Reader::open(path)).value();
        const auto read = CaptureDocument::planOf(*reader);
        QVERIFY(read);
        QCOMPARE(read->url, plan.url);
        QVERIFY(read->tls.acceptedFingerprints.empty());
    }
    void thePlanOfAPathCheckIsThatOfItsFirstConnection()
    {
        const std::string path = m_folder.filePath("path.hop101").toStdString();
        auto recorder = std::move(capture::Recorder::create(path, {})).value();
        const auto client = recorder->addParty({{}, "Client", capture::Role::Client, {}});
        const auto proxy = recorder->addParty({{}, "Proxy", capture::Role::Proxy, {}});
        const auto server = recorder->addParty({{}, "Server", capture::Role::Server, {}});
        for (const auto &[left, right, url] :
             {std::tuple(client, proxy, "ws://proxy/a"), std::tuple(proxy, server, ""),
              std::tuple(client, server, "ws://server/a")}) {
            capture::Hop hop;
            hop.left = left;
            hop.right = right;
            hop.url = url;
            recorder->addHop(hop, nullptr);
        }
        recorder->finish();
        const auto reader = std::move(capture::Reader::open(path)).value();
        QCOMPARE(CaptureDocument::hopInQuestion(*reader)->url, std::string("ws://proxy/a"));
    }
    void aCaptureMayHaveNoPlan()
    {
        RecordedSession session;
        session.opened();
        QVERIFY(!CaptureDocument::planOf(*session.read()));
    }

private:
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestCaptureDocument)
#include "tst_capturedocument.moc"
