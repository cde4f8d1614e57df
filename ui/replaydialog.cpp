// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replaydialog.h"

#include "ui/text/text.h"
#include "ui/theme/labels.h"
#include "ui/theme/theme.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace hop101::ui {

namespace {

constexpr int kLeastWidth = 460;

} // namespace

ReplayDialog::ReplayDialog(const QString &url, QWidget *parent)
    : QDialog(parent), m_edit(new QLineEdit(url)), m_error(newSentence("broken")),
      m_paces(new QButtonGroup(this)), m_exact(new QCheckBox(tr("Every byte as it was recorded")))
{
    setWindowTitle(tr("Replay"));
    setMinimumWidth(kLeastWidth);
    m_edit->setFont(monoFont());
    m_edit->setAccessibleName(tr("URL to send it to"));
    m_error->hide();
    m_exact->setToolTip(tr("Also Host, the key, and pongs, which otherwise fit the new connection"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(2 * kGrid, 2 * kGrid, 2 * kGrid, 2 * kGrid);
    column->setSpacing(kGrid);
    auto *what = newLabel();
    what->setText(tr("Send what the client sent again, to"));
    what->setBuddy(m_edit);
    column->addWidget(what);
    column->addWidget(m_edit);
    column->addWidget(m_error);
    const std::pair<session::ReplayPace::Kind, QString> paces[] = {
        {session::ReplayPace::Kind::Original, tr("With the pauses of the recording")},
        {session::ReplayPace::Kind::AsAnswered, tr("As the answers come")},
        {session::ReplayPace::Kind::Fast, tr("As fast as it goes")}};
    for (const auto &[kind, name] : paces) {
        auto *button = new QRadioButton(name);
        m_paces->addButton(button, int(kind));
        column->addWidget(button);
    }
    m_paces->button(int(session::ReplayPace::Kind::Original))->setChecked(true);
    column->addWidget(m_exact);
    auto *note = newSentence("quiet");
    note->setText(tr("It is recorded into a new capture."));
    column->addWidget(note);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Ok)->setText(tr("Replay"));
    buttons->button(QDialogButtonBox::Ok)->setProperty("primary", true);
    connect(buttons, &QDialogButtonBox::accepted, this, &ReplayDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &ReplayDialog::reject);
    column->addWidget(buttons);
}

session::ReplayPace ReplayDialog::pace() const
{
    session::ReplayPace pace;
    pace.kind = session::ReplayPace::Kind(m_paces->checkedId());
    return pace;
}

bool ReplayDialog::isExact() const
{
    return m_exact->isChecked();
}

QString ReplayDialog::errorText() const
{
    return m_error->isHidden() ? QString() : m_error->text();
}

void ReplayDialog::accept()
{
    const auto parsed = plan::parseUrl(toUtf8(m_edit->text()));
    if (parsed) {
        m_url = parsed.value();
        QDialog::accept();
        return;
    }
    m_error->setText(ui::text("url", plan::describe(parsed.error().fault)));
    m_error->show();
    m_edit->setFocus();
}

} // namespace hop101::ui
