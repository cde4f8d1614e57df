// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/url.h"
#include "core/session/replay.h"

#include <QDialog>

class QButtonGroup;
class QCheckBox;
class QLabel;
class QLineEdit;

namespace hop101::ui {

/// Asks where to a recording is sent again, and how fast.
class ReplayDialog final : public QDialog
{
    Q_OBJECT
public:
    explicit ReplayDialog(const QString &url, QWidget *parent = nullptr);

    const plan::Url &url() const { return m_url; } ///< once accepted
    session::ReplayPace pace() const;
    bool isExact() const;
    QLineEdit *edit() const { return m_edit; }
    QString errorText() const;
    void accept() override;

private:
    QLineEdit *m_edit;
    QLabel *m_error;
    QButtonGroup *m_paces;
    QCheckBox *m_exact;
    plan::Url m_url;
};

} // namespace hop101::ui
