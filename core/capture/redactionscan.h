// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/reader.h"
#include "core/capture/redactionedits.h"
#include "core/capture/redactionledger.h"
#include "core/capture/redactionmatcher.h"
#include "core/hop/hopdecoder.h"

#include <map>
#include <memory>

namespace hop101::capture {

/// The first look: replays a capture's inputs and notes what is to be replaced. What is not compressed
/// becomes fills of the wire; a compressed message gets marks, and its direction is to be made anew from
/// there on. Memory: that of a decoder and, while a message is open, of a SecretFinder for each stream.
class RedactionScan
{
public:
    /// All must outlive it. `edits` may be null: then it only counts.
    RedactionScan(const Reader &reader, std::shared_ptr<const RedactionMatcher> matcher,
                  RedactionEdits *edits, RedactionLedger &ledger);
    ~RedactionScan();

    void take(const hop::Input &input);
    /// What is open is looked through as far as it came.
    void finish();

    using StreamKey = std::pair<std::uint32_t, hop::Direction>;
    /// Streams in which compressed messages change, with the first of these messages.
    const std::map<StreamKey, base::EventId> &remade() const noexcept { return m_remade; }
    std::uint64_t eventCount() const noexcept { return m_numbers.eventCount(); }

private:
    class HopScan;
    friend class HopScan;

    const Reader &m_reader;
    std::shared_ptr<const RedactionMatcher> m_matcher;
    RedactionEdits *m_edits;
    RedactionLedger &m_ledger;
    hop::Numbers m_numbers;
    std::map<std::uint32_t, std::unique_ptr<HopScan>> m_hops;
    std::map<StreamKey, base::EventId> m_remade;
};

} // namespace hop101::capture
