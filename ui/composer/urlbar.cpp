// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/urlbar.h"

#include "ui/composer/closeform.h"
#include "ui/composer/urledit.h"
#include "ui/text/text.h"
#include "ui/theme/labels.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>
#include <QWidgetAction>

namespace hop101::ui {

namespace {

bool isUnderWay(session::State state)
{
    return state == session::State::Connecting || state == session::State::Securing
        || state == session::State::Upgrading || state == session::State::Closing;
}

} // namespace

UrlBar::UrlBar(QWidget *parent)
    : QWidget(parent), m_edit(new UrlEdit), m_button(new QPushButton), m_error(newLabel("broken")),
      m_closeMenu(new QMenu(this))
{
    m_edit->setFont(monoFont());
    m_edit->setAccessibleName(tr("URL to connect to"));
    m_edit->setPlaceholderText(QStringLiteral("ws://host:port/path"));
    m_edit->setToolTip(tr(
        "ws://, wss://, http:// and https:// (Ctrl+L). A curl command, a fetch call or a raw request that is "
        "pasted here fills the request."));
    m_edit->setLayoutDirection(Qt::LeftToRight);
    m_error->setWordWrap(true);
    m_error->hide();
    m_button->setAutoDefault(false);
    m_button->setMinimumWidth(96);
    makeCloseMenu();
    auto *row = new QHBoxLayout;
    row->setSpacing(kGrid + 2);
    row->addWidget(m_edit, 1);
    row->addWidget(m_button);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kGrid * 3 / 2, kGrid, kGrid * 3 / 2, kGrid);
    column->setSpacing(kGrid / 2);
    column->addLayout(row);
    column->addWidget(m_error);
    connect(m_edit, &QLineEdit::textEdited, this, [this](const QString &text) {
        clearError();
        emit edited(text);
    });
    connect(m_edit, &UrlEdit::requestPasted, this, &UrlBar::requestPasted);
    connect(m_edit, &QLineEdit::returnPressed, this, [this] {
        if (m_state == session::State::Idle || m_state == session::State::Closed)
            submit();
    });
    connect(m_button, &QPushButton::clicked, this, &UrlBar::pressed);
    setState(session::State::Idle);
}

void UrlBar::makeCloseMenu()
{
    auto *form = new CloseForm;
    auto *action = new QWidgetAction(m_closeMenu);
    action->setDefaultWidget(form);
    m_closeMenu->addAction(action);
    connect(m_closeMenu, &QMenu::aboutToShow, form, &CloseForm::setFocusInside);
    connect(form, &CloseForm::closeRequested, this, [this](std::uint16_t code, const QString &reason) {
        m_closeMenu->close();
        emit closeRequested(code, reason);
    });
    connect(form, &CloseForm::cutRequested, this, [this] {
        m_closeMenu->close();
        emit cancelRequested();
    });
}

QString UrlBar::text() const
{
    return m_edit->text();
}

void UrlBar::setText(const QString &text)
{
    m_edit->setText(text);
    clearError();
    emit edited(text);
}

std::optional<plan::Url> UrlBar::url() const
{
    const auto parsed = plan::parseUrl(toUtf8(m_edit->text()));
    return parsed ? std::optional(parsed.value()) : std::nullopt;
}

void UrlBar::setState(session::State state)
{
    m_state = state;
    const bool isOpen = state == session::State::Open;
    if (isUnderWay(state)) {
        m_button->setText(state == session::State::Closing ? tr("Cut") : tr("Cancel"));
        m_button->setToolTip(tr("End the connection at once (Ctrl+Shift+W)"));
    } else if (isOpen) {
        m_button->setText(tr("Close ▾"));
        m_button->setToolTip(tr("Close with a code and a reason (Ctrl+W)"));
    } else {
        m_button->setText(tr("Connect ⏎"));
        m_button->setToolTip(tr("Connect and send the request (F5, or Enter in the URL)"));
    }
    m_button->setAccessibleName(QString(m_button->text()).remove(QChar(u'⏎')).remove(QChar(u'▾')).trimmed());
    setStyleProperty(m_button, "primary", !isUnderWay(state) && !isOpen);
}

void UrlBar::insert(const QString &text)
{
    m_edit->insert(text);
    clearError();
    emit edited(m_edit->text());
}

void UrlBar::focusUrl()
{
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->selectAll();
}

void UrlBar::openCloseForm()
{
    m_closeMenu->popup(m_button->mapToGlobal(QPoint(0, m_button->height())));
}

QString UrlBar::errorText() const
{
    return m_error->isHidden() ? QString() : m_error->text();
}

void UrlBar::pressed()
{
    if (isUnderWay(m_state))
        emit cancelRequested();
    else if (m_state == session::State::Open)
        openCloseForm();
    else
        submit();
}

void UrlBar::submit()
{
    const auto parsed = plan::parseUrl(toUtf8(m_edit->text()));
    if (!parsed) {
        showError(parsed.error());
        return;
    }
    clearError();
    emit connectRequested(parsed.value());
}

void UrlBar::showError(const plan::UrlError &error)
{
    const QByteArray front = m_edit->text().toUtf8().left(qsizetype(error.at));
    const int at = int(QString::fromUtf8(front).size());
    QString sentence = ui::text("url", plan::describe(error.fault));
    const QString rest = m_edit->text().mid(at);
    if (!rest.isEmpty())
        sentence += QLatin1Char(' ')
            + tr("It is at character %1: “%2”.").arg(at + 1).arg(elided(shown(toUtf8(rest)), 24));
    m_error->setText(sentence);
    m_error->show();
    setStyleProperty(m_edit, "invalid", true);
    m_edit->setFocus();
    m_edit->setSelection(at, int(m_edit->text().size()) - at);
}

void UrlBar::clearError()
{
    m_error->hide();
    setStyleProperty(m_edit, "invalid", false);
}

} // namespace hop101::ui
