// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hop/hopdecoder.h"

#include <QString>
#include <QStringList>

#include <map>
#include <string>
#include <vector>

namespace hop101::hop {

/// Hears a HopDecoder and keeps the final form of every event, so that chunk borders cannot leak into the
/// result.
class Recorder : public HopListener
{
public:
    void eventBegan(const Event &event) override;
    void eventChanged(const Event &event) override;
    void found(const Finding &finding) override;
    void exchangeChanged(const Exchange &exchange) override;
    void framePayload(const Event &event, std::uint64_t offset, base::ByteSpan unmasked) override;
    bool wantsPayload(const Event &) const noexcept override { return m_wantsPayload; }
    void messageData(const Event &event, std::uint64_t offset, base::ByteSpan data) override;
    bool wantsMessage(const Event &) const noexcept override { return m_wantsPayload; }

    void setWantsPayload(bool wants) { m_wantsPayload = wants; }
    /// One line an event, its findings indented below, then the exchanges:
    ///   "1 > RequestHead @0 129"
    ///   "2 > Frame text fin @129 7 payload 5 message 2"
    ///   "    ClientFrameMasked @1+1"
    QStringList transcript() const;
    /// The ids of all findings, in order.
    QStringList rules() const;
    const std::vector<Event> &events() const { return m_events; }
    const std::vector<Finding> &findings() const { return m_findings; }
    const std::map<std::uint64_t, std::string> &payloads() const { return m_payloads; }
    /// By the first frame of the message: its data, inflated where that is possible.
    const std::map<std::uint64_t, std::string> &messages() const { return m_messages; }
    Verdict verdict;

private:
    std::vector<Event> m_events;
    std::vector<Finding> m_findings;
    std::map<std::uint64_t, Exchange> m_exchanges;
    std::map<std::uint64_t, std::string> m_payloads;
    std::map<std::uint64_t, std::string> m_messages;
    bool m_wantsPayload = false;
};

QString describe(const Event &event);

/// A conversation as a value: what came, in order. Bytes can be fed in pieces of any size.
class Conversation
{
public:
    struct Step
    {
        Direction direction;
        std::string bytes;
        InputData data;
        Nanoseconds pause{}; ///< before it
    };

    Conversation &client(std::string bytes) { return add(Direction::FromLeft, std::move(bytes)); }
    Conversation &server(std::string bytes) { return add(Direction::FromRight, std::move(bytes)); }
    Conversation &clientHex(const char *hex);
    Conversation &serverHex(const char *hex);
    Conversation &clientEnds(EndCause cause = EndCause::Fin)
    {
        return signal(Direction::FromLeft, Ended{cause});
    }
    Conversation &serverEnds(EndCause cause = EndCause::Fin)
    {
        return signal(Direction::FromRight, Ended{cause});
    }
    Conversation &signal(Direction direction, InputData data);
    /// Nothing happens for this long before the next step.
    Conversation &after(Nanoseconds pause)
    {
        m_pause += pause;
        return *this;
    }
    /// What the decoder gets to know of the session's limits.
    Conversation &within(const plan::Limits &limits)
    {
        m_limits = limits;
        return *this;
    }
    const plan::Limits &limits() const { return m_limits; }
    /// The request of RFC 6455 section 1.3 and a 101 that answers it.
    Conversation &upgraded();

    /// Feeds it, bytes in pieces of at most `chunk`; time counts the steps, not the pieces.
    void play(HopDecoder &decoder, std::size_t chunk = std::size_t(-1)) const;
    /// Plays it at several chunk sizes, with and without payloads. Fails the test where the transcripts
    /// differ, and returns the one.
    Recorder record() const;
    const std::vector<Step> &steps() const { return m_steps; }

private:
    Conversation &add(Direction direction, std::string bytes);

    std::vector<Step> m_steps;
    Nanoseconds m_pause{};
    plan::Limits m_limits;
};

/// Fails the test, and shows both transcripts whole, where they differ.
void compare(const QStringList &actual, const QStringList &expected);

/// The request and the 101 of RFC 6455 section 1.3; `more` are further header lines with their line ends.
std::string goodRequest(const std::string &more = {});
std::string good101(const std::string &more = {});

} // namespace hop101::hop
