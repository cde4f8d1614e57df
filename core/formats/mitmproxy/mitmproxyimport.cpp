// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/mitmproxy/mitmproxyimport.h"

#include "core/base/ascii.h"
#include "core/formats/har/harframes.h"
#include "core/formats/har/harheads.h"
#include "core/formats/mitmproxy/flow.h"
#include "core/plan/url.h"
#include "core/websocket/closecode.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>

namespace hop101::formats {
namespace {

using hop::Direction;

constexpr std::uint16_t kNoStatus = 1005;
constexpr std::uint16_t kAbnormal = 1006;
constexpr std::int64_t kJoinedVersion = 12; ///< from then on messages stand in the flow of their handshake
constexpr std::size_t kCopyBytes = std::size_t{64} * 1024;

/// One flow on its way into the stage.
class FlowImport
{
public:
    FlowImport(ImportRun &run, TnetReader &reader, ScratchFile &file, const Flow &flow, std::uint64_t offset,
               std::mt19937 &random)
        : m_run(run), m_reader(reader), m_file(file), m_flow(flow), m_offset(offset), m_random(random)
    { }

    void import(WallTime otherwise)
    {
        setTimes(otherwise);
        addHop();
        opened();
        add(m_requested, Direction::FromLeft, hop::BytesSeen{m_heads.request});
        requestBody();
        if (m_heads.response.empty()) {
            if (!m_flow.entry.error.empty())
                add(m_answered, Direction::FromRight, hop::Failed{hop::FailStage::Io, m_flow.entry.error});
            return;
        }
        add(m_answered, Direction::FromRight, hop::BytesSeen{m_heads.response});
        if (m_flow.hasWebSocket)
            messages();
        else if (hasBody())
            responseBody();
    }
    WallTime start() const noexcept { return m_requested; }

private:
    void add(WallTime time, Direction direction, const hop::InputData &data)
    {
        m_run.add(m_hop, time, direction, data);
    }
    bool hasBody() const
    {
        const int status = m_flow.entry.status;
        return status >= 200 && status != 204 && status != 304 && m_flow.entry.method != "HEAD";
    }
    /// In the order that they have on a connection, whatever the file says.
    void setTimes(WallTime otherwise)
    {
        m_requested = m_flow.entry.start.value_or(m_flow.connected.value_or(otherwise));
        m_connected = std::min(m_flow.connected.value_or(m_requested), m_requested);
        m_secured = std::clamp(m_flow.secured.value_or(m_connected), m_connected, m_requested);
        m_answered = std::max(m_flow.responseStart.value_or(m_requested), m_requested);
    }
    void addHop()
    {
        const bool isBodyKnown = m_flow.responseBody.isText() && hasBody();
        m_heads = headsOf(m_flow.entry, isBodyKnown ? std::optional(m_flow.responseBody.size) : std::nullopt,
                          m_random);
        ImportedHop hop;
        const auto url = plan::parseUrl(m_flow.entry.url.substr(0, m_flow.entry.url.find('#')));
        hop.url = url ? url.value().text() : m_flow.entry.url;
        hop.isSecure = m_flow.isSecure;
        hop.clientAddress = m_flow.clientAddress;
        hop.serverAddress = m_flow.serverAddress;
        hop.madeUp = m_heads.madeUp;
        hop.madeUp.emplace_back("spaces and line ends of the heads");
        if (m_flow.hasWebSocket)
            hop.madeUp.insert(
                hop.madeUp.end(),
                {"masks", "frame boundaries and compression", "pings and pongs, which are left out"});
        m_hop = m_run.stage().addHop(hop);
    }
    void opened()
    {
        add(m_connected, Direction::FromLeft, hop::Opened{m_flow.clientAddress, m_flow.serverAddress});
        if (m_flow.isSecure)
            add(m_secured, Direction::FromLeft,
                hop::Secured{m_flow.tlsVersion.empty() ? "TLS" : m_flow.tlsVersion, m_flow.cipher, {}, {}});
    }

    // --- bodies

    void bytes(WallTime time, Direction direction, const TnetValue &value, bool isChunked)
    {
        std::string piece;
        for (std::uint64_t at = 0; at < value.size && m_run.isGoing(); at += piece.size()) {
            piece.resize(
                static_cast<std::size_t>(std::min<std::uint64_t>(hop::kMaxInputBytes, value.size - at)));
            if (!m_file.read(value.at + at, piece))
                return;
            std::array<char, 24> head{};
            std::snprintf(head.data(), head.size(), "%zx\r\n", piece.size());
            if (isChunked)
                add(time, direction, hop::BytesSeen{base::asBytes(head.data())});
            add(time, direction, hop::BytesSeen{base::asBytes(piece)});
            if (isChunked)
                add(time, direction, hop::BytesSeen{base::asBytes("\r\n")});
        }
        if (isChunked)
            add(time, direction, hop::BytesSeen{base::asBytes("0\r\n\r\n")});
    }
    static bool isChunked(const HarFields &fields)
    {
        const std::string *coding = find(fields, "transfer-encoding");
        return coding && base::listHasToken(*coding, "chunked");
    }
    void requestBody()
    {
        const bool isFramed =
            find(m_flow.entry.requestFields, "content-length") || isChunked(m_flow.entry.requestFields);
        if (m_flow.requestBody.isText() && isFramed)
            bytes(m_requested, Direction::FromLeft, m_flow.requestBody,
                  isChunked(m_flow.entry.requestFields));
    }
    void responseBody()
    {
        const bool hasChunks = isChunked(m_flow.entry.responseFields);
        if (hasChunks)
            m_run.stage().hop(m_hop).madeUp.emplace_back("chunks of the body");
        if (m_flow.responseBody.isText())
            bytes(m_answered, Direction::FromRight, m_flow.responseBody, hasChunks);
        else
            m_run.remark("The file does not have the body of a response.", true, m_offset);
        if (!hasChunks && !find(m_flow.entry.responseFields, "content-length"))
            add(m_answered, Direction::FromRight, hop::Ended{hop::EndCause::Fin});
    }

    // --- messages

    void messages()
    {
        ImportFrames frames(m_run, m_hop, m_random);
        m_latest = m_answered;
        const bool isWhole = m_reader.elements(m_flow.messages, [&](const TnetValue &value) {
            FlowMessage one;
            if (readMessage(m_reader, value, one))
                message(frames, one);
            else
                m_run.remark("A message of a flow cannot be read.", true, m_offset);
            return m_run.isGoing();
        });
        if (!isWhole)
            m_run.remark("The messages of a flow end before their list does.", true, m_offset);
        if (m_flow.closeCode || m_flow.ended)
            close(frames);
    }
    void message(ImportFrames &frames, const FlowMessage &one)
    {
        m_latest = std::max(m_latest, one.time.value_or(m_latest));
        const bool isKnown = one.opcode == 1 || one.opcode == 2;
        if (!isKnown)
            m_run.remark("A message is neither text nor binary: it stands as binary.", false, m_offset);
        if (one.isDropped)
            m_run.remark("A message was dropped by mitmproxy: it stands here as if it had been passed on.",
                         false, m_offset);
        frames.message(m_latest, one.isFromClient ? Direction::FromLeft : Direction::FromRight,
                       one.opcode == 1 ? websocket::Opcode::Text : websocket::Opcode::Binary,
                       HarBytes(m_file, one.content.at, one.content.size, false));
    }
    void close(ImportFrames &frames)
    {
        const WallTime time = std::max(m_latest, m_flow.ended.value_or(m_latest));
        const auto first = m_flow.isClosedByClient ? Direction::FromLeft : Direction::FromRight;
        const std::int64_t code = m_flow.closeCode.value_or(kNoStatus);
        if (code == kAbnormal)
            return add(time, first, hop::Ended{hop::EndCause::Fin});
        const bool hasCode = code > 0 && code <= 0xffff && code != kNoStatus;
        const base::Bytes body = hasCode
            ? websocket::closeBody(static_cast<std::uint16_t>(code), m_flow.closeReason)
            : base::Bytes();
        m_run.stage().hop(m_hop).madeUp.emplace_back("the answer to the Close");
        frames.frame(time, first, websocket::Opcode::Close, body);
        frames.frame(time, opposite(first), websocket::Opcode::Close, body);
    }

    ImportRun &m_run;
    TnetReader &m_reader;
    ScratchFile &m_file;
    const Flow &m_flow;
    const std::uint64_t m_offset;
    std::mt19937 &m_random;
    HarHeads m_heads;
    std::size_t m_hop = 0;
    WallTime m_connected, m_secured, m_requested, m_answered, m_latest;
};

/// The flows of a file, one after another.
class FlowFile
{
public:
    explicit FlowFile(ImportRun &run) : m_run(run), m_file(run.stage().scratch()), m_reader(m_file) { }

    bool isGood() const { return m_file.isGood(); }
    void read()
    {
        while (m_run.isGoing()) {
            m_offset = m_run.source().offset();
            const auto value = next();
            if (!value)
                break;
            const auto flow = readFlow(m_reader, *value);
            if (!flow) {
                breakHere(
                    "a flow was expected, which is a dictionary of tnetstrings, and it holds something else");
                break;
            }
            take(*flow);
        }
        for (auto &[id, waiting] : m_waiting)
            import(waiting.first, waiting.second); // its messages never came
        if (m_others > 0)
            m_run.remark(std::to_string(m_others) + (m_others == 1 ? " flow is" : " flows are")
                         + " plain HTTP without an upgrade, or something else, and left out.");
    }

private:
    void breakHere(const std::string &expected) { m_run.breakAt(m_offset, expected + '.'); }

    /// Copies the next value of the file to where it can be read in any order; nothing at the end.
    std::optional<TnetValue> next()
    {
        std::uint64_t size = 0;
        std::size_t digits = 0;
        for (char c = 0; m_run.read({&c, 1}) == 1; ++digits) {
            if (c == ':' && digits > 0)
                return copied(size);
            if (!base::isDigit(c) || digits == kMaxTnetLengthDigits) {
                breakHere("a length in digits and a colon were expected");
                return std::nullopt;
            }
            size = size * 10 + static_cast<std::uint64_t>(c - '0');
        }
        if (digits > 0 && m_run.isGoing())
            breakHere("the file ends within the length of a flow");
        return std::nullopt;
    }
    std::optional<TnetValue> copied(std::uint64_t size)
    {
        m_file.clear();
        std::string piece(kCopyBytes, '\0');
        for (std::uint64_t left = size + 1; left > 0;) {
            const std::size_t wanted = static_cast<std::size_t>(std::min<std::uint64_t>(left, piece.size()));
            const std::size_t got = m_run.read(std::span(piece).first(wanted));
            m_file.append(std::string_view(piece).substr(0, got));
            left -= got;
            if (got < wanted) {
                if (m_run.isGoing())
                    breakHere("a flow of " + std::to_string(size)
                              + " bytes was expected, with a mark behind it, and the file has "
                              + std::to_string(size + 1 - left));
                return std::nullopt;
            }
        }
        TnetValue value{0, size, '~'};
        return m_file.read(size, std::span(&value.type, 1)) ? std::optional(value) : std::nullopt;
    }
    void take(const Flow &flow)
    {
        if (flow.type == "websocket")
            return takeOldWebSocket(flow);
        const bool mayHaveMessages =
            flow.version > 0 && flow.version < kJoinedVersion && flow.entry.status == 101;
        if (flow.type != "http" || !isUpgrade(flow.entry)) {
            ++m_others;
        } else if (mayHaveMessages && m_waiting.size() < kMaxWaitingHandshakes) {
            Flow waiting = flow;
            waiting.requestBody = waiting.responseBody = {};
            m_waiting.emplace(flow.id, std::pair(std::move(waiting), m_offset));
        } else {
            import(flow, m_offset);
        }
    }
    /// Before version 12 the handshake is a flow of its own, or one in this.
    void takeOldWebSocket(const Flow &flow)
    {
        Flow joined = flow;
        auto inner = flow.handshake.type == '}' ? readFlow(m_reader, flow.handshake) : std::nullopt;
        const auto waiting = m_waiting.find(inner ? inner->id : flow.handshakeId);
        if (!inner && waiting != m_waiting.end())
            inner = waiting->second.first;
        if (waiting != m_waiting.end())
            m_waiting.erase(waiting);
        if (inner) {
            joined.entry = inner->entry;
            markAsWebSocket(joined);
            joined.connected = inner->connected;
            joined.secured = inner->secured;
            joined.responseStart = inner->responseStart;
            joined.isSecure = inner->isSecure;
        } else {
            joined.entry.status = 101;
            m_run.remark("The handshake of a WebSocket is not in the file.", false, m_offset);
        }
        import(joined, m_offset);
    }
    void import(const Flow &flow, std::uint64_t offset)
    {
        FlowImport one(m_run, m_reader, m_file, flow, offset, m_random);
        one.import(m_last);
        m_last = one.start();
    }

    ImportRun &m_run;
    ScratchFile m_file; ///< the flow that is read
    TnetReader m_reader;
    std::mt19937 m_random; ///< the same import of the same file
    std::map<std::string, std::pair<Flow, std::uint64_t>> m_waiting; ///< handshakes by id, and their places
    std::uint64_t m_offset = 0;
    std::uint64_t m_others = 0;
    WallTime m_last{};
};

} // namespace

std::optional<ImportError> importMitmproxy(ImportRun &run)
{
    FlowFile file(run);
    file.read();
    if (file.isGood())
        return std::nullopt;
    return ImportError{
        ImportFault::Capture,
        {},
        {},
        capture::CaptureError{capture::CaptureFault::NoSpace, "the import's temporary file", {}}};
}

} // namespace hop101::formats
