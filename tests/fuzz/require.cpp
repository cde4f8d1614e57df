// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/require.h"

#include <cstdio>
#include <cstdlib>

namespace hop101::fuzz {

void fail(const char *property, const char *file, int line) noexcept
{
    std::fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, property);
    std::abort();
}

} // namespace hop101::fuzz
