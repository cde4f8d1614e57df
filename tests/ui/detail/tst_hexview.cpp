// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/hexview.h"

#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>

using namespace hop101;
using ui::HexLayout;
using ui::HexView;

class TestHexView : public QObject
{
    Q_OBJECT
private slots:
    void aDumpHasOffsetHexAndText()
    {
        const base::Bytes bytes = base::toBytes("Hop101 \n\xff!");
        QCOMPARE(HexLayout{8}.dump(bytes, 0),
                 QString::fromUtf8("0000  48 6f 70 31 30 31 20 0a  Hop101 ·\n"
                                   "0008  ff 21                    ·!"));
    }
    void whatIsDrawnCanBeHit_data()
    {
        QTest::addColumn<int>("perLine");
        QTest::newRow("eight a line") << 8;
        QTest::newRow("sixteen a line") << 16;
    }
    void whatIsDrawnCanBeHit()
    {
        QFETCH(int, perLine);
        const HexLayout layout{perLine};
        const QString line = layout.dump(base::Bytes(std::size_t(perLine), std::byte{0x41}), 0);
        QCOMPARE(line.size(), layout.lineLength());
        for (int byte = 0; byte < perLine; ++byte) {
            QCOMPARE(layout.byteAtColumn(layout.hexColumn(byte)), byte);
            QCOMPARE(layout.byteAtColumn(layout.hexColumn(byte) + 1), byte);
            QCOMPARE(layout.byteAtColumn(layout.textColumn(byte)), byte);
            QCOMPARE(line.mid(layout.hexColumn(byte), 2), QString("41"));
            QCOMPARE(line.at(layout.textColumn(byte)), QChar('A'));
        }
        QCOMPARE(layout.byteAtColumn(0), -1);
        QCOMPARE(layout.byteAtColumn(layout.lineLength()), -1);
    }
    void aLitRangeCoversHexAndText()
    {
        HexView view;
        view.resize(420, 300);
        view.show();
        view.setBytes(base::Bytes(20, std::byte{0x41}));
        view.setLit({6, 4});
        QStringList lit;
        for (const auto &part : view.extraSelections())
            lit += part.cursor.selectedText();
        QCOMPARE(lit, (QStringList{"41 41", "AA", "41 41", "AA"}));
    }
    void aClickFindsItsByte()
    {
        HexView view;
        view.resize(420, 300);
        view.show();
        view.setBytes(base::Bytes(20, std::byte{0x41}));
        QSignalSpy clicked(&view, &HexView::byteClicked);
        QTextCursor cursor(view.document()->findBlockByNumber(1));
        cursor.setPosition(cursor.position() + int(HexLayout{8}.hexColumn(2)));
        const QRect place = view.cursorRect(cursor);
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, place.center() + QPoint(3, 0));
        QCOMPARE(clicked.count(), 1);
        QCOMPARE(clicked.first().first().toULongLong(), 10ULL);
    }
};

QTEST_MAIN(TestHexView)
#include "tst_hexview.moc"
