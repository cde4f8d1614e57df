// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace hop101::ui {

/// A value in the fixed-width face on code ground. Long values break anywhere, so that they stay inside their
/// pane. Copied as a whole: by its menu, or Ctrl+C when it has the focus.
class CodeLabel final : public QWidget
{
    Q_OBJECT
public:
    explicit CodeLabel(const QString &text, QWidget *parent = nullptr);

    QString text() const { return m_text; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    /// Lays the text out and draws it where there is a painter; returns its height.
    qreal layOut(int width, QPainter *painter) const;
    void copy() const;

    QString m_text;
};

} // namespace hop101::ui
