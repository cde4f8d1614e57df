// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/exportdialog.h"

#include "core/diagram/rowtext.h"
#include "ui/export/exportfolder.h"
#include "ui/export/taskstrip.h"
#include "ui/text/text.h"
#include "ui/theme/labels.h"
#include "ui/theme/theme.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace hop101::ui {

namespace {

constexpr int kWidth = 520;

std::string translated(const char *context, const char *source)
{
    return toUtf8(text(context, source));
}

bool isPicture(const ExportAs &as)
{
    return std::holds_alternative<PictureFormat>(as) || as == ExportAs(formats::ExportFormat::Svg);
}

QLabel *newSection(const QString &words)
{
    QLabel *label = newLabel("section");
    label->setText(words);
    return label;
}

} // namespace

ExportDialog::ExportDialog(const QString &capture, std::vector<ExportScope> scopes, int chosen,
                           QWidget *parent)
    : QDialog(parent), m_capture(capture), m_scopes(std::move(scopes)), m_kinds(exportKinds()),
      m_rules(capture::defaultRedactionRules()), m_format(new QComboBox), m_loss(newSentence("quiet")),
      m_scope(new QButtonGroup(this)), m_allFrames(new QCheckBox(tr("Pings, pongs and closes, too"))),
      m_decoded(new QCheckBox(tr("Messages inflated, as they were meant"))),
      m_dark(new QCheckBox(tr("Dark colours"))), m_portrait(new QCheckBox(tr("Upright pages"))),
      m_letter(new QCheckBox(tr("US Letter paper"))), m_redact(new QCheckBox(tr("Replace secrets"))),
      m_rulesButton(new QPushButton(tr("Which…"))), m_form(new QWidget), m_message(newSentence("broken")),
      m_export(new QPushButton(tr("Export…"))), m_close(new QPushButton(tr("Close"))),
      m_strip(new TaskStrip(m_task))
{
    setWindowTitle(tr("Export"));
    m_form->setMinimumWidth(kWidth);
    m_message->hide();
    makeForm(chosen);
    m_question = makeQuestion();
    m_export->setProperty("primary", true);
    m_export->setDefault(true);
    m_export->setToolTip(tr("Choose the file and write it"));
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_close);
    buttons->addWidget(m_export);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(2 * kGrid, 2 * kGrid, 2 * kGrid, 2 * kGrid);
    column->setSpacing(kGrid);
    column->setSizeConstraint(QLayout::SetMinimumSize);
    column->addWidget(m_form);
    column->addWidget(m_message);
    column->addWidget(m_strip);
    column->addWidget(m_question);
    column->addLayout(buttons);
    connect(m_export, &QPushButton::clicked, this, &ExportDialog::choosePlace);
    connect(m_close, &QPushButton::clicked, this, &ExportDialog::reject);
    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportDialog::formatChanged);
    connect(m_rulesButton, &QPushButton::clicked, this, &ExportDialog::rulesWanted);
    connect(&m_task, &Task::ended, this, &ExportDialog::taskEnded);
    formatChanged();
}

ExportDialog::~ExportDialog()
{
    m_task.cancel();
}

void ExportDialog::makeForm(int chosen)
{
    auto *column = new QVBoxLayout(m_form);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kGrid);
    column->addWidget(newSection(tr("Format")));
    for (const ExportAsInfo &kind : m_kinds)
        m_format->addItem(kind.title);
    m_format->setAccessibleName(tr("Format"));
    m_format->setToolTip(tr("What other programs read"));
    column->addWidget(m_format);
    column->addWidget(m_loss);
    column->addSpacing(kGrid);
    column->addWidget(newSection(tr("Events")));
    for (std::size_t i = 0; i < m_scopes.size(); ++i) {
        auto *button = new QRadioButton(m_scopes[i].text);
        m_scope->addButton(button, int(i));
        button->setChecked(int(i) == chosen);
        column->addWidget(button);
    }
    column->addSpacing(kGrid);
    column->addWidget(makeOptions());
}

QWidget *ExportDialog::makeOptions()
{
    auto *options = new QWidget;
    auto *column = new QVBoxLayout(options);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kGrid);
    column->addWidget(newSection(tr("Options")));
    for (QCheckBox *box : {m_allFrames, m_decoded, m_dark, m_portrait, m_letter})
        column->addWidget(box);
    m_letter->setChecked(QLocale().measurementSystem() == QLocale::ImperialUSSystem);
    m_dark->setChecked(isDark());
    auto *redaction = new QHBoxLayout;
    redaction->addWidget(m_redact);
    redaction->addWidget(m_rulesButton);
    redaction->addStretch();
    column->addLayout(redaction);
    m_redact->setToolTip(tr("Logins, cookies, tokens and what else you name; the capture stays as it is"));
    m_rulesButton->setToolTip(tr("Choose what is replaced, and look at it first"));
    return options;
}

QWidget *ExportDialog::makeQuestion()
{
    auto *question = new QWidget;
    auto *row = new QHBoxLayout(question);
    row->setContentsMargins(0, 0, 0, 0);
    auto *words = newLabel();
    words->setText(tr("It ended early. What is written until here:"));
    auto *keep = new QPushButton(tr("Keep"));
    auto *drop = new QPushButton(tr("Remove"));
    keep->setToolTip(tr("Leave the file with the part that it has"));
    drop->setToolTip(tr("Leave nothing of this export"));
    row->addWidget(words, 1);
    row->addWidget(keep);
    row->addWidget(drop);
    connect(keep, &QPushButton::clicked, this, [this] { keepPart(true); });
    connect(drop, &QPushButton::clicked, this, [this] { keepPart(false); });
    question->hide();
    return question;
}

ExportAsInfo ExportDialog::kind() const
{
    return m_kinds.at(std::size_t(std::max(m_format->currentIndex(), 0)));
}

void ExportDialog::chooseFormat(const ExportAs &as)
{
    for (std::size_t i = 0; i < m_kinds.size(); ++i) {
        if (m_kinds[i].as == as)
            m_format->setCurrentIndex(int(i));
    }
}

void ExportDialog::setRedacted(bool isRedacted)
{
    m_redact->setChecked(isRedacted);
}

void ExportDialog::formatChanged()
{
    const ExportAsInfo now = kind();
    m_loss->setText(now.loses);
    m_allFrames->setVisible(now.as == ExportAs(formats::ExportFormat::Har));
    m_decoded->setVisible(now.as == ExportAs(formats::ExportFormat::Pcapng));
    m_dark->setVisible(isPicture(now.as));
    m_portrait->setVisible(now.as == ExportAs(PictureFormat::Pdf));
    m_letter->setVisible(now.as == ExportAs(PictureFormat::Pdf));
    m_message->hide();
    layout()->activate();
    adjustSize();
}

ExportRequest ExportDialog::request() const
{
    ExportRequest request;
    request.capture = m_capture;
    request.as = kind().as;
    request.choice = m_scopes.at(std::size_t(std::max(m_scope->checkedId(), 0))).choice;
    request.options.hasAllFrames = m_allFrames->isChecked();
    request.options.isDecoded = m_decoded->isChecked();
    request.options.isDark = m_dark->isChecked();
    request.options.captureName = toUtf8(QFileInfo(m_capture).fileName());
    request.options.translate = &translated;
    request.look = presentLook();
    request.look.isPortrait = m_portrait->isChecked();
    request.look.paper = m_letter->isChecked() ? Paper::Letter : Paper::A4;
    if (m_redact->isChecked())
        request.redaction = m_rules;
    return request;
}

void ExportDialog::choosePlace()
{
    const ExportAsInfo now = kind();
    if (now.suffix.isEmpty())
        return chooseFolder();
    const QString name = QFileInfo(m_capture).completeBaseName() + QLatin1Char('.') + now.suffix;
    QString path = QFileDialog::getSaveFileName(
        this, tr("Export"), name, now.title + QStringLiteral(" (*.") + now.suffix + QLatin1Char(')'));
    if (path.isEmpty())
        return;
    if (QFileInfo(path).suffix().isEmpty())
        path += QLatin1Char('.') + now.suffix;
    exportTo(path);
}

/// A new folder in the one that is chosen: what is there is never mixed with it.
void ExportDialog::chooseFolder()
{
    const QString parent = QFileDialog::getExistingDirectory(this, tr("Put the folder of payloads into"));
    if (!parent.isEmpty())
        exportTo(ExportFolder::freeName(
            parent, QFileInfo(m_capture).completeBaseName() + QStringLiteral("-payloads")));
}

void ExportDialog::exportTo(const QString &path)
{
    if (QFileInfo(path).absoluteFilePath() == QFileInfo(m_capture).absoluteFilePath()) {
        m_message->setText(tr("That is the capture itself: choose another place."));
        m_message->show();
        return;
    }
    if (std::holds_alternative<FolderFormat>(kind().as))
        m_target = std::make_unique<ExportFolder>(path);
    else
        m_target = std::make_unique<ExportTarget>(path);
    m_result = {};
    setBusy(true);
    m_strip->begin(tr("Reading…"));
    m_task.start([this, request = request()](Task &task) {
        m_result = ui::exportTo(request, *m_target, [&task](const formats::ExportProgress &now, quint64 all) {
            return task.tell(now.events, all, [&] {
                return tr("%1 of %2 events, %3 written")
                    .arg(QLocale().toString(qulonglong(now.events)), QLocale().toString(qulonglong(all)),
                         fromUtf8(diagram::sizeText(now.bytes)));
            });
        });
    });
}

void ExportDialog::setBusy(bool isBusy)
{
    m_form->setEnabled(!isBusy);
    m_export->setVisible(!isBusy);
    m_close->setVisible(!isBusy);
    m_message->hide();
    m_question->hide();
}

void ExportDialog::taskEnded()
{
    setBusy(false);
    if (m_result.end == ExportResult::End::Cancelled) {
        if (m_result.progress.bytes == 0)
            return m_target->remove();
        setBusy(true);
        m_question->show();
        return;
    }
    const bool isWhole = m_result.end == ExportResult::End::Whole && m_target->finish();
    if (!isWhole) {
        m_message->setText(m_result.failure.isEmpty() ? m_target->complaint() : m_result.failure);
        m_message->show();
        m_target->remove();
        return;
    }
    emit exported(m_result, m_target->files());
    accept();
}

void ExportDialog::keepPart(bool isKept)
{
    setBusy(false);
    if (isKept && m_target->finish()) {
        emit exported(m_result, m_target->files());
        return accept();
    }
    m_target->remove();
}

bool ExportDialog::asksAboutPart() const
{
    return !m_question->isHidden();
}

QString ExportDialog::lossText() const
{
    return m_loss->text();
}

QString ExportDialog::messageText() const
{
    return m_message->isHidden() ? QString() : m_message->text();
}

/// Escape while it runs cancels the export and asks; it never leaves a file behind unasked.
void ExportDialog::reject()
{
    if (m_task.isRunning())
        return m_task.cancel();
    if (asksAboutPart())
        m_target->remove();
    QDialog::reject();
}

} // namespace hop101::ui
