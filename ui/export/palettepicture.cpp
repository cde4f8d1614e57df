// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/palettepicture.h"

#include <QHash>

#include <algorithm>
#include <utility>

namespace hop101::ui {
namespace {

constexpr qsizetype kMostColours = 256;

struct Count
{
    QRgb colour = 0;
    qsizetype pixels = 0;
};

/// Calls `run(line, from, to, colour)` for all pixels of one colour side by side: most lines are long ones.
template<typename Run>
void forEachRun(const QImage &picture, Run run)
{
    const int width = picture.width(), height = picture.height();
    for (int y = 0; y < height; ++y) {
        const auto *line = reinterpret_cast<const QRgb *>(picture.constScanLine(y));
        for (int from = 0, to = 0; from < width; from = to) {
            while (to < width && line[to] == line[from])
                ++to;
            run(y, from, to, line[from]);
        }
    }
}

QHash<QRgb, qsizetype> histogram(const QImage &picture)
{
    QHash<QRgb, qsizetype> pixels;
    forEachRun(picture, [&](int, int from, int to, QRgb colour) { pixels[colour] += to - from; });
    return pixels;
}

/// Of colours that are the same but for the lowest bits, that of the most pixels.
QHash<QRgb, Count> merged(const QHash<QRgb, qsizetype> &pixels, int droppedBits)
{
    const auto mask = QRgb(0x01010101) * QRgb((0xff << droppedBits) & 0xff);
    QHash<QRgb, Count> kept;
    for (const auto &[colour, count] : pixels.asKeyValueRange()) {
        Count &most = kept[colour & mask];
        // Of two as frequent the one of the lower number, so that a picture is the same every time.
        if (std::pair(count, most.colour) > std::pair(most.pixels, colour))
            most = {colour, count};
    }
    return kept;
}

} // namespace

QImage palettePicture(const QImage &picture)
{
    const QHash<QRgb, qsizetype> pixels = histogram(picture);
    int droppedBits = 0;
    QHash<QRgb, Count> kept = merged(pixels, 0);
    while (kept.size() > kMostColours)
        kept = merged(pixels, ++droppedBits);

    QList<QRgb> colours;
    for (const Count &each : std::as_const(kept))
        colours.append(each.colour);
    std::ranges::sort(colours);
    const auto mask = QRgb(0x01010101) * QRgb((0xff << droppedBits) & 0xff);
    QHash<QRgb, uchar> indexes;
    for (const auto &[masked, each] : kept.asKeyValueRange())
        indexes.insert(masked, uchar(std::ranges::lower_bound(colours, each.colour) - colours.begin()));

    QImage result(picture.size(), QImage::Format_Indexed8);
    result.setColorTable(colours);
    result.setDotsPerMeterX(picture.dotsPerMeterX());
    result.setDotsPerMeterY(picture.dotsPerMeterY());
    forEachRun(picture, [&](int y, int from, int to, QRgb colour) {
        uchar *line = result.scanLine(y);
        std::fill(line + from, line + to, indexes.value(colour & mask));
    });
    return result;
}

} // namespace hop101::ui
