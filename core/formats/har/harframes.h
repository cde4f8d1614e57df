// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/har/harbytes.h"
#include "core/formats/importrun.h"
#include "core/websocket/frameheader.h"

#include <random>

namespace hop101::formats {

/// Writes frames into one hop of an import: those of the client masked, with a key of their own each. What
/// is random is the same for the same file.
class ImportFrames
{
public:
    ImportFrames(ImportRun &run, std::size_t hop, std::mt19937 &random)
        : m_run(run), m_hop(hop), m_random(random)
    { }

    /// A message in frames of these sizes; in one where they are empty or do not add up. False once the
    /// import is to end.
    bool message(WallTime time, hop::Direction direction, websocket::Opcode opcode, HarBytes bytes,
                 const std::vector<std::uint64_t> &fragments = {});
    /// A frame of what is at hand.
    bool frame(WallTime time, hop::Direction direction, websocket::Opcode opcode, base::ByteSpan payload);

private:
    websocket::FrameHeader headerOf(hop::Direction direction, websocket::Opcode opcode, std::uint64_t size);
    bool oneFrame(WallTime time, hop::Direction direction, const websocket::FrameHeader &header,
                  HarBytes &bytes);

    ImportRun &m_run;
    std::size_t m_hop;
    std::mt19937 &m_random;
};

} // namespace hop101::formats
