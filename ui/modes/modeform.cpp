// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/modeform.h"

#include "ui/text/text.h"
#include "ui/theme/labels.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace hop101::ui {

ModeForm::ModeForm(const QString &startText, const QString &startToolTip, QWidget *parent)
    : QWidget(parent), m_startText(startText), m_startToolTip(startToolTip), m_column(new QVBoxLayout(this)),
      m_line(new QHBoxLayout), m_button(new QPushButton), m_error(newSentence("broken"))
{
    m_button->setAutoDefault(false);
    m_button->setMinimumWidth(96);
    m_error->hide();
    m_line->setSpacing(kGrid + 2);
    m_line->addWidget(m_button);
    m_column->setContentsMargins(0, kGrid, kGrid * 3 / 2, kGrid);
    m_column->setSpacing(kGrid / 2);
    m_column->addLayout(m_line);
    m_column->addWidget(m_error);
    m_column->addStretch(1);
    connect(m_button, &QPushButton::clicked, this, [this] {
        if (m_isRunning)
            emit stopRequested();
        else
            submit();
    });
    setRunning(false);
}

QBoxLayout *ModeForm::newLine()
{
    auto *line = new QHBoxLayout;
    line->setSpacing(kGrid + 2);
    m_column->insertLayout(m_lines++, line);
    return line;
}

QVariantMap ModeForm::values() const
{
    QVariantMap values;
    for (const QWidget *field : m_fields) {
        if (field->objectName().isEmpty())
            continue;
        if (const auto *edit = qobject_cast<const QLineEdit *>(field))
            values[field->objectName()] = edit->text();
        else if (const auto *text = qobject_cast<const QPlainTextEdit *>(field))
            values[field->objectName()] = text->toPlainText();
        else if (const auto *box = qobject_cast<const QComboBox *>(field))
            values[field->objectName()] = box->currentData();
    }
    return values;
}

void ModeForm::setValues(const QVariantMap &values)
{
    for (QWidget *field : std::as_const(m_fields)) {
        const QVariant value = values.value(field->objectName());
        if (!value.isValid())
            continue;
        if (auto *edit = qobject_cast<QLineEdit *>(field))
            edit->setText(value.toString());
        else if (auto *text = qobject_cast<QPlainTextEdit *>(field))
            text->setPlainText(value.toString());
        else if (auto *box = qobject_cast<QComboBox *>(field))
            box->setCurrentIndex(std::max(0, box->findData(value)));
    }
}

QLineEdit *ModeForm::addField(QBoxLayout *to, const QString &name, const QString &value,
                              const QString &toolTip, int width)
{
    auto *edit = new QLineEdit(value);
    edit->setFont(monoFont());
    edit->setLayoutDirection(Qt::LeftToRight);
    edit->setAccessibleName(name);
    edit->setToolTip(toolTip);
    const int at = to == m_line ? to->count() - 1 : to->count(); // the button stays last
    if (!name.isEmpty()) {
        auto *label = newLabel("quiet");
        label->setText(name);
        label->setBuddy(edit);
        to->insertWidget(at, label);
    }
    if (width > 0)
        edit->setFixedWidth(width);
    to->insertWidget(name.isEmpty() ? at : at + 1, edit, width > 0 ? 0 : 1);
    m_fields += edit;
    connect(edit, &QLineEdit::textEdited, this, &ModeForm::clearError);
    connect(edit, &QLineEdit::returnPressed, this, [this] {
        if (!m_isRunning)
            submit();
    });
    return edit;
}

void ModeForm::setRunning(bool isRunning)
{
    m_isRunning = isRunning;
    m_button->setText(isRunning ? tr("Stop") : m_startText);
    m_button->setToolTip(isRunning ? tr("End all connections and the capture (Ctrl+Shift+W)")
                                   : m_startToolTip);
    setStyleProperty(m_button, "primary", !isRunning);
    // What it runs with can be read and copied.
    for (QWidget *field : std::as_const(m_fields)) {
        if (auto *edit = qobject_cast<QLineEdit *>(field))
            edit->setReadOnly(isRunning);
        else if (auto *text = qobject_cast<QPlainTextEdit *>(field))
            text->setReadOnly(isRunning);
        else
            field->setEnabled(!isRunning);
    }
}

void ModeForm::focusFirst()
{
    if (!m_fields.isEmpty())
        m_fields.first()->setFocus(Qt::ShortcutFocusReason);
}

QString ModeForm::errorText() const
{
    return m_error->isHidden() ? QString() : m_error->text();
}

void ModeForm::showError(QWidget *edit, const QString &sentence)
{
    m_error->setText(sentence);
    m_error->show();
    if (!edit)
        return;
    setStyleProperty(edit, "invalid", true);
    edit->setFocus();
    if (auto *line = qobject_cast<QLineEdit *>(edit))
        line->selectAll();
}

void ModeForm::clearError()
{
    m_error->hide();
    for (QWidget *field : std::as_const(m_fields))
        setStyleProperty(field, "invalid", false);
}

std::optional<session::ListenAddress> ModeForm::addressIn(QLineEdit *edit)
{
    session::ListenAddress address;
    QString text = edit->text().trimmed();
    for (const auto &[scheme, isSecure] : {std::pair("wss://", true), std::pair("ws://", false)}) {
        if (text.startsWith(QLatin1String(scheme), Qt::CaseInsensitive)) {
            text.remove(0, qsizetype(qstrlen(scheme)));
            address.isSecure = isSecure;
        }
    }
    while (text.endsWith(QLatin1Char('/')))
        text.chop(1);
    const qsizetype colon = text.lastIndexOf(QLatin1Char(':'));
    bool isPort = false;
    address.port = text.mid(colon + 1).toUShort(&isPort);
    QString host = text.left(std::max<qsizetype>(colon, 0));
    if (host.startsWith(QLatin1Char('[')) && host.endsWith(QLatin1Char(']')))
        host = host.mid(1, host.size() - 2);
    if (colon < 0 || !isPort) {
        showError(
            edit,
            tr("Write an address and a port, such as 127.0.0.1:9001; port 0 takes a free one, and wss:// "
               "before it listens with TLS."));
        return std::nullopt;
    }
    if (!host.isEmpty())
        address.host = toUtf8(host);
    return address;
}

std::optional<plan::Url> ModeForm::urlIn(QLineEdit *edit)
{
    const auto parsed = plan::parseUrl(toUtf8(edit->text()));
    if (parsed)
        return parsed.value();
    showError(edit, ui::text("url", plan::describe(parsed.error().fault)));
    return std::nullopt;
}

} // namespace hop101::ui
