// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace hop101::ui {

/// One line that opens and closes what is below it: an arrow, a title and a quiet summary, elided to its
/// width. Checked means open.
class FoldHeader final : public QAbstractButton
{
    Q_OBJECT
public:
    explicit FoldHeader(QWidget *parent = nullptr);

    /// `title` may be empty: then only the summary is shown.
    void setTexts(const QString &title, const QStringList &summary);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QStringList m_summary;
};

} // namespace hop101::ui
