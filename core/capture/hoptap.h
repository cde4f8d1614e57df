// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/contentlog.h"
#include "core/capture/indexsink.h"
#include "core/hop/hopdecoder.h"

namespace hop101::capture {

/// One hop's decoder with what hears it: first index and content, then the actor. Recorder and replay use the
/// same, so that both make the same of the same inputs.
class HopTap final : public hop::HopListener
{
public:
    /// `numbers`, `index` and `content` must outlive it; `actor` may be null.
    HopTap(base::HopId hop, const plan::Limits &limits, hop::Numbers &numbers, IndexSink &index,
           ContentSink &content, hop::HopListener *actor);

    void take(const hop::Input &input) { m_decoder.take(input); }
    hop::Verdict verdict() const { return m_decoder.verdict(); }
    bool readsFrames(hop::Direction direction) const noexcept { return m_decoder.readsFrames(direction); }
    base::HopId hop() const noexcept { return m_hop; }

    void eventBegan(const hop::Event &event) override;
    void eventChanged(const hop::Event &event) override;
    void found(const hop::Finding &finding) override;
    void exchangeChanged(const hop::Exchange &exchange) override;
    void requestHead(const hop::Event &event, const http::RequestHead &head) override;
    void responseHead(const hop::Event &event, const http::ResponseHead &head) override;
    void framePayload(const hop::Event &event, std::uint64_t offset, base::ByteSpan unmasked) override;
    bool wantsPayload(const hop::Event &event) const noexcept override;
    void messageData(const hop::Event &event, std::uint64_t offset, base::ByteSpan data) override;
    bool wantsMessage(const hop::Event &event) const noexcept override;

private:
    base::HopId m_hop;
    IndexSink &m_index;
    ContentSink &m_content;
    hop::HopListener *m_actor;
    mutable std::array<bool, 2> m_actorWants{}; ///< by direction: messages of the frame asked for last
    hop::HopDecoder m_decoder;
};

} // namespace hop101::capture
