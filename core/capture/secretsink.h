// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/redact.h"

namespace hop101::capture {

/// Hears of secrets in one text.
class SecretSink
{
public:
    virtual ~SecretSink() = default;
    /// One more; its bytes are told by the calls of range() that follow, at least one.
    virtual void secret(RedactionPlace place, std::string_view name) = 0;
    /// Bytes [first, first + size) of the text are to become `fill`, a letter or a digit. They may have been
    /// told before.
    virtual void range(std::uint64_t first, std::uint64_t size, char fill) = 0;
};

/// What stands for a byte of a secret, and for a digit of a number.
inline constexpr char kFill = 'x';
inline constexpr char kFillDigit = '1';

} // namespace hop101::capture
