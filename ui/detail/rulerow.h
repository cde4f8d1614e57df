// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/detail/verdictcontent.h"

#include <QWidget>

namespace hop101::ui {

/// One rule: mark, title, section; below it found and expected in code ground and, where it is broken, what
/// that means. A click, or Enter, goes to its event and lights its bytes.
class RuleRow final : public QWidget
{
    Q_OBJECT
public:
    explicit RuleRow(const RuleLine &line, QWidget *parent = nullptr);

signals:
    void chosen(hop101::base::EventId event, hop101::base::ByteRange bytes);

protected:
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    base::EventId m_event;
    base::ByteRange m_bytes;
};

} // namespace hop101::ui
