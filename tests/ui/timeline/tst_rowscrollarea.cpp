// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/rowscrollarea.h"

#include <QPushButton>
#include <QScrollBar>
#include <QTest>

using namespace hop101;

namespace {

/// Ten rows fit.
class Area final : public ui::RowScrollArea
{
public:
    void setRows(std::uint64_t rows)
    {
        const std::uint64_t before = m_rows;
        m_rows = rows;
        if (rows > before)
            rowsWereAdded(rows - before);
        updateScrollBar();
    }
    void beginAgain(std::uint64_t rows)
    {
        m_rows = rows;
        startAgain();
    }
    int moves() const { return m_moves; }

protected:
    std::uint64_t rowCount() const override { return m_rows; }
    int wholeRows() const override { return 10; }
    int rowHeight() const override { return 20; }
    void rowsMoved() override { ++m_moves; }

private:
    std::uint64_t m_rows = 0;
    int m_moves = 0;
};

} // namespace

class TestRowScrollArea : public QObject
{
    Q_OBJECT
private slots:
    void itStaysAtTheEndUntilOneScrollsUp()
    {
        Area area;
        area.setRows(100);
        QVERIFY(area.isFollowing());
        QCOMPARE(area.firstVisibleRow(), std::uint64_t(90));
        QCOMPARE(area.lastVisibleRow(), std::uint64_t(99));
        area.showRow(50);
        QVERIFY(!area.isFollowing());
        area.setRows(120);
        QCOMPARE(area.firstVisibleRow(), std::uint64_t(50));
        area.setFollowing(true);
        QCOMPARE(area.firstVisibleRow(), std::uint64_t(110));
        QVERIFY(area.moves() >= 3);
    }
    void whatCameMeanwhileIsCountedAndOneClickAway()
    {
        Area area;
        area.resize(300, 200);
        area.show();
        area.setRows(100);
        area.showRow(0);
        auto *jump = area.findChild<QPushButton *>();
        QVERIFY(jump && !jump->isVisible());
        area.setRows(107);
        QVERIFY(jump->isVisible());
        QCOMPARE(jump->text(), QString("7 new"));
        jump->click();
        QVERIFY(area.isFollowing() && !jump->isVisible());
    }
    void anEventIsBroughtIntoViewByTheShortestWay()
    {
        Area area;
        area.setRows(100);
        area.showRow(20);
        area.ensureVisible({25});
        QCOMPARE(area.firstVisibleRow(), std::uint64_t(20));
        area.ensureVisible({40});
        QCOMPARE(area.firstVisibleRow(), std::uint64_t(30));
        area.ensureVisible({5});
        QCOMPARE(area.firstVisibleRow(), std::uint64_t(4));
        area.ensureVisible({});
        QCOMPARE(area.firstVisibleRow(), std::uint64_t(4));
    }
    void anotherCaptureBeginsAtItsStart()
    {
        Area area;
        area.setRows(100);
        area.beginAgain(50);
        QVERIFY(!area.isFollowing());
        QCOMPARE(area.firstVisibleRow(), std::uint64_t(0));
        area.beginAgain(5);
        QVERIFY(area.isFollowing());
    }
    void moreRowsThanABarCanCountAreCapped()
    {
        Area area;
        area.setRows(std::uint64_t(1) << 40);
        QVERIFY(area.verticalScrollBar()->maximum() > 2'000'000'000);
    }
};

QTEST_MAIN(TestRowScrollArea)
#include "tst_rowscrollarea.moc"
