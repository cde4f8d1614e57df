// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/eventfields.h"

#include <algorithm>
#include <type_traits>

namespace hop101::capture {
namespace {

constexpr std::size_t kMaxFindings = 10; // that are told

template<typename Value>
std::string textOf(const Value &value)
{
    if constexpr (std::is_enum_v<Value>)
        return std::to_string(static_cast<std::uint64_t>(value));
    else if constexpr (std::is_same_v<Value, hop::Nanoseconds>)
        return std::to_string(value.count()) + " ns";
    else if constexpr (std::is_same_v<Value, bool>)
        return value ? "yes" : "no";
    else if constexpr (std::is_arithmetic_v<Value>)
        return std::to_string(value);
    else
        return std::to_string(value.value); // ids
}

std::string textOf(std::span<const hop::Finding> findings)
{
    std::string text;
    for (const hop::Finding &finding : findings.first(std::min(findings.size(), kMaxFindings)))
        text += (text.empty() ? "" : ", ") + std::string(rules::info(finding.rule).id) + " at byte "
            + std::to_string(finding.at.first) + '+' + std::to_string(finding.at.size);
    if (findings.size() > kMaxFindings)
        text += " and " + std::to_string(findings.size() - kMaxFindings) + " more";
    return text.empty() ? "none" : text;
}

} // namespace

std::optional<FieldMismatch> firstMismatch(const hop::Event &recorded, const hop::Event &replayed)
{
    std::optional<FieldMismatch> found;
    const auto compare = [&](const char *field, auto member) {
        if (!found && recorded.*member != replayed.*member)
            found = FieldMismatch{field, textOf(recorded.*member), textOf(replayed.*member)};
    };
    compare("number", &hop::Event::id);
    compare("time", &hop::Event::time);
    compare("hop", &hop::Event::hop);
    compare("direction", &hop::Event::direction);
    compare("kind", &hop::Event::kind);
    compare("code", &hop::Event::code);
    compare("flags", &hop::Event::flags);
    compare("stream offset", &hop::Event::streamOffset);
    compare("wire size", &hop::Event::wireSize);
    compare("payload size", &hop::Event::payloadSize);
    compare("message", &hop::Event::message);
    compare("message size", &hop::Event::messageSize);
    compare("ended", &hop::Event::ended);
    compare("severity", &hop::Event::severity);
    return found;
}

std::optional<FieldMismatch> firstMismatch(std::span<const hop::Finding> recorded,
                                           std::span<const hop::Finding> replayed)
{
    if (std::equal(recorded.begin(), recorded.end(), replayed.begin(), replayed.end()))
        return std::nullopt;
    return FieldMismatch{"findings", textOf(recorded), textOf(replayed)};
}

} // namespace hop101::capture
