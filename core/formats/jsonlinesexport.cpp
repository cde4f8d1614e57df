// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/signaldata.h"
#include "core/formats/eventjson.h"
#include "core/formats/exchangejson.h"
#include "core/formats/jsonlines.h"

#include <algorithm>
#include <array>
#include <ctime>

namespace hop101::formats {
namespace {

constexpr std::size_t kMostPlan = 100 * 1024; ///< of one line; the largest plans have a long head
constexpr std::size_t kMostNote = 64 * 1024; ///< of one line: each byte may take six

/// "2026-11-22T10:42:07.123456789Z"
std::string utcText(std::chrono::system_clock::time_point time)
{
    const auto nanoseconds = std::chrono::duration_cast<std::chrono::nanoseconds>(time.time_since_epoch());
    auto seconds = std::chrono::floor<std::chrono::seconds>(nanoseconds);
    const auto count = static_cast<std::time_t>(seconds.count());
    std::tm parts{};
    char text[32] = "";
    if (gmtime_r(&count, &parts))
        std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
    std::string rest = std::to_string((nanoseconds - seconds).count());
    return std::string(text) + '.' + std::string(9 - rest.size(), '0') + rest + 'Z';
}

const char *directionName(hop::Direction direction) noexcept
{
    return direction == hop::Direction::FromLeft ? "fromLeft" : "fromRight";
}

Json line(const char *type)
{
    return {{"type", type}};
}

class JsonLines
{
public:
    JsonLines(const ExportSource &source, ExportRun &run)
        : m_source(source), m_reader(source.reader), m_run(run)
    { }

    bool write()
    {
        head();
        if (m_source.isWhole)
            whole();
        else
            part();
        for (const hop::Exchange &exchange : m_reader.exchanges()) {
            Json json = line("exchange");
            json.update(exchangeSummary(m_reader, exchange));
            if (!put(json))
                break;
        }
        if (m_source.isWhole)
            notes();
        Json end = line("end");
        end["inputs"] = m_inputs;
        end["events"] = m_events;
        return put(end);
    }

private:
    bool put(const Json &json) { return m_run.write(formats::write(json, -1) + '\n'); }

    void head()
    {
        const capture::CaptureInfo info = m_reader.info();
        Json json = line("capture");
        json["hop101jsonl"] = kJsonLinesVersion;
        json["creator"] = info.creator;
        json["title"] = info.title;
        json["created"] = utcText(info.created);
        json["complete"] = info.isComplete;
        json["damage"] = m_reader.damage() ? Json(capture::describe(*m_reader.damage())) : Json();
        json["eventCount"] = m_reader.eventCount();
        json["whole"] = m_source.isWhole;
        if (!m_source.filter.empty())
            json["filter"] = m_source.filter;
        put(json);
        for (const capture::Session &session : m_reader.sessions()) {
            Json of = line("session");
            of.update(Json{{"session", session.id.value},
                           {"title", session.title},
                           {"creator", session.creator},
                           {"created", utcText(session.created)},
                           {"firstNs", session.firstTime.count()},
                           {"firstEvent", session.firstEvent.value},
                           {"complete", session.isComplete}});
            put(of);
        }
        parties();
        hops();
    }
    void parties()
    {
        for (const capture::Party &party : m_reader.parties()) {
            static constexpr std::array kRoles = {"client", "proxy", "server"};
            const auto role = std::min<std::size_t>(static_cast<std::size_t>(party.role) - 1, 2);
            Json json = line("party");
            json.update(Json{{"party", party.id.value},
                             {"session", party.session.value},
                             {"role", kRoles[role]},
                             {"name", party.name},
                             {"address", party.address}});
            put(json);
        }
    }
    void hops()
    {
        for (const capture::Hop &hop : m_reader.hops()) {
            Json json = line("hop");
            json.update(Json{{"hop", hop.id.value},
                             {"session", hop.session.value},
                             {"left", hop.left.value},
                             {"right", hop.right.value},
                             {"url", hop.url},
                             {"transport", hop.transport},
                             {"plan", hop.plan.size() <= kMostPlan ? hop.plan : std::string()},
                             {"limits",
                              {{"inflatedMessageBytes", hop.limits.inflatedMessageBytes},
                               {"inflateRatio", hop.limits.inflateRatio},
                               {"messageBytes", hop.limits.messageBytes}}}});
            put(json);
        }
    }

    /// Those of a part have no number to stand at.
    void notes()
    {
        constexpr std::size_t kAtOnce = 64;
        for (base::EventId next{1}; m_run.isGoing();) {
            const auto some = m_reader.notes(next, {m_reader.eventCount()}, kAtOnce);
            for (const capture::Note &note : some)
                putNote(note);
            if (some.size() < kAtOnce)
                return;
            next = {some.back().event.value + 1};
        }
    }
    void putNote(const capture::Note &note)
    {
        std::string_view rest = note.text;
        do {
            std::size_t size = std::min(rest.size(), kMostNote);
            while (size > 0 && size < rest.size()
                   && (static_cast<unsigned char>(rest[size]) & 0xc0U) == 0x80U)
                --size;
            Json json = line("note");
            json["event"] = note.event.value;
            if (rest.size() == note.text.size()) {
                json["bookmarked"] = note.isBookmarked;
                json["changed"] = utcText(note.changed);
            } else {
                json["goesOn"] = true;
            }
            size = size == 0 ? std::min(rest.size(), kMostNote) : size;
            json["text"] = rest.substr(0, size);
            put(json);
            rest.remove_prefix(size);
        } while (!rest.empty() && m_run.isGoing());
    }

    /// Every input, and each event behind the input that brought its first byte.
    void whole()
    {
        m_reader.inputs(
            [this](const hop::Input &input) { return eventsBefore(input.time) && putInput(input); });
        eventsBefore(hop::Nanoseconds::max());
    }
    bool eventsBefore(hop::Nanoseconds time)
    {
        while (m_run.isGoing()) {
            if (m_pageAt == m_pageSize) {
                m_pageSize = m_reader.events({m_next}, m_page);
                m_pageAt = 0;
            }
            if (m_pageSize == 0 || m_page[m_pageAt].time >= time)
                break;
            putEvent(m_page[m_pageAt++]);
            ++m_next;
        }
        return m_run.isGoing();
    }
    bool putEvent(const hop::Event &event)
    {
        // The type is put before the members as text: an ordered object would look for each of them.
        const std::string members = formats::write(eventJson(m_reader, event), -1);
        ++m_events;
        return m_run.write(R"({"type":"event",)" + members.substr(1) + '\n') && m_run.next();
    }
    Json inputLine(base::HopId hop, hop::Direction direction, hop::Nanoseconds time) const
    {
        Json json = line("input");
        json.update(
            Json{{"hop", hop.value}, {"direction", directionName(direction)}, {"timeNs", time.count()}});
        return json;
    }
    bool putInput(const hop::Input &input)
    {
        Json json = inputLine(input.hop, input.direction, input.time);
        if (const auto *seen = std::get_if<hop::BytesSeen>(&input.data)) {
            json["kind"] = "bytes";
            json["base64"] = base::toBase64(seen->bytes);
        } else {
            const capture::SignalData signal = capture::encodeSignal(input.data);
            json["kind"] = signal.kind;
            if (!signal.data.empty())
                json["data"] = Json::parse(signal.data, nullptr, false);
        }
        ++m_inputs;
        return put(json);
    }

    // A part: how connections began and ended, the heads before each event that was chosen, its bytes.

    void part()
    {
        m_run.remark("This is a part of the capture: bytes of other events are left out, except for heads.");
        signals([](const hop::InputData &data) {
            return std::holds_alternative<hop::Opened>(data) || std::holds_alternative<hop::Secured>(data);
        });
        const std::vector<base::EventId> heads = headEvents();
        auto head = heads.begin();
        m_source.events([&](const hop::Event &event) {
            for (; head != heads.end() && *head < event.id; ++head)
                putBytes(m_reader.event(*head));
            if (head != heads.end() && *head == event.id)
                ++head;
            return putBytes(event) && putEvent(event);
        });
        signals([](const hop::InputData &data) {
            return std::holds_alternative<hop::Ended>(data) || std::holds_alternative<hop::Failed>(data);
        });
    }
    void signals(bool (*isWanted)(const hop::InputData &))
    {
        m_reader.inputs([&](const hop::Input &input) {
            return isWanted(input.data) ? putInput(input) : m_run.isGoing();
        });
    }
    std::vector<base::EventId> headEvents() const
    {
        std::vector<base::EventId> heads;
        for (const hop::Exchange &exchange : m_reader.exchanges()) {
            for (const base::EventId head : {exchange.request, exchange.response}) {
                if (head)
                    heads.push_back(head);
            }
        }
        std::ranges::sort(heads);
        return heads;
    }
    bool putBytes(const hop::Event &event)
    {
        std::uint64_t at = event.streamOffset;
        const std::uint64_t size = event.wireSize > 0 ? static_cast<std::uint64_t>(event.wireSize) : 0;
        for (std::uint64_t left = size; left > 0 && m_run.isGoing();) {
            const base::Bytes piece = m_reader.bytes(event.hop, event.direction, at,
                                                     std::min<std::uint64_t>(left, hop::kMaxInputBytes));
            if (piece.empty())
                break;
            Json json = inputLine(event.hop, event.direction, event.time);
            json["kind"] = "bytes";
            json["offset"] = at;
            if (at == event.streamOffset && event.kind == hop::EventKind::Frame)
                json["frame"] = true;
            json["base64"] = base::toBase64(piece);
            ++m_inputs;
            put(json);
            at += piece.size();
            left -= piece.size();
        }
        return m_run.isGoing();
    }

    const ExportSource &m_source;
    const capture::Reader &m_reader;
    ExportRun &m_run;
    std::array<hop::Event, 256> m_page;
    std::size_t m_pageAt = 0, m_pageSize = 0;
    std::uint64_t m_next = 1;
    std::uint64_t m_inputs = 0, m_events = 0;
};

} // namespace

bool writeJsonLines(const ExportSource &source, const ExportOptions &, ExportRun &run)
{
    return JsonLines(source, run).write();
}

} // namespace hop101::formats
