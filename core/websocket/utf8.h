// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

#include <cstdint>
#include <optional>
#include <string>

namespace hop101::websocket {

/// Checks a text message piece by piece (RFC 3629; RFC 6455 section 8.1). Fails at the first byte that no
/// continuation could make valid.
class Utf8Validator
{
public:
    /// Offset in `bytes` of the first bad byte, or nothing. After a bad byte, reset() before more.
    [[nodiscard]] std::optional<std::uint64_t> feed(base::ByteSpan bytes) noexcept;
    /// False inside a code point: a message must not end here.
    [[nodiscard]] bool atCharacterBoundary() const noexcept { return m_state == 0; }
    void reset() noexcept { m_state = 0; }

private:
    std::uint32_t m_state = 0;
};

[[nodiscard]] bool isUtf8(base::ByteSpan bytes) noexcept;
/// The same bytes as text with U+FFFD for what is not UTF-8, for showing.
std::string utf8OrReplaced(base::ByteSpan bytes);

} // namespace hop101::websocket
