// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

#include <QByteArray>

#include <algorithm>
#include <random>
#include <vector>

#include <zlib.h>

namespace hop101::websocket {

inline base::Bytes bytesOfHex(const char *hex)
{
    return *base::fromHex(hex);
}

inline QByteArray asArray(base::ByteSpan bytes)
{
    return {reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size())};
}

inline base::Bytes randomBytes(std::size_t size, unsigned seed)
{
    std::mt19937 random(seed);
    base::Bytes bytes(size);
    std::generate(bytes.begin(), bytes.end(), [&random] { return static_cast<std::byte>(random()); });
    return bytes;
}

/// Words that come again near and far: every window finds some of them.
inline base::Bytes words(std::size_t size, unsigned seed)
{
    std::mt19937 random(seed);
    base::Bytes bytes;
    while (bytes.size() < size)
        base::append(bytes, base::asBytes("word" + std::to_string(random() % 2000) + ' '));
    bytes.resize(size);
    return bytes;
}

/// Inflates raw DEFLATE messages with zlib alone, with exactly this window: a byte at a time, so that zlib
/// checks each distance against the window and nothing else.
class PlainInflate
{
public:
    explicit PlainInflate(int windowBits) { m_isOk = inflateInit2(&m_stream, -windowBits) == Z_OK; }
    ~PlainInflate() { inflateEnd(&m_stream); }
    PlainInflate(const PlainInflate &) = delete;
    PlainInflate &operator=(const PlainInflate &) = delete;

    base::Bytes message(base::Bytes compressed)
    {
        base::append(compressed, bytesOfHex("0000ffff"));
        m_stream.next_in = reinterpret_cast<Bytef *>(compressed.data());
        m_stream.avail_in = static_cast<uInt>(compressed.size());
        base::Bytes out;
        int code = Z_OK;
        for (;;) {
            Bytef byte = 0;
            m_stream.next_out = &byte;
            m_stream.avail_out = 1;
            code = inflate(&m_stream, Z_SYNC_FLUSH);
            if (m_stream.avail_out != 0)
                break;
            out.push_back(static_cast<std::byte>(byte));
        }
        m_isOk = m_isOk && (code == Z_OK || code == Z_BUF_ERROR) && m_stream.avail_in == 0;
        return out;
    }
    void forget() { inflateReset(&m_stream); }
    bool isOk() const { return m_isOk; }

private:
    z_stream m_stream{};
    bool m_isOk = false;
};

/// Compresses messages with zlib alone, as RFC 7692 section 7.2.1 says.
class PlainDeflate
{
public:
    explicit PlainDeflate(int windowBits, int level = 9)
    {
        deflateInit2(&m_stream, level, Z_DEFLATED, -windowBits, 9, Z_DEFAULT_STRATEGY);
    }
    ~PlainDeflate() { deflateEnd(&m_stream); }
    PlainDeflate(const PlainDeflate &) = delete;
    PlainDeflate &operator=(const PlainDeflate &) = delete;

    base::Bytes message(base::Bytes plain, int flush = Z_SYNC_FLUSH)
    {
        base::Bytes out(deflateBound(&m_stream, static_cast<uLong>(plain.size())) + 64);
        m_stream.next_in = reinterpret_cast<Bytef *>(plain.data());
        m_stream.avail_in = static_cast<uInt>(plain.size());
        m_stream.next_out = reinterpret_cast<Bytef *>(out.data());
        m_stream.avail_out = static_cast<uInt>(out.size());
        deflate(&m_stream, flush);
        out.resize(out.size() - m_stream.avail_out);
        if (flush == Z_SYNC_FLUSH)
            out.resize(out.size() - 4);
        return out;
    }
    void forget() { deflateReset(&m_stream); }

private:
    z_stream m_stream{};
};

} // namespace hop101::websocket
