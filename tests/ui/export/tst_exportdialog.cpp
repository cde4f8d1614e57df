// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/exportdialog.h"

#include "tests/ui/timeline/recordings.h"
#include "ui/export/exportfolder.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTest>
#include <QXmlStreamReader>

using namespace hop101;
using namespace hop101::ui;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestExportDialog : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        m_recording = std::make_unique<fixture::Recording>();
        m_reader = fixture::recorded(*m_recording, 1500);
        m_capture = QString::fromStdString(m_recording->path());
    }
    void eachKindSaysWhatItLoses()
    {
        ExportDialog dialog(m_capture, {{"all", {}}}, 0);
        for (const ExportAsInfo &kind : exportKinds()) {
            dialog.chooseFormat(kind.as);
            QVERIFY2(!dialog.lossText().isEmpty(), qPrintable(kind.title));
        }
    }
    void eachKindIsWritten_data()
    {
        QTest::addColumn<int>("kind");
        const auto kinds = exportKinds();
        for (std::size_t i = 0; i < kinds.size(); ++i)
            QTest::addRow("%s", qPrintable(kinds[i].title)) << int(i);
    }
    void eachKindIsWritten()
    {
        QFETCH(int, kind);
        const ExportAsInfo info = exportKinds().at(std::size_t(kind));
        formats::EventChoice choice;
        choice.ranges = {{1, 50}};
        ExportDialog dialog(m_capture, {{"some", choice}}, 0);
        dialog.chooseFormat(info.as);
        QSignalSpy exported(&dialog, &ExportDialog::exported);
        const bool isFolder = info.suffix.isEmpty();
        const QString path = m_folder.filePath(isFolder ? "out" : "out." + info.suffix);
        dialog.exportTo(path);
        QTRY_VERIFY(exported.size() == 1 || !dialog.messageText().isEmpty());
        QCOMPARE(dialog.messageText(), QString());
        QVERIFY(contentOf(isFolder ? path + "/index.csv" : path).size() > 100);
    }
    void payloadsAreAFolderOfTheirOwn()
    {
        formats::EventChoice choice;
        choice.ranges = {{5, 8}}; // four frames
        ExportDialog dialog(m_capture, {{"some", choice}}, 0);
        dialog.chooseFormat(FolderFormat::Payloads);
        QSignalSpy exported(&dialog, &ExportDialog::exported);
        const QString path = ExportFolder::freeName(m_folder.path(), "payloads");
        QDir().mkdir(path);
        QCOMPARE(ExportFolder::freeName(m_folder.path(), "payloads"), path + "-2");
        dialog.exportTo(path); // an empty folder is taken
        QTRY_COMPARE(exported.size(), 1);
        QCOMPARE(exported.first().at(1).toStringList(), QStringList{path});
        const QStringList files = QDir(path).entryList(QDir::Files);
        QCOMPARE(files.size(), qsizetype(5)); // and the index
        QCOMPARE(contentOf(path + "/" + files.first()), QByteArray("hello"));
        ExportDialog again(m_capture, {{"some", choice}}, 0);
        again.chooseFormat(FolderFormat::Payloads);
        again.exportTo(path); // one with files in it is not
        QTRY_VERIFY2(again.messageText().contains("there already"), qPrintable(again.messageText()));
        QCOMPARE(QDir(path).entryList(QDir::Files).size(), qsizetype(5));
        QVERIFY(QDir(m_folder.path()).entryList({".hop101-part-*"}, QDir::Dirs | QDir::Hidden).isEmpty());
    }
    void aCancelledFolderLeavesNothingUnasked()
    {
        const QString path = m_folder.filePath("cancelled");
        {
            ExportFolder folder(path);
            QVERIFY(folder.open() && folder.write("x"));
            QVERIFY(QDir(folder.folder()).exists());
        }
        ExportFolder removed(path);
        QVERIFY(removed.open());
        removed.remove();
        QVERIFY(!QFile::exists(path));
        QVERIFY(QDir(m_folder.path()).entryList({".hop101-part-*"}, QDir::Dirs | QDir::Hidden).isEmpty());
    }
    void longPicturesAreSeveralFiles()
    {
        ExportDialog dialog(m_capture, {{"all", {}}}, 0);
        dialog.chooseFormat(formats::ExportFormat::Svg);
        QSignalSpy exported(&dialog, &ExportDialog::exported);
        dialog.exportTo(m_folder.filePath("long.svg"));
        QTRY_COMPARE(exported.size(), 1);
        const auto files = exported.at(0).at(1).toStringList();
        QCOMPARE(files.size(), 2);
        for (const QString &file : files) {
            QXmlStreamReader xml(contentOf(file));
            while (!xml.atEnd())
                xml.readNext();
            QVERIFY(!xml.hasError());
        }
    }
    void theCaptureIsNeverOverwritten()
    {
        ExportDialog dialog(m_capture, {{"all", {}}}, 0);
        dialog.exportTo(m_capture);
        QVERIFY(!dialog.messageText().isEmpty());
        QVERIFY(contentOf(m_capture).startsWith("SQLite format 3"));
    }
    void whatCannotBeWrittenIsSaidInTheDialog()
    {
        ExportDialog dialog(m_capture, {{"all", {}}}, 0);
        dialog.exportTo(m_folder.filePath("no/such/a.svg"));
        QTRY_VERIFY(dialog.messageText().contains("a.svg"));
    }
    void aCancelledExportAsksAndLeavesNothingUnasked_data()
    {
        QTest::addColumn<bool>("isKept");
        QTest::addRow("kept") << true;
        QTest::addRow("removed") << false;
    }
    void aCancelledExportAsksAndLeavesNothingUnasked()
    {
        QFETCH(bool, isKept);
        const QString path = m_folder.filePath("cancelled.pdf");
        QFile::remove(path);
        ExportDialog dialog(m_capture, {{"all", {}}}, 0);
        dialog.chooseFormat(PictureFormat::Pdf);
        dialog.exportTo(path);
        dialog.cancel();
        QTRY_VERIFY(!dialog.isBusy());
        QVERIFY(!QFile::exists(path));
        if (!dialog.asksAboutPart()) // nothing was written yet
            return;
        dialog.keepPart(isKept);
        QCOMPARE(QFile::exists(path), isKept);
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<fixture::Recording> m_recording;
    std::unique_ptr<capture::Reader> m_reader;
    QString m_capture;
};

QTEST_MAIN(TestExportDialog)
#include "tst_exportdialog.moc"
