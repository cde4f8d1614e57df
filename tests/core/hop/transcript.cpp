// SPDX-License-Identifier: GPL-3.0-or-later
#include "transcript.h"

#include <QTest>

#include <algorithm>
#include <utility>

namespace hop101::hop {
namespace {

const char *kindName(EventKind kind)
{
    switch (kind) {
    case EventKind::Connected:
        return "Connected";
    case EventKind::TlsUp:
        return "TlsUp";
    case EventKind::RequestHead:
        return "RequestHead";
    case EventKind::ResponseHead:
        return "ResponseHead";
    case EventKind::Body:
        return "Body";
    case EventKind::ProtocolSwitched:
        return "ProtocolSwitched";
    case EventKind::Frame:
        return "Frame";
    case EventKind::RawRun:
        return "RawRun";
    case EventKind::Closed:
        return "Closed";
    case EventKind::Failed:
        return "Failed";
    case EventKind::Gap:
        return "Gap";
    case EventKind::Note:
        return "Note";
    }
    return "?";
}

QString codeName(const Event &event)
{
    static const std::map<int, QString> opcodes{{0, "cont"},  {1, "text"}, {2, "binary"},
                                                {8, "close"}, {9, "ping"}, {10, "pong"}};
    static const char *const causes[] = {"?", "FIN", "reset", "by us"};
    switch (event.kind) {
    case EventKind::Frame: {
        const auto known = opcodes.find(event.code);
        return known == opcodes.end() ? QString("op%1").arg(event.code) : known->second;
    }
    case EventKind::Closed:
        return causes[std::min<int>(event.code, 3)];
    case EventKind::ResponseHead:
    case EventKind::Failed:
        return QString::number(event.code);
    default:
        return {};
    }
}

QString flagNames(const Event &event)
{
    static const std::pair<std::uint16_t, const char *> names[] = {{flag::Fin, "fin"},
                                                                   {flag::Rsv1, "rsv1"},
                                                                   {flag::Rsv2, "rsv2"},
                                                                   {flag::Rsv3, "rsv3"},
                                                                   {flag::Masked, "masked"},
                                                                   {flag::Interim, "interim"},
                                                                   {flag::Cut, "cut"},
                                                                   {flag::MessageEnd, "end"},
                                                                   {flag::Accepted, "accepted"},
                                                                   {flag::AfterClose, "afterclose"},
                                                                   {flag::Compressed, "compressed"}};
    QStringList set;
    for (const auto &[bit, name] : names) {
        if (event.has(bit))
            set += name;
    }
    return set.join(' ');
}

const char *stateName(ExchangeState state)
{
    switch (state) {
    case ExchangeState::Waiting:
        return "waiting";
    case ExchangeState::Upgraded:
        return "upgraded";
    case ExchangeState::Broken101:
        return "broken 101";
    case ExchangeState::Refused:
        return "refused";
    case ExchangeState::NoAnswer:
        return "no answer";
    case ExchangeState::Tunnelled:
        return "tunnelled";
    }
    return "?";
}

std::string bytesOf(const char *hex)
{
    return base::toText(*base::fromHex(hex));
}

Recorder recordAt(const Conversation &conversation, std::size_t chunk, bool wantsPayload)
{
    Recorder recorder;
    recorder.setWantsPayload(wantsPayload);
    Numbers numbers;
    HopDecoder decoder({1}, numbers, recorder, conversation.limits());
    conversation.play(decoder, chunk);
    recorder.verdict = decoder.verdict();
    return recorder;
}

void fail(const QString &text)
{
    QTest::qFail(qPrintable(text), __FILE__, __LINE__);
}

} // namespace

QString describe(const Event &event)
{
    QStringList words{QString::number(event.id.value), event.direction == Direction::FromLeft ? ">" : "<",
                      kindName(event.kind)};
    for (const QString &word : {codeName(event), flagNames(event)}) {
        if (!word.isEmpty())
            words += word;
    }
    words += QString("@%1").arg(event.streamOffset);
    if (event.wireSize != 0)
        words += QString::number(event.wireSize);
    if (event.kind == EventKind::Frame || event.kind == EventKind::Body)
        words += QString("payload %1").arg(event.payloadSize);
    if (event.message)
        words += QString("message %1").arg(event.message.value);
    if (event.has(flag::Compressed))
        words += QString("inflated %1").arg(event.messageSize);
    if (!event.ended)
        words += "open";
    return words.join(' ');
}

void Recorder::eventBegan(const Event &event)
{
    QCOMPARE(event.id.value, m_events.size() + 1);
    m_events.push_back(event);
}

void Recorder::eventChanged(const Event &event)
{
    QVERIFY(event.id.value >= 1 && event.id.value <= m_events.size());
    Event &known = m_events[event.id.value - 1];
    QVERIFY(known.kind == event.kind && known.time == event.time && known.streamOffset == event.streamOffset
            && known.direction == event.direction);
    QVERIFY(event.severity >= known.severity);
    known = event;
}

void Recorder::found(const Finding &finding)
{
    QVERIFY(finding.event.value >= 1 && finding.event.value <= m_events.size());
    QVERIFY(m_events[finding.event.value - 1].severity >= rules::info(finding.rule).severity);
    m_findings.push_back(finding);
}

void Recorder::exchangeChanged(const Exchange &exchange)
{
    m_exchanges[exchange.id.value] = exchange;
}

void Recorder::framePayload(const Event &event, std::uint64_t offset, base::ByteSpan unmasked)
{
    QVERIFY(m_wantsPayload);
    QVERIFY(!m_events[event.id.value - 1].ended);
    QCOMPARE(offset, m_payloads[event.id.value].size());
    m_payloads[event.id.value] += base::asText(unmasked);
}

void Recorder::messageData(const Event &event, std::uint64_t offset, base::ByteSpan data)
{
    QVERIFY(m_wantsPayload);
    QVERIFY(!m_events[event.id.value - 1].ended);
    auto &message = m_messages[event.message.value];
    QCOMPARE(offset, message.size());
    message += base::asText(data);
}

QStringList Recorder::transcript() const
{
    QStringList lines;
    for (const Event &event : m_events) {
        lines += describe(event);
        for (const Finding &finding : m_findings) {
            if (finding.event == event.id)
                lines += QString("    %1 @%2+%3")
                             .arg(rules::info(finding.rule).id)
                             .arg(finding.at.first)
                             .arg(finding.at.size);
        }
    }
    for (const auto &[id, exchange] : m_exchanges)
        lines += QString("exchange %1: request %2, response %3, status %4, %5")
                     .arg(id)
                     .arg(exchange.request.value)
                     .arg(exchange.response.value)
                     .arg(exchange.status)
                     .arg(stateName(exchange.state));
    return lines;
}

QStringList Recorder::rules() const
{
    QStringList ids;
    for (const Finding &finding : m_findings)
        ids += rules::info(finding.rule).id;
    return ids;
}

Conversation &Conversation::add(Direction direction, std::string bytes)
{
    m_steps.push_back({direction, std::move(bytes), Tick{}, std::exchange(m_pause, {})});
    return *this;
}

Conversation &Conversation::clientHex(const char *hex)
{
    return client(bytesOf(hex));
}

Conversation &Conversation::serverHex(const char *hex)
{
    return server(bytesOf(hex));
}

Conversation &Conversation::signal(Direction direction, InputData data)
{
    m_steps.push_back({direction, {}, std::move(data), std::exchange(m_pause, {})});
    return *this;
}

Conversation &Conversation::upgraded()
{
    return client(goodRequest()).server(good101());
}

void Conversation::play(HopDecoder &decoder, std::size_t chunk) const
{
    Input input;
    input.hop = {1};
    for (const Step &step : m_steps) {
        input.direction = step.direction;
        input.time += Nanoseconds(1'000) + step.pause;
        if (step.bytes.empty()) {
            ++input.seq;
            input.data = step.data;
            decoder.take(input);
        }
        for (std::size_t at = 0; at < step.bytes.size();) {
            // A copy of its own, so that a sanitizer sees a span that is kept too long.
            const std::string piece = step.bytes.substr(at, chunk);
            ++input.seq;
            input.data = BytesSeen{base::asBytes(piece)};
            decoder.take(input);
            at += piece.size();
        }
    }
}

Recorder Conversation::record() const
{
    constexpr std::size_t kAll = std::size_t(-1);
    Recorder whole = recordAt(*this, kAll, true);
    for (const bool wantsPayload : {false, true}) {
        for (const std::size_t chunk :
             {std::size_t(1), std::size_t(2), std::size_t(3), std::size_t(7), kAll}) {
            const Recorder other = recordAt(*this, chunk, wantsPayload);
            if (other.transcript() != whole.transcript() || other.events() != whole.events())
                fail(QString("chunks of %1 differ:\n%2\n--- whole:\n%3")
                         .arg(chunk)
                         .arg(other.transcript().join('\n'), whole.transcript().join('\n')));
            if (!(other.verdict == whole.verdict))
                fail(QString("the verdict differs with chunks of %1").arg(chunk));
            if (wantsPayload && other.payloads() != whole.payloads())
                fail(QString("payloads differ with chunks of %1").arg(chunk));
            if (wantsPayload && other.messages() != whole.messages())
                fail(QString("messages differ with chunks of %1").arg(chunk));
        }
    }
    return whole;
}

void compare(const QStringList &actual, const QStringList &expected)
{
    if (actual != expected)
        fail("expected:\n" + expected.join('\n') + "\n--- actual:\n" + actual.join('\n'));
}

std::string goodRequest(const std::string &more)
{
    return "GET /chat HTTP/1.1\r\nHost: server.example.com\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        + more + "\r\n";
}

std::string good101(const std::string &more)
{
    return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"
        + more + "\r\n";
}

} // namespace hop101::hop
