// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/pcap/endpoint.h"

#include <algorithm>
#include <arpa/inet.h>
#include <charconv>
#include <cstring>

namespace hop101::formats::pcap {
namespace {

constexpr std::size_t kIpv4At = 12;
constexpr std::array<std::byte, kIpv4At> kMappedPrefix{
    {{}, {}, {}, {}, {}, {}, {}, {}, {}, {}, std::byte{0xff}, std::byte{0xff}}};

/// In front of its port, without brackets and zone.
std::string hostOf(std::string_view text)
{
    if (text.starts_with('[') && text.ends_with(']'))
        text = text.substr(1, text.size() - 2);
    return std::string(text.substr(0, text.find('%')));
}

} // namespace

bool Endpoint::isIpv4() const noexcept
{
    return std::equal(kMappedPrefix.begin(), kMappedPrefix.end(), address.begin());
}

Endpoint ipv4Endpoint(std::span<const std::byte, 4> address, std::uint16_t port) noexcept
{
    Endpoint endpoint{{}, port};
    std::ranges::copy(kMappedPrefix, endpoint.address.begin());
    std::ranges::copy(address, endpoint.address.begin() + kIpv4At);
    return endpoint;
}

Endpoint ipv6Endpoint(std::span<const std::byte, 16> address, std::uint16_t port) noexcept
{
    Endpoint endpoint{{}, port};
    std::ranges::copy(address, endpoint.address.begin());
    return endpoint;
}

std::optional<Endpoint> endpointOf(std::string_view text)
{
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos)
        return std::nullopt;
    const std::string_view digits = text.substr(colon + 1);
    std::uint16_t port = 0;
    const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (fault != std::errc() || end != digits.data() + digits.size())
        return std::nullopt;
    const std::string host = hostOf(text.substr(0, colon));
    std::array<std::byte, 16> address{};
    if (inet_pton(AF_INET, host.c_str(), address.data()) == 1)
        return ipv4Endpoint(std::span(address).first<4>(), port);
    if (inet_pton(AF_INET6, host.c_str(), address.data()) == 1)
        return ipv6Endpoint(address, port);
    return std::nullopt;
}

std::string textOf(const Endpoint &endpoint)
{
    std::array<char, INET6_ADDRSTRLEN> text{};
    const std::string port = std::to_string(endpoint.port);
    if (endpoint.isIpv4()) {
        inet_ntop(AF_INET, endpoint.address.data() + kIpv4At, text.data(), text.size());
        return std::string(text.data()) + ':' + port;
    }
    inet_ntop(AF_INET6, endpoint.address.data(), text.data(), text.size());
    return '[' + std::string(text.data()) + "]:" + port;
}

} // namespace hop101::formats::pcap
