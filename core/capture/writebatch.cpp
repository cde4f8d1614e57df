// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/writebatch.h"

#include <cassert>

namespace hop101::capture {

void WriteBatch::addInput(const hop::Input &input)
{
    const auto *seen = std::get_if<hop::BytesSeen>(&input.data);
    m_inputs.push_back({input, m_bytes.size()});
    if (seen)
        base::append(m_bytes, seen->bytes);
    note(Step::Input, sizeof(StoredInput) + (seen ? seen->bytes.size() : 0));
}

void WriteBatch::addParty(const Party &party)
{
    m_parties.push_back(party);
    note(Step::Party, sizeof(Party));
}

void WriteBatch::setPartyAddress(base::PartyId party, const std::string &address)
{
    m_addresses.push_back({party, address});
    note(Step::Address, sizeof(Address));
}

void WriteBatch::addHop(const Hop &hop)
{
    m_hops.push_back(hop);
    note(Step::Hop, sizeof(Hop) + hop.url.size() + hop.transport.size() + hop.plan.size());
}

void WriteBatch::add(const hop::Event &event)
{
    assert((m_events.empty() || event.id.value == m_events.back().id.value + 1)
           && "events are numbered densely");
    m_events.push_back(event);
    note(Step::Event, sizeof(hop::Event));
}

void WriteBatch::change(const hop::Event &event)
{
    if (!m_events.empty() && event.id >= m_events.front().id) {
        m_events[event.id.value - m_events.front().id.value] = event;
        return;
    }
    m_changes.push_back(event);
    note(Step::Change, sizeof(hop::Event));
}

void WriteBatch::addFinding(const hop::Finding &finding)
{
    m_findings.push_back(finding);
    note(Step::Finding, sizeof(hop::Finding));
}

void WriteBatch::setExchange(const hop::Exchange &exchange)
{
    m_exchanges.push_back(exchange);
    note(Step::Exchange, sizeof(hop::Exchange));
}

void WriteBatch::take(const hop::Event &frame, std::uint64_t offset, base::ByteSpan inflated)
{
    m_contents.push_back({frame, offset, m_inflated.size(), inflated.size()});
    base::append(m_inflated, inflated);
    m_contentDiskBytes += kRowBytes + inflated.size();
    note(Step::Content, sizeof(StoredContent) + inflated.size());
}

void WriteBatch::giveContent(ContentSink &target, const StoredContent &stored) const
{
    target.take(stored.frame, stored.offset, base::ByteSpan(m_inflated).subspan(stored.at, stored.size));
}

void WriteBatch::giveContents(ContentSink &target) const
{
    for (const StoredContent &content : m_contents)
        giveContent(target, content);
}

void WriteBatch::dropContents()
{
    m_lacksContents = m_lacksContents || !m_contents.empty();
    m_size -= m_inflated.size() + m_contents.size() * sizeof(StoredContent);
    base::Bytes().swap(m_inflated);
    m_contents.clear();
}

void WriteBatch::giveInput(BatchTarget &target, const StoredInput &stored) const
{
    const auto *seen = std::get_if<hop::BytesSeen>(&stored.input.data);
    if (!seen) {
        target.addInput(stored.input);
        return;
    }
    hop::Input input = stored.input;
    input.data = hop::BytesSeen{base::ByteSpan(m_bytes).subspan(stored.at, seen->bytes.size())};
    target.addInput(input);
}

void WriteBatch::applyTo(BatchTarget &target) const
{
    auto input = m_inputs.begin();
    auto event = m_events.begin();
    auto change = m_changes.begin();
    auto finding = m_findings.begin();
    auto exchange = m_exchanges.begin();
    auto content = m_contents.begin();
    auto party = m_parties.begin();
    auto address = m_addresses.begin();
    auto hop = m_hops.begin();
    for (const Step step : m_steps) {
        switch (step) {
        case Step::Input:
            giveInput(target, *input++);
            break;
        case Step::Event:
            target.add(*event++);
            break;
        case Step::Change:
            target.change(*change++);
            break;
        case Step::Finding:
            target.addFinding(*finding++);
            break;
        case Step::Exchange:
            target.setExchange(*exchange++);
            break;
        case Step::Content:
            if (content != m_contents.end()) // else they were dropped
                giveContent(target, *content++);
            break;
        case Step::Party:
            target.addParty(*party++);
            break;
        case Step::Address:
            target.setPartyAddress(address->party, address->text);
            ++address;
            break;
        case Step::Hop:
            target.addHop(*hop++);
            break;
        }
    }
}

void WriteBatch::clear() noexcept
{
    m_steps.clear();
    m_bytes.clear();
    m_inflated.clear();
    m_inputs.clear();
    m_events.clear();
    m_changes.clear();
    m_findings.clear();
    m_exchanges.clear();
    m_contents.clear();
    m_parties.clear();
    m_addresses.clear();
    m_hops.clear();
    m_size = 0;
    m_contentDiskBytes = 0;
    m_lacksContents = false;
}

} // namespace hop101::capture
