// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/pcap/tlshello.h"

#include "core/formats/pcap/byteorder.h"

#include <algorithm>

namespace hop101::formats::pcap {
namespace {

constexpr std::uint16_t kServerName = 0;
constexpr std::uint16_t kEncryptThenMac = 22;
constexpr std::uint16_t kSupportedVersions = 43;

/// SHA-256 of "HelloRetryRequest" (RFC 8446 section 4.1.3).
constexpr std::string_view kRetryRandom = "cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c";

/// Takes numbers and parts off the front; once there is too little, everything it gives is empty.
class Parts
{
public:
    explicit Parts(base::ByteSpan bytes) : m_left(bytes) { }

    base::ByteSpan take(std::size_t size)
    {
        if (size > m_left.size()) {
            m_isGood = false;
            m_left = {};
            return {};
        }
        const base::ByteSpan part = m_left.first(size);
        m_left = m_left.subspan(size);
        return part;
    }
    std::uint8_t number8()
    {
        const base::ByteSpan part = take(1);
        return part.empty() ? std::uint8_t{0} : std::to_integer<std::uint8_t>(part[0]);
    }
    std::uint16_t number16()
    {
        const base::ByteSpan part = take(2);
        return part.empty() ? std::uint16_t{0} : readNet16(part);
    }
    bool isEmpty() const noexcept { return m_left.empty(); }
    bool isGood() const noexcept { return m_isGood; }

private:
    base::ByteSpan m_left;
    bool m_isGood = true;
};

TlsRandom takeRandom(Parts &parts)
{
    TlsRandom random{};
    std::ranges::copy(parts.take(random.size()), random.begin());
    return random;
}

std::string nameIn(base::ByteSpan extension)
{
    Parts parts(extension);
    parts.number16(); // the list has one name of the only type there is
    if (parts.number8() != 0)
        return {};
    return base::toText(parts.take(parts.number16()));
}

template<typename Visit>
void visitExtensions(Parts &parts, const Visit &visit)
{
    Parts extensions(parts.take(parts.isEmpty() ? 0 : parts.number16()));
    while (!extensions.isEmpty()) {
        const std::uint16_t type = extensions.number16();
        visit(type, extensions.take(extensions.number16()));
    }
}

} // namespace

std::optional<ClientHello> clientHello(base::ByteSpan body)
{
    ClientHello hello;
    Parts parts(body);
    parts.number16(); // an old version
    hello.random = takeRandom(parts);
    parts.take(parts.number8()); // session
    parts.take(parts.number16()); // suites
    parts.take(parts.number8()); // compression
    if (!parts.isGood())
        return std::nullopt;
    visitExtensions(parts, [&hello](std::uint16_t type, base::ByteSpan extension) {
        if (type == kServerName)
            hello.serverName = nameIn(extension);
    });
    return hello;
}

std::optional<ServerHello> serverHello(base::ByteSpan body)
{
    ServerHello hello;
    Parts parts(body);
    hello.version = parts.number16();
    hello.random = takeRandom(parts);
    parts.take(parts.number8());
    hello.suite = parts.number16();
    parts.number8();
    if (!parts.isGood())
        return std::nullopt;
    visitExtensions(parts, [&hello](std::uint16_t type, base::ByteSpan extension) {
        if (type == kSupportedVersions && extension.size() == 2)
            hello.version = readNet16(extension);
        if (type == kEncryptThenMac)
            hello.isMacOfSealed = true;
    });
    hello.isRetry = base::toHex(hello.random) == kRetryRandom;
    return hello;
}

std::string versionName(std::uint16_t version)
{
    constexpr std::uint16_t kFirst = 0x0301;
    if (version < kFirst || version > 0x0304)
        return version == 0x0300 ? "SSLv3" : "TLS";
    return version == kFirst ? "TLSv1" : "TLSv1." + std::to_string(version - kFirst);
}

} // namespace hop101::formats::pcap
