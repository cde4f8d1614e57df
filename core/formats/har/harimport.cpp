// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/har/harimport.h"

#include "core/base/ascii.h"
#include "core/formats/har/harframes.h"
#include "core/formats/har/harheads.h"
#include "core/formats/har/harreader.h"
#include "core/plan/url.h"
#include "core/websocket/closecode.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>

namespace hop101::formats {
namespace {

using hop::Direction;

constexpr std::uint16_t kNoStatus = 1005;
constexpr std::uint16_t kAbnormal = 1006;

/// By what Chrome calls an error that came before a connection stood; else Io.
hop::FailStage stageOf(std::string_view error)
{
    const auto has = [error](std::string_view word) { return error.find(word) != std::string_view::npos; };
    if (has("NAME_NOT_RESOLVED") || has("NAME_RESOLUTION"))
        return hop::FailStage::Resolve;
    if (has("CONNECTION_TIMED_OUT"))
        return hop::FailStage::ConnectTimeout;
    if (has("CONNECTION_REFUSED") || has("CONNECTION_FAILED") || has("ADDRESS_") || has("DISCONNECTED"))
        return hop::FailStage::Connect;
    if (has("ERR_CERT"))
        return hop::FailStage::Certificate;
    return has("ERR_SSL") ? hop::FailStage::Tls : hop::FailStage::Io;
}

std::string addressOf(const HarEntry &entry, const plan::Url &url)
{
    if (entry.serverAddress.empty())
        return url.host.empty() ? std::string() : url.host + ':' + std::to_string(url.port);
    const bool isIpv6 = entry.serverAddress.find(':') != std::string::npos && entry.serverAddress[0] != '[';
    return (isIpv6 ? '[' + entry.serverAddress + ']' : entry.serverAddress) + ':' + std::to_string(url.port);
}

/// One entry on its way into the stage.
class EntryImport
{
public:
    EntryImport(ImportRun &run, const HarEntry &entry, ScratchFile &data, ScratchFile &rows,
                std::mt19937 &random)
        : m_run(run), m_entry(entry), m_data(data), m_rows(rows), m_random(random)
    {
        const auto url = plan::parseUrl(entry.url.substr(0, entry.url.find('#')));
        if (url)
            m_url = url.value();
    }

    void import(WallTime otherwise)
    {
        setTimes(otherwise);
        addHop();
        const hop::FailStage stage = stageOf(m_entry.error);
        if (isFailed() && stage != hop::FailStage::Io) {
            add(m_start, Direction::FromLeft, hop::Failed{stage, m_entry.error});
            return;
        }
        connection();
        if (isFailed() && !m_entry.error.empty())
            add(m_answered, Direction::FromLeft, hop::Failed{stage, m_entry.error});
        if (m_heads.response.empty())
            return;
        if (m_entry.messages > 0 || m_entry.close)
            messages();
        else if (hasBody())
            body();
    }

private:
    bool isFailed() const { return m_entry.status <= 0 && m_entry.messages == 0 && !m_entry.responseHead; }
    bool hasBody() const
    {
        return m_entry.status >= 200 && m_entry.status != 204 && m_entry.status != 304
            && m_entry.method != "HEAD" && !m_heads.isOverHttp2;
    }
    void add(WallTime time, Direction direction, const hop::InputData &data)
    {
        m_run.add(m_hop, time, direction, data);
    }

    /// What was sent before the first message came before it, whatever rounding has made of it.
    void setTimes(WallTime otherwise)
    {
        m_start = m_entry.start.value_or(m_entry.firstMessage.value_or(otherwise));
        m_answered = m_start + m_entry.untilAnswered;
        if (m_entry.firstMessage)
            m_answered = std::min(m_answered, *m_entry.firstMessage);
        m_start = std::min(m_start, m_answered);
        m_connected = std::min(m_start + m_entry.untilConnected, m_answered);
    }

    void addHop()
    {
        if (m_entry.hasBody && hasBody())
            m_body.emplace(m_data, m_entry.bodyAt, m_entry.bodySize,
                           m_entry.isBodyBase64 && m_entry.hasBase64Body);
        m_heads = headsOf(m_entry, m_body ? std::optional(m_body->size()) : std::nullopt, m_random);
        ImportedHop hop;
        hop.url = m_url.host.empty() ? m_entry.url : m_url.text();
        hop.isSecure = m_url.secure;
        hop.serverAddress = addressOf(m_entry, m_url);
        hop.madeUp = m_heads.madeUp;
        if (m_entry.messages > 0)
            hop.madeUp.insert(hop.madeUp.end(), {"masks", "frame boundaries", "compression"});
        m_hop = m_run.stage().addHop(hop);
    }

    void madeUp(const char *what) { m_run.stage().hop(m_hop).madeUp.emplace_back(what); }

    void connection()
    {
        add(m_connected, Direction::FromLeft, hop::Opened{{}, addressOf(m_entry, m_url)});
        if (m_url.secure)
            add(m_connected, Direction::FromLeft, hop::Secured{"TLS", {}, {}, {}});
        add(m_connected, Direction::FromLeft, hop::BytesSeen{m_heads.request});
        if (m_heads.isOverHttp2)
            m_run.remark("A WebSocket was opened over HTTP/2 (RFC 8441), which has no 101: a handshake of "
                         "HTTP/1.1 stands in its place.",
                         false, m_entry.offset);
        if (!m_heads.response.empty())
            add(m_answered, Direction::FromRight, hop::BytesSeen{m_heads.response});
    }

    // --- messages

    void messages()
    {
        ImportFrames frames(m_run, m_hop, m_random);
        m_latest = m_answered;
        WallTime last = m_answered;
        for (std::uint64_t i = 0; i < m_entry.messages; ++i) {
            HarRow row;
            if (!m_rows.read(i * sizeof row, {reinterpret_cast<char *>(&row), sizeof row}))
                return;
            const WallTime time =
                row.timeNs < 0 ? last : std::max(m_answered, WallTime(std::chrono::nanoseconds(row.timeNs)));
            if (time < last)
                m_run.remark("Messages do not stand in the order of their times; here they do.", false,
                             m_entry.offset);
            last = time;
            m_latest = std::max(m_latest, time);
            if (!message(frames, row, time))
                return;
        }
        if (m_entry.close && !m_entry.hasCloseRow)
            close(frames, *m_entry.close);
    }

    bool message(ImportFrames &frames, const HarRow &row, WallTime time)
    {
        if (row.type == HarRow::Type::Error) {
            std::string words(std::min<std::uint64_t>(row.dataSize, 4096), '\0');
            m_data.read(row.dataAt, words);
            return m_run.add(m_hop, time, Direction::FromLeft, hop::Failed{hop::FailStage::Io, words});
        }
        const auto direction = row.type == HarRow::Type::Send ? Direction::FromLeft : Direction::FromRight;
        websocket::Opcode opcode = opcodeOf(row);
        const bool isText = opcode == websocket::Opcode::Text && !row.isExact;
        if (!isText && !row.isBase64) {
            m_run.remark("A message that is no text has data that is no base64: it is kept as it stands.",
                         false, m_entry.offset);
            if (opcode == websocket::Opcode::Binary)
                opcode = websocket::Opcode::Text;
        }
        return frames.message(time, direction, opcode,
                              HarBytes(m_data, row.dataAt, row.dataSize, !isText && row.isBase64),
                              fragmentsOf(row));
    }

    /// A row is a message: a continuation would break one.
    websocket::Opcode opcodeOf(const HarRow &row)
    {
        const auto opcode = static_cast<websocket::Opcode>(row.opcode & 15);
        if (row.opcode >= 0 && row.opcode <= 15 && opcode != websocket::Opcode::Continuation)
            return opcode;
        m_run.remark(row.opcode == 0
                         ? "A message says that it is a continuation: it stands as one of its own."
                         : "A message has an opcode that is none: it stands as text or binary.",
                     false, m_entry.offset);
        return row.isBase64 ? websocket::Opcode::Binary : websocket::Opcode::Text;
    }

    std::vector<std::uint64_t> fragmentsOf(const HarRow &row)
    {
        std::vector<std::uint64_t> sizes(row.fragments);
        if (!sizes.empty())
            m_data.read(row.fragmentsAt,
                        {reinterpret_cast<char *>(sizes.data()), sizes.size() * sizeof(std::uint64_t)});
        return sizes;
    }

    void close(ImportFrames &frames, const HarClose &close)
    {
        const WallTime time = std::max(m_latest, close.time.value_or(m_latest));
        if (close.isAborted)
            return add(time, Direction::FromRight, hop::Ended{hop::EndCause::Reset});
        if (close.code == kAbnormal)
            return add(time, Direction::FromRight, hop::Ended{hop::EndCause::Fin});
        const base::Bytes body = close.code == 0 || close.code == kNoStatus
            ? base::Bytes()
            : websocket::closeBody(close.code, close.reason);
        madeUp("which side closed first");
        frames.frame(time, Direction::FromRight, websocket::Opcode::Close, body);
        frames.frame(time, Direction::FromLeft, websocket::Opcode::Close, body);
    }

    // --- the body of a refusal

    void body()
    {
        const std::string *coding = find(m_entry.responseFields, "transfer-encoding");
        const std::string *length = find(m_entry.responseFields, "content-length");
        const bool isChunked = coding && base::listHasToken(*coding, "chunked");
        if (!m_body && (isChunked || (length && *length != "0")))
            return missingBody(isChunked, length ? *length : std::string());
        if (isChunked)
            madeUp("chunks of the body");
        if (m_body && m_body->size() > 0)
            bodyBytes(isChunked);
        if (isChunked)
            add(m_answered, Direction::FromRight, hop::BytesSeen{base::asBytes("0\r\n\r\n")});
        else if (!length)
            add(m_answered, Direction::FromRight, hop::Ended{hop::EndCause::Fin});
    }

    void missingBody(bool isChunked, const std::string &length)
    {
        m_run.remark("The file does not have the body of a response.", true, m_entry.offset);
        if (isChunked)
            return add(m_answered, Direction::FromRight, hop::BytesSeen{base::asBytes("0\r\n\r\n")});
        constexpr std::size_t kMaxDigits = 15;
        const bool isNumber = !length.empty() && length.size() <= kMaxDigits
            && std::ranges::all_of(length, [](char c) { return base::isDigit(c); });
        if (isNumber)
            add(m_answered, Direction::FromRight, hop::Lost{std::stoull(length), 0, false});
    }

    void bodyBytes(bool isChunked)
    {
        base::Bytes piece(hop::kMaxInputBytes);
        while (const std::size_t got = m_body->read(piece)) {
            if (isChunked) {
                std::array<char, 24> head{};
                std::snprintf(head.data(), head.size(), "%zx\r\n", got);
                add(m_answered, Direction::FromRight, hop::BytesSeen{base::asBytes(head.data())});
            }
            add(m_answered, Direction::FromRight, hop::BytesSeen{base::ByteSpan(piece).first(got)});
            if (isChunked)
                add(m_answered, Direction::FromRight, hop::BytesSeen{base::asBytes("\r\n")});
        }
    }

    ImportRun &m_run;
    const HarEntry &m_entry;
    ScratchFile &m_data;
    ScratchFile &m_rows;
    std::mt19937 &m_random;
    plan::Url m_url;
    HarHeads m_heads;
    std::optional<HarBytes> m_body;
    std::size_t m_hop = 0;
    WallTime m_start, m_connected, m_answered, m_latest;
};

/// The file of that name in the folder of the HAR; nothing where it would be elsewhere.
std::optional<std::filesystem::path> besideFile(const std::string &har, const std::string &name)
{
    const std::filesystem::path path(name);
    if (har.empty() || !path.has_filename() || path.has_parent_path() || path.is_absolute() || name == "..")
        return std::nullopt;
    return std::filesystem::path(har).parent_path() / path;
}

/// What an entry keeps in a file of its own is read from there.
void readAttached(ImportRun &run, HarEntry &entry, ScratchFile &data, ScratchFile &rows,
                  const HarReader::Remark &remark)
{
    const auto path = besideFile(run.source().path(), entry.bodyFile);
    auto source = path ? ImportSource::open(path->string()) : ImportError{};
    if (!source)
        return run.remark("The messages of a connection are in " + entry.bodyFile
                              + ", which is not beside the HAR.",
                          true, entry.offset);
    JsonStream json([&](std::span<char> into) { return run.isGoing() ? source.value()->read(into) : 0; });
    HarReader(json, data, rows, remark).readMessageFile(entry);
    if (json.fault() && run.isGoing())
        run.remark(entry.bodyFile + " could be read up to byte " + std::to_string(json.fault()->offset) + ": "
                       + json.fault()->expected + '.',
                   true);
}

/// "a comma was expected" → "A comma was expected."
std::string asSentence(std::string words)
{
    if (!words.empty() && words[0] >= 'a' && words[0] <= 'z')
        words[0] = static_cast<char>(words[0] - 'a' + 'A');
    return words + '.';
}

std::string entriesText(std::uint64_t count)
{
    return std::to_string(count) + (count == 1 ? " entry" : " entries");
}

} // namespace

std::optional<ImportError> importHar(ImportRun &run)
{
    JsonStream json([&run](std::span<char> into) { return run.read(into); });
    ScratchFile data(run.stage().scratch());
    ScratchFile rows(run.stage().scratch());
    const HarReader::Remark remark = [&run](std::string sentence, bool isLoss, std::uint64_t offset) {
        run.remark(std::move(sentence), isLoss, offset);
    };
    HarReader reader(json, data, rows, remark);
    std::mt19937 random; // the same import of the same file
    std::uint64_t others = 0;
    WallTime last{};
    reader.readLog([&](HarEntry &entry) {
        if (isWebSocket(entry) && !entry.hasMessages && !entry.bodyFile.empty())
            readAttached(run, entry, data, rows, remark);
        if (isUpgrade(entry))
            EntryImport(run, entry, data, rows, random).import(entry.start.value_or(last));
        else if (!entry.url.empty())
            ++others;
        last = entry.start.value_or(last);
        return run.isGoing();
    });
    if (json.fault() && !run.report().isCancelled)
        run.breakAt(json.fault()->offset, asSentence(json.fault()->expected));
    if (run.isGoing() && json.hasMore()) {
        (void)json.next();
        run.remark(
            "More stands behind the end of the HAR, and is not read: give each HAR as a file of its own.",
            true, json.tokenOffset());
    }
    if (others > 0)
        run.remark(entriesText(others) + (others == 1 ? " is" : " are")
                   + " plain HTTP without an upgrade and left out.");
    if (data.isGood() && rows.isGood())
        return std::nullopt;
    return ImportError{
        ImportFault::Capture,
        {},
        {},
        capture::CaptureError{capture::CaptureFault::NoSpace, "the import's temporary file", {}}};
}

} // namespace hop101::formats
