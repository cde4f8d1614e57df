// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

#include <QWidget>

#include <optional>

class QLabel;
class QPlainTextEdit;

namespace hop101::ui {

class SegmentBar;

/// The exact bytes of a request, and below them the rules that they break. It warns and never forbids. Either
/// they are composed elsewhere, and shown with CR and LF visible; or they are typed here, as text (rawText)
/// or hex, and go out as they stand.
class RequestPreview final : public QWidget
{
    Q_OBJECT
public:
    enum Mode { Composed, Raw, Hex };

    explicit RequestPreview(QWidget *parent = nullptr);

    /// What is composed elsewhere.
    void setBytes(const base::Bytes &bytes);
    /// What was typed here, the latest that could be read; nothing where the request is composed.
    const std::optional<base::Bytes> &rawRequest() const { return m_raw; }
    /// Tells nobody.
    void setRawRequest(const std::optional<base::Bytes> &bytes);
    void setMode(Mode mode);
    Mode mode() const;
    /// What is typed and cannot be read, in one sentence; else empty.
    QString errorText() const;
    /// The titles of the rules that the bytes break, in table order.
    QStringList brokenRules() const { return m_broken; }
    QString shownText() const;
    /// One warning instead of three, for small windows; the tool tip has them all.
    void setCompact(bool isCompact);

signals:
    void rawEdited();

private:
    void showMode();
    void showBytes();
    void readTyped();
    void judge(const base::Bytes &bytes);
    void showWarnings();

    QLabel *m_caption;
    SegmentBar *m_modes;
    QPlainTextEdit *m_text;
    QLabel *m_error;
    QLabel *m_warnings;
    base::Bytes m_composed;
    std::optional<base::Bytes> m_raw;
    QStringList m_broken;
    QStringList m_lines; ///< what they mean
    bool m_isCompact = false;
};

} // namespace hop101::ui
