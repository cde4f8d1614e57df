// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/url.h"
#include "core/session/listening.h"

#include <QVariantMap>
#include <QWidget>

#include <optional>

class QBoxLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace hop101::ui {

/// The line of a mode: a few fields and the one primary button, which starts and then stops. What is wrong
/// with a field is said below, and the field is marked. Fields are closed while it runs.
class ModeForm : public QWidget
{
    Q_OBJECT
public:
    ModeForm(const QString &startText, const QString &startToolTip, QWidget *parent = nullptr);

    void setRunning(bool isRunning);
    bool isRunning() const { return m_isRunning; }
    /// Asks to start with what the fields say, or says what is wrong with them.
    virtual void submit() = 0;
    void focusFirst();
    QPushButton *button() const { return m_button; }
    /// What the named fields say, to be remembered; values of fields that are not there do nothing.
    QVariantMap values() const;
    virtual void setValues(const QVariantMap &values);
    QString errorText() const;
    void showError(QWidget *edit, const QString &sentence);

signals:
    void stopRequested();

protected:
    QBoxLayout *line() const { return m_line; }
    /// Below the first, in the order in which they were asked for.
    QBoxLayout *newLine();
    /// With its name before it; `width` 0: as wide as there is room.
    QLineEdit *addField(QBoxLayout *to, const QString &name, const QString &value, const QString &toolTip,
                        int width = 0);
    /// Closed while it runs; what it says is remembered where it is named.
    void addToForm(QWidget *widget) { m_fields += widget; }
    static void named(QWidget *field, const char *name) { field->setObjectName(QLatin1String(name)); }
    /// Nothing, and it has said why, where the field holds no address, or no URL.
    std::optional<session::ListenAddress> addressIn(QLineEdit *edit);
    std::optional<plan::Url> urlIn(QLineEdit *edit);
    void clearError();

private:
    const QString m_startText;
    const QString m_startToolTip;
    QBoxLayout *m_column;
    QBoxLayout *m_line;
    int m_lines = 1;
    QPushButton *m_button;
    QLabel *m_error;
    QList<QWidget *> m_fields;
    bool m_isRunning = false;
};

} // namespace hop101::ui
