// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/capturefile.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using hop101::cli::CaptureFile;

class TestCliCaptureFile : public QObject
{
    Q_OBJECT
private slots:
    void aPrivateOneIsPrivateAndGoes()
    {
        QString folder;
        {
            const CaptureFile file({});
            QVERIFY(file.isPrivate());
            const QFileInfo info(QString::fromStdString(file.path()));
            folder = info.path();
            QCOMPARE(QFileInfo(folder).permissions()
                         & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther),
                     QFile::Permissions());
            QFile made(info.filePath());
            QVERIFY(made.open(QIODevice::WriteOnly));
        }
        QVERIFY(!QFileInfo::exists(folder));
    }
    void oneThatWasAskedForStays()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath("kept.hop101");
        {
            const CaptureFile file(path.toStdString());
            QVERIFY(!file.isPrivate());
            QFile made(path);
            QVERIFY(made.open(QIODevice::WriteOnly));
        }
        QVERIFY(QFileInfo::exists(path));
    }
    void withoutAFolderThereIsNoPath()
    {
        const QByteArray before = qgetenv("TMPDIR");
        qputenv("TMPDIR", "/nowhere");
        const bool isEmpty = CaptureFile({}).path().empty();
        qputenv("TMPDIR", before);
        if (before.isEmpty())
            qunsetenv("TMPDIR");
        QVERIFY(isEmpty);
    }
};

QTEST_APPLESS_MAIN(TestCliCaptureFile)
#include "tst_cli_capturefile.moc"
