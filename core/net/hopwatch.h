// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hop/hopdecoder.h"

#include <optional>

namespace hop101::net {

/// Stands between decoder and actor and notes the few facts that a notice tells. The actor may go first:
/// after detach() nothing is passed on. There may be none at all.
class HopWatch : public hop::HopListener
{
public:
    HopWatch() = default;
    explicit HopWatch(hop::HopListener &actor) : m_actor(&actor) { }
    void detach() noexcept { m_actor = nullptr; }

    /// From the first byte of the request to the switch; none until then.
    std::optional<hop::Nanoseconds> upgradedAfter() const noexcept { return m_upgradedAfter; }

    /// Whole data messages from the right: what a client received.
    std::uint64_t messagesFromRight() const noexcept { return m_messages; }

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
    void countMessage(const hop::Event &event) noexcept;

    hop::HopListener *m_actor = nullptr;
    std::uint64_t m_messages = 0;
    base::EventId m_lastCounted;
    std::optional<hop::Nanoseconds> m_requestAt;
    std::optional<hop::Nanoseconds> m_upgradedAfter;
};

} // namespace hop101::net
