// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/opencapture.h"
#include "app/cli/outfile.h"
#include "core/capture/message.h"
#include "core/doctor/words.h"

#include <functional>

namespace hop101::cli {
namespace {

constexpr std::uint64_t kPiece = 256 * 1024;

using Sink = std::function<bool(base::ByteSpan)>;

/// What is not a message: a head, a body, a control frame, raw bytes.
bool writeEvent(const capture::Reader &reader, const hop::Event &event, const Sink &sink)
{
    for (std::uint64_t offset = 0;;) {
        const base::Bytes piece = reader.payload(event, offset, kPiece);
        if (piece.empty())
            return true;
        if (!sink(piece))
            return false;
        offset += piece.size();
    }
}

bool writeBytes(const capture::Reader &reader, const hop::Event &event, bool asSent, const Sink &sink)
{
    const auto encoding = asSent ? capture::Encoding::AsSent : capture::Encoding::AsRead;
    return event.message ? capture::readMessage(reader, event.message, sink, encoding)
                         : writeEvent(reader, event, sink);
}

/// What is to be said of a message that cannot be written whole; empty where there is nothing.
std::string whatIsMissing(const capture::Reader &reader, const hop::Event &event)
{
    if (!event.message || !event.has(hop::flag::Compressed))
        return {};
    const capture::MessageFacts facts = capture::messageFacts(reader, event);
    const std::string front =
        "Only the first " + std::to_string(facts.readableBytes) + " bytes of the message ";
    const std::string what = "; --wire writes all of it as it was sent.";
    if (facts.state == capture::MessageState::NotInflated)
        return front + "could be inflated" + what;
    if (facts.state == capture::MessageState::NotKept)
        return front + "were kept in the capture" + what;
    return {};
}

ExitStatus writeFile(const capture::Reader &reader, const hop::Event &event, const PayloadOptions &options,
                     Output &output)
{
    OutFile file(options.outPath);
    if (file.isOpen())
        writeBytes(reader, event, options.asSent,
                   [&file](base::ByteSpan piece) { return file.write(piece); });
    if (file.finish())
        return ExitStatus::Ok;
    output.complain(file.complaint());
    return ExitStatus::File;
}

} // namespace

ExitStatus payload(const PayloadOptions &options, Output &output)
{
    const auto reader = openCapture(options.path, output);
    if (!reader)
        return ExitStatus::File;
    const hop::Event event = reader->event(options.event);
    if (!event.id) {
        output.complain("There is no event " + std::to_string(options.event.value)
                        + ": the capture has events 1 to " + std::to_string(reader->eventCount()) + '.');
        return ExitStatus::Usage;
    }
    if (options.outPath == "-")
        writeBytes(*reader, event, options.asSent,
                   [&output](base::ByteSpan piece) { return output.write(piece); });
    else if (const ExitStatus status = writeFile(*reader, event, options, output); status != ExitStatus::Ok)
        return status;
    const std::string missing = options.asSent ? std::string() : whatIsMissing(*reader, event);
    if (!missing.empty()) {
        output.complain(missing);
        return ExitStatus::File;
    }
    return statusOf(*reader, output);
}

} // namespace hop101::cli
