// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace hop101::fuzz {

/// Prints the property that does not hold and aborts, so that libFuzzer keeps the input and ctest fails.
[[noreturn]] void fail(const char *property, const char *file, int line) noexcept;

} // namespace hop101::fuzz

/// A property that must hold for every input, also where asserts are off.
#define HOP101_REQUIRE(condition)                                                                            \
    do {                                                                                                     \
        if (!(condition))                                                                                    \
            ::hop101::fuzz::fail(#condition, __FILE__, __LINE__);                                            \
    } while (false)
