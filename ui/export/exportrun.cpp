// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/exportrun.h"

#include "core/formats/payloadfiles.h"
#include "ui/text/text.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QTemporaryDir>

namespace hop101::ui {

namespace {

QString say(const char *words)
{
    return QCoreApplication::translate("export", words);
}

/// Sentences for the dialog, by format.
QString lossOf(formats::ExportFormat format)
{
    switch (format) {
    case formats::ExportFormat::Har:
        return say(
            QT_TRANSLATE_NOOP("export",
                              "Messages without their frames: no masks, no fragments. For browsers and "
                              "tools for HTTP."));
    case formats::ExportFormat::Pcapng:
        return say(QT_TRANSLATE_NOOP(
            "export", "Every byte is there. TCP segments and addresses of the network card are made up."));
    case formats::ExportFormat::JsonLines:
        return say(QT_TRANSLATE_NOOP(
            "export", "Every event is there; long payloads are cut. Hop101 can open it again."));
    case formats::ExportFormat::Markdown:
        return say(QT_TRANSLATE_NOOP(
            "export", "A report for people: long payloads and long sessions are cut, and say so."));
    case formats::ExportFormat::Mermaid:
    case formats::ExportFormat::PlantUml:
        return say(QT_TRANSLATE_NOOP(
            "export", "The diagram in words: long texts and long sessions are cut, and say so."));
    case formats::ExportFormat::Svg:
        return say(QT_TRANSLATE_NOOP(
            "export", "A picture, sharp at any size: long texts are cut. 1000 events a file."));
    case formats::ExportFormat::Text:
        return say(QT_TRANSLATE_NOOP("export", "One line an event, as in the timeline: long texts are cut."));
    }
    return {};
}

QString lossOf(PictureFormat format)
{
    return format == PictureFormat::Png
        ? say(QT_TRANSLATE_NOOP("export", "A picture in pixels: long texts are cut. 200 events a file."))
        : say(QT_TRANSLATE_NOOP("export", "Pages to print and to hand on: long texts are cut."));
}

formats::ExportRun::Watch watched(const ExportWatch &watch, std::uint64_t events)
{
    if (!watch)
        return {};
    return [watch, events](const formats::ExportProgress &now) { return watch(now, events); };
}

bool writeFolder(const formats::ExportSource &source, const QString &folder, formats::ExportRun &run,
                 QString &failure)
{
    std::string error;
    const bool isWhole = !folder.isEmpty() && formats::writePayloadFiles(source, toUtf8(folder), run, error);
    if (!error.empty())
        failure = say(QT_TRANSLATE_NOOP("export", "A payload cannot be written (%1). Choose another place."))
                      .arg(fromUtf8(error));
    return isWhole;
}

bool write(const ExportRequest &request, const formats::ExportSource &source, formats::ExportRun &run,
           const QString &folder, QString &failure)
{
    if (std::holds_alternative<FolderFormat>(request.as))
        return writeFolder(source, folder, run, failure);
    if (const auto *format = std::get_if<formats::ExportFormat>(&request.as))
        return formats::exportCapture(*format, source, request.options, run);
    return std::get<PictureFormat>(request.as) == PictureFormat::Png
        ? writePng(source, request.options, request.look, run)
        : writePdf(source, request.options, request.look, run);
}

ExportResult failed(const QString &sentence)
{
    ExportResult result;
    result.failure = sentence;
    return result;
}

ExportResult exportFrom(const std::string &path, const ExportRequest &request,
                        const formats::ExportRun::Sink &sink, const std::function<bool()> &next,
                        const ExportWatch &watch, const QString &folder)
{
    const auto reader = capture::Reader::open(path);
    if (!reader)
        return failed(fromUtf8(capture::describe(reader.error())));
    const formats::ExportSource source = formats::chosenFrom(*reader.value(), request.choice);
    formats::ExportRun run(sink, watched(watch, source.eventCount));
    if (next)
        run.setNextFile(next);
    ExportResult result;
    const bool isWhole = write(request, source, run, folder, result.failure);
    result.progress = run.progress();
    for (const std::string &remark : run.remarks())
        result.remarks += fromUtf8(remark);
    if (isWhole)
        result.end = ExportResult::End::Whole;
    else if (run.isCancelled())
        result.end = ExportResult::End::Cancelled;
    else if (!run.hasFailed() && result.failure.isEmpty()) // the format has said no
        result.failure = result.remarks.join(QLatin1Char(' '));
    return result;
}

/// The original, or a redacted copy of it that is gone afterwards.
ExportResult exportWith(const ExportRequest &request, const formats::ExportRun::Sink &sink,
                        const std::function<bool()> &next, const ExportWatch &watch,
                        const QString &folder = {})
{
    if (!request.redaction)
        return exportFrom(toUtf8(request.capture), request, sink, next, watch, folder);
    const QTemporaryDir beside(QFileInfo(request.capture).absolutePath()
                               + QStringLiteral("/.redacted-XXXXXX"));
    const QTemporaryDir elsewhere;
    const std::string copy =
        toUtf8((beside.isValid() ? beside : elsewhere).filePath(QStringLiteral("copy.hop101")));
    const auto report = capture::saveRedacted(
        toUtf8(request.capture), copy, *request.redaction,
        [&watch](const capture::RedactionProgress &) { return !watch || watch({}, 0); });
    if (!report) {
        ExportResult result = failed(fromUtf8(capture::describe(report.error())));
        if (report.error().isCancelled)
            result.end = ExportResult::End::Cancelled;
        return result;
    }
    ExportResult result = exportFrom(copy, request, sink, next, watch, folder);
    result.redacted = report.value().count;
    return result;
}

} // namespace

std::vector<ExportAsInfo> exportKinds()
{
    std::vector<ExportAsInfo> kinds;
    for (const formats::ExportFormatInfo &format : formats::exportFormats()) {
        kinds.push_back({format.format, text("export", format.title), QString::fromLatin1(format.suffix),
                         format.isText, lossOf(format.format)});
        if (format.format == formats::ExportFormat::Svg) {
            kinds.push_back({PictureFormat::Png, say(QT_TRANSLATE_NOOP("export", "Picture (PNG)")),
                             QStringLiteral("png"), false, lossOf(PictureFormat::Png)});
            kinds.push_back({PictureFormat::Pdf, say(QT_TRANSLATE_NOOP("export", "Pages (PDF)")),
                             QStringLiteral("pdf"), false, lossOf(PictureFormat::Pdf)});
        }
    }
    kinds.push_back(
        {FolderFormat::Payloads, say(QT_TRANSLATE_NOOP("export", "Payloads (a folder of files)")), QString(),
         false,
         say(QT_TRANSLATE_NOOP("export",
                               "What was said, byte for byte: a file for each message and body, and "
                               "a table of them. No heads, no frames."))});
    return kinds;
}

ExportAsInfo info(const ExportAs &as)
{
    for (const ExportAsInfo &kind : exportKinds()) {
        if (kind.as == as)
            return kind;
    }
    return {};
}

ExportResult exportTo(const ExportRequest &request, ExportTarget &target, const ExportWatch &watch)
{
    if (!target.open())
        return failed(target.complaint());
    ExportResult result = exportWith(
        request, [&target](std::string_view bytes) { return target.write(bytes); },
        [&target] { return target.next(); }, watch, target.folder());
    if (result.end == ExportResult::End::Failed && result.failure.isEmpty())
        result.failure = target.complaint();
    return result;
}

ExportResult exportText(const ExportRequest &request, std::size_t limit, std::string &into,
                        const ExportWatch &watch)
{
    ExportResult result = exportWith(
        request,
        [&](std::string_view bytes) {
            if (bytes.size() > limit - into.size())
                return false;
            into += bytes;
            return true;
        },
        {}, watch);
    if (result.end == ExportResult::End::Failed && result.failure.isEmpty())
        result.failure = say(QT_TRANSLATE_NOOP(
            "export", "That is too much for the clipboard: export it to a file, or fewer events."));
    return result;
}

} // namespace hop101::ui
