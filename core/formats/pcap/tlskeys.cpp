// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/pcap/tlskeys.h"

#include <algorithm>

namespace hop101::formats::pcap {
namespace {

constexpr std::size_t kMostSecretBytes = 64;

struct Label
{
    std::string_view name;
    TlsSecret secret;
};
constexpr std::array<Label, 5> kLabels{{
    {"CLIENT_RANDOM", TlsSecret::Master},
    {"CLIENT_HANDSHAKE_TRAFFIC_SECRET", TlsSecret::ClientHandshake},
    {"SERVER_HANDSHAKE_TRAFFIC_SECRET", TlsSecret::ServerHandshake},
    {"CLIENT_TRAFFIC_SECRET_0", TlsSecret::ClientTraffic},
    {"SERVER_TRAFFIC_SECRET_0", TlsSecret::ServerTraffic},
}};

/// The front of `line` up to a space, which is taken off with it.
std::string_view takeWord(std::string_view &line)
{
    const std::size_t end = std::min(line.find(' '), line.size());
    const std::string_view word = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
    return word;
}

} // namespace

std::size_t TlsKeys::add(std::string_view log)
{
    std::size_t count = 0;
    while (!log.empty()) {
        const std::size_t end = std::min(log.find('\n'), log.size());
        std::string_view line = log.substr(0, end);
        log.remove_prefix(std::min(end + 1, log.size()));
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        count += addLine(line) ? 1 : 0;
    }
    return count;
}

bool TlsKeys::addLine(std::string_view line)
{
    const auto label = std::ranges::find(kLabels, takeWord(line), &Label::name);
    if (label == kLabels.end() || m_secrets.size() >= kMaxTlsSecrets || line.size() > 4 * kMostSecretBytes)
        return false;
    const auto random = base::fromHex(takeWord(line));
    auto secret = base::fromHex(line);
    if (!random || random->size() != TlsRandom{}.size() || !secret || secret->empty()
        || secret->size() > kMostSecretBytes)
        return false;
    TlsRandom client;
    std::ranges::copy(*random, client.begin());
    m_secrets[{client, label->secret}] = std::move(*secret);
    return true;
}

std::optional<base::ByteSpan> TlsKeys::find(TlsSecret secret, const TlsRandom &client) const
{
    const auto found = m_secrets.find({client, secret});
    return found == m_secrets.end() ? std::nullopt : std::optional(base::ByteSpan(found->second));
}

} // namespace hop101::formats::pcap
