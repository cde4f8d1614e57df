// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/websocket/permessagedeflate.h"

#include <memory>

struct z_stream_s;

namespace hop101::websocket {

/// Compresses the messages of one direction (RFC 7692 section 7.2.1) piece by piece; the caller bounds the
/// pieces. It allocates at most 270 KiB, at the first byte that is compressed. Not thread-safe.
class Deflater
{
public:
    explicit Deflater(DeflateSide agreed) noexcept;
    ~Deflater();
    Deflater(Deflater &&) noexcept;
    Deflater &operator=(Deflater &&) noexcept;

    /// Compresses a piece of the message and appends what is complete of it; that may be nothing.
    void add(base::ByteSpan piece, base::Bytes &to);
    /// Ends the message: appends the rest of it, without the last 00 00 ff ff. The window stays for the next
    /// one, where that was agreed.
    void finish(base::Bytes &to);

private:
    struct Free
    {
        void operator()(z_stream_s *stream) const noexcept;
    };
    void start();
    void run(base::ByteSpan input, int flush, base::Bytes &to);

    DeflateSide m_agreed;
    std::unique_ptr<z_stream_s, Free> m_stream;
    bool m_isMessageEmpty = true; ///< so far
};

} // namespace hop101::websocket
