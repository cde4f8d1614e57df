// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/picturewriter.h"

#include "core/formats/eventchoice.h"
#include "tests/ui/timeline/recordings.h"

#include <QImage>
#include <QTest>

using namespace hop101;
using namespace hop101::ui;

namespace {

struct Files
{
    std::vector<QByteArray> all{QByteArray()};
    bool isWhole = false;

    Files(const formats::ExportSource &source, const formats::ExportOptions &options, bool isPdf)
    {
        formats::ExportRun run(
            [this](std::string_view bytes) {
                all.back().append(bytes.data(), qsizetype(bytes.size()));
                return true;
            },
            {});
        run.setNextFile([this] {
            all.emplace_back();
            return true;
        });
        isWhole = (isPdf ? writePdf : writePng)(source, options, presentLook(), run);
    }
};

} // namespace

class TestPictureWriter : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        m_recording = std::make_unique<fixture::Recording>();
        m_reader = fixture::recorded(*m_recording, 300, 7);
    }
    void pngIsPagedAndTwiceTheScreen()
    {
        const Files files(formats::wholeCapture(*m_reader), {}, false);
        QVERIFY(files.isWhole);
        QCOMPARE(files.all.size(), std::size_t(2));
        const QImage first = QImage::fromData(files.all[0], "PNG");
        QCOMPARE(first.width(), 1920);
        QVERIFY(first.height() > 2 * 28 * 200);
        QVERIFY(!QImage::fromData(files.all[1], "PNG").isNull());
        QCOMPARE(first.pixelColor(first.width() - 1, first.height() - 1), QColor(Qt::white));
    }
    void theDarkOneIsDark()
    {
        formats::ExportOptions options;
        options.isDark = true;
        const Files files(formats::wholeCapture(*m_reader), options, false);
        const QImage image = QImage::fromData(files.all[0], "PNG");
        QCOMPARE(image.pixelColor(1, 1), QColor(0x1e, 0x22, 0x28));
    }
    void aPdfHasAPageForEveryScreenful()
    {
        const Files files(formats::wholeCapture(*m_reader), {}, true);
        QVERIFY(files.isWhole);
        QCOMPARE(files.all.size(), std::size_t(1));
        QVERIFY(files.all[0].startsWith("%PDF-"));
        const auto pages = files.all[0].count("/Type /Page\n");
        QVERIFY2(pages >= 8 && pages <= 16, qPrintable(QString::number(pages)));
    }

private:
    std::unique_ptr<fixture::Recording> m_recording;
    std::unique_ptr<capture::Reader> m_reader;
};

QTEST_MAIN(TestPictureWriter)
#include "tst_picturewriter.moc"
