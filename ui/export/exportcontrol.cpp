// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/exportcontrol.h"

#include "ui/banner.h"
#include "ui/capturedocument.h"
#include "ui/state/capturestate.h"
#include "ui/state/rowfilter.h"
#include "ui/text/text.h"
#include "ui/timeline/filterbar.h"
#include "ui/timeline/filteredit.h"
#include "ui/timeline/timelinepane.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QFileInfo>
#include <QGuiApplication>
#include <QImage>
#include <QLocale>
#include <QUrl>

#include <limits>

namespace hop101::ui {

namespace {

constexpr std::size_t kMaxClipboardBytes = std::size_t{4} * 1024 * 1024;
constexpr std::uint64_t kLast = std::numeric_limits<std::uint64_t>::max();

QString count(std::uint64_t value)
{
    return QLocale().toString(qulonglong(value));
}

std::string translated(const char *context, const char *source)
{
    return toUtf8(text(context, source));
}

/// Of these ranges (none: all events) as many as have so many rows.
std::vector<formats::EventRange> firstRows(const CaptureState &state, std::vector<formats::EventRange> ranges,
                                           std::uint64_t rows)
{
    if (ranges.empty())
        ranges = {{1, state.reader()->eventCount()}};
    for (std::size_t i = 0; i < ranges.size(); ++i) {
        const std::uint64_t before = state.rowOf({ranges[i].first});
        const std::uint64_t here = state.rowOf({ranges[i].last + 1}) - before;
        if (here < rows) {
            rows -= here;
            continue;
        }
        ranges[i].last = state.eventAt(before + rows - 1).value;
        ranges.resize(i + 1);
    }
    return ranges;
}

} // namespace

ExportControl::ExportControl(const Parts &parts, QWidget *window)
    : QObject(window), m_parts(parts), m_window(window), m_as(formats::ExportFormat::Mermaid)
{
    connect(&m_task, &Task::ended, this, &ExportControl::tellCopied);
}

formats::EventChoice ExportControl::shownChoice() const
{
    formats::EventChoice choice;
    choice.filter = m_parts.timeline.filter().whole();
    choice.filterText = toUtf8(m_parts.timeline.filterBar().edit()->text());
    return choice;
}

formats::EventChoice ExportControl::selectedChoice() const
{
    formats::EventChoice choice = shownChoice();
    choice.ranges = m_parts.state.selection().ranges();
    return choice;
}

int ExportControl::likelyScope() const
{
    const int shown = m_parts.state.isFiltered() ? 1 : 0;
    return m_parts.state.hasSeveralSelected() ? shown + 1 : shown;
}

std::vector<ExportScope> ExportControl::scopes() const
{
    const capture::Reader &reader = *m_parts.state.reader();
    std::vector<ExportScope> scopes{{tr("All %1 events").arg(count(reader.eventCount())), {}}};
    if (m_parts.state.isFiltered())
        scopes.push_back(
            {tr("What the timeline shows: %1 events").arg(count(m_parts.state.rowCount())), shownChoice()});
    const base::EventId selected = m_parts.state.selected();
    if (!selected)
        return scopes;
    const std::uint64_t several = m_parts.state.selectedCount();
    if (several > 1)
        scopes.push_back({tr("Selection: %1 events").arg(count(several)), selectedChoice()});
    if (const auto exchange = reader.exchangeOf(reader.event(selected))) {
        formats::EventChoice choice;
        const std::string expression = "exchange " + std::to_string(exchange->id.value);
        if (auto filter = capture::parseFilter(expression)) {
            choice.filter = std::move(filter).value();
            choice.filterText = expression;
            scopes.push_back({tr("The exchange of the selected event"), choice});
        }
    }
    scopes.push_back({tr("From the selected event to the end: %1 to %2")
                          .arg(count(selected.value), count(reader.eventCount())),
                      {{{selected.value, kLast}}, {}, {}}});
    if (several <= 1)
        scopes.push_back({tr("The selected event alone: %1").arg(count(selected.value)),
                          {{{selected.value, selected.value}}, {}, {}}});
    return scopes;
}

ExportDialog *ExportControl::openDialog()
{
    if (!m_parts.state.reader() || m_parts.document.path().isEmpty())
        return nullptr;
    auto *dialog = new ExportDialog(m_parts.document.path(), scopes(), likelyScope(), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ExportDialog::exported, this, &ExportControl::tellExported);
    connect(dialog, &ExportDialog::rulesWanted, this, [this, dialog] { emit rulesWanted(dialog); });
    dialog->show();
    return dialog;
}

void ExportControl::tellExported(const ExportResult &result, const QStringList &files)
{
    const QString name = QFileInfo(files.value(0)).fileName();
    QString sentence = files.size() > 1
        ? tr("Exported as %1 and %2 more files.").arg(name, count(std::uint64_t(files.size() - 1)))
        : tr("Exported as %1.").arg(name);
    if (result.end == ExportResult::End::Cancelled)
        sentence = tr("%1 has the part that was written until you cancelled.").arg(name);
    QStringList facts = result.remarks;
    if (result.redacted > 0)
        facts.prepend(tr("%1 secrets were replaced.").arg(count(result.redacted)));
    const QFileInfo first(files.value(0));
    const QString folder = first.isDir() ? first.absoluteFilePath() : first.absolutePath();
    m_parts.banner.present(Token::Accent, sentence, facts.join(QLatin1Char(' ')),
                           {{tr("Open folder"), tr("Show where the file is"),
                             [folder] { QDesktopServices::openUrl(QUrl::fromLocalFile(folder)); }}});
}

void ExportControl::copyAs(const ExportAs &as)
{
    if (!m_parts.state.reader() || m_task.isRunning())
        return;
    m_as = as;
    m_text.clear();
    m_result = {};
    ExportRequest request;
    request.capture = m_parts.document.path();
    request.as = as;
    request.choice = m_parts.state.hasSeveralSelected() ? selectedChoice() : shownChoice();
    request.options.isDark = isDark();
    request.options.captureName = toUtf8(m_parts.document.name());
    request.options.translate = &translated;
    request.look = presentLook();
    if (as == ExportAs(PictureFormat::Png))
        request.choice.ranges = firstRows(m_parts.state, request.choice.ranges, kPngRows);
    m_task.start([this, request](Task &task) {
        m_result =
            exportText(request, kMaxClipboardBytes, m_text,
                       [&task](const formats::ExportProgress &, quint64) { return !task.isCancelled(); });
    });
}

void ExportControl::tellCopied()
{
    if (m_result.end == ExportResult::End::Failed) {
        m_parts.banner.present(Token::Broken, tr("Nothing was copied."), m_result.failure, {});
    } else if (m_as == ExportAs(PictureFormat::Png)) {
        const QByteArray bytes = QByteArray::fromStdString(m_text);
        QGuiApplication::clipboard()->setImage(QImage::fromData(bytes, "PNG"));
        m_parts.banner.present(
            Token::Accent,
            tr("A picture of %1 events is in the clipboard.").arg(count(m_result.progress.events)),
            m_result.remarks.join(QLatin1Char(' ')), {});
    } else {
        QGuiApplication::clipboard()->setText(fromUtf8(m_text));
        m_parts.banner.present(
            Token::Accent,
            tr("%1 events are in the clipboard: %2.").arg(count(m_result.progress.events), info(m_as).title),
            m_result.remarks.join(QLatin1Char(' ')), {});
    }
    m_text = {};
    emit copied();
}

} // namespace hop101::ui
