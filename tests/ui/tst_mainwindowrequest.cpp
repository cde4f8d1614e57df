// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/fakesession.h"
#include "ui/banner.h"
#include "ui/composer/composer.h"
#include "ui/composer/urlbar.h"
#include "ui/copymenu.h"
#include "ui/mainwindow.h"
#include "ui/text/text.h"

#include <QApplication>
#include <QClipboard>
#include <QTest>

using namespace hop101;

namespace {

const QString kTutorial =
    "curl -i -N -H 'Connection: Upgrade' \\\n -H 'Upgrade: websocket' http://127.0.0.1:8101/chat";

} // namespace

class TestMainWindowRequest : public QObject
{
    Q_OBJECT
private slots:
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
    void aPastedCommandFillsTheRequest()
    {
        m_window->takeRequest(kTutorial);
        QCOMPARE(m_window->urlBar()->text(), QString("ws://127.0.0.1:8101/chat"));
        QCOMPARE(names(), QStringList({"Host", "Connection", "Upgrade"}));
        QCOMPARE(m_window->banner()->sentence(),
                 QString("The request is filled from a curl command (bash)."));
        QVERIFY2(m_window->banner()->facts().contains("Sec-WebSocket-Key"), "what is missing is said");
    }
    void whatIsMissingIsAddedByAButton()
    {
        m_window->takeRequest(kTutorial);
        QVERIFY(m_window->banner()->choose("Add what is missing"));
        QCOMPARE(
            names(),
            QStringList({"Host", "Connection", "Upgrade", "Sec-WebSocket-Key", "Sec-WebSocket-Version"}));
        QVERIFY2(!m_window->banner()->choose("Add what is missing"), "nothing is missing any more");
    }
    void undoGoesBackToTheRequestAsItWas()
    {
        const plan::Plan before = m_window->composer()->plan();
        const QString url = m_window->urlBar()->text();
        m_window->takeRequest(kTutorial);
        QVERIFY(m_window->banner()->choose("Add what is missing"));
        QVERIFY(m_window->banner()->choose("Undo"));
        QCOMPARE(m_window->urlBar()->text(), url);
        QVERIFY(m_window->composer()->plan().headers == before.headers);
    }
    void whatCannotBeReadIsSaidAtItsPlaceAndChangesNothing()
    {
        const plan::Plan before = m_window->composer()->plan();
        m_window->takeRequest("curl ws://127.0.0.1/ \\\n -H 'Upgrade: web");
        QVERIFY(m_window->banner()->facts().startsWith("Line 2, character 5 of what was pasted."));
        QVERIFY(m_window->composer()->plan() == before);
        QCOMPARE(m_window->urlBar()->text(), QString("ws://127.0.0.1:1/echo"));
    }
    void wordsThatAreNoRequestAreTyped()
    {
        m_window->urlBar()->setText({});
        m_window->takeRequest("some words\nof a page");
        QCOMPARE(m_window->urlBar()->text(), QString("some words of a page"));
        QCOMPARE(m_window->banner()->sentence(), QString());
    }
    void theRequestIsCopied_data()
    {
        QTest::addColumn<QString>("entry");
        QTest::addColumn<QString>("part");
        QTest::newRow("curl") << "curl (bash)"
                              << "Sec-WebSocket-Key: " + QString("%key");
        QTest::newRow("PowerShell") << "curl (PowerShell)"
                                    << "curl.exe";
        QTest::newRow("node") << "Node.js ws"
                              << "ws://127.0.0.1:1/echo";
        QTest::newRow("nginx") << "nginx"
                               << "proxy_pass http://127.0.0.1:1;";
    }
    void theRequestIsCopied()
    {
        QFETCH(QString, entry);
        QFETCH(QString, part);
        choose(entry);
        part.replace("%key", ui::fromUtf8(m_window->composer()->key()));
        const QString copied = QApplication::clipboard()->text();
        QVERIFY2(copied.contains(part), qPrintable(copied));
    }
    void withoutAUrlNothingIsCopied()
    {
        QApplication::clipboard()->setText("before");
        m_window->setUrl("ftp://x/");
        choose("curl (bash)");
        QCOMPARE(QApplication::clipboard()->text(), QString("before"));
        QVERIFY(m_window->banner()->sentence().startsWith("Nothing was copied"));
    }
    /// What is copied and pasted again is the same request.
    void aCopiedCommandIsReadAgain()
    {
        const plan::Plan before = m_window->composer()->plan();
        choose("curl (bash)");
        m_window->setUrl("ws://elsewhere/");
        m_window->takeRequest(QApplication::clipboard()->text());
        QCOMPARE(m_window->urlBar()->text(), QString("ws://127.0.0.1:1/echo"));
        QCOMPARE(names(), namesOf(before));
    }

private:
    static QStringList namesOf(const plan::Plan &plan)
    {
        QStringList names;
        for (const plan::HeaderRow &row : plan.headers)
            names += ui::fromUtf8(row.name);
        return names;
    }
    QStringList names() const { return namesOf(m_window->composer()->plan()); }
    void choose(const QString &entry)
    {
        const auto *menu = m_window->findChild<ui::CopyMenu *>();
        QVERIFY(menu);
        for (QAction *action : menu->actions()) {
            if (action->text() == entry)
                return action->trigger();
        }
        QFAIL("no such entry");
    }

    std::unique_ptr<test::FakeFactory> m_factory;
    std::unique_ptr<ui::MainWindow> m_window;
};

QTEST_MAIN(TestMainWindowRequest)
#include "tst_mainwindowrequest.moc"
