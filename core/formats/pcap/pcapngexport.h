// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/export.h"

namespace hop101::formats::pcap {

/// Writes the events as packets that Wireshark reads as HTTP and WebSocket: one frame a TCP segment (a larger
/// one in several of kMaxSegmentBytes), numbers without a break, the handshake and the ends of TCP where the
/// capture has them, gaps as jumps of the numbers. What Hop101 knows and no packet holds stands in comments:
/// findings, notes, TLS, failures, gaps. Of a selection the connections, heads and bodies of its hops go
/// along, and bytes are numbered as if nothing had been between.
///
/// With options.isDecoded, messages that permessage-deflate compressed are written inflated: RSV1 off, the
/// same frames, the same mask keys. True where it came to its end.
bool writePcapng(const ExportSource &source, const ExportOptions &options, ExportRun &run);

} // namespace hop101::formats::pcap
