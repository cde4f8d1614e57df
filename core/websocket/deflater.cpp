// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/deflater.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <limits>
#include <new>

#include <zlib.h>

namespace hop101::websocket {
namespace {

constexpr int kLevel = 6;
constexpr int kMemoryLevel = 8;
/// zlib makes no raw stream with a window of 2^8. With 2^9 the farthest that its compressor refers back is
/// 512 - 262 = 250 bytes, which is within 2^8.
constexpr int kSmallestWindowBits = 9;
constexpr std::size_t kTailBytes = 4; ///< 00 00 ff ff
constexpr std::size_t kPieceBytes = 16 * 1024;

} // namespace

void Deflater::Free::operator()(z_stream_s *stream) const noexcept
{
    deflateEnd(stream);
    delete stream;
}

Deflater::Deflater(DeflateSide agreed) noexcept : m_agreed(agreed) { }
Deflater::~Deflater() = default;
Deflater::Deflater(Deflater &&) noexcept = default;
Deflater &Deflater::operator=(Deflater &&) noexcept = default;

void Deflater::start()
{
    auto stream = std::make_unique<z_stream>();
    const int bits = std::max<int>(m_agreed.windowBits, kSmallestWindowBits);
    if (deflateInit2(stream.get(), kLevel, Z_DEFLATED, -bits, kMemoryLevel, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::bad_alloc(); // as any container would
    m_stream.reset(stream.release());
}

void Deflater::run(base::ByteSpan input, int flush, base::Bytes &to)
{
    std::array<std::byte, kPieceBytes> piece;
    m_stream->next_in = const_cast<Bytef *>(reinterpret_cast<const Bytef *>(input.data()));
    m_stream->avail_in = static_cast<uInt>(input.size());
    do {
        m_stream->next_out = reinterpret_cast<Bytef *>(piece.data());
        m_stream->avail_out = static_cast<uInt>(piece.size());
        deflate(m_stream.get(), flush);
        base::append(to, base::ByteSpan(piece).first(piece.size() - m_stream->avail_out));
    } while (m_stream->avail_out == 0);
}

void Deflater::add(base::ByteSpan piece, base::Bytes &to)
{
    if (piece.empty())
        return;
    if (!m_stream)
        start();
    m_isMessageEmpty = false;
    constexpr std::size_t kMost = std::numeric_limits<uInt>::max();
    for (; piece.size() > kMost; piece = piece.subspan(kMost))
        run(piece.first(kMost), Z_NO_FLUSH, to);
    run(piece, Z_NO_FLUSH, to);
}

void Deflater::finish(base::Bytes &to)
{
    if (m_isMessageEmpty) {
        to.push_back(std::byte{0}); // RFC 7692 section 7.2.3.6
        return;
    }
    run({}, Z_SYNC_FLUSH, to);
    assert(to.size() >= kTailBytes && "a flush ends with an empty block");
    to.resize(to.size() - kTailBytes);
    m_isMessageEmpty = true;
    if (m_agreed.noContextTakeover)
        deflateReset(m_stream.get());
}

} // namespace hop101::websocket
