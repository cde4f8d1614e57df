// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/mask.h"
#include "tests/bench/codec.h"
#include "tests/bench/comparison.h"
#include "tests/bench/samples.h"

#include <cstring>

namespace hop101::bench {
namespace {

constexpr websocket::MaskKey kKey{std::byte{0x37}, std::byte{0xfa}, std::byte{0x21}, std::byte{0x3d}};

/// `step(from, to)` over and over, for two buffers of that size.
template<typename Step>
Work buffers(std::size_t size, Step step)
{
    return [size, step](benchmark::State &state) {
        base::Bytes from = base::toBytes(asciiText(size)), to(size);
        for ([[maybe_unused]] const auto turn : state) {
            step(from, to);
            benchmark::DoNotOptimize(to.data());
            benchmark::ClobberMemory();
        }
        state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * size));
    };
}

} // namespace

void addMaskComparisons()
{
    const auto copy = [](base::Bytes &from, base::Bytes &to) {
        std::memcpy(to.data(), from.data(), from.size());
    };
    const auto inPlace = [](base::Bytes &from, base::Bytes &) { websocket::applyMask(from, kKey); };
    const auto unmask = [](base::Bytes &from, base::Bytes &to) {
        websocket::copyMasked(from, to.data(), kKey);
    };
    for (const std::size_t size : {16U, 125U, 1024U, 4096U, 65536U, 1048576U}) {
        compare("unmask-" + sizeName(size) + "-vs-memcpy", buffers(size, unmask), buffers(size, copy));
        // In place on fewer bytes, each turn would wait for the stores of the turn before.
        if (size >= 4096)
            compare("unmask-in-place-" + sizeName(size) + "-vs-memcpy", buffers(size, inPlace),
                    buffers(size, copy));
    }
}

} // namespace hop101::bench
