// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/palettepicture.h"

#include <QTest>

#include <algorithm>
#include <cstdlib>

using namespace hop101::ui;

namespace {

QImage gradient(int colours)
{
    QImage picture(colours, 10, QImage::Format_RGB32);
    for (int y = 0; y < picture.height(); ++y)
        for (int x = 0; x < colours; ++x)
            picture.setPixel(x, y, qRgb(x % 256, x / 256 * 60, (x * 7) % 256));
    return picture;
}

} // namespace

class TestPalettePicture : public QObject
{
    Q_OBJECT
private slots:
    void fewColoursStayAsTheyAre()
    {
        QImage picture = gradient(256);
        picture.setDotsPerMeterX(7559);
        const QImage result = palettePicture(picture);
        QCOMPARE(result.format(), QImage::Format_Indexed8);
        QCOMPARE(result.convertToFormat(QImage::Format_RGB32), picture);
        QCOMPARE(result.dotsPerMeterX(), 7559);
    }
    void manyColoursBecomeThoseNearest()
    {
        const QImage picture = gradient(1000), result = palettePicture(picture);
        QVERIFY(result.colorCount() <= 256);
        QCOMPARE(result.size(), picture.size());
        for (int x = 0; x < picture.width(); ++x) {
            const QRgb before = picture.pixel(x, 3), after = result.pixel(x, 3);
            const int most =
                std::max({std::abs(qRed(before) - qRed(after)), std::abs(qGreen(before) - qGreen(after)),
                          std::abs(qBlue(before) - qBlue(after))});
            QVERIFY2(most < 32, qPrintable(QString::number(x)));
        }
    }
    /// A background is not turned into the shade at the edge of a letter upon it.
    void theFlatColourOfManyIsExact()
    {
        QImage picture = gradient(1000).copy(0, 0, 1000, 40);
        const QColor paper(0xfb, 0xfc, 0xfe);
        for (int y = 10; y < 40; ++y)
            for (int x = 0; x < picture.width(); ++x)
                picture.setPixel(x, y, x == 5 && y == 10 ? qRgb(0xf9, 0xf9, 0xf9) : paper.rgb());
        const QImage result = palettePicture(picture);
        QCOMPARE(result.pixelColor(900, 20), paper);
        QCOMPARE(result, palettePicture(picture));
    }
    void nothingIsNothing() { QVERIFY(palettePicture(QImage()).isNull()); }
};

QTEST_APPLESS_MAIN(TestPalettePicture)
#include "tst_palettepicture.moc"
