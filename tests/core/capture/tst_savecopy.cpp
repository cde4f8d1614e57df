// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/savecopy.h"

#include "core/capture/verify.h"
#include "tests/core/capture/fixture.h"

#include <QDir>
#include <QFile>

#include <fstream>

using namespace hop101;
using namespace hop101::capture;
using namespace hop101::capture::fixture;

class TestSaveCopy : public QObject
{
    Q_OBJECT
private slots:
    void aLiveCaptureIsCopiedAsItIs()
    {
        QTemporaryDir folder;
        const std::string copy = folder.filePath("copy.hop101").toStdString();
        Recording recording;
        recording.upgrade();
        recording.frames(5000);
        recording.recorder().commit();
        recording.frames(10);
        QVERIFY(saveCopy(recording.path(), copy));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{"copy.hop101"});
        const auto reader = Reader::open(copy);
        QVERIFY(reader);
        QCOMPARE(reader.value()->eventCount(), std::uint64_t{5004});
        QVERIFY(verify(*reader.value()).isSame());
        QVERIFY(!recording.recorder().error());
        QCOMPARE(recording.finishAndRead()->eventCount(), std::uint64_t{5014});
    }

    void aFinishedCaptureIsCopiedOverAnother()
    {
        Recording recording;
        recording.upgrade();
        recording.recorder().finish();
        Recording other;
        other.recorder().finish();
        std::ofstream(other.path() + "-wal") << "left by somebody";
        QVERIFY(saveCopy(recording.path(), other.path()));
        QCOMPARE(other.read()->eventCount(), std::uint64_t{4});
        QVERIFY(other.read()->info().isComplete);
    }

    void aCopyOntoItselfIsThereAlready()
    {
        Recording recording;
        recording.upgrade();
        recording.recorder().commit();
        QVERIFY(saveCopy(recording.path(), recording.path()));
        QCOMPARE(recording.finishAndRead()->eventCount(), std::uint64_t{4});
    }

    void aRecordingIsNotOverwritten()
    {
        Recording recording;
        recording.recorder().finish();
        Recording live;
        const auto saved = saveCopy(recording.path(), live.path());
        QVERIFY(!saved);
        QCOMPARE(saved.error().fault, CaptureFault::Busy);
    }

    void aFailureLeavesWhatWasThere()
    {
        QTemporaryDir folder;
        const QString target = folder.filePath("target.hop101");
        std::ofstream(target.toStdString()) << "precious";
        const auto saved = saveCopy(folder.filePath("none.hop101").toStdString(), target.toStdString());
        QVERIFY(!saved);
        QCOMPARE(saved.error().fault, CaptureFault::NotFound);
        QFile file(target);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("precious"));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
    }

    void aFolderThatIsMissingIsNamed()
    {
        Recording recording;
        recording.recorder().finish();
        const std::string nowhere = recording.path() + ".none/x.hop101";
        const auto saved = saveCopy(recording.path(), nowhere);
        QVERIFY(!saved);
        QCOMPARE(saved.error().fault, CaptureFault::NotFound);
        QCOMPARE(saved.error().path, nowhere);
    }
};

QTEST_APPLESS_MAIN(TestSaveCopy)
#include "tst_savecopy.moc"
