// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"

#include <QAbstractScrollArea>

class QPushButton;

namespace hop101::ui {

/// Scrolls by rows of one height, of which there may be more than pixels: the scroll bar counts rows. It
/// stays at the end while rows come; scrolling up ends that, and then a button at the lower edge says how
/// many came since.
class RowScrollArea : public QAbstractScrollArea
{
    Q_OBJECT
public:
    explicit RowScrollArea(QWidget *parent = nullptr);

    /// It stays at the end while events come; scrolling up ends that, scrolling to the end begins it again.
    bool isFollowing() const { return m_isFollowing; }
    void setFollowing(bool following);

    std::uint64_t firstVisibleRow() const;
    std::uint64_t lastVisibleRow() const; ///< firstVisibleRow() where nothing shows
    /// Scrolls so that this row is the first, as far as there are rows.
    void showRow(std::uint64_t row);
    /// Scrolls as little as needed.
    void ensureVisible(base::EventId event);

signals:
    void followingChanged(bool following);
    void visibleRowsChanged();

protected:
    virtual std::uint64_t rowCount() const = 0;
    /// The row of an event, or the one that would follow it.
    virtual std::uint64_t rowOf(base::EventId event) const { return event.value - 1; }
    virtual int wholeRows() const = 0; ///< so many fit
    virtual int rowHeight() const = 0; ///< in pixels
    virtual void rowsMoved() = 0; ///< other rows show now

    bool isAtEnd() const;
    /// After anything that changes rowCount() or wholeRows().
    void updateScrollBar();
    void rowsWereAdded(std::uint64_t count);
    /// Another capture: at its start, or following where all of it shows.
    void startAgain();

    void scrollContentsBy(int dx, int dy) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    void userScrolled();
    void updateJump();

    QPushButton *m_jump;
    bool m_isFollowing = true;
    std::uint64_t m_unseen = 0; ///< rows that came while not following
};

} // namespace hop101::ui
