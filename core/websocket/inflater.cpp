// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/inflater.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <limits>

#include <zlib.h>

namespace hop101::websocket {
namespace {

/// What the sender leaves out at the end of each message (RFC 7692 section 7.2.1).
constexpr std::array kTail{std::byte{0x00}, std::byte{0x00}, std::byte{0xff}, std::byte{0xff}};

// Bits of z_stream::data_type behind inflate().
constexpr int kUnusedBits = 63;
constexpr int kInFinalBlock = 64;
constexpr int kAtBlockEnd = 128;

} // namespace

void Inflater::Free::operator()(z_stream_s *stream) const noexcept
{
    inflateEnd(stream);
    delete stream;
}

Inflater::Inflater(DeflateSide agreed) noexcept : m_agreed(agreed)
{
    if (agreed.windowBits < kMaxWindowBits)
        m_guard.emplace(agreed.windowBits);
}

Inflater::~Inflater() = default;
Inflater::Inflater(Inflater &&) noexcept = default;
Inflater &Inflater::operator=(Inflater &&) noexcept = default;

bool Inflater::start()
{
    auto stream = std::make_unique<z_stream>();
    if (inflateInit2(stream.get(), -int{kMaxWindowBits}) != Z_OK)
        return false;
    m_stream.reset(stream.release());
    return true;
}

/// One call of zlib. Inlined: of a message of a few bytes a call more is a twentieth of the time.
[[gnu::always_inline]] inline int Inflater::step(base::ByteSpan &input, std::span<std::byte> room,
                                                 std::size_t &written)
{
    constexpr std::size_t kMost = std::numeric_limits<uInt>::max();
    z_stream &stream = *m_stream;
    const auto given = static_cast<uInt>(std::min(input.size(), kMost));
    const auto roomSize = static_cast<uInt>(std::min(room.size(), kMost));
    stream.next_in = const_cast<Bytef *>(reinterpret_cast<const Bytef *>(input.data()));
    stream.avail_in = given;
    stream.next_out = reinterpret_cast<Bytef *>(room.data());
    stream.avail_out = roomSize;
    const int code = inflate(&stream, Z_SYNC_FLUSH);
    const uInt taken = given - stream.avail_in;
    input = input.subspan(taken);
    written += roomSize - stream.avail_out;
    if (taken > 0)
        m_isAtBoundary = false;
    if (code == Z_STREAM_END) [[unlikely]]
        beginAnew();
    return code;
}

/// Behind a final block.
void Inflater::beginAnew() noexcept
{
    // "the stream goes on with its history": as with a dictionary of what came before, but without copying 32
    // KiB at each of the blocks that a peer can make of two bytes.
    inflateResetKeep(m_stream.get());
    m_isAtBoundary = true;
    m_hasSeenFinalBlock = true;
}

Inflated Inflater::take(base::ByteSpan &input, std::span<std::byte> room)
{
    assert(!room.empty() && "without room nothing can be said");
    if (!m_stream && !start()) [[unlikely]]
        return {InflateState::BadData, 0};
    return m_guard ? takeGuarded(input, room) : takeSafe(input, room);
}

Inflated Inflater::takeGuarded(base::ByteSpan &input, std::span<std::byte> room)
{
    if (!m_isBeyondWindow) {
        const std::size_t safe = m_guard->safe(input.subspan(m_guarded));
        m_isBeyondWindow = m_guarded + safe < input.size();
        m_guarded += safe;
    }
    base::ByteSpan front = input.first(m_guarded);
    Inflated result = takeSafe(front, room);
    input = input.subspan(m_guarded - front.size());
    m_guarded = front.size();
    if (m_isBeyondWindow && result.state == InflateState::Hungry)
        result.state = InflateState::BadData;
    return result;
}

inline Inflated Inflater::takeSafe(base::ByteSpan &input, std::span<std::byte> room)
{
    Inflated result;
    for (;;) {
        const int code = step(input, room.subspan(result.size), result.size);
        if (code == Z_OK && input.empty() && result.size < room.size()) [[likely]]
            return result;
        if (code != Z_OK && code != Z_BUF_ERROR && code != Z_STREAM_END)
            result.state = InflateState::BadData;
        else if (result.size == room.size())
            result.state = InflateState::RoomFull;
        else if (!input.empty())
            continue;
        return result;
    }
}

bool Inflater::endMessage()
{
    bool isWhole = true;
    if (!m_isAtBoundary) {
        base::ByteSpan tail = kTail;
        if (m_guard)
            (void)m_guard->safe(tail);
        isWhole = skipTail() || takeTail();
        m_isAtBoundary = true;
    }
    if (m_agreed.noContextTakeover && m_stream)
        inflateReset(m_stream.get());
    return isWhole;
}

/// Where zlib waits for the length of a stored block, which is what the tail is, it need not be told: that
/// would take it as long as a message of a few bytes.
bool Inflater::skipTail() noexcept
{
    if (inflateSyncPoint(m_stream.get()) != 1) [[unlikely]]
        return false;
    if ((m_stream->data_type & kInFinalBlock) != 0) [[unlikely]]
        m_hasSeenFinalBlock = true;
    inflateResetKeep(m_stream.get());
    return true;
}

bool Inflater::takeTail()
{
    base::ByteSpan tail = kTail;
    std::byte none{};
    std::size_t written = 0;
    const int code = step(tail, {&none, 1}, written);
    const bool isBlockEnd =
        code == Z_STREAM_END || (code == Z_OK && (m_stream->data_type & kAtBlockEnd) != 0);
    return isBlockEnd && tail.empty() && written == 0 && (m_stream->data_type & kUnusedBits) == 0;
}

void Inflater::reset()
{
    if (m_stream)
        inflateReset(m_stream.get());
    if (m_guard)
        m_guard->reset();
    m_guarded = 0;
    m_isBeyondWindow = false;
    m_isAtBoundary = true;
    m_hasSeenFinalBlock = false;
}

} // namespace hop101::websocket
