// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;

namespace hop101::ui {

/// The exact bytes of a request head, CR and LF visible, and below them the rules that they break. It warns
/// and never forbids.
class RequestPreview final : public QWidget
{
    Q_OBJECT
public:
    explicit RequestPreview(QWidget *parent = nullptr);

    void setBytes(const base::Bytes &bytes);
    /// The titles of the rules that the bytes break, in table order.
    QStringList brokenRules() const { return m_broken; }
    QString shownText() const;
    /// One warning instead of three, for small windows; the tool tip has them all.
    void setCompact(bool isCompact);

private:
    void judge(const base::Bytes &bytes);
    void showWarnings();

    QLabel *m_caption;
    QPlainTextEdit *m_text;
    QLabel *m_warnings;
    QStringList m_broken;
    QStringList m_lines; ///< what they mean
    bool m_isCompact = false;
};

} // namespace hop101::ui
