// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/websocket/frameheader.h"

namespace hop101::websocket {

/// Appends the header as told, right or wrong: lengthBytes decides the form of the length field
/// (a length that does not fit is cut to its low bits).
void encodeHeader(const FrameHeader &header, base::Bytes &to);

/// Appends header and payload; masks where header.masked. header.payloadLength is taken from `payload`,
/// header.lengthBytes is made minimal.
void encodeFrame(FrameHeader header, base::ByteSpan payload, base::Bytes &to);

} // namespace hop101::websocket
