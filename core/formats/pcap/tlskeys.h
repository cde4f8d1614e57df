// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>

namespace hop101::formats::pcap {

using TlsRandom = std::array<std::byte, 32>; ///< of the ClientHello: names a connection in a key log

/// Which secret of a connection.
enum class TlsSecret : std::uint8_t {
    Master, ///< of TLS 1.2
    ClientHandshake,
    ServerHandshake,
    ClientTraffic,
    ServerTraffic,
};

/// The secrets of key logs: the format of SSLKEYLOGFILE (draft-ietf-tls-keylogfile). Lines that it does not
/// define, and further ones beyond kMaxTlsSecrets, are passed over.
class TlsKeys
{
public:
    static constexpr std::size_t kMaxTlsSecrets = 500'000;

    /// May be called for several logs. Returns how many lines held a secret.
    std::size_t add(std::string_view log);
    std::optional<base::ByteSpan> find(TlsSecret secret, const TlsRandom &client) const;
    bool isEmpty() const noexcept { return m_secrets.empty(); }

private:
    bool addLine(std::string_view line);

    std::map<std::pair<TlsRandom, TlsSecret>, base::Bytes> m_secrets;
};

} // namespace hop101::formats::pcap
