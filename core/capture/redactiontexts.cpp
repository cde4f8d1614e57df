// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/redactiontexts.h"

#include "core/base/overloaded.h"
#include "core/capture/redactionhead.h"
#include "core/capture/secretfinder.h"
#include "core/plan/plan.h"

#include <algorithm>
#include <utility>

namespace hop101::capture {

namespace {

constexpr const char *kNoAddress = "redacted";

} // namespace

void RedactionTexts::secret(RedactionPlace place, std::string_view name)
{
    m_tally.secret(m_areNotes ? RedactionPlace::Note : place, name);
}

void RedactionTexts::range(std::uint64_t first, std::uint64_t size, char fill)
{
    m_tally.bytes(size);
    const std::uint64_t end = std::min<std::uint64_t>(first + size, m_text.size());
    for (std::uint64_t i = first; i < end; ++i)
        m_text[i] = fill;
}

template<typename Find>
std::string RedactionTexts::changed(std::string text, const Find &find)
{
    m_text = text;
    find(std::string_view(text));
    return std::exchange(m_text, {});
}

void RedactionTexts::count(base::EventId event, base::HopId hop)
{
    if (m_ledger)
        m_ledger->add(m_tally, event, hop, hop::Direction::FromLeft);
    m_tally.clear();
}

std::string RedactionTexts::text(std::string_view text, base::EventId event, base::HopId hop)
{
    std::string result = changed(std::string(text), [this](std::string_view from) {
        SecretFinder finder(m_matcher, *this);
        finder.begin();
        finder.add(base::asBytes(from));
        finder.end();
    });
    count(event, hop);
    return result;
}

std::string RedactionTexts::plan(const std::string &json, base::HopId hop)
{
    if (json.empty())
        return json;
    auto read = plan::fromJson(json);
    if (!read) {
        secret(RedactionPlace::Unreadable, "plan that cannot be read");
        m_tally.bytes(json.size());
        count({}, hop);
        return {};
    }
    plan::Plan plan = std::move(read).value();
    TokenBook tokens;
    HeadSecrets heads(m_matcher, *this, tokens);
    plan.url = text(plan.url, {}, hop);
    plan.target = changed(plan.target, [&](std::string_view target) { heads.findInTarget(target); });
    for (plan::HeaderRow &row : plan.headers)
        row.value = changed(row.value, [&](std::string_view value) { heads.findInValue(row.name, value); });
    if (plan.rawRequest)
        plan.rawRequest = base::toBytes(changed(base::toText(*plan.rawRequest), [&](std::string_view head) {
            heads.findIn(base::asBytes(head));
        }));
    for (plan::FramePlan &frame : plan.frames)
        frame.payload = base::toBytes(text(base::asText(frame.payload), {}, hop));
    count({}, hop);
    const std::string written = plan::toJson(plan);
    return json == "{}" ? json : written;
}

std::string RedactionTexts::address(const std::string &address, base::EventId event, base::HopId hop)
{
    const bool isPlace = address.find_first_of(".:/") != std::string::npos;
    if (!m_matcher.rules().hasAddresses || !isPlace)
        return text(address, event, hop);
    secret(RedactionPlace::Address, "address");
    m_tally.bytes(address.size());
    count(event, hop);
    return kNoAddress;
}

hop::InputData RedactionTexts::signal(hop::InputData data, base::HopId hop)
{
    return std::visit(
        base::overloaded{
            [&](hop::Opened &opened) -> hop::InputData {
                return hop::Opened{address(opened.left, {}, hop), address(opened.right, {}, hop)};
            },
            [&](hop::Secured &secured) -> hop::InputData {
                return hop::Secured{secured.protocol, secured.cipher, text(secured.certificate, {}, hop),
                                    text(secured.objection, {}, hop)};
            },
            [&](hop::Failed &failed) -> hop::InputData {
                return hop::Failed{failed.stage, text(failed.reason, {}, hop)};
            },
            [](hop::BytesSeen &other) -> hop::InputData { return other; },
            [](hop::Ended &other) -> hop::InputData { return other; },
            [](hop::Tick &other) -> hop::InputData { return other; },
            [](hop::Lost &other) -> hop::InputData { return other; },
        },
        data);
}

Party RedactionTexts::party(Party party)
{
    party.name = text(party.name);
    party.address = address(party.address);
    return party;
}

Hop RedactionTexts::hop(Hop hop)
{
    hop.url = text(hop.url, {}, hop.id);
    hop.transport = text(hop.transport, {}, hop.id);
    hop.plan = plan(hop.plan, hop.id);
    return hop;
}

} // namespace hop101::capture
