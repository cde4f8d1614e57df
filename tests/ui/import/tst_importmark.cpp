// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/importmark.h"

#include "core/formats/importstage.h"
#include "tests/ui/timeline/recordings.h"

#include <QTest>

using namespace hop101;
using namespace hop101::ui;

class TestImportMark : public QObject
{
    Q_OBJECT
private slots:
    void eachOriginIsOneSentence_data()
    {
        QTest::addColumn<QByteArray>("format");
        QTest::addColumn<QStringList>("madeUp");
        QTest::addColumn<QString>("says");
        QTest::addColumn<QString>("alsoSays");
        QTest::newRow("messages alone have no frames")
            << QByteArray("har") << QStringList{"masks", "frame boundaries", "compression"}
            << "no masks, fragments or control frames"
            << "Made up: masks, frame boundaries, compression.";
        QTest::newRow("packets are as they were") << QByteArray("pcap") << QStringList{} << "every byte"
                                                  << "";
        QTest::newRow("packets without their start")
            << QByteArray("pcap") << QStringList{"the handshake"} << "does not have"
            << "Made up: the handshake.";
    }
    void eachOriginIsOneSentence()
    {
        QFETCH(QByteArray, format);
        QFETCH(QStringList, madeUp);
        QFETCH(QString, says);
        QFETCH(QString, alsoSays);
        formats::ImportMark mark{format.toStdString(), "chat.file", {}};
        for (const QString &what : madeUp)
            mark.madeUp.push_back(what.toStdString());
        const auto stage = formats::ImportStage::create(m_folder.filePath("a.hop101").toStdString(),
                                                        *formatOf(format), "chat.file", true);
        QVERIFY(bool(stage));
        formats::ImportedHop hop;
        hop.madeUp = mark.madeUp;
        const std::size_t index = stage.value()->addHop(hop);
        QVERIFY(
            stage.value()->add(index, formats::WallTime{}, hop::Direction::FromLeft, hop::Opened{"a", "b"}));
        QVERIFY(bool(stage.value()->finish({})));
        const auto reader = capture::Reader::open(m_folder.filePath("a.hop101").toStdString());
        QVERIFY(bool(reader));
        ImportMark shown;
        shown.setCapture(reader.value().get());
        QVERIFY2(shown.text().startsWith("Imported from chat.file, "), qPrintable(shown.text()));
        QVERIFY2(shown.text().contains(says), qPrintable(shown.text()));
        QVERIFY2(shown.accessibleDescription() == alsoSays, qPrintable(shown.accessibleDescription()));
        shown.setCapture(nullptr);
        QCOMPARE(shown.text(), QString());
    }
    void aRecordingSaysNothing()
    {
        fixture::Recording recording;
        const auto reader = fixture::recorded(recording, 3);
        ImportMark mark;
        mark.setCapture(reader.get());
        QCOMPARE(mark.text(), QString());
    }

private:
    static std::optional<formats::ImportFormat> formatOf(const QByteArray &name)
    {
        for (const formats::ImportFormatInfo &info : formats::importFormats()) {
            if (name == info.name)
                return info.format;
        }
        return std::nullopt;
    }
    QTemporaryDir m_folder;
};

QTEST_MAIN(TestImportMark)
#include "tst_importmark.moc"
