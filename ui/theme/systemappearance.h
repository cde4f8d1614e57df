// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusVariant>
#include <QObject>

#include <optional>

namespace hop101::ui {

/// Light or dark as the desktop wants it: the portal's setting "org.freedesktop.appearance color-scheme" over
/// D-Bus (Qt 6.4 does not know it). Without a portal it never says anything.
class SystemAppearance : public QObject
{
    Q_OBJECT
public:
    explicit SystemAppearance(QObject *parent = nullptr);

    /// Nothing where the desktop has no preference or none is known yet.
    std::optional<bool> wantsDark() const { return m_wantsDark; }

signals:
    void changed();

private slots:
    void settingChanged(const QString &space, const QString &key, const QDBusVariant &value);

private:
    void ask();
    void take(const QVariant &value);

    std::optional<bool> m_wantsDark;
};

/// 1 is dark, 2 is light, all else is no preference; the value may be wrapped in variants.
std::optional<bool> darkFromColorScheme(const QVariant &value);

} // namespace hop101::ui
