// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QWidget>

class QButtonGroup;

namespace hop101::ui {

/// A row of joined buttons of which exactly one is chosen. Left and right arrow move the choice; every
/// segment is a button of its own for screen readers.
class SegmentBar final : public QWidget
{
    Q_OBJECT
public:
    explicit SegmentBar(QWidget *parent = nullptr);

    /// The first segment that is added is chosen. `id` >= 0.
    QAbstractButton *addSegment(int id, const QString &text, const QString &toolTip);
    int current() const;
    QAbstractButton *segment(int id) const;
    /// Says nothing.
    void setCurrent(int id);

signals:
    /// The user chose.
    void chosen(int id);

protected:
    void changeEvent(QEvent *event) override;

private:
    void tagEnds();

    QButtonGroup *m_group;
};

} // namespace hop101::ui
