// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/filterfields.h"

#include "core/base/ascii.h"
#include "core/base/text.h"
#include "core/hop/event.h"

#include <algorithm>
#include <numeric>

namespace hop101::capture {

namespace {

using enum FilterField;

constexpr const char *kName = HOP101_TEXT("filter", "one of its names");
constexpr const char *kSize = HOP101_TEXT("filter", "a size such as 100 or 64 KiB");
constexpr const char *kTime = HOP101_TEXT("filter", "a time such as 250 ms or 1.5 s");
constexpr const char *kNumber = HOP101_TEXT("filter", "a number");
constexpr const char *kRule = HOP101_TEXT("filter", "the id of a rule such as ClientFrameMasked");
constexpr const char *kText = HOP101_TEXT("filter", "a text in quotes, or hex \"de ad\"");

constexpr FieldInfo kFields[] = {
    {"direction", Direction, ValueForm::Name, HOP101_TEXT("filter", "Who sent it: client or server"),
     HOP101_TEXT("filter", "client or server")},
    {"kind", Kind, ValueForm::Name,
     HOP101_TEXT("filter", "What it is: frame, request, response, body, closed …"), kName},
    {"opcode", Opcode, ValueForm::Name, HOP101_TEXT("filter", "Opcode of a frame: text, binary, ping, 0x3 …"),
     HOP101_TEXT("filter", "an opcode such as text, ping or 0x3")},
    {"size", Size, ValueForm::Size, HOP101_TEXT("filter", "Size of the payload or body"), kSize},
    {"payload.size", Size, ValueForm::Size, "", kSize, true},
    {"length", Size, ValueForm::Size, "", kSize, true},
    {"len", Size, ValueForm::Size, "", kSize, true},
    {"wire", Wire, ValueForm::Size, HOP101_TEXT("filter", "Size on the wire, with headers"), kSize},
    {"wire.size", Wire, ValueForm::Size, "", kSize, true},
    {"message.size", Message, ValueForm::Size,
     HOP101_TEXT("filter", "Size of the message up to this frame, inflated"), kSize},
    {"message", Message, ValueForm::Size, "", kSize, true},
    {"time", Time, ValueForm::Time, HOP101_TEXT("filter", "Time since the start"), kTime},
    {"event", Event, ValueForm::Number, HOP101_TEXT("filter", "Number of the event"), kNumber},
    {"number", Event, ValueForm::Number, "", kNumber, true},
    {"hop", Hop, ValueForm::Number, HOP101_TEXT("filter", "Number of the hop"), kNumber},
    {"exchange", Exchange, ValueForm::Number, HOP101_TEXT("filter", "Number of the exchange"), kNumber},
    {"status", Status, ValueForm::Number, HOP101_TEXT("filter", "Status of a response"),
     HOP101_TEXT("filter", "a status such as 101")},
    {"closecode", CloseCode, ValueForm::Number, HOP101_TEXT("filter", "Code of a Close frame"),
     HOP101_TEXT("filter", "a close code such as 1000")},
    {"close.code", CloseCode, ValueForm::Number, "", HOP101_TEXT("filter", "a close code such as 1000"),
     true},
    {"code", CloseCode, ValueForm::Number, "", HOP101_TEXT("filter", "a close code such as 1000"), true},
    {"severity", Severity, ValueForm::Name, HOP101_TEXT("filter", "Severity of the worst finding"),
     HOP101_TEXT("filter", "error, warning, note or none")},
    {"rule", Rule, ValueForm::RuleId, HOP101_TEXT("filter", "A rule that is broken here, by its id"), kRule},
    {"payload", Payload, ValueForm::Text,
     HOP101_TEXT("filter", "What the payload, head or body contains, unmasked and inflated"), kText},
    {"text", Payload, ValueForm::Text, "", kText, true},
    {"data", Payload, ValueForm::Text, "", kText, true},
};

constexpr ValueRange one(auto value)
{
    return {static_cast<std::uint64_t>(value), static_cast<std::uint64_t>(value)};
}
constexpr ValueRange opcodes(unsigned first, unsigned last)
{
    return {first, last};
}
using enum hop::EventKind;
using WsOpcode = websocket::Opcode;

constexpr ValueName kNames[] = {
    {FilterField::Direction, "client", one(hop::Direction::FromLeft), true,
     HOP101_TEXT("filter", "Sent by the client")},
    {FilterField::Direction, "server", one(hop::Direction::FromRight), true,
     HOP101_TEXT("filter", "Sent by the server")},
    {FilterField::Direction, "left", one(hop::Direction::FromLeft), false, ""},
    {FilterField::Direction, "right", one(hop::Direction::FromRight), false, ""},
    {FilterField::Kind, "frame", one(Frame), true, HOP101_TEXT("filter", "WebSocket frames")},
    {FilterField::Kind, "frames", one(Frame), true, ""},
    {FilterField::Kind, "request", one(RequestHead), true, HOP101_TEXT("filter", "Request heads")},
    {FilterField::Kind, "response", one(ResponseHead), true, HOP101_TEXT("filter", "Response heads")},
    {FilterField::Kind, "head", {3, 4}, true, HOP101_TEXT("filter", "Request and response heads")},
    {FilterField::Kind, "body", one(Body), true, HOP101_TEXT("filter", "HTTP bodies")},
    {FilterField::Kind, "switched", one(ProtocolSwitched), true,
     HOP101_TEXT("filter", "The switch after a 101")},
    {FilterField::Kind, "switch", one(ProtocolSwitched), true, ""},
    {FilterField::Kind, "raw", one(RawRun), true, HOP101_TEXT("filter", "Bytes that no protocol explains")},
    {FilterField::Kind, "connected", one(Connected), true, HOP101_TEXT("filter", "Connections that came up")},
    {FilterField::Kind, "tls", one(TlsUp), true, HOP101_TEXT("filter", "TLS that came up")},
    {FilterField::Kind, "closed", one(Closed), true,
     HOP101_TEXT("filter", "One direction of a connection ended")},
    {FilterField::Kind, "failed", one(Failed), true, HOP101_TEXT("filter", "What did not work")},
    {FilterField::Kind, "gap", one(Gap), true, HOP101_TEXT("filter", "Bytes that are missing")},
    {FilterField::Kind, "note", one(Note), false, HOP101_TEXT("filter", "Notes in the timeline")},
    {FilterField::Opcode, "text", one(WsOpcode::Text), true, HOP101_TEXT("filter", "Text frames")},
    {FilterField::Opcode, "binary", one(WsOpcode::Binary), true, HOP101_TEXT("filter", "Binary frames")},
    {FilterField::Opcode, "bin", one(WsOpcode::Binary), true, ""},
    {FilterField::Opcode, "ping", one(WsOpcode::Ping), true, HOP101_TEXT("filter", "Ping frames")},
    {FilterField::Opcode, "pong", one(WsOpcode::Pong), true, HOP101_TEXT("filter", "Pong frames")},
    {FilterField::Opcode, "close", one(WsOpcode::Close), true, HOP101_TEXT("filter", "Close frames")},
    {FilterField::Opcode, "continuation", one(WsOpcode::Continuation), true,
     HOP101_TEXT("filter", "Continuation frames")},
    {FilterField::Opcode, "cont", one(WsOpcode::Continuation), true, ""},
    {FilterField::Opcode, "control", opcodes(8, 15), true,
     HOP101_TEXT("filter", "Ping, pong and close frames")},
    {FilterField::Opcode, "reserved", opcodes(3, 7), true,
     HOP101_TEXT("filter", "Frames of a reserved opcode")},
    {FilterField::Opcode, "reserved", opcodes(11, 15), true, ""},
    {FilterField::Severity, "finding", {1, 3}, true, HOP101_TEXT("filter", "Any rule is broken")},
    {FilterField::Severity, "findings", {1, 3}, true, ""},
    {FilterField::Severity, "error", one(rules::Severity::Error), true,
     HOP101_TEXT("filter", "The worst finding is an error")},
    {FilterField::Severity, "warning", one(rules::Severity::Warning), true,
     HOP101_TEXT("filter", "The worst finding is a warning")},
    {FilterField::Severity, "note", one(rules::Severity::Note), false,
     HOP101_TEXT("filter", "The worst finding is a note")},
    {FilterField::Severity, "none", one(rules::Severity::None), false, HOP101_TEXT("filter", "No finding")},
    {FilterField::Flag, "fin", one(hop::flag::Fin), true, HOP101_TEXT("filter", "FIN is set")},
    {FilterField::Flag, "rsv1", one(hop::flag::Rsv1), true, HOP101_TEXT("filter", "RSV1 is set")},
    {FilterField::Flag, "rsv2", one(hop::flag::Rsv2), true, HOP101_TEXT("filter", "RSV2 is set")},
    {FilterField::Flag, "rsv3", one(hop::flag::Rsv3), true, HOP101_TEXT("filter", "RSV3 is set")},
    {FilterField::Flag, "masked", one(hop::flag::Masked), true, HOP101_TEXT("filter", "The frame is masked")},
    {FilterField::Flag, "compressed", one(hop::flag::Compressed), true,
     HOP101_TEXT("filter", "A frame of a compressed message")},
    {FilterField::Flag, "cut", one(hop::flag::Cut), true,
     HOP101_TEXT("filter", "Ended before it was complete")},
    {FilterField::Flag, "last", one(hop::flag::MessageEnd), true,
     HOP101_TEXT("filter", "The last frame of its message")},
    {FilterField::Flag, "interim", one(hop::flag::Interim), true,
     HOP101_TEXT("filter", "A 1xx response that is not the answer")},
    {FilterField::Flag, "accepted", one(hop::flag::Accepted), true,
     HOP101_TEXT("filter", "TLS with a certificate that somebody accepted")},
    {FilterField::Flag, "afterclose", one(hop::flag::AfterClose), true,
     HOP101_TEXT("filter", "A frame sent after the side's own Close")},
    {FilterField::Ended, "ended", {1, 1}, true, HOP101_TEXT("filter", "Has come to its end")},
    {FilterField::Ended, "open", {0, 0}, true, HOP101_TEXT("filter", "Still growing")},
};

/// Edits of one letter each that make `b` of `a` (Levenshtein).
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t changed = diagonal + (base::toLower(a[i]) == base::toLower(b[j]) ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({changed, row[j] + 1, diagonal + 1});
        }
    }
    return row.back();
}

/// Keeps the word that is most like another.
class Nearest
{
public:
    explicit Nearest(std::string_view word)
        : m_word(word.substr(0, kMost)), m_least(m_word.size() / 3 + 1) { }
    void offer(std::string_view candidate)
    {
        const bool isBegun =
            m_word.size() >= 3 && base::equalsIgnoringCase(m_word, candidate.substr(0, m_word.size()));
        const std::size_t edits = isBegun ? 0 : distance(m_word, candidate);
        if (edits > m_least || (edits == m_least && !m_found.empty()) || edits >= candidate.size())
            return;
        m_least = edits;
        m_found = candidate;
    }
    std::string found() const { return m_found; }

private:
    static constexpr std::size_t kMost = 64;
    std::string_view m_word;
    std::size_t m_least;
    std::string m_found;
};

} // namespace

std::span<const FieldInfo> filterFields() noexcept
{
    return kFields;
}

const FieldInfo *filterField(std::string_view name) noexcept
{
    const auto found = std::find_if(std::begin(kFields), std::end(kFields), [name](const FieldInfo &info) {
        return base::equalsIgnoringCase(info.name, name);
    });
    return found == std::end(kFields) ? nullptr : found;
}

std::span<const ValueName> filterNames() noexcept
{
    return kNames;
}

std::vector<ValueRange> namedValues(FilterField field, std::string_view name)
{
    std::vector<ValueRange> ranges;
    for (const ValueName &value : kNames) {
        if (value.field == field && base::equalsIgnoringCase(value.name, name))
            ranges.push_back(value.range);
    }
    return ranges;
}

const ValueName *filterWord(std::string_view name) noexcept
{
    const auto found = std::find_if(std::begin(kNames), std::end(kNames), [name](const ValueName &value) {
        return value.isTerm && base::equalsIgnoringCase(value.name, name);
    });
    return found == std::end(kNames) ? nullptr : found;
}

std::string nearestFilterWord(std::string_view word)
{
    Nearest nearest(word);
    for (const FieldInfo &field : kFields)
        nearest.offer(field.name);
    for (const ValueName &value : kNames) {
        if (value.isTerm)
            nearest.offer(value.name);
    }
    return nearest.found();
}

std::string nearestRuleId(std::string_view word)
{
    Nearest nearest(word);
    for (const rules::RuleInfo &rule : rules::allRules())
        nearest.offer(rule.id);
    return nearest.found();
}

} // namespace hop101::capture
