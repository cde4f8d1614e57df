// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/drawlist.h"

#include <QWidget>

#include <vector>

class QPainter;

namespace hop101::ui {

/// Name and address of each party above its lifeline.
class LaneHeader : public QWidget
{
    Q_OBJECT
public:
    explicit LaneHeader(QWidget *parent = nullptr);

    /// `xs`: of the lifelines; `timeRight`: where the unit of the time column ends.
    /// `right`: the diagram's edge, before the scroll bar.
    void setLanes(std::vector<diagram::Lane> lanes, std::vector<double> xs, double timeRight, double right);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::vector<diagram::Lane> m_lanes;
    std::vector<double> m_xs;
    double m_timeRight = 0;
    double m_right = 0;
};

/// The same on any page: ground, hairline and words in `band`. Any thread.
void paintLaneHeads(QPainter &painter, const QRectF &band, const std::vector<diagram::Lane> &lanes,
                    const diagram::Geometry &geometry, const SequenceFonts &fonts, bool isDark);

} // namespace hop101::ui
