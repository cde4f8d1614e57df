// SPDX-License-Identifier: GPL-3.0-or-later
//
// The group "record": a flood over loopback, recorded to disk by core/net while a second connection reads as
// the window does, against readers that keep nothing and against bare inserts. Each runs as a process of its
// own, in turns; a rate is by the clock on the wall, from the first byte of the flood until the last event is
// committed (a reader: until the last message is read), the median of the rounds.
#include "core/capture/reader.h"
#include "tests/bench/childprocess.h"
#include "tests/bench/floodreaders.h"
#include "tests/bench/floodserver.h"
#include "tests/bench/samples.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <functional>
#include <stdexcept>
#include <unistd.h>

namespace hop101::bench {
namespace {

constexpr int kRounds = 3;
constexpr std::uint64_t kSmallFloodBytes = 400'000'000;
/// Several checkpoints of 256 MiB for each who writes: where one falls, within the time or just behind it, is
/// no longer most of the result.
constexpr std::uint64_t kLargeFloodBytes = std::uint64_t{1024} * 1024 * 1024;

/// The same frames sent so often.
class Flood
{
public:
    Flood(std::size_t payloadSize, bool rsv2, std::uint64_t bytes)
        : m_stream(framesOf(payloadSize, false, rsv2)), m_times(bytes / m_stream.bytes.size())
    { }
    Flood times(std::uint64_t factor) const
    {
        Flood more = *this;
        more.m_times *= factor;
        return more;
    }
    base::ByteSpan frames() const { return m_stream.bytes; }
    std::uint64_t repeats() const { return m_times; }
    std::uint64_t messages() const { return m_stream.count * m_times; }
    std::uint64_t bytes() const { return m_stream.bytes.size() * m_times; }

private:
    FrameStream m_stream;
    std::uint64_t m_times;
};

/// What a run cost. Figures of a recording beyond the time are those of the latest one.
struct Run
{
    double seconds = 0;
    Figures figures;
};

Run measure(const Flood &flood, std::vector<std::string> reader)
{
    const FloodServer server(flood.frames(), flood.repeats());
    reader.insert(reader.begin() + 1, {std::to_string(server.port()), std::to_string(flood.messages())});
    Run run{0, figuresOf(ownProgram(), reader)};
    run.seconds = static_cast<double>(run.figures["done"] - server.startedNs()) / 1e9;
    run.figures["plain"] -= server.startedNs();
    return run;
}

/// What the capture holds, read back: how many of the frames that were sent are not there, whole and in
/// order.
std::int64_t countLost(const std::string &path, const Flood &flood, std::uint64_t &events)
{
    auto opened = capture::Reader::open(path);
    if (!opened)
        throw std::runtime_error(describe(opened.error()));
    const capture::Reader &reader = *opened.value();
    events = reader.eventCount();
    std::vector<hop::Event> page(4096);
    std::uint64_t found = 0, end = 0;
    for (std::uint64_t next = 1; next <= events; next += page.size()) {
        const std::size_t got = reader.events({next}, page);
        for (std::size_t i = 0; i < got; ++i) {
            const hop::Event &event = page[i];
            const bool isData = event.kind == hop::EventKind::Frame
                && event.direction == hop::Direction::FromRight && event.opcode() == websocket::Opcode::Text;
            if (!isData)
                continue;
            found += event.ended && (end == 0 || event.streamOffset == end) ? 1 : 0;
            end = event.streamOffset + static_cast<std::uint64_t>(event.wireSize);
        }
    }
    return static_cast<std::int64_t>(flood.messages()) - static_cast<std::int64_t>(found);
}

/// A recording of this flood, looked at afterwards: lost, bytes on disk beyond the wire's for each event.
Run record(const Flood &flood, const ScratchFolder &folder)
{
    const std::string path = folder.path("flood.hop101");
    Run run = measure(flood, {"--record", path});
    std::uint64_t events = 0;
    run.figures["lost"] = countLost(path, flood, events);
    const auto size = static_cast<std::int64_t>(std::filesystem::file_size(path));
    run.figures["extra_millibytes_per_event"] =
        (size - static_cast<std::int64_t>(flood.bytes())) * 1000 / static_cast<std::int64_t>(events);
    std::filesystem::remove(path);
    return run;
}

Run insertSame(const Flood &flood, const ScratchFolder &folder)
{
    const std::string path = folder.path("chunks.hop101");
    Run run{0, figuresOf(ownProgram(), {"--chunks", std::to_string(flood.bytes()), path})};
    run.seconds = static_cast<double>(run.figures["done"] - run.figures["begin"]) / 1e9;
    run.figures["plain"] -= run.figures["begin"];
    std::filesystem::remove(path);
    return run;
}

/// One who is measured in each round.
struct Runner
{
    const char *name;
    const Flood &flood;
    std::function<Run()> run;
    std::vector<double> seconds{};
    Figures worst{}; ///< the highest of each figure

    double median() const
    {
        std::vector<double> sorted = seconds;
        std::sort(sorted.begin(), sorted.end());
        return sorted[sorted.size() / 2];
    }
    double bytesPerSecond() const { return static_cast<double>(flood.bytes()) / median(); }
    void once()
    {
        ::sync(); // what the one before left to be written would count for this one
        const Run result = run();
        seconds.push_back(result.seconds);
        for (const auto &[figure, value] : result.figures)
            worst[figure] = std::max(worst[figure], value);
    }
    void print() const
    {
        std::printf(
            "%-24s %8.0f kframes/s %8.1f MB/s   %.3f s of %zu: %.3f to %.3f s, cpu %.3f s, peak %lld MiB\n",
            name, static_cast<double>(flood.messages()) / median() / 1e3, bytesPerSecond() / 1e6, median(),
            seconds.size(), *std::min_element(seconds.begin(), seconds.end()),
            *std::max_element(seconds.begin(), seconds.end()), static_cast<double>(worst.at("cpu")) / 1e9,
            static_cast<long long>(worst.at("peak") / (1024 * 1024)));
    }
    void printRecording() const
    {
        std::printf("%-24s %lld events lost, %.2f bytes on disk per event beyond the wire's, slowest visible "
                    "page %.2f ms, plain file after %.3f s\n",
                    name, static_cast<long long>(worst.at("lost")),
                    static_cast<double>(worst.at("extra_millibytes_per_event")) / 1000,
                    static_cast<double>(worst.at("slowest_page_ns")) / 1e6,
                    static_cast<double>(worst.at("plain")) / 1e9);
    }
};

void printRatio(const char *name, const Runner &ours, const Runner &other)
{
    std::printf("ratio %s %.2f\n", name, ours.bytesPerSecond() / other.bytesPerSecond());
}

int compareAll(int rounds)
{
    const ScratchFolder folder;
    const Flood small(125, false, kSmallFloodBytes), broken(125, true, kSmallFloodBytes),
        large(65536, false, kLargeFloodBytes), brokenMore = broken.times(4);
    const auto beast = [](const Flood &flood) { return [&flood] { return measure(flood, {"--beast"}); }; };
    const auto socket = [](const Flood &f) { return [&f] { return measure(f, {"--qwebsocket"}); }; };
    const auto ours = [&folder](const Flood &f) { return [&f, &folder] { return record(f, folder); }; };
    std::vector<Runner> runners{
        {"beast read 125 B", small, beast(small)},
        {"qwebsocket read 125 B", small, socket(small)},
        {"record 125 B", small, ours(small)},
        {"record 125 B, RSV2", broken, ours(broken)},
        {"beast read 64 KiB", large, beast(large)},
        {"qwebsocket read 64 KiB", large, socket(large)},
        {"chunk inserts", large, [&] { return insertSame(large, folder); }},
        {"record 64 KiB", large, ours(large)},
        {"record 125 B, RSV2, x4", brokenMore, ours(brokenMore)},
    };
    for (int round = 0; round < rounds; ++round)
        for (Runner &runner : runners)
            if (round == 0 || &runner != &runners.back()) // which is about memory
                runner.once();
    for (const Runner &runner : runners)
        runner.print();
    for (const std::size_t recording : {2U, 3U, 7U, 8U})
        runners[recording].printRecording();
    printRatio("record-125-vs-beast-read", runners[2], runners[0]);
    printRatio("record-125-vs-qwebsocket", runners[2], runners[1]);
    printRatio("record-rsv2-vs-clean", runners[3], runners[2]);
    printRatio("record-64KiB-vs-chunk-inserts", runners[7], runners[6]);
    printRatio("record-64KiB-vs-beast-read", runners[7], runners[4]);
    std::printf("ratio record-rsv2-memory-1x-vs-4x %.2f\n",
                static_cast<double>(runners[3].worst["peak"])
                    / static_cast<double>(runners[8].worst["peak"]));
    const bool isLossless =
        std::all_of(runners.begin(), runners.end(), [](Runner &runner) { return runner.worst["lost"] == 0; });
    return isLossless ? 0 : 1;
}

int run(int argc, char **argv)
{
    const std::vector<std::string> words(argv + 1, argv + argc);
    const auto is = [&words](const char *mode, std::size_t size) {
        return words.size() == size && words.front() == mode;
    };
    if (is("--beast", 3))
        return readWithBeast(words[1], words[2]);
    if (is("--qwebsocket", 3))
        return readWithQWebSocket(argc, argv, words[1], words[2]);
    if (is("--record", 4))
        return recordWithHop101(argc, argv, words[1], words[2], words[3]);
    if (is("--chunks", 3))
        return insertChunks(words[1], words[2]);
    return compareAll(is("--once", 1) ? 1 : kRounds);
}

} // namespace
} // namespace hop101::bench

int main(int argc, char **argv)
{
    try {
        return hop101::bench::run(argc, argv);
    } catch (const std::exception &error) {
        std::fprintf(stderr, "bench_record: %s\n", error.what());
        return 1;
    }
}
