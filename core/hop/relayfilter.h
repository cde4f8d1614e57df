// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hop/relayframes.h"
#include "core/http/bodydecoder.h"
#include "core/http/headparser.h"
#include "core/plan/url.h"

#include <array>
#include <deque>
#include <functional>
#include <optional>

namespace hop101::hop {

/// What a relay changes between its two hops, by rules: takes what each side sent and gives what the other is
/// to get. Heads and messages that no rule changes go on byte for byte, bodies and other protocols always.
/// Sans-I/O. Holds a head (http::kMaxHeadBytes) or a message a direction, and what waits behind a breakpoint.
class RelayFilter
{
public:
    struct Output
    {
        std::function<void(Direction, base::ByteSpan)> pass; ///< these came from that side
        /// It waits at a breakpoint, with all behind it. `id` and `connection` of the message are not set.
        std::function<void(Direction, plan::HeldMessage)> hold;
    };
    /// `rules` must outlive it. `target`: whose name goes into Host and Origin where the rules say so.
    RelayFilter(const plan::RelayRules &rules, plan::Url target, MaskKeySource maskKeys, Output output);
    RelayFilter(const RelayFilter &) = delete;
    RelayFilter &operator=(const RelayFilter &) = delete;

    void take(Direction from, base::ByteSpan bytes);
    /// What waits for its end goes on as it is; nothing more comes from there.
    void ended(Direction from);
    /// What waits there goes on, or does not.
    void release(Direction from, const std::optional<std::string> &edited);
    void drop(Direction from);
    bool isHolding(Direction from) const noexcept;
    /// Bytes that wait behind it.
    std::size_t waitingBytes(Direction from) const noexcept { return side(from).waiting.size(); }

private:
    enum class Phase : std::uint8_t { Head, Body, Awaiting, Frames, Raw };
    struct Side
    {
        Direction from;
        Phase phase = Phase::Head;
        http::BodyDecoder body{{}};
        RelayFrames frames;
        base::Bytes head; ///< that waits at a breakpoint
        std::optional<std::size_t> heldRule; ///< for a head
        base::Bytes waiting; ///< behind what waits; or for the answer to an upgrade
        bool hasEnded = false;
    };
    struct Request
    {
        http::RequestHead head;
        bool maySwitch = false;
    };

    RelayFrames framesOf(Direction from, MaskKeySource maskKeys);
    Side &side(Direction from) noexcept { return from == Direction::FromLeft ? m_left : m_right; }
    const Side &side(Direction from) const noexcept { return from == Direction::FromLeft ? m_left : m_right; }
    void run(Side &from, base::ByteSpan input);
    void takeHead(Side &from, base::ByteSpan &input);
    template<typename Parser>
    void parseHead(Side &from, Parser &parser, base::ByteSpan &input);
    void takeBody(Side &from, base::ByteSpan &input);
    void editHead(Side &from, std::size_t firstRule);
    void rewriteHost(base::Bytes &head) const;
    void applyTo(base::Bytes &head, const plan::RelayRule &rule) const;
    void passHead(Side &from);
    void beginRequestBody(const http::RequestHead &head);
    void answered(const http::ResponseHead &head);
    void switchTo(bool isWebSocket, const Request *request, const http::ResponseHead &head);
    void endWaiting(Side &from);
    void goOn(Side &from);

    const plan::RelayRules &m_rules;
    const plan::Url m_target;
    RuleBook m_book;
    Output m_output;
    Side m_left, m_right;
    http::RequestHeadParser m_requests;
    http::ResponseHeadParser m_responses;
    std::deque<Request> m_waiting; ///< for their answers
};

} // namespace hop101::hop
