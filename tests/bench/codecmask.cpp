// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/mask.h"
#include "tests/bench/codec.h"
#include "tests/bench/comparison.h"
#include "tests/bench/samples.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <span>

namespace hop101::bench {
namespace {

constexpr websocket::MaskKey kKey{std::byte{0x37}, std::byte{0xfa}, std::byte{0x21}, std::byte{0x3d}};

/// Where a payload lies in what was read: behind a header of eight bytes, which is that of 126 bytes and
/// more.
constexpr std::size_t kHeaderBytes = 8;
constexpr std::size_t kLineBytes = 64;

/// Some bytes at the same place of a cache line in every run: chance must not decide which side meets more
/// lines.
class Buffer
{
public:
    explicit Buffer(std::size_t size) : m_bytes(size + kHeaderBytes + kLineBytes)
    {
        const auto at = reinterpret_cast<std::uintptr_t>(m_bytes.data());
        m_span = std::span(m_bytes).subspan((kLineBytes - at % kLineBytes) % kLineBytes + kHeaderBytes, size);
    }
    std::span<std::byte> span() const noexcept { return m_span; }

private:
    base::Bytes m_bytes;
    std::span<std::byte> m_span;
};

/// `step(from, to)` over and over, for two buffers of that size.
template<typename Step>
Work buffers(std::size_t size, Step step)
{
    return [size, step](benchmark::State &state) {
        const Buffer from(size), to(size);
        std::ranges::copy(base::asBytes(asciiText(size)), from.span().begin());
        for ([[maybe_unused]] const auto turn : state) {
            step(from.span(), to.span());
            benchmark::DoNotOptimize(to.span().data());
            benchmark::ClobberMemory();
        }
        state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * size));
    };
}

} // namespace

void addMaskComparisons()
{
    const auto copy = [](std::span<std::byte> from, std::span<std::byte> to) {
        std::memcpy(to.data(), from.data(), from.size());
    };
    const auto inPlace = [](std::span<std::byte> from, std::span<std::byte>) {
        websocket::applyMask(from, kKey);
    };
    const auto unmask = [](std::span<std::byte> from, std::span<std::byte> to) {
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
