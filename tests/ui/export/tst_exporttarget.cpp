// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/exporttarget.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace hop101::ui;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("none");
}

} // namespace

class TestExportTarget : public QObject
{
    Q_OBJECT
private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void whatWasThereStaysUntilTheNewIsWhole()
    {
        const QString path = m_folder->filePath("a.svg");
        QFile old(path);
        QVERIFY(old.open(QIODevice::WriteOnly) && old.write("old") == 3);
        old.close();
        ExportTarget target(path);
        QVERIFY(target.open() && target.write("new"));
        QCOMPARE(contentOf(path), QByteArray("old"));
        QVERIFY(target.finish());
        QCOMPARE(contentOf(path), QByteArray("new"));
    }
    void moreFilesAreNumberedBeforeTheSuffix()
    {
        ExportTarget target(m_folder->filePath("my.chat.svg"));
        QVERIFY(target.open() && target.write("1") && target.next() && target.write("2") && target.finish());
        QCOMPARE(target.files().size(), 2);
        QCOMPARE(contentOf(m_folder->filePath("my.chat-2.svg")), QByteArray("2"));
    }
    void removingLeavesNothing()
    {
        ExportTarget target(m_folder->filePath("a.png"));
        QVERIFY(target.open() && target.write("1") && target.next() && target.write("2"));
        target.remove();
        QVERIFY(QDir(m_folder->path()).isEmpty());
    }
    void aPlaceThatTakesNothingIsSaid()
    {
        ExportTarget target(m_folder->filePath("no/such/folder/a.svg"));
        QVERIFY(!target.open());
        QVERIFY(target.complaint().contains("a.svg"));
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestExportTarget)
#include "tst_exporttarget.moc"
