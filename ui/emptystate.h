// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

class QLabel;

namespace hop101::ui {

/// What stands where the timeline will be, before the first session: what to press, and what will then be
/// seen.
class EmptyState final : public QScrollArea
{
    Q_OBJECT
public:
    explicit EmptyState(QWidget *parent = nullptr);

    /// Whether the URL is the embedded endpoint's, which needs nothing else.
    void setEmbedded(bool isEmbedded);
    /// Of another mode than Client, whose five steps are not shown then.
    void setTexts(const QString &title, const QString &hint);

private:
    QLabel *m_title;
    QLabel *m_hint;
    QWidget *m_steps = nullptr;
};

} // namespace hop101::ui
