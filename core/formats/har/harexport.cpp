// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/har/harexport.h"

#include "core/capture/content.h"
#include "core/formats/har/harentryjson.h"
#include "core/formats/har/harmessages.h"
#include "core/formats/har/hartext.h"
#include "core/formats/har/hopevents.h"
#include "core/http/headparser.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

namespace hop101::formats {
namespace {

constexpr std::uint64_t kPiece = 256 * 1024;

/// Which events are wanted: a bit each, and of every hop the first and the last.
class Chosen
{
public:
    struct Range
    {
        std::uint64_t first = 0, last = 0;
    };

    Chosen(const ExportSource &source, const ExportRun &run)
    {
        if (!source.isWhole)
            m_bits.resize(static_cast<std::size_t>(source.reader.eventCount()) + 1);
        source.events([&](const hop::Event &event) {
            Range &range = m_ranges[event.hop.value];
            range.first = range.first == 0 ? event.id.value : range.first;
            range.last = event.id.value;
            if (event.id.value < m_bits.size())
                m_bits[static_cast<std::size_t>(event.id.value)] = true;
            return run.isGoing();
        });
    }
    bool has(base::EventId event) const
    {
        return m_bits.empty()
            || (event.value < m_bits.size() && m_bits[static_cast<std::size_t>(event.value)]);
    }
    Range of(base::HopId hop) const
    {
        const auto found = m_ranges.find(hop.value);
        return found == m_ranges.end() ? Range() : found->second;
    }

private:
    std::vector<bool> m_bits; ///< empty: all
    std::map<std::uint32_t, Range> m_ranges;
};

WallTime wallClockOfZero(const capture::Reader &reader, base::HopId hop)
{
    const capture::Session &session = reader.sessionOf(hop);
    return std::chrono::time_point_cast<std::chrono::nanoseconds>(session.created) - session.firstTime;
}

class HarExport
{
public:
    HarExport(const ExportSource &source, const ExportOptions &options, ExportRun &run)
        : m_source(source), m_reader(source.reader), m_options(options), m_run(run), m_chosen(source, run),
          m_events(source.reader, [&run] { return run.isGoing(); })
    { }

    bool write()
    {
        const Json creator = {{"name", "Hop101"}, {"version", HOP101_VERSION}};
        m_run.write("{\n  \"log\": {\n    \"version\": \"1.2\",\n    \"creator\": "
                    + formats::write(creator, -1) + ",\n    \"pages\": [],\n    \"entries\": [");
        std::vector<hop::Exchange> exchanges = m_reader.exchanges();
        const std::vector<std::uint64_t> ends = endsOf(exchanges);
        for (std::size_t i = 0; i < exchanges.size() && m_run.isGoing(); ++i)
            if (exchanges[i].request)
                entry(exchanges[i], ends[i]);
        remarkOthers(exchanges);
        m_run.write(m_entries > 0 ? "\n    ]\n  }\n}\n" : "]\n  }\n}\n");
        return m_run.isGoing();
    }

private:
    /// Of each the last event that may belong to it: before the next request on the connection.
    std::vector<std::uint64_t> endsOf(const std::vector<hop::Exchange> &exchanges) const
    {
        std::vector<std::uint64_t> ends(exchanges.size());
        std::unordered_map<std::uint32_t, std::uint64_t> nextRequests;
        for (std::size_t i = exchanges.size(); i > 0; --i) {
            const hop::Exchange &exchange = exchanges[i - 1];
            std::uint64_t &next = nextRequests[exchange.hop.value];
            std::uint64_t end = m_chosen.of(exchange.hop).last;
            if (next > exchange.request.value)
                end = std::min(end, next - 1);
            // Its answer may come later than the next request.
            ends[i - 1] = std::max(end, exchange.response.value);
            if (exchange.request)
                next = exchange.request.value;
        }
        return ends;
    }

    bool isChosen(const hop::Exchange &exchange, std::uint64_t end) const
    {
        bool isAny = false;
        const std::uint64_t first = std::max(exchange.request.value, m_chosen.of(exchange.hop).first);
        m_events.visit(exchange.hop, first, end, [&](const hop::Event &event) {
            isAny = m_chosen.has(event.id);
            return !isAny;
        });
        return isAny;
    }

    // --- what is known before anything is written

    HarExchange gather(const hop::Exchange &exchange, std::uint64_t end) const
    {
        HarExchange one;
        one.exchange = exchange;
        const auto &hops = m_reader.hops();
        const auto hop = std::ranges::lower_bound(hops, exchange.hop, {}, &capture::Hop::id);
        if (hop != hops.end() && hop->id == exchange.hop)
            one.hop = *hop;
        one.zero = wallClockOfZero(m_reader, exchange.hop);
        one.request = m_reader.event(exchange.request);
        one.requestBytes = m_reader.wire(one.request, http::kMaxHeadBytes);
        one.requestHead = http::parseRequestHead(one.requestBytes);
        if (exchange.response) {
            one.response = m_reader.event(exchange.response);
            one.responseBytes = m_reader.wire(*one.response, http::kMaxHeadBytes);
            one.responseHead = http::parseResponseHead(one.responseBytes);
        }
        gatherBefore(one);
        gatherBehind(one, end);
        return one;
    }

    /// Only the first request of a connection waited for it.
    void gatherBefore(HarExchange &one) const
    {
        constexpr std::uint64_t kMost = 1000;
        const std::uint64_t request = one.request.id.value;
        m_events.visit(one.hop.id, request > kMost ? request - kMost : 1, request,
                       [&](const hop::Event &event) {
                           if (event.kind == hop::EventKind::Connected)
                               one.opened = event;
                           else if (event.kind == hop::EventKind::TlsUp)
                               one.secured = event;
                           else if (event.id != one.request.id && event.kind == hop::EventKind::RequestHead)
                               one.opened = one.secured = std::nullopt;
                           return true;
                       });
    }

    /// Up to the switch; what comes after it is read when it is written.
    void gatherBehind(HarExchange &one, std::uint64_t end) const
    {
        m_events.visit(one.hop.id, one.request.id.value + 1, end, [&](const hop::Event &event) {
            if (event.kind == hop::EventKind::ResponseHead && event.has(hop::flag::Interim))
                one.interim.push_back(event);
            else if (event.kind == hop::EventKind::Body)
                (event.direction == hop::Direction::FromLeft ? one.requestBody : one.body) = event;
            else if (event.kind == hop::EventKind::Failed && !one.failed)
                one.failed = event;
            return event.kind != hop::EventKind::Frame && event.kind != hop::EventKind::RawRun;
        });
    }

    // --- writing

    void entry(const hop::Exchange &exchange, std::uint64_t end)
    {
        if (!m_source.isWhole && !isChosen(exchange, end))
            return;
        HarExchange one = gather(exchange, end);
        std::string text = m_entries++ > 0 ? ",\n      {" : "\n      {";
        const Json json = entryJson(m_reader, one);
        for (const auto &[name, value] : json.items())
            text += "\n      \"" + name + "\": " + formats::write(value, -1) + ',';
        m_run.write(text + "\n      \"response\": ");
        response(one);
        if (one.isWebSocket() && one.exchange.status == 101)
            messages(one, end);
        extras(one);
        m_run.write("\n      }");
    }

    void response(const HarExchange &one)
    {
        std::string head = formats::write(responseJson(m_reader, one), -1);
        head.pop_back(); // opens it again
        m_run.write(head + ",\"content\":");
        content(one);
        m_run.write("}");
    }

    void content(const HarExchange &one)
    {
        const http::HeaderField *type = one.responseHead.fields.find("Content-Type");
        const std::int64_t size = one.body ? std::max<std::int64_t>(one.body->payloadSize, 0) : 0;
        const Json json = {{"size", size}, {"mimeType", type ? type->value : "x-unknown"}};
        std::string text = formats::write(json, -1);
        if (!one.body)
            return void(m_run.write(text));
        const ByteFeed bytes = bodyOf(*one.body);
        const bool isText = isUtf8(bytes);
        text.pop_back();
        m_run.write(text + (isText ? ",\"text\":" : ",\"encoding\":\"base64\",\"text\":"));
        if (isText)
            writeJsonText(m_run, bytes);
        else
            writeJsonBase64(m_run, bytes);
        m_run.write("}");
    }

    ByteFeed bodyOf(const hop::Event &body) const
    {
        return [this, body](const std::function<bool(base::ByteSpan)> &sink) {
            for (std::uint64_t offset = 0;;) {
                const base::Bytes piece = m_reader.payload(body, offset, kPiece);
                if (piece.empty())
                    return true;
                if (!sink(piece))
                    return false;
                offset += piece.size();
            }
        };
    }

    void messages(HarExchange &one, std::uint64_t end)
    {
        m_closes.clear();
        m_run.write(",\n      \"_webSocketMessages\": [");
        HarMessages rows(m_reader, one.zero, m_options, m_run);
        m_events.visit(one.hop.id, one.exchange.response.value, end, [&](const hop::Event &event) {
            if (event.kind == hop::EventKind::Frame)
                noteFrame(one, event);
            else if (event.kind == hop::EventKind::Closed)
                one.wasReset = one.wasReset || event.code == static_cast<int>(hop::EndCause::Reset);
            else if (event.kind == hop::EventKind::Failed && !one.failed)
                one.failed = event;
            if (event.kind == hop::EventKind::Frame && isWanted(event))
                rows.frame(event);
            if (m_chosen.has(event.id))
                m_run.next();
            return m_run.isGoing();
        });
        m_run.write(rows.rows() > 0 ? "\n      ]" : "]");
        const Json close = closeJson(m_reader, one);
        if (!close.is_null())
            m_run.write(",\n      \"_webSocketClose\": " + formats::write(close, -1));
    }

    void noteFrame(HarExchange &one, const hop::Event &frame)
    {
        if (frame.message && frame.has(hop::flag::Cut))
            m_run.remark("A message that does not come to its end is not in the file.");
        if (frame.message || frame.opcode() != websocket::Opcode::Close || !frame.ended)
            return;
        if (!one.closed)
            one.closed = frame;
        if (m_closes.size() < 2)
            m_closes.push_back(frame);
    }

    /// A message is wanted with any of its first and last frame.
    bool isWanted(const hop::Event &frame) const
    {
        return m_chosen.has(frame.id) || (frame.message && m_chosen.has(frame.message));
    }

    void extras(const HarExchange &one)
    {
        std::string text = formats::write(extrasJson(m_reader, one), -1);
        text.pop_back();
        m_run.write(",\n      \"_hop101\": " + text);
        // Where control frames are rows, these are there already.
        if (!m_closes.empty() && !m_options.hasAllFrames) {
            m_run.write(",\"closes\":[");
            HarMessages rows(m_reader, one.zero, m_options, m_run);
            for (const hop::Event &close : m_closes)
                rows.controlRow(close);
            m_run.write("]");
        }
        m_closes.clear();
        m_run.write("}");
    }

    void remarkOthers(const std::vector<hop::Exchange> &exchanges)
    {
        std::unordered_set<std::uint32_t> hops;
        for (const hop::Exchange &exchange : exchanges)
            if (exchange.request)
                hops.insert(exchange.hop.value);
        if (std::ranges::any_of(m_reader.hops(), [&](const capture::Hop &hop) {
                return m_chosen.of(hop.id).first > 0 && !hops.contains(hop.id.value);
            }))
            m_run.remark("A HAR has requests and their answers alone: connections without a request are left "
                         "out.");
    }

    const ExportSource &m_source;
    const capture::Reader &m_reader;
    const ExportOptions &m_options;
    ExportRun &m_run;
    const Chosen m_chosen;
    const HopEvents m_events;
    std::vector<hop::Event> m_closes;
    std::uint64_t m_entries = 0;
};

} // namespace

bool exportHar(const ExportSource &source, const ExportOptions &options, ExportRun &run)
{
    return HarExport(source, options, run).write();
}

} // namespace hop101::formats
