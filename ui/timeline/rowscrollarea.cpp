// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/rowscrollarea.h"

#include "ui/theme/theme.h"

#include <QPushButton>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>
#include <limits>

namespace hop101::ui {

namespace {

constexpr int kWheelRows = 3;
constexpr int kJumpMargin = 12;

} // namespace

RowScrollArea::RowScrollArea(QWidget *parent) : QAbstractScrollArea(parent), m_jump(new QPushButton(this))
{
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_jump->setProperty("pill", true);
    m_jump->setFocusPolicy(Qt::NoFocus);
    m_jump->setIcon(icon("arrow-down-to-line"));
    m_jump->setToolTip(tr("Show the latest events and follow them (End)"));
    m_jump->hide();
    connect(m_jump, &QPushButton::clicked, this, [this] { setFollowing(true); });
    connect(verticalScrollBar(), &QScrollBar::actionTriggered, this, [this] { userScrolled(); });
}

std::uint64_t RowScrollArea::firstVisibleRow() const
{
    return std::uint64_t(std::max(verticalScrollBar()->value(), 0));
}

std::uint64_t RowScrollArea::lastVisibleRow() const
{
    const std::uint64_t shown = std::uint64_t(std::max(wholeRows(), 1));
    const std::uint64_t total = rowCount();
    return std::min(firstVisibleRow() + shown, std::max<std::uint64_t>(total, 1)) - 1;
}

void RowScrollArea::updateScrollBar()
{
    constexpr std::uint64_t kMost = std::numeric_limits<int>::max() - 1;
    const std::uint64_t total = std::min(rowCount(), kMost);
    const int whole = wholeRows();
    QScrollBar *bar = verticalScrollBar();
    bar->setSingleStep(1);
    bar->setPageStep(std::max(whole - 1, 1));
    bar->setRange(0, int(total > std::uint64_t(whole) ? total - std::uint64_t(whole) : 0));
    if (m_isFollowing)
        bar->setValue(bar->maximum());
    updateJump();
}

bool RowScrollArea::isAtEnd() const
{
    return verticalScrollBar()->value() >= verticalScrollBar()->maximum();
}

void RowScrollArea::setFollowing(bool following)
{
    if (following)
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    if (following == m_isFollowing)
        return;
    m_isFollowing = following;
    if (following)
        m_unseen = 0;
    updateJump();
    emit followingChanged(following);
}

/// Called before the bar takes its new position, and after other ways of scrolling.
void RowScrollArea::userScrolled()
{
    setFollowing(verticalScrollBar()->sliderPosition() >= verticalScrollBar()->maximum());
}

void RowScrollArea::showRow(std::uint64_t row)
{
    const auto limit = std::uint64_t(verticalScrollBar()->maximum());
    verticalScrollBar()->setValue(int(std::min(row, limit)));
    setFollowing(m_isFollowing && isAtEnd());
}

void RowScrollArea::ensureVisible(base::EventId event)
{
    if (!event)
        return;
    const std::uint64_t row = rowOf(event);
    const auto whole = std::uint64_t(wholeRows());
    if (row < firstVisibleRow())
        showRow(row);
    else if (row >= firstVisibleRow() + whole)
        showRow(row + 1 - whole);
}

void RowScrollArea::rowsWereAdded(std::uint64_t count)
{
    if (!m_isFollowing)
        m_unseen += count;
}

void RowScrollArea::startAgain()
{
    m_unseen = 0;
    m_isFollowing = rowCount() <= std::uint64_t(wholeRows());
    updateScrollBar();
    if (!m_isFollowing)
        verticalScrollBar()->setValue(0);
}

void RowScrollArea::updateJump()
{
    m_jump->setVisible(!m_isFollowing && m_unseen > 0 && !isAtEnd());
    if (!m_jump->isVisibleTo(this))
        return;
    m_jump->setText(
        tr("%n new", "events that came while not following", int(std::min<std::uint64_t>(m_unseen, 999999))));
    m_jump->adjustSize();
    const QRect port = viewport()->geometry();
    m_jump->move(port.center().x() - m_jump->width() / 2, port.bottom() - m_jump->height() - kJumpMargin);
    m_jump->raise();
}

void RowScrollArea::scrollContentsBy(int, int)
{
    rowsMoved();
    if (isAtEnd())
        m_unseen = 0;
    updateJump();
    viewport()->update();
    emit visibleRowsChanged();
}

void RowScrollArea::wheelEvent(QWheelEvent *event)
{
    const int old = verticalScrollBar()->value();
    if (event->hasPixelDelta() && !event->pixelDelta().isNull())
        verticalScrollBar()->setValue(old - event->pixelDelta().y() / std::max(rowHeight(), 1));
    else
        verticalScrollBar()->setValue(old - event->angleDelta().y() * kWheelRows / 120);
    userScrolled();
    event->accept();
}

} // namespace hop101::ui
