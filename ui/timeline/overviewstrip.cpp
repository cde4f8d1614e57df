// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/overviewstrip.h"

#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace hop101::ui {

namespace {

constexpr int kColumnPx = 4; // a bar of three and a gap
constexpr int kSliceMs = 6; // of the event loop at a time
constexpr int kPatienceMs = 250;
constexpr int kRestFactor = 10; // at most a tenth of the time is spent here, however large the capture
constexpr double kLeastVisiblePx = 10;

QColor soft(Token token, bool isDimmed = false)
{
    QColor ink = color(isDimmed ? Token::Control : token);
    ink.setAlphaF(isDimmed ? 0.22F : 0.62F);
    return ink;
}

} // namespace

OverviewStrip::OverviewStrip(CaptureState &state, QWidget *parent) : QWidget(parent), m_state(state)
{
    setLayoutDirection(Qt::LeftToRight);
    setFocusPolicy(Qt::TabFocus);
    setAccessibleName(tr("Overview of the capture over time"));
    setToolTip(tr("Events over time, findings in red. Click or drag to go there."));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_soon.setSingleShot(true);
    m_soon.setInterval(kPatienceMs);
    m_slice.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &OverviewStrip::begin);
    connect(&m_slice, &QTimer::timeout, this, &OverviewStrip::work);
    connect(&m_state, &CaptureState::captureChanged, this, &OverviewStrip::forget);
    connect(&m_state, &CaptureState::rowsReset, this, qOverload<>(&QWidget::update));
    connect(&m_state, &CaptureState::rowsAdvanced, this, qOverload<>(&QWidget::update));
    connect(&m_state, &CaptureState::eventsAdvanced, this, &OverviewStrip::beginSoon);
}

void OverviewStrip::setVisibleRows(std::uint64_t first, std::uint64_t last)
{
    if (first == m_firstVisible && last == m_lastVisible)
        return;
    m_firstVisible = first;
    m_lastVisible = last;
    update();
}

/// Another capture: the builder's reader is gone.
void OverviewStrip::forget()
{
    m_builder.reset();
    m_columns = {};
    m_soon.setInterval(kPatienceMs);
    begin();
    update();
}

void OverviewStrip::beginSoon()
{
    m_isOutdated = true;
    if (!m_builder && !m_soon.isActive())
        m_soon.start();
}

void OverviewStrip::begin()
{
    m_soon.stop();
    m_slice.stop();
    m_isOutdated = false;
    if (!m_state.reader())
        return;
    m_builder.emplace(*m_state.reader(), std::max(int(track().width()) / kColumnPx, 1));
    m_took.start();
    work();
}

void OverviewStrip::work()
{
    if (!m_builder)
        return;
    QElapsedTimer slice;
    slice.start();
    while (!m_builder->isDone() && slice.elapsed() < kSliceMs)
        m_builder->step();
    if (!m_builder->isDone()) {
        m_slice.start(0);
        return;
    }
    m_columns = m_builder->take();
    m_builder.reset();
    m_soon.setInterval(std::max(kPatienceMs, int(m_took.elapsed()) * kRestFactor));
    if (m_isOutdated)
        beginSoon();
    update();
}

QRectF OverviewStrip::track() const
{
    return QRectF(rect()).adjusted(8, 5, -8, -5);
}

double OverviewStrip::xOf(hop::Nanoseconds time) const
{
    const double span = double((m_columns.last - m_columns.first).count());
    const double part = span <= 0 ? 0 : double((time - m_columns.first).count()) / span;
    const double width = double(m_columns.columns.size()) * kColumnPx;
    return track().left() + std::clamp(part, 0.0, 1.0) * width;
}

QRectF OverviewStrip::visiblePart() const
{
    if (!m_state.reader() || m_columns.columns.empty() || m_state.rowCount() == 0)
        return {};
    const double from = xOf(m_state.reader()->event(m_state.eventAt(m_firstVisible)).time);
    const double to = xOf(m_state.reader()->event(m_state.eventAt(m_lastVisible)).time) + kColumnPx;
    const double width = std::max(to - from, kLeastVisiblePx);
    const double left = std::clamp(from, track().left(), std::max(track().right() - width, track().left()));
    return QRectF(left, 2, width, height() - 4).adjusted(-2, 0, 1, 0);
}

void OverviewStrip::resizeEvent(QResizeEvent *)
{
    begin();
}

void OverviewStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), color(Token::Alternate));
    paintColumns(painter);
    const QRectF part = visiblePart();
    painter.setRenderHint(QPainter::Antialiasing);
    if (!part.isEmpty()) {
        QColor tint = color(Token::Accent);
        tint.setAlphaF(0.06F);
        painter.setBrush(tint);
        painter.setPen(QPen(color(Token::Accent), hasFocus() ? 2.2 : 1.4));
        painter.drawRoundedRect(part.adjusted(1, 1, -1, -1), 3, 3);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
    paintFindings(painter);
}

void OverviewStrip::paintColumns(QPainter &painter) const
{
    for (std::size_t i = 0; i < m_columns.columns.size(); ++i) {
        const std::uint64_t events = m_columns.columns[i].events;
        const std::uint64_t shown = shownEvents(m_columns.columns[i]);
        if (shown < events)
            paintBar(painter, i, events, true);
        if (shown > 0)
            paintBar(painter, i, shown, false);
    }
}

std::uint64_t OverviewStrip::shownEvents(const DensityColumn &column) const
{
    if (!m_state.isFiltered())
        return column.events;
    return m_state.rowOf({column.first + column.events + 1}) - m_state.rowOf({column.first + 1});
}

/// Square root: one frame beside a flood still shows.
void OverviewStrip::paintBar(QPainter &painter, std::size_t column, std::uint64_t events, bool isDimmed) const
{
    const double most = std::sqrt(double(std::max<std::uint64_t>(m_columns.most(), 1)));
    const QRectF area = track();
    const double height = std::max(std::round(area.height() * std::sqrt(double(events)) / most), 2.0);
    const double left = std::round(height * m_columns.columns[column].fromLeft);
    const double x = area.left() + double(column) * kColumnPx;
    painter.fillRect(QRectF(x, area.bottom() - height, kColumnPx - 1, height - left),
                     soft(Token::FromRight, isDimmed));
    painter.fillRect(QRectF(x, area.bottom() - left, kColumnPx - 1, left), soft(Token::FromLeft, isDimmed));
}

void OverviewStrip::paintFindings(QPainter &painter) const
{
    const QRectF area = track();
    for (const rules::Severity severity : {rules::Severity::Warning, rules::Severity::Error}) {
        const bool isError = severity == rules::Severity::Error;
        for (std::size_t i = 0; i < m_columns.columns.size(); ++i) {
            if (m_columns.columns[i].worst != severity)
                continue;
            const double x = area.left() + double(i) * kColumnPx;
            const double top = isError ? area.top() - 2 : area.top() + area.height() / 2;
            painter.fillRect(QRectF(x, top, 2, area.bottom() - top),
                             color(isError ? Token::Broken : Token::Warning));
        }
    }
}

void OverviewStrip::goTo(double x)
{
    if (!m_state.reader() || m_columns.columns.empty())
        return;
    const double width = double(m_columns.columns.size()) * kColumnPx;
    const double part = std::clamp((x - track().left()) / width, 0.0, 1.0);
    const auto span = double((m_columns.last - m_columns.first).count());
    const auto time = m_columns.first + hop::Nanoseconds(std::int64_t(span * part));
    const std::uint64_t total = m_state.reader()->eventCount();
    emit eventWanted({std::min(rowAtOrAfter(*m_state.reader(), time), total - 1) + 1});
}

void OverviewStrip::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        goTo(event->position().x());
}

void OverviewStrip::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons() & Qt::LeftButton)
        goTo(event->position().x());
}

void OverviewStrip::keyPressEvent(QKeyEvent *event)
{
    const QRectF part = visiblePart();
    if (event->key() == Qt::Key_Left)
        goTo(part.center().x() - part.width());
    else if (event->key() == Qt::Key_Right)
        goTo(part.center().x() + part.width());
    else
        QWidget::keyPressEvent(event);
}

} // namespace hop101::ui
