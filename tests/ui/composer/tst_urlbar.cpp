// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/urlbar.h"

#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace hop101;
using ui::UrlBar;

class TestUrlBar : public QObject
{
    Q_OBJECT
private slots:
    void enterConnects()
    {
        UrlBar bar;
        QSignalSpy connectSpy(&bar, &UrlBar::connectRequested);
        bar.setText("ws://127.0.0.1:9/x");
        QTest::keyClick(bar.findChild<QLineEdit *>(), Qt::Key_Return);
        QCOMPARE(connectSpy.count(), 1);
        QCOMPARE(bar.errorText(), QString());
    }
    void aBadUrlIsSaidAtItsPlace_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("place");
        QTest::newRow("bad port") << "ws://host:99999/x"
                                  << "99999/x";
        QTest::newRow("unknown scheme") << "ftp://host/"
                                        << "ftp://host/";
        QTest::newRow("empty") << ""
                               << "";
    }
    void aBadUrlIsSaidAtItsPlace()
    {
        QFETCH(QString, url);
        QFETCH(QString, place);
        UrlBar bar;
        QSignalSpy connectSpy(&bar, &UrlBar::connectRequested);
        bar.setText(url);
        bar.submit();
        QCOMPARE(connectSpy.count(), 0);
        QVERIFY(!bar.errorText().isEmpty());
        QCOMPARE(bar.findChild<QLineEdit *>()->selectedText(), place);
        bar.setText("ws://host/");
        QCOMPARE(bar.errorText(), QString());
    }
    void aPastedCommandIsToldAndAPastedUrlIsTyped()
    {
        UrlBar bar;
        QSignalSpy pasted(&bar, &UrlBar::requestPasted);
        auto *edit = bar.findChild<QLineEdit *>();
        QApplication::clipboard()->setText("curl -i\n ws://127.0.0.1:9/x");
        QTest::keySequence(edit, QKeySequence(QKeySequence::Paste));
        QCOMPARE(pasted.count(), 1);
        QCOMPARE(pasted.first().first().toString(), QString("curl -i\n ws://127.0.0.1:9/x"));
        QCOMPARE(edit->text(), QString());
        QApplication::clipboard()->setText(" ws://127.0.0.1:9/x\n");
        QTest::keySequence(edit, QKeySequence(QKeySequence::Paste));
        QCOMPARE(pasted.count(), 1);
        QCOMPARE(bar.url()->port, std::uint16_t(9));
    }
    void theButtonFollowsTheSession()
    {
        UrlBar bar;
        QSignalSpy cancelSpy(&bar, &UrlBar::cancelRequested);
        QVERIFY(bar.button()->text().startsWith("Connect"));
        QVERIFY(bar.button()->property("primary").toBool());
        bar.setState(session::State::Upgrading);
        QCOMPARE(bar.button()->text(), QString("Cancel"));
        bar.button()->click();
        QCOMPARE(cancelSpy.count(), 1);
        bar.setState(session::State::Open);
        QVERIFY(bar.button()->text().startsWith("Close"));
        bar.setState(session::State::Closed);
        QVERIFY(bar.button()->text().startsWith("Connect"));
    }
};

QTEST_MAIN(TestUrlBar)
#include "tst_urlbar.moc"
