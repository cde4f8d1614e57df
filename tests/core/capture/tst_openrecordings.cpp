// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/openrecordings.h"

#include "tests/core/capture/childprocess.h"
#include "tests/core/capture/fixture.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <optional>

using namespace hop101;
using namespace hop101::capture;
using namespace hop101::capture::fixture;

class TestOpenRecordings : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_data.emplace();
        qputenv("XDG_DATA_HOME", m_data->path().toLocal8Bit());
    }
    void cleanup() { m_data.reset(); }

    void theDataFolderIsMadeForItsOwner()
    {
        const QString folder = QString::fromStdString(dataFolder());
        QCOMPARE(folder, m_data->path() + "/hop101");
        const auto others = QFile::ReadGroup | QFile::ExeGroup | QFile::ReadOther | QFile::ExeOther;
        QVERIFY(!(QFile::permissions(folder) & others));
        qputenv("XDG_DATA_HOME", "relative");
        qputenv("HOME", m_data->path().toLocal8Bit());
        QCOMPARE(QString::fromStdString(dataFolder()), m_data->path() + "/.local/share/hop101");
        qunsetenv("XDG_DATA_HOME");
        qunsetenv("HOME");
        QCOMPARE(dataFolder(), std::string());
        QCOMPARE(untitledPath("host"), std::string());
    }

    void anUntitledPathIsFreshAndHarmless()
    {
        const QString path = QString::fromStdString(untitledPath("exa/../m ple:80"));
        QVERIFY2(QFileInfo(path).fileName().endsWith(" exa-..-m-ple-80.hop101"), qPrintable(path));
        QVERIFY(QFileInfo(path).dir().exists());
        QVERIFY(path.contains("/sessions/20"));
        std::vector<std::string> taken;
        for (int i = 0; i < 3; ++i) {
            taken.push_back(untitledPath("127.0.0.1"));
            QVERIFY(!QFile::exists(QString::fromStdString(taken.back())));
            QVERIFY(Recorder::create(taken.back(), {}));
        }
    }

    void aKilledRecordingIsOffered_data()
    {
        QTest::addColumn<bool>("untitled");
        QTest::newRow("an untitled one") << true;
        QTest::newRow("one with a name") << false;
    }
    void aKilledRecordingIsOffered()
    {
        QFETCH(bool, untitled);
        const std::string path = untitledPath("lost");
        ChildProcess child([&](const ChildProcess::Report &report) {
            auto recorder = std::move(Recorder::create(path, {"", false, untitled})).value();
            recorder->commit();
            report(1);
            pause();
        });
        QCOMPARE(child.next(), std::uint64_t{1});
        QVERIFY(lostRecordings().empty()); // it is being recorded
        child.killAndWait();
        const auto lost = lostRecordings();
        QCOMPARE(lost.size(), std::size_t{1});
        QCOMPARE(lost[0].path, path);
        QCOMPARE(lost[0].isUntitled, untitled);
        const auto age = std::chrono::system_clock::now() - lost[0].started;
        QVERIFY(age >= -2s && age < 1h);
        QCOMPARE(lostRecordings().size(), std::size_t{1}); // until it is forgotten
        forgetLostRecording("/another");
        QCOMPARE(lostRecordings().size(), std::size_t{1});
        forgetLostRecording(path);
        QVERIFY(lostRecordings().empty());
        QVERIFY(QFile::exists(QString::fromStdString(path)));
        QVERIFY(notes().isEmpty());
    }

    void aFinishedRecordingIsNotOffered()
    {
        {
            auto recorder = std::move(Recorder::create(untitledPath("done"), {})).value();
            QCOMPARE(notes().size(), 1);
            QVERIFY(lostRecordings().empty());
            recorder->finish();
            QVERIFY(notes().isEmpty());
        }
        QVERIFY(lostRecordings().empty());
    }

    void aCaptureThatIsGoneIsNotOffered()
    {
        const std::string path = untitledPath("gone");
        ChildProcess child([&](const ChildProcess::Report &report) {
            auto recorder = std::move(Recorder::create(path, {})).value();
            report(1);
            pause();
        });
        QCOMPARE(child.next(), std::uint64_t{1});
        child.killAndWait();
        QVERIFY(QFile::remove(QString::fromStdString(path)));
        QVERIFY(lostRecordings().empty());
        QVERIFY(notes().isEmpty());
    }

    void theNewestComesFirstAndNoiseIsSweptAway()
    {
        QVERIFY(lostRecordings().empty());
        std::vector<std::string> paths;
        for (const int hour : {1, 3, 2}) {
            Recording recording;
            recording.recorder().commit();
            paths.push_back(untitledPath("h" + std::to_string(hour)));
            QVERIFY(
                QFile::copy(QString::fromStdString(recording.path()), QString::fromStdString(paths.back())));
            writeNote(std::to_string(hour),
                      "hop101 recording 1\nuntitled\n" + std::to_string(hour * 3600) + "\n" + paths.back());
        }
        writeNote("noise", "hop101 recording 1\nuntitled\nsoon\n/x");
        writeNote("other", "something else");
        writeNote("empty", "");
        const auto lost = lostRecordings();
        QCOMPARE(lost.size(), std::size_t{3});
        QCOMPARE(lost[0].path, paths[1]);
        QCOMPARE(lost[1].path, paths[2]);
        QCOMPARE(lost[2].path, paths[0]);
        QCOMPARE(notes().size(), 3);
    }

private:
    QStringList notes() const { return QDir(m_data->path() + "/hop101/recording").entryList(QDir::Files); }
    void writeNote(const std::string &name, const std::string &text) const
    {
        QFile file(m_data->path() + "/hop101/recording/" + QString::fromStdString(name) + ".note");
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(text));
    }

    std::optional<QTemporaryDir> m_data;
};

QTEST_APPLESS_MAIN(TestOpenRecordings)
#include "tst_openrecordings.moc"
