// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/websocket/permessagedeflate.h"
#include "core/websocket/windowguard.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>

struct z_stream_s;

namespace hop101::websocket {

enum class InflateState : std::uint8_t {
    Hungry, ///< all input was taken, and all that it holds came out
    RoomFull, ///< there may be more: call again
    BadData, ///< no DEFLATE data, or a distance beyond the agreed window
};

/// What a call of Inflater gave.
struct Inflated
{
    InflateState state = InflateState::Hungry;
    std::size_t size = 0; ///< bytes written to `room`, also before BadData
};

/// Inflates the messages of one direction (RFC 7692 section 7.2.2) piece by piece; the caller bounds the
/// pieces. What comes out does not depend on how the input is cut. It allocates about 40 KiB at the first
/// byte, and nothing later. Not thread-safe.
class Inflater
{
public:
    explicit Inflater(DeflateSide agreed) noexcept;
    ~Inflater();
    Inflater(Inflater &&) noexcept;
    Inflater &operator=(Inflater &&) noexcept;

    /// Takes the front of `input` (payload of compressed messages, unmasked) and writes to `room`, which is
    /// not empty. To be called until it is Hungry, with what it left of the input in front. After BadData
    /// only reset() helps.
    Inflated take(base::ByteSpan &input, std::span<std::byte> room);
    /// The message ends here, after take() was Hungry: true where it ends as it must, at the end of a block
    /// whose 00 00 ff ff was left out. Where it is false, only reset() helps.
    bool endMessage();
    /// Forgets the window and starts anew.
    void reset();

    /// A block with BFINAL set has ended since the last reset (section 7.2.3.4). The stream goes on behind
    /// it.
    bool hasSeenFinalBlock() const noexcept { return m_hasSeenFinalBlock; }

private:
    struct Free
    {
        void operator()(z_stream_s *stream) const noexcept;
    };
    bool start();
    Inflated takeGuarded(base::ByteSpan &input, std::span<std::byte> room);
    Inflated takeSafe(base::ByteSpan &input, std::span<std::byte> room);
    void beginAnew() noexcept;
    bool skipTail() noexcept;
    bool takeTail();
    int step(base::ByteSpan &input, std::span<std::byte> room, std::size_t &written);

    DeflateSide m_agreed;
    std::unique_ptr<z_stream_s, Free> m_stream;
    std::optional<WindowGuard> m_guard; ///< where the window is smaller than the largest
    std::size_t m_guarded = 0; ///< bytes in front of the next input that it has seen
    bool m_isBeyondWindow = false; ///< behind those bytes
    bool m_isAtBoundary = true; ///< nothing came since the message began, or since its last final block
    bool m_hasSeenFinalBlock = false;
};

} // namespace hop101::websocket
