// SPDX-License-Identifier: GPL-3.0-or-later
//
// The entry of libFuzzer; compiled once a target, whose name HOP101_FUZZ_TARGET is.
#include "tests/fuzz/targets.h"

#include <cstdint>
#include <cstring>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    for (const auto &target : hop101::fuzz::targets()) {
        if (std::strcmp(target.name, HOP101_FUZZ_TARGET) == 0)
            target.run(std::as_bytes(std::span(data, size)));
    }
    return 0;
}
