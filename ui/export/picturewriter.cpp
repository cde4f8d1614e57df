// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/picturewriter.h"

#include "core/formats/picturepages.h"
#include "ui/export/pagepainter.h"
#include "ui/export/palettepicture.h"
#include "ui/text/text.h"

#include <QBuffer>
#include <QFontInfo>
#include <QImage>
#include <QPageLayout>
#include <QPainter>
#include <QPdfWriter>

#include <cmath>

namespace hop101::ui {

namespace {

constexpr double kPngScale = 2;
constexpr int kPngQuality = 50; // is a matter of time and size alone: a PNG keeps every pixel
constexpr int kPdfDots = 1200; // an inch
constexpr double kScreenDots = 96;
constexpr double kPaperMargin = 12; // millimetres
constexpr double kLandscapeWidth = 1240; // of the picture on the paper
constexpr double kPortraitWidth = 980;
constexpr double kTimePadding = 14;

/// What a writer of Qt writes goes into the run.
class RunDevice final : public QIODevice
{
public:
    explicit RunDevice(formats::ExportRun &run) : m_run(run) { }
    bool isSequential() const override { return true; }

protected:
    qint64 readData(char *, qint64) override { return -1; }
    qint64 writeData(const char *data, qint64 size) override
    {
        return m_run.write({data, std::size_t(size)}) ? size : -1;
    }

private:
    formats::ExportRun &m_run;
};

/// In pixels, so that a device's resolution does not scale them a second time, and as wide as they measure.
SequenceFonts fontsFor(const PictureLook &look)
{
    SequenceFonts fonts = look.fonts;
    for (QFont *font : {&fonts.plain, &fonts.strong, &fonts.mono, &fonts.small}) {
        font->setPixelSize(QFontInfo(*font).pixelSize());
        font->setHintingPreference(QFont::PreferNoHinting);
    }
    return fonts;
}

double timeWidthOf(const FontMeasure &measure)
{
    return kTimePadding + measure.width(diagram::Face::Mono, "000 000.0");
}

diagram::Page pageOf(const formats::PicturePage &each, const formats::ExportOptions &options,
                     const diagram::PageSize &size, const FontMeasure &measure)
{
    diagram::Page page =
        diagram::Page::build(each.layout, each.firstRow, each.heading, size, measure, options.translate);
    page.isDark = options.isDark;
    return page;
}

void setPaper(QPdfWriter &pdf, const PictureLook &look)
{
    const QPageSize size(look.paper == Paper::A4 ? QPageSize::A4 : QPageSize::Letter);
    const auto turn = look.isPortrait ? QPageLayout::Portrait : QPageLayout::Landscape;
    const QMarginsF margins(kPaperMargin, kPaperMargin, kPaperMargin, kPaperMargin);
    pdf.setPageLayout(QPageLayout(size, turn, margins, QPageLayout::Millimeter));
    pdf.setResolution(kPdfDots);
}

} // namespace

PictureLook presentLook()
{
    return {SequenceFonts::present(Density::Normal)};
}

bool writePdf(const formats::ExportSource &source, const formats::ExportOptions &options,
              const PictureLook &look, formats::ExportRun &run)
{
    const SequenceFonts fonts = fontsFor(look);
    const FontMeasure measure(fonts);
    const formats::PicturePages pages(source, options.captureName, options.translate);
    RunDevice device(run);
    device.open(QIODevice::WriteOnly | QIODevice::Unbuffered);
    QPdfWriter pdf(&device);
    setPaper(pdf, look);
    pdf.setTitle(fromUtf8(pages.heading().title));
    pdf.setCreator(QStringLiteral("Hop101"));

    const QRect room = pdf.pageLayout().paintRectPixels(kPdfDots);
    diagram::PageSize size;
    size.width = look.isPortrait ? kPortraitWidth : kLandscapeWidth;
    size.height = std::floor(size.width * room.height() / room.width());
    size.timeWidth = timeWidthOf(measure);
    QPainter painter(&pdf);
    painter.scale(room.width() / size.width, room.width() / size.width);
    const auto draw = [&](const formats::PicturePage &each) {
        if (each.number > 1)
            pdf.newPage();
        paintPage(painter, pageOf(each, options, size, measure), each.layout.lanes, size.timeWidth, fonts);
        return run.isGoing();
    };
    const bool isWhole = pages.forEach(diagram::rowsOfPage(pages.heading(), size), run, draw);
    return painter.end() && isWhole && run.isGoing();
}

bool writePng(const formats::ExportSource &source, const formats::ExportOptions &options,
              const PictureLook &look, formats::ExportRun &run)
{
    const SequenceFonts fonts = fontsFor(look);
    const FontMeasure measure(fonts);
    const formats::PicturePages pages(source, options.captureName, options.translate);
    const std::uint64_t rows = options.rowsPerFile > 0 ? options.rowsPerFile : kPngRows;
    const auto draw = [&](const formats::PicturePage &each) {
        diagram::PageSize size;
        size.width = diagram::pictureWidth(each.layout.lanes.size());
        size.timeWidth = timeWidthOf(measure);
        const diagram::Page page = pageOf(each, options, size, measure);
        QImage image(int(std::ceil(page.width * kPngScale)), int(std::ceil(page.height * kPngScale)),
                     QImage::Format_RGB32);
        image.setDotsPerMeterX(int(kScreenDots * kPngScale / 0.0254));
        image.setDotsPerMeterY(int(kScreenDots * kPngScale / 0.0254));
        QPainter painter(&image);
        painter.scale(kPngScale, kPngScale);
        paintPage(painter, page, each.layout.lanes, size.timeWidth, fonts);
        painter.end();
        QBuffer bytes;
        const bool isDrawn =
            bytes.open(QIODevice::WriteOnly) && palettePicture(image).save(&bytes, "PNG", kPngQuality);
        const QByteArray &data = bytes.data();
        return isDrawn && (each.number == 1 || run.nextFile())
            && run.write({data.constData(), std::size_t(data.size())});
    };
    return pages.forEach(rows, run, draw);
}

} // namespace hop101::ui
