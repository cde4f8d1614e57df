// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/redactionledger.h"
#include "core/capture/redactionmatcher.h"
#include "core/capture/secretsink.h"

#include <string>

namespace hop101::capture {

/// Redacts whole texts that a capture has beside its bytes, and counts what it found.
class RedactionTexts final : public SecretSink
{
public:
    /// Must outlive it. `ledger` may be null.
    RedactionTexts(const RedactionMatcher &matcher, RedactionLedger *ledger)
        : m_matcher(matcher), m_ledger(ledger)
    { }

    /// Texts that follow were written by the user: they are counted as RedactionPlace::Note.
    void setNotes(bool areNotes) noexcept { m_areNotes = areNotes; }
    /// A note, a title, a reason, a URL, JSON.
    std::string text(std::string_view text, base::EventId event = {}, base::HopId hop = {});
    /// The JSON of a plan; empty where it is none.
    std::string plan(const std::string &json, base::HopId hop);
    /// An address, where the rules say so; else as text().
    std::string address(const std::string &address, base::EventId event = {}, base::HopId hop = {});
    hop::InputData signal(hop::InputData data, base::HopId hop);
    Party party(Party party);
    Hop hop(Hop hop);

    void secret(RedactionPlace place, std::string_view name) override;
    void range(std::uint64_t first, std::uint64_t size, char fill) override;

private:
    template<typename Find>
    std::string changed(std::string text, const Find &find);
    void count(base::EventId event, base::HopId hop);

    const RedactionMatcher &m_matcher;
    RedactionLedger *m_ledger;
    RedactionTally m_tally;
    bool m_areNotes = false;
    std::string m_text; ///< that is being changed; what is looked at is a copy
};

} // namespace hop101::capture
