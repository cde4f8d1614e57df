// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/contentlog.h"
#include "core/capture/indexsink.h"
#include "core/hop/input.h"

#include <vector>

namespace hop101::capture {

/// What a batch was filled with, as it comes out again.
class BatchTarget : public IndexSink, public ContentSink
{
public:
    virtual void addInput(const hop::Input &input) = 0;
    virtual void addParty(const Party &party) = 0;
    virtual void setPartyAddress(base::PartyId party, const std::string &address) = 0;
    virtual void addHop(const Hop &hop) = 0;
};

/// A piece of a recording on its way to the writer: inputs and what was made of them, in order. The only copy
/// of the wire bytes between socket and file stands here. clear() keeps the memory, so that batches that are
/// used again allocate nothing. Not thread-safe: it has one owner at a time.
class WriteBatch final : public BatchTarget
{
public:
    void addInput(const hop::Input &input) override; ///< copies its bytes
    void addParty(const Party &party) override;
    void setPartyAddress(base::PartyId party, const std::string &address) override;
    void addHop(const Hop &hop) override;

    void add(const hop::Event &event) override;
    void change(const hop::Event &event) override;
    void addFinding(const hop::Finding &finding) override;
    void setExchange(const hop::Exchange &exchange) override;
    /// `inflated` is copied.
    void take(const hop::Event &frame, std::uint64_t offset, base::ByteSpan inflated) override;

    /// Gives all of it to `target`. An event that changed after it came into this batch comes out once, as it
    /// was last.
    void applyTo(BatchTarget &target) const;
    /// Only the inflated bytes.
    void giveContents(ContentSink &target) const;
    /// Frees the inflated bytes: they can be made anew from the inputs (ContentRemake). applyTo() gives the
    /// rest.
    void dropContents();
    bool lacksContents() const noexcept { return m_lacksContents; }
    bool isEmpty() const noexcept { return m_steps.empty(); }
    /// Memory that its contents take, about. In bytes.
    std::size_t sizeBytes() const noexcept { return m_size; }
    /// What they will take in the file, about, and rather more than less. In bytes.
    std::size_t diskBytes() const noexcept
    {
        return m_bytes.size() + m_inputs.size() * kRowBytes + m_events.size() * kEventBytes
            + m_findings.size() * kFindingBytes + m_contentDiskBytes;
    }
    void clear() noexcept;

private:
    static constexpr std::size_t kRowBytes = 128;
    static constexpr std::size_t kEventBytes = 24;
    static constexpr std::size_t kFindingBytes = 16;

    enum class Step : std::uint8_t { Input, Event, Change, Finding, Exchange, Content, Party, Address, Hop };
    struct StoredInput
    {
        hop::Input input; ///< of bytes only the size is right
        std::size_t at = 0; ///< of its bytes
    };
    struct StoredContent
    {
        hop::Event frame;
        std::uint64_t offset = 0;
        std::size_t at = 0;
        std::size_t size = 0;
    };
    struct Address
    {
        base::PartyId party;
        std::string text;
    };

    void note(Step step, std::size_t size)
    {
        m_steps.push_back(step);
        m_size += size + sizeof(Step);
    }
    void giveInput(BatchTarget &target, const StoredInput &stored) const;
    void giveContent(ContentSink &target, const StoredContent &stored) const;

    std::vector<Step> m_steps; ///< in order; what each is of stands in the vectors below, in the same order
    base::Bytes m_bytes; ///< of inputs
    base::Bytes m_inflated; ///< of contents
    std::vector<StoredInput> m_inputs;
    std::vector<hop::Event> m_events; ///< numbered densely
    std::vector<hop::Event> m_changes; ///< of events of earlier batches
    std::vector<hop::Finding> m_findings;
    std::vector<hop::Exchange> m_exchanges;
    std::vector<StoredContent> m_contents;
    std::vector<Party> m_parties;
    std::vector<Address> m_addresses;
    std::vector<Hop> m_hops;
    std::size_t m_size = 0;
    std::size_t m_contentDiskBytes = 0; ///< also of those that were dropped
    bool m_lacksContents = false;
};

} // namespace hop101::capture
