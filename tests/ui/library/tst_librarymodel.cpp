// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/library/librarymodel.h"

#include "tests/core/doctor/recordedsession.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace hop101;
using ui::LibraryModel;
using ui::SessionList;

namespace {

QStringList printed(const LibraryModel &model)
{
    QStringList lines;
    for (int section = 0; section < model.rowCount(); ++section) {
        const QModelIndex parent = model.index(section, 0);
        lines += parent.data().toString();
        for (int row = 0; row < model.rowCount(parent); ++row) {
            const QModelIndex entry = model.index(row, 0, parent);
            lines += " " + entry.data().toString() + "|"
                + entry.data(LibraryModel::SideTextRole).toString().section(' ', 0, 0);
        }
    }
    return lines;
}

} // namespace

class TestLibraryModel : public QObject
{
    Q_OBJECT
private slots:
    void sectionsThatAreEmptyAreNotShown()
    {
        LibraryModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(printed(model), QStringList());
        model.setEndpoint("ws://127.0.0.1:1");
        QCOMPARE(printed(model),
                 (QStringList{"Try it here", " Echo|", " Ticker|", " Chat room|", " Binary|"}));
        model.setHistory({{"/a.hop101", "/chat", "h", 101, QDateTime::currentDateTime()},
                          {"/b.hop101", "/ws", "h", 0, QDateTime::currentDateTime()}});
        model.setRecentFiles({"/tmp/mine.hop101"});
        QCOMPARE(printed(model).mid(5),
                 (QStringList{"Saved", " mine|", "History", " /chat|101", QString::fromUtf8(" /ws|–")}));
        model.setEndpoint({});
        QCOMPARE(printed(model).size(), 5);
    }
    void entriesSayWhatTheyOpen()
    {
        LibraryModel model;
        model.setEndpoint("ws://127.0.0.1:1");
        model.setRecentFiles({"/tmp/mine.hop101"});
        const QModelIndex chat = model.index(2, 0, model.index(0, 0));
        QCOMPARE(chat.data(LibraryModel::UrlRole).toString(), QString("ws://127.0.0.1:1/chat"));
        const QModelIndex file = model.index(0, 0, model.index(1, 0));
        QCOMPARE(file.data(LibraryModel::PathRole).toString(), QString("/tmp/mine.hop101"));
        QVERIFY(!model.flags(model.index(0, 0)).testFlag(Qt::ItemIsSelectable));
    }
    void theNewestSessionsOfAFolderAreRead()
    {
        RecordedSession session("ws://example.org:8/chat?x=1");
        session.opened().client("GET /chat HTTP/1.1\r\n\r\n").server("HTTP/1.1 404 Not Found\r\n\r\n");
        session.read();
        const QString folder = QFileInfo(QString::fromStdString(session.path())).path();
        QFile broken(folder + "/broken.hop101");
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write("?");
        broken.close();
        SessionList list(folder);
        QSignalSpy changed(&list, &SessionList::changed);
        list.rescan();
        QVERIFY(changed.wait());
        QCOMPARE(list.sessions().size(), std::size_t(1));
        QCOMPARE(list.sessions()[0].target, QString("/chat?x=1"));
        QCOMPARE(list.sessions()[0].host, QString("example.org:8"));
        QCOMPARE(list.sessions()[0].status, 404);
        QVERIFY(list.sessions()[0].started.isValid());
    }
    void aFolderThatIsNotThereIsEmpty()
    {
        SessionList list("/nowhere/at/all");
        list.rescan();
        QTest::qWait(0);
        QVERIFY(list.sessions().empty());
    }
};

QTEST_MAIN(TestLibraryModel)
#include "tst_librarymodel.moc"
