// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

#include <cstdint>
#include <optional>

namespace hop101::formats::pcap {

/// Whether packets of this LINKTYPE are read: BSD loopback (0, 108), Ethernet (1), raw IP (12, 14, 101, 228,
/// 229), Linux cooked (113, 276).
bool isLinkTypeRead(std::uint16_t linkType) noexcept;
/// The IPv4 or IPv6 packet in a packet of that link type; nothing where it holds another protocol, or too
/// little was captured. VLAN tags (802.1Q, 802.1ad), MPLS labels and PPPoE are passed over.
std::optional<base::ByteSpan> ipPacket(std::uint16_t linkType, base::ByteSpan packet) noexcept;

} // namespace hop101::formats::pcap
