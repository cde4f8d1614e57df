// SPDX-License-Identifier: GPL-3.0-or-later
//
// The group "capture": what people do with a capture of ten million events, held against one of a thousand or
// against the least that reading it costs. Each in a process of its own, files in the page cache, the medians
// of the rounds.
#include "tests/bench/capturelooks.h"
#include "tests/bench/capturemaker.h"
#include "tests/bench/childprocess.h"

#include <algorithm>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <stdexcept>

namespace hop101::bench {
namespace {

constexpr int kRounds = 5;
constexpr std::uint64_t kFew = 1'000;
constexpr std::uint64_t kMany = 10'000'000;

/// The median of each figure over the rounds; of "peak" the highest.
Figures medians(const std::string &program, const std::vector<std::string> &arguments)
{
    std::map<std::string, std::vector<std::int64_t>> all;
    for (int round = 0; round < kRounds; ++round)
        for (const auto &[name, value] : figuresOf(program, arguments))
            all[name].push_back(value);
    Figures figures;
    for (auto &[name, values] : all) {
        std::sort(values.begin(), values.end());
        figures[name] = name == "peak" ? values.back() : values[values.size() / 2];
    }
    return figures;
}

/// How long the program ran, and its memory; what it prints is thrown away.
Figures runOf(const std::vector<std::string> &arguments)
{
    const std::int64_t before = nowNs();
    ChildProcess child(HOP101_CLI, arguments);
    if (child.wait() != 0)
        throw std::runtime_error("hop101-cli " + arguments.front() + " failed");
    return {{"ns", nowNs() - before}, {"peak", child.peakBytes()}};
}

Figures mediansOfCli(const std::vector<std::string> &arguments)
{
    std::vector<std::int64_t> times;
    std::int64_t peak = 0;
    for (int round = 0; round < kRounds; ++round) {
        const Figures run = runOf(arguments);
        times.push_back(run.at("ns"));
        peak = std::max(peak, run.at("peak"));
    }
    std::sort(times.begin(), times.end());
    return {{"ns", times[times.size() / 2]}, {"peak", peak}};
}

double ms(std::int64_t ns)
{
    return static_cast<double>(ns) / 1e6;
}

long long mib(std::int64_t bytes)
{
    return static_cast<long long>(bytes / (1024 * 1024));
}

double ratio(std::int64_t ours, std::int64_t other)
{
    return static_cast<double>(other) / static_cast<double>(ours);
}

struct Ratios
{
    std::vector<std::pair<std::string, double>> all;
    void add(const std::string &name, double value) { all.emplace_back(name, value); }
    void print() const
    {
        for (const auto &[name, value] : all)
            std::printf("ratio %s %.2f\n", name.c_str(), value);
    }
};

std::string made(const ScratchFolder &folder, std::uint64_t events)
{
    const std::string path = folder.path(std::to_string(events) + ".hop101");
    const std::int64_t before = nowNs();
    // In a process of its own: its memory would count as that of those started later.
    figuresOf(ownProgram(), {"--make", path, std::to_string(events)});
    std::printf("made %llu events in %.1f s: %lld MiB\n", static_cast<unsigned long long>(events),
                ms(nowNs() - before) / 1e3, mib(static_cast<std::int64_t>(std::filesystem::file_size(path))));
    return path;
}

void compareRows(const std::string &few, const std::string &many, Ratios &ratios)
{
    const Figures a = medians(ownProgram(), {"--rows", few, std::to_string(kFew - 60)});
    const Figures b = medians(ownProgram(), {"--rows", many, std::to_string(kMany - 60)});
    std::printf("open, first rows           %8.2f ms (budget 50), peak %lld MiB (budget 150); of %llu events "
                "%.2f ms, %lld MiB\n",
                ms(b.at("first_rows_ns")), mib(b.at("peak")), static_cast<unsigned long long>(kFew),
                ms(a.at("first_rows_ns")), mib(a.at("peak")));
    std::printf(
        "a visible page at the end  %8.2f ms, %lld records read; of %llu events %.2f ms, %lld records\n",
        ms(b.at("jump_ns")), static_cast<long long>(b.at("jump_records")),
        static_cast<unsigned long long>(kFew), ms(a.at("jump_ns")),
        static_cast<long long>(a.at("jump_records")));
    ratios.add("open-10M-vs-open-1000", ratio(b.at("first_rows_ns"), a.at("first_rows_ns")));
    ratios.add("page-records-10M-vs-1000", ratio(b.at("jump_records"), a.at("jump_records")));
}

void compareShow(const std::string &few, const std::string &many, Ratios &ratios)
{
    const Figures a = mediansOfCli({"show", few, "--from", "990"});
    const Figures b = mediansOfCli({"show", many, "--from", "9999990"});
    std::printf("show --from 9999990        %8.2f ms, peak %lld MiB; of %llu events %.2f ms, %lld MiB\n",
                ms(b.at("ns")), mib(b.at("peak")), static_cast<unsigned long long>(kFew), ms(a.at("ns")),
                mib(a.at("peak")));
    ratios.add("show-10M-vs-show-1000", ratio(b.at("ns"), a.at("ns")));
}

void printScan(const char *name, const Figures &scan)
{
    std::printf("%-26s %8.1f ms, first hit after %.2f ms, %lld hits, peak %lld MiB\n", name,
                ms(scan.at("all_ns")), ms(scan.at("first_hit_ns")), static_cast<long long>(scan.at("hits")),
                mib(scan.at("peak")));
}

void compareFilters(const std::string &many, Ratios &ratios)
{
    const Figures columns = medians(ownProgram(), {"--columns", many});
    std::printf("all columns, summed up     %8.1f ms\n", ms(columns.at("raw_ns")));
    const std::vector<std::pair<const char *, const char *>> filters{
        {"kind", "ping"}, {"direction", "client"}, {"size", "size > 8 KiB"}};
    for (const auto &[name, expression] : filters) {
        const Figures scan = medians(ownProgram(), {"--filter", many, expression});
        printScan(("filter " + std::string(expression) + " (300)").c_str(), scan);
        ratios.add(std::string("filter-") + name + "-vs-raw-columns-read",
                   ratio(scan.at("all_ns"), columns.at("raw_ns")));
        ratios.add(std::string("filter-") + name + "-vs-budget", ratio(scan.at("all_ns"), 300'000'000));
    }
}

void compareSearch(const std::string &many, Ratios &ratios)
{
    const Figures bytes = medians(ownProgram(), {"--memmem", many, kNeedle});
    const Figures scan = medians(ownProgram(), {"--search", many, kNeedle});
    const auto rate = [&bytes](std::int64_t ns) {
        return static_cast<double>(bytes.at("bytes")) / static_cast<double>(ns) * 1e3;
    };
    std::printf("memmem over all wire bytes %8.1f ms, %.0f MB/s\n", ms(bytes.at("raw_ns")),
                rate(bytes.at("raw_ns")));
    printScan("text search", scan);
    std::printf("text search                %8.0f MB/s (budget 500)\n", rate(scan.at("all_ns")));
    ratios.add("search-vs-budget", rate(scan.at("all_ns")) / 500);
    ratios.add("search-vs-memmem", ratio(scan.at("all_ns"), bytes.at("raw_ns")));
}

int compareAll()
{
    const ScratchFolder folder;
    const std::string few = made(folder, kFew), many = made(folder, kMany);
    Ratios ratios;
    compareRows(few, many, ratios);
    compareShow(few, many, ratios);
    compareFilters(many, ratios);
    compareSearch(many, ratios);
    ratios.print();
    return 0;
}

int make(const std::string &path, const std::string &events)
{
    const std::string failure = makeCapture(path, std::stoull(events));
    if (!failure.empty())
        std::fprintf(stderr, "%s\n", failure.c_str());
    return failure.empty() ? 0 : 1;
}

int run(const std::vector<std::string> &words)
{
    if (words.size() == 3 && words[0] == "--make")
        return make(words[1], words[2]);
    if (words.size() == 3 && words[0] == "--rows")
        return lookAtRows(words[1], words[2]);
    if (words.size() == 3 && words[0] == "--filter")
        return filterAll(words[1], words[2]);
    if (words.size() == 3 && words[0] == "--search")
        return searchAll(words[1], words[2]);
    if (words.size() == 2 && words[0] == "--columns")
        return readAllColumns(words[1]);
    if (words.size() == 3 && words[0] == "--memmem")
        return searchAllBytes(words[1], words[2]);
    return compareAll();
}

} // namespace
} // namespace hop101::bench

int main(int argc, char **argv)
{
    try {
        return hop101::bench::run({argv + 1, argv + argc});
    } catch (const std::exception &error) {
        std::fprintf(stderr, "bench_capture: %s\n", error.what());
        return 1;
    }
}
