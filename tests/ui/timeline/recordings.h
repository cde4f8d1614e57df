// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/core/capture/fixture.h"

namespace hop101::ui::fixture {

using namespace hop101::capture::fixture;

/// An upgrade and `frames` frames, now and then one from the left, a broken one at `badAt` (0: none).
inline std::unique_ptr<capture::Reader> recorded(Recording &recording, int frames, int badAt = 0)
{
    recording.upgrade();
    const base::Bytes fromRight = frame(websocket::Opcode::Text, "hello");
    base::Bytes bad = fromRight;
    bad[0] |= std::byte{0x20}; // RSV2
    for (int i = 1; i <= frames; ++i) {
        const bool isLeft = i % 5 == 0 && i != badAt;
        recording.bytes(isLeft ? Direction::FromLeft : Direction::FromRight,
                        i == badAt   ? bad
                            : isLeft ? frame(websocket::Opcode::Text, "hello", true)
                                     : fromRight);
    }
    return recording.finishAndRead();
}

} // namespace hop101::ui::fixture
