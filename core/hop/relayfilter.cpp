// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hop/relayfilter.h"

#include "core/hop/headedit.h"
#include "core/hop/judgeextensions.h"

namespace hop101::hop {

using plan::RelayAction;
using plan::RelayPart;

namespace {

constexpr std::size_t kMostRequests = 64; ///< that wait for answers; with more the client's side is raw
constexpr std::size_t kMostEarlyBytes = 256 * 1024; ///< that a client sends before its upgrade is answered

bool isWebSocketSwitch(const http::RequestHead *request, const http::ResponseHead &response)
{
    if (response.fields.find("Upgrade"))
        return response.fields.hasToken("Upgrade", "websocket");
    return !request || request->fields.hasToken("Upgrade", "websocket");
}

std::string originOf(const plan::Url &target)
{
    return (target.secure ? "https://" : "http://") + target.hostHeader();
}

} // namespace

RelayFilter::RelayFilter(const plan::RelayRules &rules, plan::Url target, MaskKeySource maskKeys,
                         Output output)
    : m_rules(rules), m_target(std::move(target)), m_book(rules.rules),
      m_output(std::move(output)), m_left{Direction::FromLeft,
                                          Phase::Head,
                                          http::BodyDecoder{{}},
                                          framesOf(Direction::FromLeft, maskKeys),
                                          {},
                                          {},
                                          {},
                                          false},
      m_right{Direction::FromRight,
              Phase::Head,
              http::BodyDecoder{{}},
              framesOf(Direction::FromRight, maskKeys),
              {},
              {},
              {},
              false}
{ }

RelayFrames RelayFilter::framesOf(Direction from, MaskKeySource maskKeys)
{
    return RelayFrames(
        from, m_book, std::move(maskKeys),
        [this, from](base::ByteSpan bytes) {
            if (!bytes.empty())
                m_output.pass(from, bytes);
        },
        [this, from](websocket::Opcode opcode, base::ByteSpan content) {
            plan::HeldMessage held;
            held.part = RelayPart::Message;
            held.opcode = opcode;
            held.bytes = base::toText(content);
            m_output.hold(from, std::move(held));
        });
}

bool RelayFilter::isHolding(Direction from) const noexcept
{
    return side(from).heldRule || side(from).frames.isHolding();
}

void RelayFilter::take(Direction from, base::ByteSpan bytes)
{
    Side &one = side(from);
    if (isHolding(from) || one.phase == Phase::Awaiting) {
        base::append(one.waiting, bytes);
        if (one.phase == Phase::Awaiting && one.waiting.size() > kMostEarlyBytes) {
            one.phase = Phase::Raw; // whatever this is, it does not wait
            endWaiting(one);
        }
        return;
    }
    run(one, bytes);
}

void RelayFilter::run(Side &from, base::ByteSpan input)
{
    while (!input.empty()) {
        if (isHolding(from.from) || from.phase == Phase::Awaiting) {
            base::append(from.waiting, input);
            return;
        }
        switch (from.phase) {
        case Phase::Head:
            takeHead(from, input);
            break;
        case Phase::Body:
            takeBody(from, input);
            break;
        case Phase::Frames:
            from.frames.take(input);
            break;
        case Phase::Awaiting:
        case Phase::Raw:
            m_output.pass(from.from, std::exchange(input, {}));
            break;
        }
    }
}

void RelayFilter::takeHead(Side &from, base::ByteSpan &input)
{
    if (from.from == Direction::FromLeft)
        parseHead(from, m_requests, input);
    else
        parseHead(from, m_responses, input);
}

template<typename Parser>
void RelayFilter::parseHead(Side &from, Parser &parser, base::ByteSpan &input)
{
    const auto step = parser.next(input);
    if (std::holds_alternative<http::NeedMoreData>(step))
        return;
    from.head.assign(parser.raw().begin(), parser.raw().end());
    parser.reset();
    if (std::holds_alternative<http::HeadFailed>(step)) {
        from.phase = Phase::Raw;
        if (!from.head.empty())
            m_output.pass(from.from, std::exchange(from.head, {}));
        return;
    }
    if (from.from == Direction::FromLeft && m_rules.rewritesHost)
        rewriteHost(from.head);
    editHead(from, 0);
}

void RelayFilter::rewriteHost(base::Bytes &head) const
{
    head = withHeader(head, "Host", m_target.hostHeader());
    if (http::parseRequestHead(head).fields.find("Origin"))
        head = withHeader(head, "Origin", originOf(m_target));
}

void RelayFilter::editHead(Side &from, std::size_t firstRule)
{
    const RelayPart part = from.from == Direction::FromLeft ? RelayPart::Request : RelayPart::Response;
    for (std::size_t i = firstRule; i < m_book.size(); ++i) {
        if (!m_book.looksAt(i, part, from.from) || !m_book.applies(i, from.head))
            continue;
        if (m_book.rule(i).action == RelayAction::Hold) {
            from.heldRule = i;
            plan::HeldMessage held;
            held.part = part;
            held.bytes = base::toText(from.head);
            m_output.hold(from.from, std::move(held));
            return;
        }
        applyTo(from.head, m_book.rule(i));
    }
    passHead(from);
}

void RelayFilter::applyTo(base::Bytes &head, const plan::RelayRule &rule) const
{
    switch (rule.action) {
    case RelayAction::SetHeader:
        head = withHeader(head, rule.name, rule.value);
        break;
    case RelayAction::AddHeader:
        head = withAnotherHeader(head, rule.name, rule.value);
        break;
    case RelayAction::RemoveHeader:
        head = withoutHeader(head, rule.name);
        break;
    case RelayAction::Replace:
        head = withReplacement(head, rule.match, rule.text);
        break;
    case RelayAction::Hold:
    case RelayAction::Drop:
    case RelayAction::SendBefore:
    case RelayAction::SendAfter:
        break; // of messages
    }
}

/// What follows is framed as the one who gets the head will frame it.
void RelayFilter::passHead(Side &from)
{
    const base::Bytes head = std::exchange(from.head, {});
    m_output.pass(from.from, head);
    if (from.from == Direction::FromLeft)
        beginRequestBody(http::parseRequestHead(head));
    else
        answered(http::parseResponseHead(head));
}

void RelayFilter::beginRequestBody(const http::RequestHead &head)
{
    const bool maySwitch = head.fields.find("Upgrade") || head.method == "CONNECT";
    const http::BodyFraming framing = http::framingOf(head);
    const bool hasBody = framing.kind != http::BodyKind::None
        && !(framing.kind == http::BodyKind::ContentLength && framing.length == 0);
    m_waiting.push_back({head, maySwitch});
    if (hasBody) {
        m_left.body = http::BodyDecoder(framing);
        m_left.phase = Phase::Body;
    } else {
        m_left.phase = maySwitch               ? Phase::Awaiting
            : m_waiting.size() > kMostRequests ? Phase::Raw
                                               : Phase::Head;
    }
}

void RelayFilter::takeBody(Side &from, base::ByteSpan &input)
{
    const base::ByteSpan before = input;
    http::BodyStep step = from.body.next(input);
    while (std::holds_alternative<http::BodyData>(step))
        step = from.body.next(input);
    const base::ByteSpan consumed = before.first(before.size() - input.size());
    if (!consumed.empty())
        m_output.pass(from.from, consumed);
    if (std::holds_alternative<http::BodyFault>(step))
        from.phase = Phase::Raw;
    else if (std::holds_alternative<http::BodyEnded>(step))
        from.phase = from.from == Direction::FromLeft && !m_waiting.empty() && m_waiting.back().maySwitch
            ? Phase::Awaiting
            : Phase::Head;
}

void RelayFilter::answered(const http::ResponseHead &head)
{
    if (head.isInterim())
        return;
    std::optional<Request> request;
    if (!m_waiting.empty()) {
        request = std::move(m_waiting.front());
        m_waiting.pop_front();
    }
    const std::string method = request ? request->head.method : "GET";
    const bool isTunnel = method == "CONNECT" && head.status / 100 == 2;
    if (head.status == 101 || isTunnel) {
        switchTo(!isTunnel && isWebSocketSwitch(request ? &request->head : nullptr, head),
                 request ? &*request : nullptr, head);
        return;
    }
    const http::BodyFraming framing = http::framingOf(head, method);
    const bool hasBody = framing.kind != http::BodyKind::None
        && !(framing.kind == http::BodyKind::ContentLength && framing.length == 0);
    m_right.body = http::BodyDecoder(framing);
    m_right.phase = hasBody ? Phase::Body : Phase::Head;
    if (m_left.phase == Phase::Awaiting && m_waiting.empty()) {
        m_left.phase = Phase::Head; // refused: it stays HTTP
        goOn(m_left);
    }
}

void RelayFilter::switchTo(bool isWebSocket, const Request *request, const http::ResponseHead &head)
{
    const auto deflate =
        isWebSocket ? agreedDeflate(request ? &request->head : nullptr, head.fields) : std::nullopt;
    m_left.phase = m_right.phase = isWebSocket ? Phase::Frames : Phase::Raw;
    if (isWebSocket) {
        m_left.frames.start(deflate ? std::optional(deflate->client) : std::nullopt);
        m_right.frames.start(deflate ? std::optional(deflate->server) : std::nullopt);
    }
    goOn(m_left);
}

/// What waited is dealt with now, unless it has to wait again.
void RelayFilter::goOn(Side &from)
{
    if (isHolding(from.from) || from.phase == Phase::Awaiting)
        return;
    const base::Bytes waiting = std::exchange(from.waiting, {});
    run(from, waiting);
    if (from.hasEnded && !isHolding(from.from))
        ended(from.from);
}

void RelayFilter::endWaiting(Side &from)
{
    const base::Bytes waiting = std::exchange(from.waiting, {});
    if (!waiting.empty())
        m_output.pass(from.from, waiting);
}

void RelayFilter::ended(Direction from)
{
    Side &one = side(from);
    one.hasEnded = true;
    if (isHolding(from))
        return;
    if (one.phase == Phase::Frames)
        one.frames.finish();
    if (one.phase == Phase::Head) {
        const base::ByteSpan begun = from == Direction::FromLeft ? m_requests.raw() : m_responses.raw();
        if (!begun.empty())
            m_output.pass(from, begun);
    }
    if (one.phase == Phase::Awaiting && one.waiting.empty())
        return; // the answer may still come
    one.phase = Phase::Raw;
    endWaiting(one);
}

void RelayFilter::release(Direction from, const std::optional<std::string> &edited)
{
    Side &one = side(from);
    if (one.heldRule) {
        const std::size_t next = *std::exchange(one.heldRule, std::nullopt) + 1;
        if (edited)
            one.head = base::toBytes(*edited);
        editHead(one, next);
    } else {
        one.frames.release(false, edited ? std::optional(base::toBytes(*edited)) : std::nullopt);
    }
    goOn(one);
}

void RelayFilter::drop(Direction from)
{
    if (side(from).heldRule) {
        release(from, {}); // a head cannot be left out of its connection
        return;
    }
    side(from).frames.release(true, {});
    goOn(side(from));
}

} // namespace hop101::hop
