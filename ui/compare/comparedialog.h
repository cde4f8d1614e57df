// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/compare/comparelines.h"

#include <QDialog>

class QLabel;
class QTreeWidget;

namespace hop101::ui {

/// Two exchanges side by side, what differs of them marked. It compares on a thread of its own, with readers
/// of its own.
class CompareDialog final : public QDialog
{
    Q_OBJECT
public:
    /// `leftExchange` none: the first that was upgraded. Of the right capture always that.
    CompareDialog(const QString &leftPath, base::ExchangeId leftExchange, const QString &rightPath,
                  QWidget *parent = nullptr);

    QString lead() const;
    QTreeWidget *lines() const { return m_lines; }
    bool isDone() const { return m_isDone; }

signals:
    /// Of the left capture.
    void eventChosen(hop101::base::EventId event);
    void done();

private:
    struct Outcome
    {
        QString lead;
        bool isSame = false;
        QString leftTitle, rightTitle;
        std::vector<CompareLine> lines;
    };

    static Outcome compare(const QString &leftPath, base::ExchangeId leftExchange, const QString &rightPath);
    void layOut();
    void begin(const QString &leftPath, base::ExchangeId leftExchange, const QString &rightPath);
    void fill(const Outcome &outcome);

    QLabel *m_lead;
    QTreeWidget *m_lines;
    bool m_isDone = false;
};

} // namespace hop101::ui
