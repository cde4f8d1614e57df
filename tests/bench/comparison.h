// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <benchmark/benchmark.h>

#include <functional>
#include <string>

namespace hop101::bench {

/// A Google Benchmark that says how much it did: SetItemsProcessed or SetBytesProcessed.
using Work = std::function<void(benchmark::State &)>;

/// Two ways to do the same. Both become benchmarks, NAME/hop101 and NAME/other; runComparisons() ends with
/// the line "ratio NAME VALUE": the rate of `ours` by that of `other`, bigger is better. A rate is work per
/// second of the measuring thread's CPU time, each the best of the repetitions.
void compare(const std::string &name, Work ours, Work other);
/// The same by the clock on the wall, for what mostly waits.
void compareWallClock(const std::string &name, Work ours, Work other);

/// "125B", "64KiB", "1MiB"
std::string sizeName(std::size_t bytes);

/// Runs all benchmarks, in random order so that noise meets both sides, then prints the ratios. The
/// arguments are those of Google Benchmark. Not 0 where a benchmark failed.
int runComparisons(int argc, char **argv);

} // namespace hop101::bench
