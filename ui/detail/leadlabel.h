// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QTextLayout>
#include <QWidget>

namespace hop101::ui {

/// The verdict in one paragraph: a few words in a colour that tells good from bad, then a sentence. Plain
/// text.
class LeadLabel final : public QWidget
{
    Q_OBJECT
public:
    explicit LeadLabel(QWidget *parent = nullptr);

    void setTexts(const QString &lead, Token ink, const QString &sentence);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString text() const;
    qreal layOut(QTextLayout &layout, int width) const;

    QString m_lead;
    QString m_sentence;
    Token m_ink = Token::Text;
};

} // namespace hop101::ui
