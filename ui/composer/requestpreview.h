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

private:
    void showWarnings(const base::Bytes &bytes);

    QLabel *m_caption;
    QPlainTextEdit *m_text;
    QLabel *m_warnings;
    QStringList m_broken;
};

} // namespace hop101::ui
