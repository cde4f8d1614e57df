// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hop/serveractor.h"

#include "core/base/ascii.h"
#include "core/hop/framephase.h"
#include "core/http/headwriter.h"
#include "core/websocket/acceptkey.h"

#include <algorithm>
#include <array>
#include <optional>

namespace hop101::hop {
namespace {

using rules::Rule;

struct Refusal
{
    Rule rule;
    int status;
};

/// RFC 6455 sections 4.2.1, 4.2.2 and 4.4; the first that applies is the answer.
constexpr auto kRefusals = std::to_array<Refusal>({
    {Rule::RequestLineValid, 400},
    {Rule::RequestFieldsValid, 400},
    {Rule::RequestLinesNotFolded, 400},
    {Rule::RequestNoSpaceBeforeColon, 400},
    {Rule::RequestOctetsAllowed, 400},
    {Rule::RequestFramingClear, 400},
    {Rule::MethodIsGet, 405},
    {Rule::RequestVersionIs11, 400},
    {Rule::TargetWellFormed, 400},
    {Rule::TargetHasNoFragment, 400},
    {Rule::HostPresent, 400},
    {Rule::HostWellFormed, 400},
    {Rule::UpgradePresent, 426},
    {Rule::ConnectionHasUpgrade, 426},
    {Rule::VersionPresent, 426},
    {Rule::VersionAtMostOnce, 400},
    {Rule::KeyPresent, 400},
    {Rule::KeyWellFormed, 400},
    {Rule::ProtocolsWellFormed, 400},
    {Rule::OffersWellFormed, 400},
    {Rule::OriginAtMostOnce, 400},
});

const char *reasonOf(int status)
{
    switch (status) {
    case 405:
        return "Method Not Allowed";
    case 426:
        return "Upgrade Required";
    default:
        return "Bad Request";
    }
}

bool isBroken(const std::vector<RuleResult> &results, Rule rule)
{
    return std::any_of(results.begin(), results.end(), [rule](const RuleResult &result) {
        return result.rule == rule && result.outcome == Outcome::Broken;
    });
}

std::optional<Refusal> refusalOf(const http::RequestHead &head)
{
    if (asksForTunnel(head))
        return Refusal{Rule::MethodIsGet, 405};
    if (!asksForWebSocket(head))
        return Refusal{Rule::UpgradePresent, 426};
    const auto results = judgeRequest(head);
    const auto refusal = std::find_if(kRefusals.begin(), kRefusals.end(),
                                      [&results](const Refusal &one) { return isBroken(results, one.rule); });
    return refusal == kRefusals.end() ? std::nullopt : std::optional(*refusal);
}

base::Bytes refusalBytes(const Refusal &refusal)
{
    const std::string body = std::string(rules::info(refusal.rule).meaning) + '\n';
    std::vector<http::FieldToWrite> fields{{"Content-Type", "text/plain; charset=utf-8"},
                                           {"Content-Length", std::to_string(body.size())}};
    if (refusal.status == 426) { // RFC 9110 section 15.5.22 and RFC 6455 section 4.4
        fields.push_back({"Upgrade", "websocket"});
        fields.push_back({"Connection", "Upgrade, close"});
        fields.push_back({"Sec-WebSocket-Version", "13"});
    } else {
        fields.push_back({"Connection", "close"});
    }
    if (refusal.status == 405)
        fields.push_back({"Allow", "GET"});
    base::Bytes bytes = http::writeResponseHead("HTTP/1.1", refusal.status, reasonOf(refusal.status), fields);
    base::append(bytes, base::asBytes(body));
    return bytes;
}

/// The client's first offer that is one of ours, or empty: a client lists them "ordered by preference" (RFC
/// 6455 section 1.9).
std::string chosenSubprotocol(const std::vector<std::string> &ours, const http::RequestHead &head)
{
    const std::string offer = head.fields.combined("Sec-WebSocket-Protocol");
    for (const auto &offered : base::listElements(offer))
        if (std::find(ours.begin(), ours.end(), offered) != ours.end())
            return std::string(offered);
    return {};
}

std::optional<websocket::DeflateTerms> deflateAnswer(const ServerOptions &options,
                                                     const http::RequestHead &head)
{
    const auto offers = websocket::readExtensions(head.fields.combined("Sec-WebSocket-Extensions"));
    return offers && options.deflate ? websocket::answerTo(*offers, *options.deflate) : std::nullopt;
}

/// In place of all of its name, where the first of them stands; an empty value only leaves them out.
void put(std::vector<http::FieldToWrite> &fields, const http::FieldToWrite &field)
{
    const auto isNamed = [&field](const http::FieldToWrite &one) {
        return base::equalsIgnoringCase(one.name, field.name);
    };
    const auto at = std::find_if(fields.begin(), fields.end(), isNamed) - fields.begin();
    std::erase_if(fields, isNamed);
    if (!field.value.empty())
        fields.insert(fields.begin() + std::min(at, std::ptrdiff_t(fields.size())), field);
}

base::Bytes upgradeBytes(const ServerOptions &options, const http::RequestHead &head,
                         const std::optional<websocket::DeflateTerms> &deflate)
{
    const std::string key = head.fields.combined("Sec-WebSocket-Key");
    std::vector<http::FieldToWrite> fields{{"Upgrade", "websocket"},
                                           {"Connection", "Upgrade"},
                                           {"Sec-WebSocket-Accept", websocket::acceptKeyFor(key)}};
    if (const auto subprotocol = chosenSubprotocol(options.subprotocols, head); !subprotocol.empty())
        fields.push_back({"Sec-WebSocket-Protocol", subprotocol});
    if (deflate)
        fields.push_back({"Sec-WebSocket-Extensions", websocket::deflateText(*deflate)});
    for (const http::FieldToWrite &field : options.upgradeFields)
        put(fields, field);
    return http::writeResponseHead("HTTP/1.1", 101, "Switching Protocols", fields);
}

struct KnownReason
{
    int status;
    const char *reason;
};
constexpr auto kReasons = std::to_array<KnownReason>({
    {200, "OK"},
    {204, "No Content"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {407, "Proxy Authentication Required"},
    {408, "Request Timeout"},
    {421, "Misdirected Request"},
    {426, "Upgrade Required"},
    {429, "Too Many Requests"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
});

bool isGiven(const RefusePlan &plan, std::string_view name)
{
    return std::any_of(plan.headers.begin(), plan.headers.end(), [name](const http::FieldToWrite &field) {
        return base::equalsIgnoringCase(field.name, name);
    });
}

} // namespace

base::Bytes refusalBytes(const RefusePlan &plan)
{
    const bool mayHaveBody = plan.status >= 200 && plan.status != 204 && plan.status != 304;
    const auto known = std::find_if(kReasons.begin(), kReasons.end(),
                                    [&](const KnownReason &one) { return one.status == plan.status; });
    const std::string reason = !plan.reason.empty() ? plan.reason
        : known != kReasons.end()                   ? known->reason
                                                    : "";
    auto fields = plan.headers;
    const auto add = [&](const char *name, std::string value) {
        if (!isGiven(plan, name))
            fields.push_back({name, std::move(value)});
    };
    if (!plan.body.empty())
        add("Content-Type", "text/plain; charset=utf-8");
    if (mayHaveBody && !isGiven(plan, "Transfer-Encoding"))
        add("Content-Length", std::to_string(plan.body.size()));
    add("Connection", "close");
    base::Bytes bytes = http::writeResponseHead("HTTP/1.1", plan.status, reason, fields);
    if (mayHaveBody)
        base::append(bytes, plan.body);
    return bytes;
}

class ServerActor::Private
{
public:
    explicit Private(ServerOptions o)
        : options(std::move(o)), frames({.self = Direction::FromRight,
                                         .maskKeys = options.maskKeys,
                                         .echo = options.echo,
                                         .autoPong = options.autoPong,
                                         .autoClose = options.autoClose,
                                         .failsOnError = options.onError == plan::OnError::Fail,
                                         .closeTimeout = options.close})
    { }

    bool isUpgrading() const { return frames.state() == ActorState::Upgrading; }
    void endUpgrade();
    void answer(base::Bytes head);
    void refuse(base::Bytes answer);
    void greet();

    ServerOptions options;
    FramePhase frames;
    bool hasAnswered = false;
};

void ServerActor::Private::endUpgrade()
{
    frames.command(StopTimer{Timer::Upgrade});
    frames.disconnect();
}

void ServerActor::Private::answer(base::Bytes head)
{
    hasAnswered = true;
    frames.command(StopTimer{Timer::Upgrade});
    if (options.answerDelay.count() > 0)
        frames.command(Wait{options.answerDelay});
    frames.command(SendBytes{std::move(head)});
}

/// A close at once could reset the connection before the client has read the answer (RFC 9112 section 9.6).
void ServerActor::Private::refuse(base::Bytes answer)
{
    this->answer(std::move(answer));
    frames.finish();
}

void ServerActor::Private::greet()
{
    for (const plan::FramePlan &frame : options.greeting)
        frames.send(frame);
    if (options.cutsAfterGreeting)
        frames.finish();
}

ServerActor::ServerActor(ServerOptions options) : d(std::make_unique<Private>(std::move(options))) { }

ServerActor::~ServerActor() = default;

void ServerActor::begin()
{
    d->frames.setState(ActorState::Upgrading);
    d->frames.command(StartTimer{Timer::Upgrade, d->options.upgrade});
}

bool ServerActor::send(const plan::FramePlan &frame)
{
    return d->frames.send(frame);
}

void ServerActor::close(std::uint16_t code, std::string_view reason)
{
    if (d->isUpgrading() || d->frames.state() == ActorState::Idle)
        d->endUpgrade();
    else
        d->frames.close(code, reason);
}

void ServerActor::expired(Timer timer)
{
    if (timer == Timer::Close)
        d->frames.expired();
    else if (d->isUpgrading())
        d->frames.giveUp(FailStage::UpgradeTimeout);
}

void ServerActor::ended(Direction direction, EndCause cause)
{
    const bool isUnanswered = d->isUpgrading() && !d->hasAnswered;
    if (isUnanswered && (direction == Direction::FromLeft || cause == EndCause::Reset))
        d->endUpgrade();
    else
        d->frames.ended(direction, cause);
}

ActorState ServerActor::state() const noexcept
{
    return d->frames.state();
}

std::vector<Command> ServerActor::takeCommands()
{
    return d->frames.takeCommands();
}

void ServerActor::eventBegan(const Event &event)
{
    d->frames.eventBegan(event);
    const bool isNoHttp = event.kind == EventKind::RawRun && event.direction == Direction::FromLeft;
    if (isNoHttp && d->isUpgrading() && !d->hasAnswered)
        d->refuse(refusalBytes(Refusal{Rule::RequestLineValid, 400}));
}

void ServerActor::eventChanged(const Event &event)
{
    d->frames.eventChanged(event);
}

void ServerActor::found(const Finding &finding)
{
    d->frames.found(finding);
}

void ServerActor::exchangeChanged(const Exchange &exchange)
{
    if (!d->isUpgrading() || exchange.state != ExchangeState::Upgraded)
        return;
    d->frames.open();
    d->greet();
}

void ServerActor::requestHead(const Event &, const http::RequestHead &head)
{
    if (!d->isUpgrading() || d->hasAnswered)
        return;
    if (!d->options.answers) {
        d->hasAnswered = true;
        d->frames.command(StopTimer{Timer::Upgrade});
        return;
    }
    if (d->options.refuse) {
        d->refuse(refusalBytes(*d->options.refuse));
        return;
    }
    if (const auto refusal = refusalOf(head)) {
        d->refuse(refusalBytes(*refusal));
        return;
    }
    const auto deflate = deflateAnswer(d->options, head);
    if (deflate)
        d->frames.setDeflate(websocket::agreedBy(*deflate).server);
    d->answer(upgradeBytes(d->options, head, deflate));
}

void ServerActor::framePayload(const Event &event, std::uint64_t /*offset*/, base::ByteSpan unmasked)
{
    d->frames.framePayload(event, unmasked);
}

bool ServerActor::wantsPayload(const Event &event) const noexcept
{
    return d->frames.wantsPayload(event);
}

void ServerActor::messageData(const Event &event, std::uint64_t /*offset*/, base::ByteSpan data)
{
    d->frames.messageData(event, data);
}

bool ServerActor::wantsMessage(const Event &event) const noexcept
{
    return d->frames.wantsMessage(event);
}

} // namespace hop101::hop
