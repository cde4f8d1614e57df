// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QRadioButton;
class QSpinBox;

namespace hop101::ui {

class CutEdit;

// The small pages of the composer: each shows and edits one part of a plan.

/// Method, target and version: the request line; the key, and where the request's write is split.
class RequestLinePage final : public QWidget
{
    Q_OBJECT
public:
    explicit RequestLinePage(QWidget *parent = nullptr);
    void show(const plan::Plan &plan);
    void store(plan::Plan &plan) const;
    /// What an empty target stands for.
    void setUrlTarget(const QString &target);
signals:
    void edited();

private:
    QComboBox *m_method;
    QLineEdit *m_target;
    QComboBox *m_version;
    QLineEdit *m_key;
    CutEdit *m_cuts;
    QLabel *m_error;
};

class TlsPage final : public QWidget
{
    Q_OBJECT
public:
    explicit TlsPage(QWidget *parent = nullptr);
    void show(const plan::Plan &plan);
    void store(plan::Plan &plan) const;
    void setUrlHost(const QString &host, bool isSecure);
signals:
    void edited();

private:
    void browse();

    QCheckBox *m_verify;
    QLineEdit *m_caFile;
    QLineEdit *m_serverName;
    QLabel *m_hint;
    std::vector<std::string> m_accepted; ///< passed through unchanged
};

class TimeoutsPage final : public QWidget
{
    Q_OBJECT
public:
    explicit TimeoutsPage(QWidget *parent = nullptr);
    void show(const plan::Plan &plan);
    void store(plan::Plan &plan) const;
signals:
    void edited();

private:
    QSpinBox *add(const QString &label, const QString &toolTip);

    QSpinBox *m_connect;
    QSpinBox *m_tls;
    QSpinBox *m_upgrade;
    QSpinBox *m_close;
};

/// What Hop101 does by itself.
class BehaviourPage final : public QWidget
{
    Q_OBJECT
public:
    explicit BehaviourPage(QWidget *parent = nullptr);
    void show(const plan::Plan &plan);
    void store(plan::Plan &plan) const;
signals:
    void edited();

private:
    QRadioButton *m_fail;
    QRadioButton *m_keepOpen;
    QCheckBox *m_autoPong;
    QCheckBox *m_autoClose;
    QCheckBox *m_autoMask;
    QSpinBox *m_inflated; ///< MiB
    plan::Limits m_limits; ///< as shown; what is not edited is passed through unchanged
};

} // namespace hop101::ui
