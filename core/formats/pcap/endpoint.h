// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace hop101::formats::pcap {

/// One end of a TCP connection.
struct Endpoint
{
    std::array<std::byte, 16> address{}; ///< network order; IPv4 as its mapped form ::ffff:a.b.c.d
    std::uint16_t port = 0;

    bool isIpv4() const noexcept;
    auto operator<=>(const Endpoint &) const = default;
};

Endpoint ipv4Endpoint(std::span<const std::byte, 4> address, std::uint16_t port) noexcept;
Endpoint ipv6Endpoint(std::span<const std::byte, 16> address, std::uint16_t port) noexcept;

/// Of "127.0.0.1:9101" or "[::1]:9101"; nothing where it is no address with a port (a name, a Unix socket).
std::optional<Endpoint> endpointOf(std::string_view text);
/// The same form.
std::string textOf(const Endpoint &endpoint);

} // namespace hop101::formats::pcap
