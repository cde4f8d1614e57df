// SPDX-License-Identifier: GPL-3.0-or-later
//
// hop101_generate FILE --events N: makes a large capture, for the group "capture" and for trying things out.
#include "tests/bench/capturemaker.h"
#include "tests/bench/childprocess.h"

#include <cstdio>
#include <cstdlib>

int main(int argc, char **argv)
{
    const std::uint64_t events =
        argc == 4 && std::string(argv[2]) == "--events" ? std::strtoull(argv[3], nullptr, 10) : 0;
    if (events == 0) {
        std::fputs("Usage: hop101_generate FILE --events N (100 or more; what FILE holds is replaced)\n",
                   stderr);
        return 2;
    }
    const std::int64_t before = hop101::bench::nowNs();
    if (const std::string failure = hop101::bench::makeCapture(argv[1], events); !failure.empty()) {
        std::fprintf(stderr, "%s\n", failure.c_str());
        return 4;
    }
    std::printf("%llu events in %.1f s, peak %lld MiB\n", static_cast<unsigned long long>(events),
                static_cast<double>(hop101::bench::nowNs() - before) / 1e9,
                static_cast<long long>(hop101::bench::ownPeakBytes() / (1024 * 1024)));
    return 0;
}
