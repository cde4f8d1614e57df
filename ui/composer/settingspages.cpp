// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/settingspages.h"

#include "ui/composer/cutedit.h"
#include "ui/theme/labels.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace hop101::ui {

namespace {

constexpr std::uint64_t kMebibyte = 1024 * 1024;

QFormLayout *newForm(QWidget *page)
{
    auto *form = new QFormLayout(page);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(2 * kGrid);
    form->setVerticalSpacing(kGrid);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    return form;
}

QComboBox *newEditableBox(const QStringList &choices)
{
    auto *box = new QComboBox;
    box->setEditable(true);
    box->setInsertPolicy(QComboBox::NoInsert);
    box->addItems(choices);
    box->setFont(monoFont());
    box->setMaximumWidth(200);
    return box;
}

QLineEdit *newMonoEdit()
{
    auto *edit = new QLineEdit;
    edit->setFont(monoFont());
    return edit;
}

/// Shows without telling anybody that something was edited.
void showText(QLineEdit *edit, const std::string &text)
{
    const QSignalBlocker quiet(edit);
    edit->setText(QString::fromStdString(text));
}

void showText(QComboBox *box, const std::string &text)
{
    const QSignalBlocker quiet(box);
    box->setEditText(QString::fromStdString(text));
}

void showChecked(QAbstractButton *button, bool isChecked)
{
    const QSignalBlocker quiet(button);
    button->setChecked(isChecked);
}

} // namespace

RequestLinePage::RequestLinePage(QWidget *parent)
    : QWidget(parent),
      m_method(newEditableBox({QStringLiteral("GET"), QStringLiteral("POST"), QStringLiteral("OPTIONS")})),
      m_target(newMonoEdit()),
      m_version(newEditableBox({QStringLiteral("HTTP/1.1"), QStringLiteral("HTTP/1.0")})),
      m_key(newMonoEdit()), m_cuts(new CutEdit), m_error(newSentence("broken"))
{
    m_method->setToolTip(tr("An upgrade must be a GET; other methods can be sent on purpose."));
    m_target->setToolTip(
        tr("Any form: path and query, a whole URL, * or host:port. Empty: those of the URL."));
    m_version->setToolTip(tr("Upgrade exists from HTTP/1.1 on."));
    m_key->setPlaceholderText(tr("a fresh one for each connection"));
    m_key->setToolTip(tr("The value of Sec-WebSocket-Key where that row is automatic."));
    m_cuts->setToolTip(tr("Split the write behind these bytes, with a pause in milliseconds: 16, 20:500"));
    m_error->hide();
    auto *versionLabel = new QLabel(tr("&Version"));
    versionLabel->setBuddy(m_version);
    m_version->setAccessibleName(tr("Version"));
    m_method->setAccessibleName(tr("Method"));
    auto *first = new QHBoxLayout;
    first->setContentsMargins(0, 0, 0, 0);
    first->setSpacing(kGrid);
    first->addWidget(m_method, 1);
    first->addWidget(versionLabel);
    first->addWidget(m_version, 1);
    auto *methodLabel = new QLabel(tr("&Method"));
    methodLabel->setBuddy(m_method);
    QFormLayout *form = newForm(this);
    form->addRow(methodLabel, first);
    form->addRow(tr("Tar&get"), m_target);
    form->addRow(tr("&Key"), m_key);
    form->addRow(tr("S&plit at"), m_cuts);
    form->addRow(m_error);
    connect(m_key, &QLineEdit::textChanged, this, &RequestLinePage::edited);
    connect(m_cuts, &CutEdit::edited, this, [this] {
        m_error->setText(m_cuts->errorText());
        m_error->setVisible(!m_cuts->errorText().isEmpty());
        emit edited();
    });
    connect(m_method, &QComboBox::editTextChanged, this, &RequestLinePage::edited);
    connect(m_target, &QLineEdit::textChanged, this, &RequestLinePage::edited);
    connect(m_version, &QComboBox::editTextChanged, this, &RequestLinePage::edited);
}

void RequestLinePage::show(const plan::Plan &plan)
{
    showText(m_method, plan.method);
    showText(m_target, plan.target);
    showText(m_version, plan.version);
    showText(m_key, plan.key);
    m_cuts->setCuts(plan.requestCuts);
    m_error->hide();
}

void RequestLinePage::store(plan::Plan &plan) const
{
    plan.method = m_method->currentText().toStdString();
    plan.target = m_target->text().toStdString();
    plan.version = m_version->currentText().toStdString();
    plan.key = m_key->text().toStdString();
    plan.requestCuts = m_cuts->cuts();
}

void RequestLinePage::setUrlTarget(const QString &target)
{
    m_target->setPlaceholderText(target);
}

TlsPage::TlsPage(QWidget *parent)
    : QWidget(parent), m_verify(new QCheckBox(tr("&Verify the server's certificate"))),
      m_caFile(newMonoEdit()), m_serverName(newMonoEdit()), m_hint(newSentence("quiet"))
{
    m_verify->setToolTip(tr("Switched off, any certificate is taken; the timeline says so."));
    m_caFile->setPlaceholderText(tr("The system's authorities only"));
    m_caFile->setToolTip(tr("A PEM file with certificates to trust besides the system's authorities."));
    m_serverName->setToolTip(tr("The name to ask for (SNI) and to verify. Empty: the URL's host."));
    auto *browseButton = new QPushButton(tr("&Browse…"));
    browseButton->setToolTip(tr("Choose the PEM file"));
    auto *fileRow = new QHBoxLayout;
    fileRow->setContentsMargins(0, 0, 0, 0);
    fileRow->setSpacing(kGrid);
    fileRow->addWidget(m_caFile, 1);
    fileRow->addWidget(browseButton);
    QFormLayout *form = newForm(this);
    form->addRow(m_verify);
    auto *fileLabel = new QLabel(tr("CA &file"));
    fileLabel->setBuddy(m_caFile);
    form->addRow(fileLabel, fileRow);
    form->addRow(tr("Server &name"), m_serverName);
    form->addRow(m_hint);
    connect(browseButton, &QPushButton::clicked, this, &TlsPage::browse);
    connect(m_verify, &QCheckBox::toggled, this, &TlsPage::edited);
    connect(m_caFile, &QLineEdit::textChanged, this, &TlsPage::edited);
    connect(m_serverName, &QLineEdit::textChanged, this, &TlsPage::edited);
}

void TlsPage::show(const plan::Plan &plan)
{
    showChecked(m_verify, plan.tls.verify);
    showText(m_caFile, plan.tls.caFile);
    showText(m_serverName, plan.tls.serverName);
    m_accepted = plan.tls.acceptedFingerprints;
}

void TlsPage::store(plan::Plan &plan) const
{
    plan.tls.verify = m_verify->isChecked();
    plan.tls.caFile = m_caFile->text().toStdString();
    plan.tls.serverName = m_serverName->text().toStdString();
    plan.tls.acceptedFingerprints = m_accepted;
}

void TlsPage::setUrlHost(const QString &host, bool isSecure)
{
    m_serverName->setPlaceholderText(host);
    m_hint->setText(isSecure ? QString()
                             : tr("This URL is not encrypted. These settings count for wss:// URLs."));
    m_hint->setVisible(!isSecure);
}

void TlsPage::browse()
{
    const QString file = QFileDialog::getOpenFileName(this, tr("Certificates to trust"), {},
                                                      tr("PEM files (*.pem *.crt *.cer);;All files (*)"));
    if (!file.isEmpty())
        m_caFile->setText(file);
}

TimeoutsPage::TimeoutsPage(QWidget *parent) : QWidget(parent)
{
    newForm(this);
    m_connect = add(tr("&Connect"), tr("From the first packet to a TCP connection"));
    m_tls = add(tr("&TLS"), tr("The TLS handshake"));
    m_upgrade = add(tr("&Upgrade"), tr("From the request to the end of the answer"));
    m_close = add(tr("C&lose"), tr("For the other side's Close, and again for the end of TCP"));
}

QSpinBox *TimeoutsPage::add(const QString &label, const QString &toolTip)
{
    auto *box = new QSpinBox;
    box->setRange(1, 3'600'000);
    box->setSingleStep(500);
    box->setSuffix(tr(" ms"));
    box->setGroupSeparatorShown(true);
    box->setMaximumWidth(160);
    box->setToolTip(toolTip);
    static_cast<QFormLayout *>(layout())->addRow(label, box);
    connect(box, &QSpinBox::valueChanged, this, &TimeoutsPage::edited);
    return box;
}

void TimeoutsPage::show(const plan::Plan &plan)
{
    const auto put = [](QSpinBox *box, std::chrono::milliseconds value) {
        const QSignalBlocker quiet(box);
        box->setValue(int(value.count()));
    };
    put(m_connect, plan.timeouts.connect);
    put(m_tls, plan.timeouts.tls);
    put(m_upgrade, plan.timeouts.upgrade);
    put(m_close, plan.timeouts.close);
}

void TimeoutsPage::store(plan::Plan &plan) const
{
    plan.timeouts.connect = std::chrono::milliseconds(m_connect->value());
    plan.timeouts.tls = std::chrono::milliseconds(m_tls->value());
    plan.timeouts.upgrade = std::chrono::milliseconds(m_upgrade->value());
    plan.timeouts.close = std::chrono::milliseconds(m_close->value());
}

BehaviourPage::BehaviourPage(QWidget *parent)
    : QWidget(parent), m_fail(new QRadioButton(tr("&Fail the connection at the server's first error"))),
      m_keepOpen(new QRadioButton(tr("&Keep it open and go on showing"))),
      m_autoPong(new QCheckBox(tr("Answer pings with &pongs"))),
      m_autoClose(new QCheckBox(tr("Answer a Close with a &Close"))),
      m_autoMask(new QCheckBox(tr("&Mask frames"))), m_inflated(new QSpinBox)
{
    m_fail->setToolTip(tr("As RFC 6455 section 7.1.7 asks: with the close code of the broken rule."));
    m_keepOpen->setToolTip(tr("To see what a broken server does next."));
    m_autoPong->setToolTip(tr("Switched off, one sees how long the server waits for a pong."));
    m_autoClose->setToolTip(tr("Switched off, one sees what the server does without the answer."));
    m_autoMask->setToolTip(tr("Switched off, a good server fails the connection at our first frame."));
    m_inflated->setRange(1, 1024 * 1024);
    m_inflated->setSuffix(tr(" MiB"));
    m_inflated->setGroupSeparatorShown(true);
    m_inflated->setMaximumWidth(160);
    m_inflated->setToolTip(tr("The most that a compressed message is inflated to; beyond it is a finding."));
    auto *label = new QLabel(tr("&Inflate at most"));
    label->setBuddy(m_inflated);
    auto *limit = new QHBoxLayout;
    limit->setSpacing(kGrid);
    limit->addWidget(label);
    limit->addWidget(m_inflated);
    limit->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kGrid / 2);
    for (QAbstractButton *button :
         {static_cast<QAbstractButton *>(m_fail), static_cast<QAbstractButton *>(m_keepOpen),
          static_cast<QAbstractButton *>(m_autoPong), static_cast<QAbstractButton *>(m_autoClose),
          static_cast<QAbstractButton *>(m_autoMask)}) {
        column->addWidget(button);
        connect(button, &QAbstractButton::toggled, this, &BehaviourPage::edited);
    }
    column->addLayout(limit);
    column->addStretch(1);
    connect(m_inflated, &QSpinBox::valueChanged, this, [this](int mebibytes) {
        m_limits.inflatedMessageBytes = std::uint64_t(mebibytes) * kMebibyte;
        emit edited();
    });
}

void BehaviourPage::show(const plan::Plan &plan)
{
    const QSignalBlocker quietFail(m_fail);
    const QSignalBlocker quietKeep(m_keepOpen);
    const QSignalBlocker quietLimit(m_inflated);
    (plan.onError == plan::OnError::Fail ? m_fail : m_keepOpen)->setChecked(true);
    showChecked(m_autoPong, plan.autoPong);
    showChecked(m_autoClose, plan.autoClose);
    showChecked(m_autoMask, plan.autoMask);
    m_limits = plan.limits;
    m_inflated->setValue(
        int(std::min<std::uint64_t>(m_limits.inflatedMessageBytes / kMebibyte, 1024 * 1024)));
}

void BehaviourPage::store(plan::Plan &plan) const
{
    plan.onError = m_fail->isChecked() ? plan::OnError::Fail : plan::OnError::KeepOpen;
    plan.autoPong = m_autoPong->isChecked();
    plan.autoClose = m_autoClose->isChecked();
    plan.autoMask = m_autoMask->isChecked();
    plan.limits = m_limits;
}

} // namespace hop101::ui
