// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/filter.h"
#include "core/capture/message.h"
#include "core/websocket/closecode.h"

#include <algorithm>
#include <set>

namespace hop101::capture::fixture {

/// What a filter ought to say, event by event and the slow way, from what the reader tells.
class FilterOracle
{
public:
    FilterOracle(const Reader &reader, const Filter &filter) : m_reader(reader), m_filter(filter) { }

    std::vector<std::uint64_t> hits(std::uint64_t first, std::uint64_t last) const
    {
        std::vector<std::uint64_t> found;
        for (std::uint64_t id = first; id <= std::min(last, m_reader.eventCount()); ++id) {
            if (matches(m_reader.event({id})))
                found.push_back(id);
        }
        return found;
    }

private:
    static bool within(const FilterTerm &term, std::int64_t value)
    {
        return value >= 0
            && std::any_of(term.ranges.begin(), term.ranges.end(), [value](const ValueRange &range) {
                   const auto number = static_cast<std::uint64_t>(value);
                   return range.first <= number && number <= range.last;
               });
    }
    bool matches(const hop::Event &event) const
    {
        std::vector<bool> stack;
        auto term = m_filter.terms.begin();
        for (const Filter::Op op : m_filter.program) {
            if (op == Filter::Op::Term) {
                stack.push_back(matches(*term, event) != term->isNegated);
                ++term;
                continue;
            }
            const bool right = stack.back();
            stack.pop_back();
            stack.back() = op == Filter::Op::And ? stack.back() && right : stack.back() || right;
        }
        return stack.empty() || stack.back();
    }
    bool matches(const FilterTerm &term, const hop::Event &event) const
    {
        const bool isFrame = event.kind == hop::EventKind::Frame;
        const auto number = [](auto value) { return static_cast<std::int64_t>(value); };
        switch (term.field) {
        case FilterField::Direction:
            return within(term, number(event.direction));
        case FilterField::Kind:
            return within(term, number(event.kind));
        case FilterField::Opcode:
            return isFrame && within(term, event.code);
        case FilterField::Size:
            return within(term, event.payloadSize);
        case FilterField::Wire:
            return within(term, event.wireSize);
        case FilterField::Message:
            return within(term, event.messageSize);
        case FilterField::Time:
            return within(term, event.time.count());
        case FilterField::Event:
            return within(term, number(event.id.value));
        case FilterField::Hop:
            return within(term, event.hop.value);
        case FilterField::Exchange: {
            const auto exchange = m_reader.exchangeOf(event);
            return exchange && within(term, number(exchange->id.value));
        }
        case FilterField::Status:
            return event.kind == hop::EventKind::ResponseHead && within(term, event.code);
        case FilterField::CloseCode:
            return isFrame && event.opcode() == websocket::Opcode::Close && within(term, closeCode(event));
        case FilterField::Severity:
            return within(term, number(event.severity));
        case FilterField::Rule:
            return hasRule(term, event);
        case FilterField::Flag:
            return event.has(term.flags) && (event.flags & term.flags) == term.flags;
        case FilterField::Ended:
            return within(term, event.ended ? 1 : 0);
        case FilterField::Payload:
            return completesMatch(term.pattern, event);
        }
        return false;
    }
    std::int64_t closeCode(const hop::Event &event) const
    {
        const base::Bytes payload = m_reader.payload(event, 0, 2);
        const auto code = websocket::readCloseBody(payload).code;
        return code ? *code : -1;
    }
    bool hasRule(const FilterTerm &term, const hop::Event &event) const
    {
        const auto findings = m_reader.findings(event.id);
        return std::any_of(findings.begin(), findings.end(), [&](const hop::Finding &finding) {
            return within(term, static_cast<std::int64_t>(finding.rule));
        });
    }
    /// The last byte of a match is one of this event's; a match may begin in a frame before.
    bool completesMatch(const TextPattern &pattern, const hop::Event &event) const
    {
        constexpr std::uint64_t kAll = 1U << 30U;
        base::Bytes bytes;
        std::size_t own = 0;
        if (event.kind == hop::EventKind::Frame && event.message) {
            for (const hop::Event &frame : messageFrames(m_reader, event.message, 100'000)) {
                if (frame.id > event.id)
                    break;
                own = bytes.size();
                base::append(bytes, frameBytes(m_reader, frame, 0, kAll));
            }
        } else {
            bytes = m_reader.payload(event, 0, kAll);
        }
        if (pattern.letterCase() == LetterCase::Ignored)
            foldCase(bytes);
        const base::ByteSpan needle = pattern.bytes();
        for (std::size_t at = 0; at + needle.size() <= bytes.size(); ++at) {
            if (at + needle.size() > own
                && std::equal(needle.begin(), needle.end(), bytes.begin() + std::ptrdiff_t(at)))
                return true;
        }
        return false;
    }

    const Reader &m_reader;
    const Filter &m_filter;
};

} // namespace hop101::capture::fixture
