// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/tapset.h"

#include <memory>

namespace hop101::capture {

/// Between batches whose inflated bytes were dropped and the file that takes them after all: gives on what
/// the batches hold, and makes the inflated bytes anew by decoding their inputs. At a batch's size at a time.
class ContentRemake final : private BatchTarget
{
public:
    /// `taps` stand behind what `target` has; both must be what the first batch goes on from.
    ContentRemake(std::unique_ptr<TapSet> taps, BatchTarget &target);
    void apply(const WriteBatch &batch) { batch.applyTo(*this); }

private:
    void addInput(const hop::Input &input) override;
    void addParty(const Party &party) override { m_target.addParty(party); }
    void setPartyAddress(base::PartyId party, const std::string &address) override
    {
        m_target.setPartyAddress(party, address);
    }
    void addHop(const Hop &hop) override;
    void add(const hop::Event &event) override { m_target.add(event); }
    void change(const hop::Event &event) override { m_target.change(event); }
    void addFinding(const hop::Finding &finding) override { m_target.addFinding(finding); }
    void setExchange(const hop::Exchange &exchange) override { m_target.setExchange(exchange); }
    void take(const hop::Event &, std::uint64_t, base::ByteSpan) override { } // made anew
    void giveContents();

    std::unique_ptr<TapSet> m_taps;
    BatchTarget &m_target;
    WriteBatch m_made; ///< by m_taps, of which only the contents are given on
};

} // namespace hop101::capture
