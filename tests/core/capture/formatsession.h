// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/core/capture/fixture.h"

namespace hop101::capture::fixture {

/// The session that the answers in docs/capture-format.md are from: an upgrade and a dozen frames, an input
/// each millisecond, one of them with a broken rule. Sixteen events.
inline void recordFormatSession(Recording &recording)
{
    using websocket::Opcode;
    const auto client = [&](const base::Bytes &bytes) { recording.bytes(Direction::FromLeft, bytes); };
    const auto server = [&](const base::Bytes &bytes) { recording.bytes(Direction::FromRight, bytes); };
    recording.upgrade();
    client(frame(Opcode::Text, "hello", true));
    server(frame(Opcode::Text, "hello"));
    server(frame(Opcode::Text, "par", false, false));
    server(frame(Opcode::Ping, "now"));
    server(frame(Opcode::Continuation, "ts"));
    client(frame(Opcode::Pong, "now", true));
    client(frame(Opcode::Text, "oops"));
    server(frame(Opcode::Binary, std::string(300, 'x')));
    client(frame(Opcode::Close, "\x03\xe8", true));
    server(frame(Opcode::Close,
                 "\x03\xe8"
                 "bye"));
    recording.take(Direction::FromRight, hop::Ended{hop::EndCause::Fin});
    recording.take(Direction::FromLeft, hop::Ended{hop::EndCause::ByUs});
}

} // namespace hop101::capture::fixture
