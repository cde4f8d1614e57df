// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/import.h"

#include "app/cli/commands.h"
#include "app/cli/importedfrom.h"
#include "app/cli/interrupt.h"
#include "app/cli/opencapture.h"
#include "app/cli/report.h"
#include "core/diagram/rowtext.h"
#include "core/doctor/words.h"
#include "core/formats/json.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <cmath>

namespace hop101::cli {
namespace {

constexpr qint64 kProgressMs = 100;
constexpr std::size_t kMaxSentence = 1000;

/// The line on standard error, a few times a second, and Ctrl-C.
class Watch
{
public:
    explicit Watch(Output &output) : m_output(output), m_interrupt([this] { m_isInterrupted = true; })
    {
        m_sinceLast.start();
    }
    bool operator()(const formats::ImportProgress &now)
    {
        QCoreApplication::processEvents();
        if (m_sinceLast.elapsed() >= kProgressMs) {
            m_sinceLast.restart();
            m_output.progress(std::to_string(std::lround(std::floor(now.fraction() * 100))) + " %, "
                              + diagram::sizeText(now.bytesRead) + " read, "
                              + counted(now.events, "event", "events"));
        }
        return !m_isInterrupted;
    }

private:
    Output &m_output;
    QElapsedTimer m_sinceLast;
    bool m_isInterrupted = false;
    Interrupt m_interrupt;
};

void printReport(Output &output, const formats::ImportReport &report, const ImportOptions &options)
{
    output.print(counted(report.connections, "connection", "connections") + " and "
                 + counted(report.events, "event", "events") + " from " + doctor::shown(options.path, 500)
                 + ", read as " + formats::info(report.format).title + ".\n");
    for (const formats::ImportRemark &remark : report.remarks)
        output.print((remark.isLoss ? "Left out: " : "Note: ") + doctor::shown(remark.sentence, kMaxSentence)
                     + (remark.offset ? " (byte " + std::to_string(*remark.offset) + ")" : "") + '\n');
    if (report.streamsWithoutHandshake > 0)
        output.print(counted(report.streamsWithoutHandshake, "connection begins", "connections begin")
                     + " after the handshake: --treat-as-websocket reads "
                     + (report.streamsWithoutHandshake == 1 ? "it" : "them") + " as WebSocket.\n");
}

void printJson(Output &output, const formats::ImportReport &report, const ImportOptions &options)
{
    formats::Json remarks = formats::Json::array(), broken, madeUp = formats::Json::array();
    for (const formats::ImportRemark &remark : report.remarks)
        remarks.push_back({{"sentence", remark.sentence},
                           {"isLoss", remark.isLoss},
                           {"offset", remark.offset ? formats::Json(*remark.offset) : formats::Json()}});
    if (report.broken)
        broken = {{"offset", report.broken->offset}, {"expected", report.broken->expected}};
    if (const auto reader = openCapture(options.outPath, output))
        for (const formats::ImportMark &mark : importMarks(*reader))
            for (const std::string &what : mark.madeUp)
                madeUp.push_back(what);
    const formats::Json json = {{"file", options.path},
                                {"format", formats::info(report.format).name},
                                {"capture", options.outPath},
                                {"connections", report.connections},
                                {"events", report.events},
                                {"madeUp", madeUp},
                                {"remarks", remarks},
                                {"broken", broken},
                                {"cancelled", report.isCancelled},
                                {"streamsWithoutHandshake", report.streamsWithoutHandshake}};
    output.writeText(formats::write(json) + '\n');
}

void printText(Output &output, const formats::ImportReport &report, const ImportOptions &options)
{
    printReport(output, report, options);
    if (const auto reader = openCapture(options.outPath, output))
        printImportedFrom(output, *reader);
    output.print("Capture: " + doctor::shown(options.outPath, kMaxSentence) + '\n');
}

/// Whether all of the file is there.
ExitStatus statusOf(const formats::ImportReport &report, const ImportOptions &options, Output &output)
{
    if (report.broken)
        output.complain("Only the front of " + doctor::shown(options.path, 500)
                        + " could be read, up to byte " + std::to_string(report.broken->offset) + ". "
                        + doctor::shown(report.broken->expected, kMaxSentence)
                        + (report.broken->expected.ends_with('.') ? "" : "."));
    if (report.isCancelled)
        output.complain("The import was cancelled: the capture has what was read until then.");
    return report.broken || report.isCancelled ? ExitStatus::File : ExitStatus::Ok;
}

} // namespace

ExitStatus importCapture(const ImportOptions &options, Output &output)
{
    Watch watch(output);
    const auto report = formats::importFile(options.path, options.outPath, options.how,
                                            [&watch](const auto &now) { return watch(now); });
    output.endProgress();
    if (!report) {
        output.complain(doctor::shown(formats::describe(report.error()), kMaxSentence));
        return ExitStatus::File;
    }
    if (options.format == Format::Json)
        printJson(output, report.value(), options);
    else
        printText(output, report.value(), options);
    return statusOf(report.value(), options, output);
}

} // namespace hop101::cli
