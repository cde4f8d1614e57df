// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hop/hopdecoder.h"

#include <array>
#include <map>
#include <variant>
#include <vector>

namespace hop101::fuzz {

/// Hears a HopDecoder, keeps what it told in its final form, and requires what holds for any traffic: numbers
/// without a hole, one open event a direction, what ended stays ended, payloads and messages without a hole.
class HopLedger final : public hop::HopListener
{
public:
    /// `wantsData`: payloads and messages are asked for and kept, too.
    explicit HopLedger(bool wantsData) : m_wantsData(wantsData) { }

    void eventBegan(const hop::Event &event) override;
    void eventChanged(const hop::Event &event) override;
    void found(const hop::Finding &finding) override;
    void exchangeChanged(const hop::Exchange &exchange) override;
    void framePayload(const hop::Event &event, std::uint64_t offset, base::ByteSpan unmasked) override;
    bool wantsPayload(const hop::Event &) const noexcept override { return m_wantsData; }
    void messageData(const hop::Event &event, std::uint64_t offset, base::ByteSpan data) override;
    bool wantsMessage(const hop::Event &) const noexcept override { return m_wantsData; }

    /// What must hold once nothing more comes: the events of a direction cover its `size` bytes, findings lie
    /// inside their events and make their severity, sizes are those of what was told.
    void checkWhole(std::uint64_t leftSize, std::uint64_t rightSize) const;
    /// The same events, findings and exchanges, and the same data where both keep it.
    void requireSame(const HopLedger &other) const;

    const std::vector<hop::Event> &events() const noexcept { return m_events; }
    const std::vector<hop::Finding> &findings() const noexcept { return m_findings; }
    const std::map<base::ExchangeId, hop::Exchange> &exchanges() const noexcept { return m_exchanges; }
    /// Bytes of payloads and messages told so far.
    std::uint64_t dataBytes() const noexcept { return m_dataBytes; }

private:
    const hop::Event &known(base::EventId id) const;
    void checkCover(hop::Direction direction, std::uint64_t size) const;
    void checkFindings() const;
    void checkSizes(const hop::Event &event) const;

    bool m_wantsData;
    std::vector<hop::Event> m_events;
    std::array<base::EventId, 2> m_open; ///< of each direction, the latest that began open
    std::vector<hop::Finding> m_findings;
    std::map<base::ExchangeId, hop::Exchange> m_exchanges;
    std::map<base::EventId, base::Bytes> m_payloads;
    std::map<base::EventId, base::Bytes> m_messages; ///< by their first frame
    std::uint64_t m_dataBytes = 0;
};

/// An input that owns its bytes.
struct KeptInput
{
    hop::Direction direction = hop::Direction::FromLeft;
    hop::Nanoseconds time{};
    std::variant<base::Bytes, hop::InputData> data; ///< bytes, or any other input
};
/// Keeps what a listener does not see, too: `input` with a copy of its bytes.
KeptInput kept(const hop::Input &input);

/// The same inputs with other borders between the bytes: those of one direction and time that follow each
/// other are joined, and cut anew for Single and Mixed.
std::vector<KeptInput> rechunked(const std::vector<KeptInput> &inputs, bool bySingleBytes);

/// What a new decoder makes of the inputs.
struct Replayed
{
    HopLedger ledger;
    hop::Verdict verdict;
};
Replayed replayed(const std::vector<KeptInput> &inputs, const plan::Limits &limits, bool wantsData);

/// Requires that replays of the inputs, as they are and at other chunkings, give what `ledger` heard.
void requireReplays(const std::vector<KeptInput> &inputs, const plan::Limits &limits, const HopLedger &ledger,
                    const hop::Verdict &verdict);

} // namespace hop101::fuzz
