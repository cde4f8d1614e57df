// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/state/capturestate.h"
#include "ui/timeline/densitycolumns.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include <optional>

namespace hop101::ui {

/// The whole capture over time: rate, direction, findings (drawn last, so that no rate hides one) and the
/// part that the diagram shows. What a filter hides is dimmed. Click or drag goes there.
class OverviewStrip : public QWidget
{
    Q_OBJECT
public:
    /// `state` must outlive it.
    explicit OverviewStrip(CaptureState &state, QWidget *parent = nullptr);

    /// Rows that the diagram shows.
    void setVisibleRows(std::uint64_t first, std::uint64_t last);
    QSize sizeHint() const override { return {400, 44}; }
    QSize minimumSizeHint() const override { return {80, 44}; }

signals:
    /// The user wants this event in the middle.
    void eventWanted(hop101::base::EventId event);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void forget();
    void begin();
    void work();
    void beginSoon();
    QRectF track() const;
    QRectF visiblePart() const;
    double xOf(hop::Nanoseconds time) const;
    void goTo(double x);
    void paintColumns(QPainter &painter) const;
    std::uint64_t shownEvents(const DensityColumn &column) const;
    void paintBar(QPainter &painter, std::size_t column, std::uint64_t events, bool isDimmed) const;
    void paintFindings(QPainter &painter) const;

    CaptureState &m_state;
    DensityColumns m_columns;
    std::optional<DensityBuilder> m_builder; ///< of the next columns
    QElapsedTimer m_took;
    QTimer m_soon; ///< to begin: an append is drawn at most a few times a second
    QTimer m_slice; ///< to go on
    bool m_isOutdated = false; ///< events came since the builder began
    std::uint64_t m_firstVisible = 0;
    std::uint64_t m_lastVisible = 0;
};

} // namespace hop101::ui
