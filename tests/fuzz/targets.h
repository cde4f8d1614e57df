// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

#include <span>

namespace hop101::fuzz {

// What is fuzzed. Each takes any bytes and aborts where a property does not hold.

/// A response head and its body: the same at any chunking, ranges inside, writing and reading is the
/// identity.
void responseHead(base::ByteSpan input);
/// The same of a request head.
void requestHead(base::ByteSpan input);
/// One direction of frames: the same facts at any chunking, sizes add up, encoding a header gives its bytes.
void frameStream(base::ByteSpan input);
/// Sec-WebSocket-Extensions of a client and a server: what is read can be written, answers keep to the offer.
void deflateNegotiation(base::ByteSpan input);
/// permessage-deflate data: the same at any chunking, bounded steps; what we compress inflates to itself.
void inflation(base::ByteSpan input);
/// A hop whose client is ours, played by a script (HopRun); or no one's, both sides from the script.
void hopClient(base::ByteSpan input);
/// The same with our server.
void hopServer(base::ByteSpan input);
/// A plan in JSON: what can be read is written and read back the same.
void planJson(base::ByteSpan input);
/// A URL: what can be read is canonical after one round.
void url(base::ByteSpan input);
/// A row of a capture: the columns of a block, a summary or a signal. What can be read is written and read
/// back the same.
void captureRow(base::ByteSpan input);
/// A filter expression: an error lies inside it, a program is whole, negating twice changes nothing.
void filter(base::ByteSpan input);
/// A configuration of a proxy (the first byte chooses which): no crash, no endless include, every place and
/// edit inside its file.
void config(base::ByteSpan input);
/// A pcap file: the same connections however it is read, each with times that never go back and one end a
/// side, memory that follows no length that the file claims.
void pcapFile(base::ByteSpan input);
/// The same of a pcapng file.
void pcapngFile(base::ByteSpan input);
/// A key log up to an empty line, then pieces of a TLS connection: the same at any chunking, nothing is given
/// out that was not sealed.
void tlsStream(base::ByteSpan input);
/// JSON Lines to import: the same at any chunking, what is told is of the lines, nothing after a break.
void jsonLines(base::ByteSpan input);
/// A pasted text: an error lies inside it, a plan is written and read back the same.
void importText(base::ByteSpan input);
/// A HAR through the reader into the stage, for some inputs on to a capture, whose replay is the same.
void har(base::ByteSpan input);
/// A text, a head or the traffic of a hop (the first byte chooses): what is redacted is the same at any
/// chunking and stays UTF-8 and JSON, a planted secret does not survive, a redacted copy verifies.
void redaction(base::ByteSpan input);
/// A flow of mitmproxy: every value lies inside the one around it, what is imported verifies.
void mitmproxyFlow(base::ByteSpan input);

struct Target
{
    const char *name; ///< of the program and of the folder of its seeds
    void (*run)(base::ByteSpan input);
};
std::span<const Target> targets() noexcept;

} // namespace hop101::fuzz
