// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/comparison.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <utility>
#include <vector>

namespace hop101::bench {
namespace {

constexpr const char *kOurs = "/hop101";
constexpr const char *kOther = "/other";

std::vector<std::string> &comparisons()
{
    static std::vector<std::string> names;
    return names;
}

/// Keeps the best rate of all repetitions, and shows the medians in the end: they come in random order. The
/// best, as what else runs on a shared machine makes a repetition slower and never faster, and not both sides
/// alike: of a call that takes 3 ns, medians gave ratios from 0.7 to 2.9 in four runs, the best 1.2 to 1.3.
class RateReporter : public benchmark::ConsoleReporter
{
public:
    RateReporter() : ConsoleReporter(OO_Tabular) { }

    void ReportRuns(const std::vector<Run> &runs) override
    {
        for (const Run &run : runs) {
            m_hasFailed = m_hasFailed || run.error_occurred;
            if (run.run_type == Run::RT_Iteration && !run.error_occurred) {
                double &best = m_best[run.run_name.function_name];
                best = std::max(best, rateOf(run));
            }
            if (run.error_occurred || run.aggregate_name == "median")
                m_shown[run.run_name.function_name] = run;
        }
    }
    void show(const std::string &benchmark)
    {
        if (const auto found = m_shown.find(benchmark); found != m_shown.end())
            ConsoleReporter::ReportRuns({found->second});
    }

    /// 0 where it did not run.
    double best(const std::string &benchmark) { return m_best[benchmark]; }
    bool hasFailed() const noexcept { return m_hasFailed; }

private:
    static double rateOf(const Run &run)
    {
        for (const char *counter : {"items_per_second", "bytes_per_second"})
            if (const auto found = run.counters.find(counter); found != run.counters.end())
                return found->second;
        return 0;
    }

    std::map<std::string, double> m_best;
    std::map<std::string, Run> m_shown;
    bool m_hasFailed = false;
};

benchmark::internal::Benchmark *add(const std::string &name, Work work)
{
    return benchmark::RegisterBenchmark(name.c_str(),
                                        [work = std::move(work)](benchmark::State &state) { work(state); });
}

} // namespace

void compare(const std::string &name, Work ours, Work other)
{
    comparisons().push_back(name);
    add(name + kOurs, std::move(ours));
    add(name + kOther, std::move(other));
}

void compareWallClock(const std::string &name, Work ours, Work other)
{
    comparisons().push_back(name);
    add(name + kOurs, std::move(ours))->UseRealTime();
    add(name + kOther, std::move(other))->UseRealTime();
}

std::string sizeName(std::size_t bytes)
{
    if (bytes >= 1024 * 1024 && bytes % (1024 * 1024) == 0)
        return std::to_string(bytes / (1024 * 1024)) + "MiB";
    return bytes >= 1024 && bytes % 1024 == 0 ? std::to_string(bytes / 1024) + "KiB"
                                              : std::to_string(bytes) + "B";
}

int runComparisons(int argc, char **argv)
{
    // What stands first can be overruled by the caller's arguments.
    std::string fixed[] = {"--benchmark_repetitions=31", "--benchmark_min_time=0.01",
                           "--benchmark_enable_random_interleaving=true"};
    std::vector<char *> arguments{argv[0]};
    for (std::string &argument : fixed)
        arguments.push_back(argument.data());
    arguments.insert(arguments.end(), argv + 1, argv + argc);
    int count = static_cast<int>(arguments.size());
    arguments.push_back(nullptr);
    benchmark::Initialize(&count, arguments.data());
    if (benchmark::ReportUnrecognizedArguments(count, arguments.data()))
        return 2;
    RateReporter reporter;
    benchmark::RunSpecifiedBenchmarks(&reporter);
    for (const std::string &name : comparisons()) {
        reporter.show(name + kOurs);
        reporter.show(name + kOther);
    }
    for (const std::string &name : comparisons()) {
        const double ours = reporter.best(name + kOurs), other = reporter.best(name + kOther);
        if (ours > 0 && other > 0)
            std::printf("ratio %s %.2f\n", name.c_str(), ours / other);
    }
    return reporter.hasFailed() ? 1 : 0;
}

} // namespace hop101::bench
