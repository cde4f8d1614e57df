// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/importcontrol.h"

#include "core/capture/openrecordings.h"
#include "core/diagram/rowtext.h"
#include "ui/export/taskstrip.h"
#include "ui/text/text.h"
#include "ui/theme/labels.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace hop101::ui {

namespace {

constexpr int kProgressWidth = 420;
constexpr int kShownRemarks = 2;
constexpr quint64 kSteps = 1000;

QString number(std::uint64_t value)
{
    return QLocale().toString(qulonglong(value));
}

QString sentenceOf(const formats::ImportRemark &remark)
{
    return fromUtf8(remark.sentence);
}

QString breakSentence(const formats::ImportBreak &broken)
{
    return ImportControl::tr("The file breaks off at byte %1: %2")
        .arg(number(broken.offset), fromUtf8(broken.expected));
}

QStringList linesOf(const formats::ImportReport &report)
{
    QStringList lines;
    if (report.broken)
        lines += breakSentence(*report.broken);
    for (const formats::ImportRemark &remark : report.remarks)
        lines += sentenceOf(remark);
    return lines;
}

bool hasLoss(const formats::ImportReport &report)
{
    return report.broken.has_value()
        || std::any_of(report.remarks.begin(), report.remarks.end(),
                       [](const formats::ImportRemark &remark) { return remark.isLoss; });
}

} // namespace

bool isImportable(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    const QByteArray start = file.read(qint64(formats::kSniffBytes));
    return formats::sniffFormat({start.constData(), std::size_t(start.size())}).has_value();
}

QString openableKinds()
{
    QStringList all{QStringLiteral("*.hop101")};
    QStringList each{ImportControl::tr("Captures (*.hop101)")};
    for (const formats::ImportFormatInfo &format : formats::importFormats()) {
        const QString suffixes = QString::fromLatin1(format.suffixes);
        all += suffixes;
        each += text("import", format.title) + QStringLiteral(" (") + suffixes + QLatin1Char(')');
    }
    each.prepend(ImportControl::tr("All that can be opened (%1)").arg(all.join(QLatin1Char(' '))));
    each += ImportControl::tr("All files (*)");
    return each.join(QStringLiteral(";;"));
}

ImportControl::ImportControl(Banner &banner, Open open, QWidget *window)
    : QObject(window), m_banner(banner), m_open(std::move(open)), m_window(window)
{
    connect(&m_task, &Task::ended, this, &ImportControl::taskEnded);
    m_chooseKeyLog = [this](const QString &folder) {
        return QFileDialog::getOpenFileName(m_window, tr("Choose key log"), folder,
                                            tr("Key logs (*.log *.txt *.keys *.keylog);;All files (*)"));
    };
}

ImportControl::~ImportControl() = default;

void ImportControl::import(const QString &path, const formats::ImportOptions &options)
{
    if (m_task.isRunning()) {
        m_banner.present(
            Token::Warning,
            tr("%1 is still being imported: wait for it, or cancel it.").arg(QFileInfo(m_path).fileName()),
            {}, {});
        return;
    }
    m_path = QFileInfo(path).absoluteFilePath();
    m_options = options;
    m_capture = fromUtf8(capture::untitledPath(toUtf8(QFileInfo(path).completeBaseName())));
    m_outcome.reset();
    showProgress();
    const auto words = [](const formats::ImportProgress &now) {
        if (now.recorded > 0)
            return tr("%1 events put in their order").arg(number(now.events));
        return tr("%1 of %2 read")
            .arg(fromUtf8(diagram::sizeText(now.bytesRead)), fromUtf8(diagram::sizeText(now.fileBytes)));
    };
    m_task.start([this, words, from = toUtf8(m_path), to = toUtf8(m_capture), chosen = options](Task &task) {
        m_outcome =
            formats::importFile(from, to, chosen, [&task, &words](const formats::ImportProgress &now) {
                return task.tell(quint64(now.fraction() * double(kSteps)), kSteps,
                                 [&] { return words(now); });
            });
    });
}

/// Beside the window, which goes on.
void ImportControl::showProgress()
{
    m_dialog = new QDialog(m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialog->setWindowTitle(tr("Import of %1").arg(QFileInfo(m_path).fileName()));
    m_dialog->setMinimumWidth(kProgressWidth);
    auto *strip = new TaskStrip(m_task);
    auto *column = new QVBoxLayout(m_dialog);
    column->setContentsMargins(2 * kGrid, 2 * kGrid, 2 * kGrid, 2 * kGrid);
    column->addWidget(strip);
    connect(m_dialog, &QDialog::rejected, &m_task, &Task::cancel);
    strip->begin(tr("Reading…"));
    m_dialog->show();
}

void ImportControl::taskEnded()
{
    if (m_dialog)
        m_dialog->close();
    const bool isShown = m_outcome && *m_outcome && m_open(m_capture);
    if (isShown || !m_outcome || !*m_outcome)
        tellOutcome();
    emit ended(isShown);
}

void ImportControl::tellOutcome()
{
    if (m_outcome && *m_outcome)
        tell(m_outcome->value());
    else if (m_outcome)
        tell(m_outcome->error());
}

void ImportControl::tell(const formats::ImportError &error)
{
    std::vector<Banner::Choice> choices;
    addWaysToReadOn(choices, error.streamsWithoutHandshake, error.streamsWithoutKeys);
    const QString why = fromUtf8(formats::describe(error));
    if (error.fault == formats::ImportFault::KeyLog) {
        addWaysToReadOn(choices, 0, 1);
        m_banner.present(Token::Broken, why, m_path, choices);
    } else if (error.streamsWithoutKeys > 0) {
        m_banner.present(Token::Warning,
                         tr("%1 is encrypted: without its key log nothing of it can be read.")
                             .arg(QFileInfo(m_path).fileName()),
                         fromUtf8(error.detail), choices);
    } else {
        m_banner.present(Token::Broken, why, m_path, choices);
    }
}

/// What could not be read now, and would be if the user says more.
void ImportControl::addWaysToReadOn(std::vector<Banner::Choice> &to, std::uint64_t withoutHandshake,
                                    std::uint64_t withoutKeys)
{
    if (withoutHandshake > 0 && !m_options.isTreatedAsWebSocket)
        to.push_back(
            {tr("Treat as WebSocket"),
             tr("%1 streams begin after their handshake: read them as frames").arg(number(withoutHandshake)),
             [this] {
                 formats::ImportOptions options = m_options;
                 options.isTreatedAsWebSocket = true;
                 import(m_path, options);
             }});
    if (withoutKeys > 0)
        to.push_back(
            {tr("Choose key log…"),
             tr("Read what is encrypted with the file that SSLKEYLOGFILE named while it was recorded"),
             [this] { askForKeyLog(); }});
}

void ImportControl::askForKeyLog()
{
    const QString log = m_chooseKeyLog(QFileInfo(m_path).absolutePath());
    if (log.isEmpty())
        return tellOutcome(); // the choice stays
    formats::ImportOptions options = m_options;
    options.keyLogFile = toUtf8(log);
    import(m_path, options);
}

void ImportControl::tell(const formats::ImportReport &report)
{
    const QString file = QFileInfo(m_path).fileName();
    QString sentence = tr("%1 became a capture: %2, %3.")
                           .arg(file, tr("%n connections", nullptr, int(report.connections)),
                                tr("%Ln events", nullptr, int(report.events)));
    if (report.isCancelled)
        sentence = tr("Cancelled: this is what was read of %1 until then.").arg(file);
    const QStringList lines = linesOf(report);
    QString facts = lines.mid(0, kShownRemarks).join(QLatin1Char(' '));
    std::vector<Banner::Choice> choices;
    addWaysToReadOn(choices, report.streamsWithoutHandshake, report.streamsWithoutKeys);
    if (lines.size() > kShownRemarks)
        choices.push_back({tr("All %1 remarks…").arg(lines.size()),
                           tr("What was made up, and what is not there"),
                           [this, lines] { showDetails(lines); }});
    if (report.isCancelled)
        choices.push_back({tr("Remove it"), tr("Leave nothing of this import"),
                           [this, path = m_capture] { removePart(path); }});
    m_banner.present(hasLoss(report) ? Token::Warning : Token::Accent, sentence, facts, choices);
}

void ImportControl::showDetails(const QStringList &lines)
{
    auto *dialog = new QDialog(m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Import of %1").arg(QFileInfo(m_path).fileName()));
    dialog->resize(kProgressWidth * 3 / 2, kProgressWidth * 3 / 4);
    auto *words = new QPlainTextEdit(lines.join(QLatin1Char('\n')));
    words->setReadOnly(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::close);
    auto *column = new QVBoxLayout(dialog);
    column->addWidget(words);
    column->addWidget(buttons);
    dialog->show();
}

void ImportControl::removePart(const QString &path)
{
    emit partRemoved(path);
    QFile::remove(path);
}

} // namespace hop101::ui
