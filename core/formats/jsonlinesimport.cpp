// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/jsonvalue.h"
#include "core/capture/signaldata.h"
#include "core/formats/json.h"
#include "core/formats/jsonlines.h"
#include "core/websocket/utf8.h"

#include <array>
#include <charconv>
#include <map>

namespace hop101::formats {
namespace {

/// Longer than any line that an import needs: 256 KiB of bytes are 342 KiB.
constexpr std::size_t kMaxLine = 1024 * 1024;
constexpr std::size_t kMaxHops = 1'000'000;
constexpr std::size_t kMaxName = 4096;
constexpr std::size_t kMaxCreator = 200;
constexpr std::size_t kMaxSessions = 10'000; ///< as a reader reads
constexpr std::size_t kMostParties = 4; ///< of a session
constexpr std::uint64_t kMostStreamBytes = std::uint64_t{1} << 62U;
constexpr std::uint64_t kLongest = std::uint64_t{100} * 365 * 86'400 * 1'000'000'000; ///< nanoseconds

/// Lines of a file, one at a time. Of one that is longer than kMaxLine the start is given.
class Lines
{
public:
    explicit Lines(JsonLinesTarget &target) : m_target(target) { }

    bool next(std::string &line)
    {
        line.clear();
        m_start = m_offset;
        m_isLong = false;
        for (;;) {
            if (m_at == m_end && !fill())
                return !line.empty() || m_isLong;
            const std::string_view rest(m_buffer.data() + m_at, m_end - m_at);
            const std::size_t end = std::min(rest.find('\n'), rest.size());
            const std::size_t kept = std::min(end, kMaxLine - line.size());
            line.append(rest.substr(0, kept));
            m_isLong = m_isLong || kept < end;
            const std::size_t taken = std::min(end + 1, rest.size());
            m_at += taken;
            m_offset += taken;
            if (end < rest.size())
                return true;
        }
    }
    std::uint64_t start() const noexcept { return m_start; } ///< of the last line
    std::uint64_t offset() const noexcept { return m_offset; }
    bool isLong() const noexcept { return m_isLong; }

private:
    bool fill()
    {
        m_at = 0;
        m_end = m_target.read(m_buffer);
        return m_end > 0;
    }

    JsonLinesTarget &m_target;
    std::array<char, 64 * 1024> m_buffer{};
    std::size_t m_at = 0, m_end = 0;
    std::uint64_t m_offset = 0, m_start = 0;
    bool m_isLong = false;
};

const Json *member(const Json &object, const char *name)
{
    const auto found = object.find(name);
    return found == object.end() ? nullptr : &*found;
}

std::string textOf(const Json &object, const char *name, std::size_t limit = kMaxName)
{
    const Json *value = member(object, name);
    return value && value->is_string() ? value->get<std::string>().substr(0, limit) : std::string();
}

std::optional<std::uint64_t> numberOf(const Json &object, const char *name)
{
    const Json *value = member(object, name);
    return value && value->is_number_unsigned() ? std::optional(value->get<std::uint64_t>()) : std::nullopt;
}

/// Days since 1970 of a date of the Gregorian calendar.
std::int64_t daysOf(int year, unsigned month, unsigned day)
{
    using namespace std::chrono;
    return sys_days(std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day))
        .time_since_epoch()
        .count();
}

/// "2026-11-22T10:42:07.123456789Z"; the fraction may be missing. Nothing of any other text.
std::optional<WallTime> wallTimeOf(std::string_view text)
{
    constexpr std::string_view kForm = "dddd-dd-ddTdd:dd:dd";
    constexpr std::size_t kMostDigits = 9;
    if (text.size() < kForm.size() + 1 || text.back() != 'Z')
        return std::nullopt;
    std::array<int, 6> parts{};
    std::size_t part = 0;
    for (std::size_t i = 0; i < kForm.size(); ++i) {
        if (kForm[i] != 'd') {
            if (text[i] != kForm[i])
                return std::nullopt;
            ++part;
        } else if (text[i] < '0' || text[i] > '9') {
            return std::nullopt;
        } else {
            parts[part] = parts[part] * 10 + (text[i] - '0');
        }
    }
    std::string_view fraction = text.substr(kForm.size(), text.size() - kForm.size() - 1);
    std::int64_t nanoseconds = 0;
    if (!fraction.empty()) {
        if (fraction.front() != '.' || fraction.size() - 1 > kMostDigits)
            return std::nullopt;
        std::string digits(fraction.substr(1));
        digits.resize(kMostDigits, '0');
        const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), nanoseconds);
        if (fault != std::errc() || end != digits.data() + digits.size() || nanoseconds < 0)
            return std::nullopt;
    }
    const std::chrono::year_month_day date{std::chrono::year(parts[0]) / parts[1] / parts[2]};
    if (!date.ok() || parts[0] < 1970 || parts[0] > 2200 || parts[3] > 23 || parts[4] > 59 || parts[5] > 60)
        return std::nullopt;
    const std::int64_t seconds =
        daysOf(parts[0], static_cast<unsigned>(parts[1]), static_cast<unsigned>(parts[2])) * 86'400
        + parts[3] * 3600 + parts[4] * 60 + parts[5];
    return WallTime(std::chrono::seconds(seconds)) + std::chrono::nanoseconds(nanoseconds);
}

class LinesReader
{
public:
    explicit LinesReader(JsonLinesTarget &target) : m_run(target), m_lines(target) { }

    void read()
    {
        std::string line;
        while (m_run.isGoing() && !m_isBroken && !m_hasEnd && m_lines.next(line)) {
            if (m_lines.start() == 0 && line.starts_with("\xef\xbb\xbf"))
                line.erase(0, 3);
            if (line.ends_with('\r'))
                line.pop_back();
            if (line.find_first_not_of(" \t") != std::string::npos)
                take(line);
        }
        if (m_run.isGoing() && !m_isBroken && !m_hasEnd)
            m_run.breakAt(m_lines.offset(),
                          "the line of type \"end\" was expected, and the file ends before it");
        if (m_created)
            m_run.setLayout(m_layout);
    }

private:
    struct Stream
    {
        std::uint64_t offset = 0; ///< of the next byte
    };
    static std::optional<capture::Role> roleOf(const std::string &name)
    {
        return name == "client" ? std::optional(capture::Role::Client)
            : name == "proxy"   ? std::optional(capture::Role::Proxy)
            : name == "server"  ? std::optional(capture::Role::Server)
                                : std::nullopt;
    }
    struct KnownHop
    {
        std::size_t index = 0;
        std::array<Stream, 2> streams{};
    };

    void broken(const std::string &expected)
    {
        m_run.breakAt(m_lines.start(), expected);
        m_isBroken = true;
    }

    void take(const std::string &line)
    {
        if (line.starts_with(R"({"type":"event")") && (m_lines.isLong() || !hasNote(line)))
            return;
        if (m_lines.isLong()) {
            broken("a line of at most 1 MiB was expected, and this one is longer");
            return;
        }
        const Json json = capture::jsonFrom(base::asBytes(line)).value_or(Json());
        const std::string type = json.is_object() ? textOf(json, "type") : std::string();
        if (type.empty())
            broken("a line with one JSON object that has a \"type\" was expected, of at most 100 levels");
        else if (!m_created)
            start(json, type);
        else if (type == "party")
            party(json);
        else if (type == "hop")
            hop(json);
        else if (type == "input")
            input(json);
        else if (type == "session")
            session(json);
        else if (type == "event")
            note(json, "note");
        else if (type == "note")
            note(json, "text");
        else if (type == "end")
            m_hasEnd = true;
    }
    /// Within a string the quotes would stand behind a backslash.
    static bool hasNote(const std::string &line)
    {
        return line.find(R"("bookmarked":)") != std::string::npos
            || line.find(R"("note":)") != std::string::npos;
    }
    /// Events tell of their notes, too; lines of type note have them whole.
    void note(const Json &json, const char *text)
    {
        const Json *marked = member(json, "bookmarked");
        const Json *goesOn = member(json, "goesOn");
        capture::Note note;
        note.event = {numberOf(json, "event").value_or(0)};
        note.isBookmarked = marked && marked->is_boolean() && marked->get<bool>();
        note.text = textOf(json, text, kMaxLine);
        const auto changed = wallTimeOf(textOf(json, "changed"));
        note.changed =
            std::chrono::time_point_cast<std::chrono::system_clock::duration>(changed.value_or(*m_created));
        if (note.isEmpty())
            return;
        if (m_isPart)
            m_run.remark("Notes and bookmarks of a part are not in the capture: its events have other "
                         "numbers.",
                         true);
        else if (note.event)
            m_run.addNote(note, goesOn && goesOn->is_boolean() && goesOn->get<bool>());
    }
    void session(const Json &json)
    {
        const auto id = numberOf(json, "session");
        const auto created = wallTimeOf(textOf(json, "created"));
        if (id != m_layout.sessions.size() + 1 || *id > kMaxSessions || !created) {
            broken("a session with the next number and the time at which it was recorded was expected");
            return;
        }
        capture::Session session;
        session.id = {static_cast<std::uint32_t>(*id)};
        session.title = textOf(json, "title", capture::kMaxTitleBytes);
        session.creator = textOf(json, "creator", kMaxCreator);
        session.created = std::chrono::time_point_cast<std::chrono::system_clock::duration>(*created);
        session.firstTime = std::chrono::nanoseconds(
            static_cast<std::int64_t>(std::min(numberOf(json, "firstNs").value_or(0), kLongest)));
        m_layout.sessions.push_back(std::move(session));
    }
    /// A file that tells none has one.
    capture::SessionId sessionOf(const Json &json)
    {
        if (m_layout.sessions.empty()) {
            capture::Session only;
            only.id = {1};
            only.created = std::chrono::time_point_cast<std::chrono::system_clock::duration>(*m_created);
            m_layout.sessions.push_back(only);
        }
        const std::uint64_t last = m_layout.sessions.size();
        return {static_cast<std::uint32_t>(
            std::clamp<std::uint64_t>(numberOf(json, "session").value_or(1), 1, last))};
    }
    void start(const Json &json, const std::string &type)
    {
        const auto version = numberOf(json, "hop101jsonl");
        const auto created = wallTimeOf(textOf(json, "created"));
        if (type != "capture" || !version || !created)
            broken("the first line was expected to be of type \"capture\", with the version and the time");
        else if (*version > kJsonLinesVersion)
            broken("version 1 of these lines was expected, and this is version " + std::to_string(*version)
                   + ": use a newer Hop101");
        else
            m_created = created;
        const Json *whole = member(json, "whole");
        if (whole && whole->is_boolean() && !whole->get<bool>())
            m_run.remark("The file holds a part of a capture; what is missing shows as gaps.", true);
        m_isPart = whole && whole->is_boolean() && !whole->get<bool>();
    }
    void party(const Json &json)
    {
        const auto id = numberOf(json, "party");
        if (!id)
            return;
        capture::Party party;
        party.session = sessionOf(json);
        party.name = textOf(json, "name");
        party.address = textOf(json, "address");
        party.role = roleOf(textOf(json, "role")).value_or(capture::Role::Server);
        m_parties[*id] = addParty(party);
    }
    /// Its place. A session has at most four lanes; what is beyond them shares one.
    std::size_t addParty(const capture::Party &party)
    {
        std::vector<std::size_t> &lanes = m_lanes[party.session.value];
        if (lanes.size() >= kMostParties) {
            const auto like = std::ranges::find_if(
                lanes, [&](std::size_t i) { return m_layout.parties[i].role == party.role; });
            return like == lanes.end() ? lanes.front() : *like;
        }
        m_layout.parties.push_back(party);
        lanes.push_back(m_layout.parties.size() - 1);
        return lanes.back();
    }
    /// The lane at this end of a connection, also where no line told it.
    std::size_t laneOf(const Json &json, const char *end, capture::SessionId session)
    {
        const auto found = m_parties.find(numberOf(json, end).value_or(0));
        if (found != m_parties.end() && m_layout.parties[found->second].session == session)
            return found->second;
        const bool isLeft = std::string_view(end) == "left";
        const capture::Role role = isLeft ? capture::Role::Client : capture::Role::Server;
        for (const std::size_t lane : m_lanes[session.value])
            if (m_layout.parties[lane].role == role)
                return lane;
        return addParty({{}, isLeft ? "Client" : "Server", role, {}, session});
    }
    void hop(const Json &json)
    {
        const auto id = numberOf(json, "hop");
        if (!id || m_hops.contains(*id) || m_hops.size() >= kMaxHops) {
            broken("a connection with a number of its own was expected in \"hop\"");
            return;
        }
        ImportedHop hop;
        hop.url = textOf(json, "url");
        hop.session = sessionOf(json);
        hop.left = laneOf(json, "left", hop.session);
        hop.right = laneOf(json, "right", hop.session);
        hop.transport = textOf(json, "transport", kMaxLine);
        hop.plan = textOf(json, "plan", kMaxLine);
        if (const auto mark = importMark({{}, {}, {}, {}, hop.transport, {}}))
            hop.madeUp = mark->madeUp;
        hop.isSecure = hop.url.starts_with("wss:") || hop.url.starts_with("https:");
        if (const Json *limits = member(json, "limits"); limits && limits->is_object()) {
            hop.limits.inflatedMessageBytes =
                numberOf(*limits, "inflatedMessageBytes").value_or(hop.limits.inflatedMessageBytes);
            hop.limits.inflateRatio = numberOf(*limits, "inflateRatio").value_or(hop.limits.inflateRatio);
            hop.limits.messageBytes = numberOf(*limits, "messageBytes").value_or(hop.limits.messageBytes);
        }
        m_hops[*id].index = m_run.addHop(hop);
    }

    void input(const Json &json)
    {
        const auto id = numberOf(json, "hop");
        const auto found = id ? m_hops.find(*id) : m_hops.end();
        const auto time = numberOf(json, "timeNs");
        const std::string side = textOf(json, "direction");
        if (found == m_hops.end() || !time || *time > kLongest
            || (side != "fromLeft" && side != "fromRight")) {
            broken("an input was expected to have \"hop\", \"direction\" and \"timeNs\" as the lines before "
                   "have them");
            return;
        }
        const auto direction = side == "fromLeft" ? hop::Direction::FromLeft : hop::Direction::FromRight;
        const WallTime at = *m_created + std::chrono::nanoseconds(*time);
        // Times are counted from the first input: without this one the first would be at 0.
        if (!m_hasInput && *time > 0)
            m_run.add(found->second.index, *m_created, direction, hop::Tick{});
        m_hasInput = true;
        if (textOf(json, "kind") == "bytes")
            bytes(json, found->second, direction, at);
        else
            signal(json, found->second, direction, at);
    }
    void bytes(const Json &json, KnownHop &hop, hop::Direction direction, WallTime time)
    {
        const Json *text = member(json, "base64");
        const auto data =
            text && text->is_string() ? base::fromBase64(text->get_ref<const std::string &>()) : std::nullopt;
        if (!data) {
            broken("bytes in base64 were expected in \"base64\"");
            return;
        }
        Stream &stream = hop.streams[static_cast<std::size_t>(direction)];
        const std::uint64_t offset = numberOf(json, "offset").value_or(stream.offset);
        if (offset < stream.offset) {
            m_run.remark("Bytes that the file has twice were taken once.", false);
            return;
        }
        if (offset > kMostStreamBytes) {
            broken("an \"offset\" below 2^62 was expected, and here is " + std::to_string(offset));
            return;
        }
        if (offset > stream.offset) {
            const Json *frame = member(json, "frame");
            const bool isFrame = frame && frame->is_boolean() && frame->get<bool>();
            m_run.add(hop.index, time, direction, hop::Lost{offset - stream.offset, 0, isFrame});
        }
        stream.offset = offset + data->size();
        if (!data->empty())
            m_run.add(hop.index, time, direction, hop::BytesSeen{*data});
    }
    void signal(const Json &json, KnownHop &hop, hop::Direction direction, WallTime time)
    {
        const Json *data = member(json, "data");
        const auto input = capture::decodeSignal(textOf(json, "kind"), data ? data->dump() : std::string());
        if (!input) {
            broken("an input of a known \"kind\" with its \"data\" was expected");
            return;
        }
        if (const auto *lost = std::get_if<hop::Lost>(&*input)) {
            Stream &stream = hop.streams[static_cast<std::size_t>(direction)];
            stream.offset += lost->bytes;
            if (stream.offset > kMostStreamBytes) {
                broken("lost bytes were expected to end below 2^62, and these end at "
                       + std::to_string(stream.offset));
                return;
            }
        }
        m_run.add(hop.index, time, direction, *input);
    }

    JsonLinesTarget &m_run;
    Lines m_lines;
    std::optional<WallTime> m_created;
    ImportLayout m_layout;
    std::map<std::uint64_t, std::size_t> m_parties; ///< places in m_layout
    std::map<std::uint32_t, std::vector<std::size_t>> m_lanes; ///< of each session, the same
    std::map<std::uint64_t, KnownHop> m_hops;
    bool m_isPart = false;
    bool m_hasInput = false;
    bool m_hasEnd = false;
    bool m_isBroken = false;
};

class IntoImport final : public JsonLinesTarget
{
public:
    explicit IntoImport(ImportRun &run) : m_run(run) { }
    std::size_t read(std::span<char> into) override { return m_run.read(into); }
    std::size_t addHop(const ImportedHop &hop) override { return m_run.stage().addHop(hop); }
    void add(std::size_t hop, WallTime time, hop::Direction direction, const hop::InputData &data) override
    {
        m_run.add(hop, time, direction, data);
    }
    void setLayout(const ImportLayout &layout) override { m_run.stage().setLayout(layout); }
    void addNote(const capture::Note &note, bool goesOn) override { m_run.stage().addNote(note, goesOn); }
    void remark(const std::string &sentence, bool isLoss) override { m_run.remark(sentence, isLoss); }
    void breakAt(std::uint64_t offset, const std::string &expected) override
    {
        const auto &fault = m_run.source().fault();
        m_run.breakAt(fault ? fault->offset : offset, fault ? fault->expected : expected);
    }
    bool isGoing() const override { return m_run.isGoing(); }

private:
    ImportRun &m_run;
};

} // namespace

void readJsonLines(JsonLinesTarget &target)
{
    LinesReader(target).read();
}

std::optional<ImportError> importJsonLines(ImportRun &run)
{
    IntoImport target(run);
    readJsonLines(target);
    return std::nullopt;
}

} // namespace hop101::formats
