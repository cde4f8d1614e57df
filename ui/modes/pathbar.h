// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/path.h"
#include "ui/modes/modeform.h"

namespace hop101::ui {

/// Both ends of a proxy: its URL, where Hop101 is the server behind it, and the server itself to compare
/// with.
class PathBar final : public ModeForm
{
    Q_OBJECT
public:
    explicit PathBar(QWidget *parent = nullptr);

    void submit() override;
    QLineEdit *via() const { return m_via; }
    QLineEdit *address() const { return m_address; }
    QLineEdit *direct() const { return m_direct; }

signals:
    /// Without the request, which the composer has.
    void startRequested(const hop101::session::PathPlan &plan);
    void viaEdited(const QString &url);

private:
    QLineEdit *m_via;
    QBoxLayout *m_second;
    QLineEdit *m_address;
    QLineEdit *m_direct;
};

} // namespace hop101::ui
