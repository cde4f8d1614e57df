// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/opencapture.h"
#include "core/capture/message.h"
#include "core/doctor/words.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

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

bool writeBytes(const capture::Reader &reader, const hop::Event &event, const Sink &sink)
{
    return event.message ? capture::readMessage(reader, event.message, sink)
                         : writeEvent(reader, event, sink);
}

/// A file that is written to its end or complained about.
class OutFile
{
public:
    explicit OutFile(const std::string &path)
        : m_path(path), m_file(std::fopen(path.c_str(), "wbe"), &std::fclose)
    {
        if (!m_file)
            m_error = errno;
    }
    bool isOpen() const noexcept { return m_file != nullptr; }
    bool write(base::ByteSpan bytes)
    {
        if (std::fwrite(bytes.data(), 1, bytes.size(), m_file.get()) != bytes.size())
            m_error = errno;
        return m_error == 0;
    }
    bool finish()
    {
        if (m_file && std::fclose(m_file.release()) != 0 && m_error == 0)
            m_error = errno;
        return m_error == 0;
    }
    std::string complaint() const
    {
        return doctor::shown(m_path) + " cannot be written (" + std::strerror(m_error)
            + "): choose another place with -o.";
    }

private:
    std::string m_path;
    std::unique_ptr<std::FILE, int (*)(std::FILE *)> m_file;
    int m_error = 0;
};

ExitStatus writeFile(const capture::Reader &reader, const hop::Event &event, const std::string &path,
                     Output &output)
{
    OutFile file(path);
    if (file.isOpen())
        writeBytes(reader, event, [&file](base::ByteSpan piece) { return file.write(piece); });
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
        writeBytes(*reader, event, [&output](base::ByteSpan piece) { return output.write(piece); });
    else if (const ExitStatus status = writeFile(*reader, event, options.outPath, output);
             status != ExitStatus::Ok)
        return status;
    return statusOf(*reader, output);
}

} // namespace hop101::cli
