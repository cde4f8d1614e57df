// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

#include <cstddef>
#include <memory>

namespace hop101::bench {

/// Boost.Beast as a program would use it to read WebSocket messages and keep none:
/// websocket::stream<tcp::socket>, blocking, default options, one flat_buffer that is cleared after each
/// message. Beast checks the UTF-8 of text itself. Here, as it is heavy to compile.
class BeastReader
{
public:
    enum class Role { Client, Server };

    /// Owns the connected `descriptor`; does the opening handshake at once.
    BeastReader(int descriptor, Role role);
    ~BeastReader();
    BeastReader(const BeastReader &) = delete;
    BeastReader &operator=(const BeastReader &) = delete;

    /// Waits for the next message; its size in bytes.
    std::size_t read();

private:
    class Private;
    std::unique_ptr<Private> d;
};

/// Beast's own HTTP parsers over one whole head: how many fields they found, 0 where they refuse it.
std::size_t beastRequestFields(base::ByteSpan head);
std::size_t beastResponseFields(base::ByteSpan head);

} // namespace hop101::bench
