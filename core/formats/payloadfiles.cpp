// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/payloadfiles.h"

#include "core/base/ascii.h"
#include "core/capture/message.h"
#include "core/formats/eventjson.h"
#include "core/websocket/utf8.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <map>
#include <memory>

namespace hop101::formats {
namespace {

constexpr std::size_t kLongestJson = 256 * 1024; ///< of what is looked at to tell JSON from text
constexpr std::size_t kDigits = 6;

struct Magic
{
    std::string_view start;
    const char *suffix;
};
using namespace std::string_view_literals;
constexpr std::array kMagics = {
    Magic{"\x89PNG\r\n"sv, "png"}, Magic{"\xff\xd8\xff"sv, "jpg"}, Magic{"GIF8"sv, "gif"},
    Magic{"%PDF-"sv, "pdf"},       Magic{"PK\x03\x04"sv, "zip"},   Magic{"\x1f\x8b"sv, "gz"},
    Magic{"\0asm"sv, "wasm"},      Magic{"OggS"sv, "ogg"},         Magic{"\x1a\x45\xdf\xa3"sv, "webm"},
};

/// As far as it goes: a character may be cut off at the end.
bool isText(std::string_view start, bool isWhole) noexcept
{
    for (std::size_t cut = 0; cut <= 3 && cut <= start.size(); ++cut) {
        if (websocket::isUtf8(base::asBytes(start.substr(0, start.size() - cut))))
            return start.find('\0') == std::string_view::npos;
        if (isWhole)
            return false;
    }
    return false;
}

bool isJson(std::string_view start, bool isWhole)
{
    const std::size_t first = start.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos || (start[first] != '{' && start[first] != '['))
        return false;
    return isWhole && start.size() <= kLongestJson ? Json::accept(start) : true;
}

bool isHtml(std::string_view start) noexcept
{
    const std::size_t first = std::min(start.find_first_not_of(" \t\r\n"), start.size());
    start.remove_prefix(first);
    const auto begins = [start](std::string_view word) {
        return start.size() >= word.size() && base::equalsIgnoringCase(start.substr(0, word.size()), word);
    };
    return begins("<!doctype html") || begins("<html");
}

struct Closer
{
    void operator()(std::FILE *file) const { std::fclose(file); }
};

class PayloadFiles
{
public:
    PayloadFiles(const ExportSource &source, const std::string &folder, ExportRun &run, std::string &error)
        : m_source(source), m_reader(source.reader), m_folder(folder), m_run(run), m_error(error)
    { }

    bool write()
    {
        if (!m_run.write("event,file,hop,from,kind,timeNs,bytes,complete\n"))
            return false;
        m_source.events([this](const hop::Event &event) { return take(event) && m_run.next(); });
        if (m_parts > 0)
            m_run.remark("Of some messages the capture has only a part: their files are called \"-part\".");
        return m_run.isGoing() && m_error.empty();
    }

private:
    bool take(const hop::Event &event)
    {
        switch (event.kind) {
        case hop::EventKind::Frame:
            return event.message ? message(event) : event.payloadSize == 0 || one(event, event.ended);
        case hop::EventKind::Body:
        case hop::EventKind::RawRun:
            return one(event, !event.has(hop::flag::Cut));
        default:
            return true;
        }
    }
    /// The frames of a message follow one another on their side of a connection.
    bool message(const hop::Event &frame)
    {
        base::EventId &last = m_last[{frame.hop, frame.direction}];
        if (last == frame.message)
            return true;
        last = frame.message;
        const hop::Event first = m_reader.event(frame.message);
        if (!first.id)
            return true;
        const auto state = capture::messageFacts(m_reader, first).state;
        return one(first,
                   !first.has(hop::flag::Cut)
                       && (state == capture::MessageState::Whole || state == capture::MessageState::Long));
    }

    bool one(const hop::Event &event, bool isComplete)
    {
        m_file.reset();
        m_size = 0;
        m_parts += isComplete ? 0 : 1;
        const auto sink = [&](base::ByteSpan piece) { return put(event, isComplete, base::asText(piece)); };
        if (event.message)
            capture::readMessage(m_reader, event.id, sink);
        else
            pieces(event, sink);
        // A message without bytes is one, too.
        if (m_error.empty() && !m_file && event.message)
            put(event, isComplete, {});
        return close() && (m_name.empty() || m_run.write(indexLine(event, isComplete)));
    }
    template<typename Sink>
    void pieces(const hop::Event &event, const Sink &sink) const
    {
        constexpr std::uint64_t kPiece = 256 * 1024;
        for (std::uint64_t offset = 0;;) {
            const base::Bytes piece = m_reader.payload(event, offset, kPiece);
            if (piece.empty() || !sink(piece))
                return;
            offset += piece.size();
        }
    }
    bool put(const hop::Event &event, bool isComplete, std::string_view piece)
    {
        if (!m_file && !open(event, isComplete, piece))
            return false;
        m_size += piece.size();
        if (!piece.empty() && std::fwrite(piece.data(), 1, piece.size(), m_file.get()) != piece.size())
            return fail();
        return m_run.isGoing();
    }
    bool open(const hop::Event &event, bool isComplete, std::string_view start)
    {
        std::string number = std::to_string(event.id.value);
        number.insert(0, kDigits - std::min(kDigits, number.size()), '0');
        const bool isWhole =
            event.payloadSize >= 0 && static_cast<std::uint64_t>(event.payloadSize) == start.size();
        m_name = number + '-' + senderName(m_reader, event.hop, event.direction) + '-' + kindOf(event)
            + (isComplete ? "" : "-part") + '.' + payloadSuffix(start, isWhole);
        m_file.reset(std::fopen((std::filesystem::path(m_folder) / m_name).c_str(), "wbe"));
        return m_file != nullptr || fail();
    }
    static std::string kindOf(const hop::Event &event)
    {
        if (event.kind != hop::EventKind::Frame)
            return event.kind == hop::EventKind::Body ? "body" : "raw";
        std::string name = opcodeName(event.opcode());
        std::ranges::replace(name, ' ', '-');
        return name;
    }
    bool close()
    {
        if (m_file && std::fclose(m_file.release()) != 0)
            return fail();
        return m_error.empty();
    }
    bool fail()
    {
        if (m_error.empty())
            m_error = std::strerror(errno);
        return false;
    }
    std::string indexLine(const hop::Event &event, bool isComplete)
    {
        return std::to_string(event.id.value) + ',' + std::exchange(m_name, {}) + ','
            + std::to_string(event.hop.value) + ',' + senderName(m_reader, event.hop, event.direction) + ','
            + kindOf(event) + ',' + std::to_string(event.time.count()) + ',' + std::to_string(m_size) + ','
            + (isComplete ? "true" : "false") + '\n';
    }

    const ExportSource &m_source;
    const capture::Reader &m_reader;
    const std::string &m_folder;
    ExportRun &m_run;
    std::string &m_error;
    std::map<std::pair<base::HopId, hop::Direction>, base::EventId> m_last;
    std::unique_ptr<std::FILE, Closer> m_file;
    std::string m_name;
    std::uint64_t m_size = 0;
    std::uint64_t m_parts = 0;
};

} // namespace

const char *payloadSuffix(std::string_view start, bool isWhole) noexcept
{
    for (const Magic &magic : kMagics) {
        if (start.starts_with(magic.start))
            return magic.suffix;
    }
    if (!isText(start, isWhole))
        return "bin";
    if (isHtml(start))
        return "html";
    return isJson(start, isWhole) ? "json" : "txt";
}

bool writePayloadFiles(const ExportSource &source, const std::string &folder, ExportRun &run,
                       std::string &error)
{
    return PayloadFiles(source, folder, run, error).write();
}

} // namespace hop101::formats
