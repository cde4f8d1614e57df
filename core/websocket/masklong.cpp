// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/masklong.h"

#include "core/websocket/maskunits.h"

#include <vector>

namespace hop101::websocket {
namespace {

/// The compiler makes one or more registers of it, whatever the processor has.
using Block = std::uint64_t __attribute__((vector_size(32)));

template<typename Register = AnyRegister>
[[gnu::always_inline]] inline void maskLong(const std::byte *from, std::size_t size, std::byte *to,
                                            std::uint32_t key) noexcept
{
    constexpr std::size_t kTwo = 2 * sizeof(Block);
    if (size - kTwo <= kTwo)
        maskFour<Block, Register>(from, to, size, key);
    else if (size < kTwo)
        maskTwo<Block, Register>(from, to, size, key);
    else
        maskMany<Block, Register>(from, to, size, key);
}

void maskPlain(const std::byte *from, std::size_t size, std::byte *to, std::uint32_t key) noexcept
{
    maskLong(from, size, to, key);
}

#if defined(__x86_64__)

[[gnu::target("avx2")]] void maskAvx2(const std::byte *from, std::size_t size, std::byte *to,
                                      std::uint32_t key) noexcept
{
    maskLong(from, size, to, key);
}

#if !defined(__clang__) // which takes no such operand in a function for any processor

/// Keeps a value out of those registers whose upper halves a function has to clear in its end: that takes
/// about as long as the bytes of a short message.
struct UpperRegister
{
    [[gnu::always_inline]] static inline void hold(Block &block) noexcept
    {
        asm(""
            : "+v"(block)
            :
            : "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10",
              "xmm11", "xmm12", "xmm13", "xmm14", "xmm15");
    }
};

[[gnu::target("avx512vl")]] void maskAvx512(const std::byte *from, std::size_t size, std::byte *to,
                                            std::uint32_t key) noexcept
{
    maskLong<UpperRegister>(from, size, to, key);
}

#endif
#endif

std::vector<LongMask> available()
{
    std::vector<LongMask> masks;
#if defined(__x86_64__)
#if !defined(__clang__)
    if (__builtin_cpu_supports("avx512vl"))
        masks.push_back({"AVX-512VL", maskAvx512});
#endif
    if (__builtin_cpu_supports("avx2"))
        masks.push_back({"AVX2", maskAvx2});
#endif
    masks.push_back({"plain", maskPlain});
    return masks;
}

} // namespace

std::span<const LongMask> longMasks() noexcept
{
    static const std::vector<LongMask> masks = available();
    return masks;
}

} // namespace hop101::websocket
