// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include "core/websocket/acceptkey.h"
#include "tests/core/capture/fixture.h"
#include "tests/core/capture/secondversion.h"
#include "tests/core/doctor/recordedsession.h"
#include "tests/ui/fakesession.h"
#include "ui/banner.h"
#include "ui/composer/composer.h"
#include "ui/composer/requestpreview.h"
#include "ui/composer/urlbar.h"
#include "ui/detail/detailpane.h"
#include "ui/detail/notestrip.h"
#include "ui/detail/verdictpane.h"
#include "ui/import/drophint.h"
#include "ui/sendbar/sendbar.h"
#include "ui/state/livesession.h"
#include "ui/statusline.h"
#include "ui/text/text.h"

#include <QAction>
#include <QDragEnterEvent>
#include <QFile>
#include <QMenuBar>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace hop101;
using session::State;

namespace {

const std::string kSwitch =
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n";

std::string accepted(const std::string &key)
{
    return kSwitch + "Sec-WebSocket-Accept: " + websocket::acceptKeyFor(key) + "\r\n\r\n";
}

} // namespace

class TestMainWindow : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName("hop101-test");
        qputenv("XDG_DATA_HOME", m_data.path().toUtf8());
        qputenv("XDG_CONFIG_HOME", m_data.path().toUtf8());
    }
    void init()
    {
        m_factory = std::make_unique<test::FakeFactory>();
        m_window = std::make_unique<ui::MainWindow>(*m_factory, ui::MainWindow::Options{false, false, false});
        m_window->show();
    }
    void cleanup()
    {
        m_window.reset();
        m_factory.reset();
    }
    void aFirstStartIsOneKeyFromConnecting()
    {
        QCOMPARE(m_window->urlBar()->text(), QString("ws://127.0.0.1:1/echo"));
        QVERIFY(!m_window->composer()->isFolded());
        QVERIFY(m_window->status()->text().startsWith("Not connected"));
        QVERIFY(!m_window->live().isLive());
        m_window->urlBar()->button()->click();
        QVERIFY(m_factory->session);
    }
    void whatIsSentIsWhatThePreviewShowed()
    {
        const QString before = m_window->composer()->preview()->shownText();
        connectNow();
        QString bytes = QString::fromStdString(base::toText(m_factory->session->head));
        bytes.replace("\r\n", "\\r\\n\n");
        QCOMPARE(before, bytes.chopped(1));
    }
    void aConnectionGoesThroughItsStates()
    {
        connectNow();
        QCOMPARE(button(), QString("Cancel"));
        open();
        QVERIFY(button().startsWith("Close"));
        QVERIFY(m_window->composer()->isFolded());
        QVERIFY(m_window->status()->text().startsWith("Open|101 in 1"));
        QCOMPARE(m_window->detail()->verdict()->content().lead, QString("Upgraded."));
        m_window->closeNow(1000, "bye");
        QCOMPARE(m_factory->session->closedWith, std::string("1000 bye"));
        end();
        QVERIFY(button().startsWith("Connect"));
        QVERIFY(m_window->status()->text().startsWith("Closed"));
        QVERIFY2(!m_factory->session, "an ended session is let go");
        QVERIFY(m_window->state().reader());
    }
    void aNewKeyComesWithTheNextConnection()
    {
        const std::string first = m_window->composer()->key();
        connectNow();
        QCOMPARE(m_window->composer()->key(), first);
        open();
        end();
        QVERIFY(m_window->composer()->key() != first);
    }
    void framesGoOutOnlyWhileOpen()
    {
        ui::SendBar *bar = m_window->sendBar();
        bar->setText("hello");
        bar->submit();
        QCOMPARE(bar->errorText(), QString("Connect first."));
        connectNow();
        open();
        bar->submit();
        QCOMPARE(m_factory->session->sent.size(), std::size_t(1));
        QCOMPARE(base::toText(m_factory->session->sent[0].payload), std::string("hello"));
        m_factory->session->answer = session::Sent::QueueFull;
        bar->setText("more");
        bar->submit();
        QVERIFY(bar->errorText().startsWith("Too much"));
    }
    void aRefusalIsAResult()
    {
        connectNow();
        m_factory->session->client(m_factory->session->head);
        m_factory->session->server("HTTP/1.1 426 Upgrade Required\r\nContent-Length: 2\r\n\r\nno");
        end();
        QVERIFY(m_window->status()->text().startsWith("Refused|426"));
        QCOMPARE(m_window->detail()->verdict()->content().lead, QString("Not upgraded."));
        QVERIFY(!m_window->detail()->verdict()->content().shown.empty());
    }
    void aFailureToConnectIsAResult()
    {
        connectNow();
        m_factory->session->take(hop::Direction::FromLeft,
                                 hop::Failed{hop::FailStage::Connect, "Connection refused"});
        m_factory->session->notice.failedAt = hop::FailStage::Connect;
        end();
        QVERIFY(m_window->status()->text().startsWith("Failed"));
        QVERIFY(m_window->detail()->verdict()->content().tone == ui::Tone::Bad);
        QCOMPARE(m_window->banner()->sentence(), QString());
    }
    void aCaptureThatCannotBeWrittenIsSaidOnceAndGoesOnElsewhere()
    {
        connectNow();
        session::Notice &notice = m_factory->session->notice;
        notice.capturePath = "/somewhere/first.hop101";
        notice.captureError = capture::CaptureError{capture::CaptureFault::NoSpace, notice.capturePath, {}};
        m_factory->session->become(session::State::Open);
        QTRY_VERIFY(m_window->banner()->sentence().contains("no space"));
        QVERIFY(m_window->banner()->facts().contains("connection stays"));
        m_window->banner()->dismiss();
        QSignalSpy noticed(&m_window->live(), &ui::LiveSession::noticeChanged);
        m_factory->session->become(session::State::Open);
        QVERIFY(noticed.wait());
        QCOMPARE(m_window->banner()->sentence(), QString()); // who dismissed it knows
        m_window->continueIn("/elsewhere/second.hop101");
        QCOMPARE(m_factory->session->continuedIn, std::string("/elsewhere/second.hop101"));
        notice.captureError.reset();
        notice.capturePath = "/elsewhere/second.hop101";
        m_factory->session->become(session::State::Open);
        QTRY_VERIFY(m_window->windowTitle().startsWith("second.hop101"));
    }
    void aDoubtfulCertificateCanBeAccepted()
    {
        connectNow();
        m_factory->session->take(hop::Direction::FromLeft,
                                 hop::Failed{hop::FailStage::Certificate, "self-signed"});
        m_factory->session->notice.failedAt = hop::FailStage::Certificate;
        m_factory->session->notice.doubt =
            session::CertificateDoubt{"self-signed certificate", "CN=me", "CN=me", "a", "b", "abcd12"};
        end();
        QVERIFY(m_window->banner()->sentence().contains("self-signed certificate"));
        QVERIFY(m_window->banner()->facts().contains("abcd12"));
        QVERIFY(m_window->banner()->choose("Accept for this session and connect"));
        QVERIFY(m_factory->session);
        QCOMPARE(m_factory->session->started.tls.acceptedFingerprints, std::vector<std::string>{"abcd12"});
    }
    void escapeCutsAConnection()
    {
        connectNow();
        m_window->cancelNow();
        QVERIFY(m_factory->session->isCancelled);
    }
    void aBadUrlMakesNoSession()
    {
        m_window->setUrl("ws://host:x/");
        m_window->connectNow();
        QVERIFY(!m_factory->session);
        QVERIFY(!m_window->urlBar()->errorText().isEmpty());
    }
    void aCaptureIsOpenedAndSavedElsewhere()
    {
        RecordedSession recorded("ws://example.org/chat");
        recorded.opened().client("GET /chat HTTP/1.1\r\n\r\n").server("HTTP/1.1 404 Not Found\r\n\r\n");
        recorded.read();
        QVERIFY(m_window->openCapture(QString::fromStdString(recorded.path())));
        QCOMPARE(m_window->urlBar()->text(), QString("ws://example.org/chat"));
        QVERIFY(m_window->composer()->isFolded());
        QVERIFY(m_window->windowTitle().startsWith("session.hop101"));
        QTemporaryDir folder;
        QSignalSpy saved(m_window.get(), &ui::MainWindow::saved);
        m_window->saveTo(folder.filePath("copy.hop101"));
        QVERIFY(saved.wait());
        QVERIFY(saved.first().first().toBool());
        QVERIFY(m_window->openCapture(folder.filePath("copy.hop101")));
    }
    void anEventIsMarkedAndFoundAgain()
    {
        connectNow();
        open(); // while it is recorded
        m_window->state().select({2});
        m_window->toggleBookmark();
        QTRY_VERIFY(m_window->note()->isVisible());
        QVERIFY(m_window->state().reader()->note({2})->isBookmarked);
        m_window->state().select({4});
        QVERIFY(!m_window->note()->isVisible());
        m_window->toggleBookmark();
        QTRY_VERIFY(m_window->state().reader()->note({4}));
        m_window->state().select({1});
        m_window->selectNextBookmark();
        QCOMPARE(m_window->state().selected().value, std::uint64_t(2));
        m_window->selectNextBookmark();
        m_window->selectNextBookmark();
        QCOMPARE(m_window->state().selected().value, std::uint64_t(4));
        m_window->selectPreviousBookmark();
        QCOMPARE(m_window->state().selected().value, std::uint64_t(2));
        m_window->toggleBookmark();
        QTRY_VERIFY(!m_window->state().reader()->note({2}));
        end();
        QCOMPARE(m_window->banner()->sentence(), QString());
    }
    void aNoteIsKeptWithoutBeingSaved()
    {
        connectNow();
        open();
        end();
        m_window->state().select({2});
        m_window->editNote();
        QVERIFY(m_window->note()->isVisible());
        m_window->note()->editor()->setPlainText("line 1\nline 2");
        m_window->state().select({3}); // before any pause is over
        QVERIFY(!m_window->note()->isVisible());
        QTRY_VERIFY(m_window->state().reader()->note({2}));
        QCOMPARE(m_window->state().reader()->note({2})->text, std::string("line 1\nline 2"));
        m_window->state().select({2});
        QCOMPARE(m_window->note()->editor()->toPlainText(), QString("line 1\nline 2"));
        m_window->note()->editor()->setPlainText("at the last moment");
        const std::string path = ui::toUtf8(m_window->capturePath());
        m_window.reset();
        const auto reader = capture::Reader::open(path);
        QVERIFY(reader);
        QCOMPARE(reader.value()->note({2})->text, std::string("at the last moment"));
    }
    void aSessionGetsATitle()
    {
        connectNow();
        open();
        m_window->setSessionTitle("why it failed");
        QTRY_VERIFY(m_window->windowTitle().startsWith("why it failed"));
        end();
        QCOMPARE(m_window->state().reader()->info().title, std::string("why it failed"));
    }
    void anOlderCaptureIsMigratedWhenItGetsANote()
    {
        const QString path = m_data.filePath("old.hop101");
        {
            capture::fixture::Recording recording;
            recording.upgrade();
            recording.recorder().finish();
            capture::fixture::makeSecondVersion(recording.path());
            QVERIFY(QFile::copy(QString::fromStdString(recording.path()), path));
        }
        QVERIFY(m_window->openCapture(path));
        QCOMPARE(m_window->state().reader()->info().format, 2);
        m_window->state().select({3});
        m_window->toggleBookmark();
        QTRY_VERIFY(m_window->state().reader()->note({3}));
        QCOMPARE(m_window->state().reader()->info().format, 3);
        QCOMPARE(m_window->state().selected().value, std::uint64_t(3));
        QVERIFY(m_window->banner()->sentence().contains("old (format 2).hop101"));
        QVERIFY(QFile::exists(m_data.filePath("old (format 2).hop101")));
    }
    void aNoteThatCannotBeWrittenIsSaid()
    {
        connectNow();
        open();
        end();
        m_window->state().select({2});
        m_window->editNote();
        const QString path = m_window->capturePath();
        QVERIFY(QFile::rename(path, path + ".moved"));
        m_window->note()->editor()->setPlainText("lost?");
        m_window->note()->flush();
        QTRY_VERIFY(m_window->banner()->sentence().contains("cannot be found"));
        QCOMPARE(m_window->note()->editor()->toPlainText(), QString("lost?"));
        QVERIFY(QFile::rename(path + ".moved", path));
        m_window->note()->flush();
        QTRY_VERIFY(m_window->state().reader()->note({2}));
    }
    void aFileThatIsNoCaptureIsSaid()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath("x.hop101"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("no capture");
        file.close();
        QVERIFY(!m_window->openCapture(file.fileName()));
        QVERIFY(!m_window->banner()->sentence().isEmpty());
        QVERIFY(!m_window->state().reader());
    }
    void aDraggedFileIsOfferedAndLeavesNoTrace()
    {
        QMimeData files;
        files.setUrls({QUrl::fromLocalFile("/nowhere/chat.hop101")});
        auto *hint = m_window->findChild<ui::DropHint *>();
        QVERIFY(hint && hint->isHidden());
        const auto enter = [&](const QMimeData &what) {
            QDragEnterEvent event({10, 10}, Qt::CopyAction, &what, Qt::LeftButton, Qt::NoModifier);
            event.ignore();
            QApplication::sendEvent(m_window.get(), &event);
            return event.isAccepted();
        };
        QVERIFY(enter(files));
        QVERIFY2(hint->isVisible() && hint->text().contains("chat.hop101"), qPrintable(hint->text()));
        QVERIFY(m_window->rect().contains(hint->geometry()));
        QDragLeaveEvent leave;
        QApplication::sendEvent(m_window.get(), &leave);
        QVERIFY(hint->isHidden());
        QMimeData words;
        words.setText("hello");
        QVERIFY(!enter(words));
        QVERIFY(hint->isHidden());
    }
    void everyActionHasATipAndNoKeyIsGivenTwice()
    {
        QHash<QString, QString> keys;
        for (const QAction *action : m_window->findChildren<QAction *>()) {
            if (action->menu() || action->isSeparator() || action->text().isEmpty())
                continue;
            if (action->parent() == m_window.get())
                QVERIFY2(!action->toolTip().isEmpty(), qPrintable(action->text()));
            const QString key = action->shortcut().toString();
            if (key.isEmpty() || action->shortcutContext() != Qt::WindowShortcut)
                continue;
            QVERIFY2(!keys.contains(key), qPrintable(key + ": " + action->text() + ", " + keys.value(key)));
            keys.insert(key, action->text());
        }
        QVERIFY(keys.size() > 15);
    }

private:
    void connectNow()
    {
        m_window->connectNow(m_data.filePath(QString("%1.hop101").arg(++m_number)));
        QVERIFY(m_factory->session);
    }
    void open()
    {
        test::FakeSession &fake = *m_factory->session;
        const std::string key = m_window->composer()->key();
        fake.take(hop::Direction::FromLeft, hop::Opened{"127.0.0.1:2", "127.0.0.1:1"});
        fake.client(fake.head).server(accepted(key));
        fake.become(State::Open);
        QTRY_VERIFY(m_window->live().isOpen());
        m_window->detail()->verdict()->refreshNow();
    }
    void end()
    {
        QSignalSpy ended(&m_window->live(), &ui::LiveSession::ended);
        m_factory->session->become(State::Closed);
        QVERIFY(ended.wait());
        m_window->detail()->verdict()->refreshNow();
    }
    QString button() const { return m_window->urlBar()->button()->text(); }

    QTemporaryDir m_data;
    int m_number = 0;
    std::unique_ptr<test::FakeFactory> m_factory;
    std::unique_ptr<ui::MainWindow> m_window;
};

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
