// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagram/sequencelayout.h"
#include "ui/state/capturestate.h"
#include "ui/timeline/drawlist.h"
#include "ui/timeline/rowscrollarea.h"
#include "ui/timeline/sequencegeometry.h"

namespace hop101::ui {

class LaneHeader;

/// The capture as a sequence diagram: lanes, one arrow a row. It reads only the rows that show (and a few
/// beside them), so its cost does not depend on the capture's size; the scroll bar counts rows. Selection is
/// that of CaptureState.
class SequenceView : public RowScrollArea
{
    Q_OBJECT
public:
    /// `state` must outlive it.
    explicit SequenceView(CaptureState &state, QWidget *parent = nullptr);
    ~SequenceView() override;

    void setDensity(Density density);
    Density density() const { return m_density; }
    /// What is said while there is no event. Plain text.
    void setEmptyText(const QString &title, const QString &body);

    void selectNextFinding();
    void selectPreviousFinding();
    /// The words of the selected row, as Ctrl+C copies them; empty where none is selected.
    QString selectedRowText() const;

    /// What is drawn; for tests.
    const DrawList &drawList();

    QSize sizeHint() const override { return {640, 420}; }

signals:
    /// Enter or a double click on a row: the user wants its details.
    void detailRequested();
    /// Copy, of several events.
    void copyRequested();

protected:
    // Tests put a layout of their own in here.
    std::uint64_t rowCount() const override;
    virtual diagram::SequenceLayout read(std::uint64_t firstRow, std::uint64_t count) const;

    std::uint64_t rowOf(base::EventId event) const override { return m_state.rowOf(event); }
    int wholeRows() const override;
    int rowHeight() const override { return m_rowHeight; }
    void rowsMoved() override;

    bool event(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void changeEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

protected slots:
    void rowsWereReset();
    void rowsWereChanged(quint64 first);

private:
    void fontsWereChanged();
    void refresh();
    void updateHeader();
    void updateLanes();
    enum class Reach : std::uint8_t {
        Alone,
        UpTo, ///< from where the selection began
    };
    void selectRow(std::uint64_t row, Reach reach = Reach::Alone);
    void selectFinding(bool isForward);
    void moveSelection(std::int64_t rows, Reach reach);
    void describeSelection();
    void selectionMoved(base::EventId event);
    void paintEmpty(QPainter &painter) const;
    QString toolTipAt(QPoint point);
    const diagram::Row *shownRow(base::EventId event) const;
    SequenceGeometry geometryNow() const;

    CaptureState &m_state;
    LaneHeader *m_header;
    Density m_density = Density::Normal;
    SequenceFonts m_fonts;
    double m_timeWidth = 88;
    int m_rowHeight = 28;
    bool m_isStale = true;
    std::uint64_t m_knownEvents = 0; ///< that were there when these rows began
    diagram::SequenceLayout m_layout;
    DrawList m_list;
    base::EventId m_hovered;
    QString m_emptyTitle, m_emptyBody;
};

} // namespace hop101::ui
