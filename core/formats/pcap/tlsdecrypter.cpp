// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/pcap/tlsdecrypter.h"

#include "core/formats/pcap/byteorder.h"

#include <algorithm>

namespace hop101::formats::pcap {
namespace {

using hop::Direction;

constexpr std::size_t kHeadBytes = 5;
constexpr std::size_t kMaxRecord = 16 * 1024 + 2048; ///< RFC 5246 section 6.2.3
constexpr std::size_t kMaxHello = 64 * 1024;

namespace content {
constexpr std::uint8_t kChangeCipherSpec = 20, kAlert = 21, kHandshake = 22, kData = 23;
}
constexpr std::uint8_t kClientHello = 1, kServerHello = 2;
constexpr std::uint16_t kTls12 = 0x0303, kTls13 = 0x0304;

} // namespace

void TlsDecrypter::fail() noexcept
{
    m_state = State::Broken;
    for (Side &each : m_sides)
        each = {};
}

void TlsDecrypter::lose(Direction from) noexcept
{
    if (m_state == State::Hello)
        return fail();
    side(from) = {};
    side(from).isOver = true;
}

void TlsDecrypter::take(Direction from, base::ByteSpan bytes, Listener &listener)
{
    Side &self = side(from);
    while (!bytes.empty() && (m_state == State::Hello || m_state == State::Reading) && !self.isOver) {
        const std::size_t have = self.record.size();
        const std::size_t wanted =
            have < kHeadBytes ? kHeadBytes : kHeadBytes + readNet16(base::ByteSpan(self.record).subspan(3));
        const std::size_t size = std::min(bytes.size(), wanted - have);
        base::append(self.record, bytes.first(size));
        bytes = bytes.subspan(size);
        if (self.record.size() < kHeadBytes)
            return;
        const std::uint16_t length = readNet16(base::ByteSpan(self.record).subspan(3));
        const auto type = std::to_integer<std::uint8_t>(self.record[0]);
        if (length > kMaxRecord || type < content::kChangeCipherSpec || type > content::kData)
            return fail();
        if (self.record.size() < kHeadBytes + length)
            continue;
        const base::Bytes record = std::move(self.record);
        self.record = {};
        takeRecord(from, record, listener);
    }
}

void TlsDecrypter::takeRecord(Direction from, base::ByteSpan record, Listener &listener)
{
    Side &self = side(from);
    const auto type = std::to_integer<std::uint8_t>(record[0]);
    const bool isTls13 = m_suite != nullptr && m_suite->isTls13;
    if (type == content::kChangeCipherSpec) {
        // In TLS 1.3 it is there for old middleboxes only (RFC 8446 section D.4).
        self.isSealed = self.isSealed || !isTls13;
        return;
    }
    if (m_state == State::Reading && (self.isSealed || (isTls13 && type == content::kData)))
        return takeSealed(from, record, listener);
    if (type == content::kHandshake)
        return takeHandshake(from, record.subspan(kHeadBytes));
    if (type == content::kData && m_state == State::Hello && m_client) {
        // Data before the ServerHello is early data (RFC 8446 section 4.2.10), which is not read.
        return;
    }
    if (type == content::kData)
        fail();
}

/// Only the hellos are of interest; after them handshake messages need no border.
void TlsDecrypter::takeHandshake(Direction from, base::ByteSpan bytes)
{
    Side &self = side(from);
    if (m_state != State::Hello)
        return;
    base::append(self.handshake, bytes);
    while (self.handshake.size() >= 4 && m_state == State::Hello) {
        const auto front = base::ByteSpan(self.handshake);
        const std::size_t size = readNet32(front) & 0xffffffU;
        if (size > kMaxHello)
            return fail();
        if (front.size() < 4 + size)
            return;
        const base::Bytes message = self.handshake;
        self.handshake.erase(self.handshake.begin(),
                             self.handshake.begin() + static_cast<std::ptrdiff_t>(4 + size));
        takeHello(from, std::to_integer<std::uint8_t>(message[0]), base::ByteSpan(message).subspan(4, size));
    }
    if (m_state != State::Hello)
        self.handshake = {};
}

void TlsDecrypter::takeHello(Direction from, std::uint8_t type, base::ByteSpan body)
{
    if (type == kClientHello && from == Direction::FromLeft) {
        const auto hello = clientHello(body);
        if (!hello)
            return fail();
        m_client = hello->random;
        m_serverName = hello->serverName;
    } else if (type == kServerHello && from == Direction::FromRight) {
        const auto hello = serverHello(body);
        if (!hello || !m_client)
            return fail();
        if (!hello->isRetry)
            agree(*hello);
    }
}

void TlsDecrypter::agree(const ServerHello &hello)
{
    m_version = versionName(hello.version);
    m_suite = tlsSuite(hello.suite);
    const bool isKnown = m_suite && hello.version == (m_suite->isTls13 ? kTls13 : kTls12);
    base::Bytes number;
    appendNumber(number, hello.suite, ByteOrder::Big);
    m_suiteName = isKnown ? m_suite->name : "0x" + base::toHex(number);
    if (!isKnown)
        m_state = State::NotRead;
    else
        m_state = (m_suite->isTls13 ? prepare13(*m_suite) : prepare12(*m_suite, hello)) ? State::Reading
                                                                                        : State::NoKeys;
}

bool TlsDecrypter::prepare12(const TlsSuite &suite, const ServerHello &hello)
{
    const auto master = m_keys.find(TlsSecret::Master, *m_client);
    auto keys = master ? keysOfMaster(suite, *master, *m_client, hello.random) : std::nullopt;
    if (!keys)
        return false;
    for (std::size_t i = 0; i < m_sides.size(); ++i)
        m_sides[i].openers.emplace_back(suite, std::move((*keys)[i]), hello.isMacOfSealed);
    return true;
}

bool TlsDecrypter::prepare13(const TlsSuite &suite)
{
    Side &client = side(Direction::FromLeft);
    Side &server = side(Direction::FromRight);
    // Those of the handshake are of use where they are there: without them its records are passed over.
    addOpener(client, suite, TlsSecret::ClientHandshake);
    addOpener(server, suite, TlsSecret::ServerHandshake);
    return addOpener(client, suite, TlsSecret::ClientTraffic)
        && addOpener(server, suite, TlsSecret::ServerTraffic);
}

bool TlsDecrypter::addOpener(Side &to, const TlsSuite &suite, TlsSecret secret)
{
    const auto found = m_keys.find(secret, *m_client);
    auto keys = found ? keysOfTrafficSecret(suite, *found) : std::nullopt;
    if (!keys)
        return false;
    to.openers.emplace_back(suite, std::move(*keys));
    to.secret.assign(found->begin(), found->end());
    return true;
}

/// With the keys in use, or with those that come next: which they are is told inside what they seal.
std::optional<TlsOpener::Opened> TlsDecrypter::open(Side &from, base::ByteSpan record)
{
    for (std::size_t i = 0; i < from.openers.size(); ++i) {
        if (const auto opened = from.openers[i].open(record)) {
            from.openers.erase(from.openers.begin(), from.openers.begin() + static_cast<std::ptrdiff_t>(i));
            return opened;
        }
    }
    return openWithNext(from, record);
}

/// RFC 8446 section 4.6.3: after a KeyUpdate. Only where the traffic keys are in use.
std::optional<TlsOpener::Opened> TlsDecrypter::openWithNext(Side &from, base::ByteSpan record)
{
    if (!m_suite->isTls13 || from.openers.size() != 1 || !from.hasOpened)
        return std::nullopt;
    auto secret = nextTrafficSecret(*m_suite, from.secret);
    auto keys = secret ? keysOfTrafficSecret(*m_suite, *secret) : std::nullopt;
    if (!keys)
        return std::nullopt;
    TlsOpener next(*m_suite, std::move(*keys));
    if (!next.open(record))
        return std::nullopt;
    from.secret = std::move(*secret);
    from.openers.front() = TlsOpener(*m_suite, std::move(*keysOfTrafficSecret(*m_suite, from.secret)));
    return from.openers.front().open(record);
}

void TlsDecrypter::takeSealed(Direction from, base::ByteSpan record, Listener &listener)
{
    Side &self = side(from);
    const auto opened = open(self, record);
    if (!opened) {
        // Of a handshake whose keys the log has not, or rejected early data: until the traffic keys fit.
        if (!m_suite->isTls13 || (self.openers.size() == 1 && self.hasOpened))
            lose(from);
        return;
    }
    self.hasOpened = true;
    constexpr std::byte kCloseNotify{};
    if (opened->type == content::kAlert && opened->bytes.size() == 2 && opened->bytes[1] == kCloseNotify)
        return listener.closed(from);
    if (opened->type != content::kData || opened->bytes.empty())
        return;
    if (!m_isSecuredTold)
        listener.secured();
    m_isSecuredTold = true;
    listener.inside(from, opened->bytes);
}

} // namespace hop101::formats::pcap
