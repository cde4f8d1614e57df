// SPDX-License-Identifier: GPL-3.0-or-later
//
// The group "formats": a capture exported to each format and imported again where that is possible, each by a
// program of its own: time, size, and the most memory it had, at a tenth of the events and at all of them.
// `--events=N` says how many those are, `--formats=a,b` which formats. Of mitmproxy's flows, which are not
// written, a file is made that has as many messages.
#include "core/capture/reader.h"
#include "core/formats/export.h"
#include "core/formats/import.h"
#include "tests/bench/capturemaker.h"
#include "tests/bench/childprocess.h"
#include "tests/bench/flowmaker.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <vector>

namespace hop101::bench {
namespace {

constexpr std::uint64_t kEvents = 1'000'000;
constexpr std::uint64_t kTenth = 10;
constexpr const char *kFlows = "mitmproxy";

/// What a run without --formats does: all but PNG files, of which a million events make 5,000.
bool isAlways(const std::string &format)
{
    return format != "png";
}

/// Those that the window and the command line write beside formats::exportFormats(), and mitmproxy's flows.
std::vector<std::string> allFormats()
{
    std::vector<std::string> names;
    for (const formats::ExportFormatInfo &format : formats::exportFormats())
        names.emplace_back(format.name);
    names.insert(names.end(), {"payloads", "pdf", "png", kFlows});
    return names;
}

struct Run
{
    double seconds = 0;
    double megabytes = 0; ///< of what was written
    double peak = 0; ///< MiB resident
};

std::uint64_t sizeOf(const std::string &path)
{
    if (!std::filesystem::is_directory(path))
        return std::filesystem::file_size(path);
    std::uint64_t size = 0;
    for (const auto &entry : std::filesystem::recursive_directory_iterator(path))
        size += entry.is_regular_file() ? entry.file_size() : 0;
    return size;
}

Run timed(const std::string &program, const std::vector<std::string> &arguments, const std::string &out)
{
    const std::int64_t start = nowNs();
    ChildProcess child(program, arguments);
    const int status = child.wait();
    const std::int64_t end = nowNs();
    if (status != 0)
        throw std::runtime_error(program + ' ' + arguments.front() + " ended with " + std::to_string(status));
    Run run;
    run.seconds = static_cast<double>(end - start) / 1e9;
    run.peak = static_cast<double>(child.peakBytes()) / (1024.0 * 1024.0);
    if (!out.empty())
        run.megabytes = static_cast<double>(sizeOf(out)) / 1e6;
    return run;
}

/// What every export does at least: reads each event and its bytes, and writes those to a file.
int bareDump(const std::string &capture, const std::string &out)
{
    const auto reader = capture::Reader::open(capture);
    std::ofstream file(out, std::ios::binary);
    if (!reader || !file)
        return 1;
    formats::wholeCapture(*reader.value()).events([&](const hop::Event &event) {
        const base::Bytes bytes = reader.value()->wire(event, 4096);
        file.write(reinterpret_cast<const char *>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
        return bool(file);
    });
    file.close();
    return file ? 0 : 1;
}

void row(const std::string &name, std::uint64_t events, const Run &run)
{
    std::printf("%-18s %9llu events %8.2f s %10.0f events/s %9.1f MB %8.1f MiB peak\n", name.c_str(),
                static_cast<unsigned long long>(events), run.seconds,
                static_cast<double>(events) / run.seconds, run.megabytes, run.peak);
    std::fflush(stdout);
}

/// The runs of one size.
class Round
{
public:
    Round(const ScratchFolder &folder, std::uint64_t events)
        : m_folder(folder), m_events(events), m_capture(folder.path(std::to_string(events) + ".hop101"))
    {
        if (const std::string error = makeCapture(m_capture, events); !error.empty())
            throw std::runtime_error(error);
        const std::string out = folder.path("bare");
        m_bare = timed(ownProgram(), {"--bare", m_capture, out}, out);
        row("bare reading", events, m_bare);
        m_verify = timed(HOP101_CLI, {"verify", m_capture}, {});
        row("verify", events, m_verify);
    }
    Run exported(const std::string &format)
    {
        const std::string folder = m_folder.path(format);
        std::filesystem::create_directory(folder); // one format may be many files
        const Run run = timed(
            HOP101_CLI, {"export", m_capture, "--to", format, "-o", fileOf(format), "--overwrite"}, folder);
        row("export " + format, m_events, run);
        return run;
    }
    Run imported(const std::string &format)
    {
        const std::string out = m_folder.path("in.hop101");
        const Run run = timed(HOP101_CLI, {"import", fileOf(format), "-o", out}, out);
        row("import " + format, m_events, run);
        std::filesystem::remove(out);
        return run;
    }
    void makeFlowsToImport() const
    {
        std::filesystem::create_directory(m_folder.path(kFlows));
        if (const std::string error = makeFlows(fileOf(kFlows), m_events); !error.empty())
            throw std::runtime_error(error);
    }
    void remove(const std::string &format) const { std::filesystem::remove_all(m_folder.path(format)); }
    const Run &bare() const noexcept { return m_bare; }
    const Run &verify() const noexcept { return m_verify; }

private:
    std::string fileOf(const std::string &format) const { return m_folder.path(format) + "/out." + format; }

    const ScratchFolder &m_folder;
    std::uint64_t m_events;
    std::string m_capture;
    Run m_bare, m_verify;
};

bool isImported(const std::string &format)
{
    return std::ranges::any_of(formats::importFormats(),
                               [&](const formats::ImportFormatInfo &info) { return info.name == format; });
}

void ratio(const std::string &name, double value)
{
    std::printf("ratio %s %.3f\n", name.c_str(), value);
    std::fflush(stdout);
}

void compareExports(Round &small, Round &large, const std::string &format)
{
    const Run tenth = small.exported(format), all = large.exported(format);
    ratio("export-" + format + "-vs-bare-reading", large.bare().seconds / all.seconds);
    ratio("export-" + format + "-memory-tenth-vs-all", tenth.peak / all.peak);
}

void compareImports(Round &small, Round &large, const std::string &format)
{
    const Run tenth = small.imported(format), all = large.imported(format);
    ratio("import-" + format + "-vs-verify", large.verify().seconds / all.seconds);
    ratio("import-" + format + "-memory-tenth-vs-all", tenth.peak / all.peak);
}

void compare(Round &small, Round &large, const std::string &format)
{
    if (format == kFlows) {
        small.makeFlowsToImport();
        large.makeFlowsToImport();
    } else {
        compareExports(small, large, format);
    }
    if (format == kFlows || isImported(format))
        compareImports(small, large, format);
    small.remove(format);
    large.remove(format);
}

int run(std::uint64_t events, const std::string &only)
{
    const ScratchFolder folder, largeFolder;
    Round small(folder, events / kTenth), large(largeFolder, events);
    for (const std::string &format : allFormats()) {
        if (only.empty() ? isAlways(format)
                         : (',' + only + ',').find(',' + format + ',') != std::string::npos)
            compare(small, large, format);
    }
    return 0;
}

} // namespace
} // namespace hop101::bench

int main(int argc, char *argv[])
{
    using namespace hop101::bench;
    if (argc == 4 && std::strcmp(argv[1], "--bare") == 0)
        return bareDump(argv[2], argv[3]);
    std::uint64_t events = kEvents;
    std::string only;
    for (int i = 1; i < argc; ++i) {
        const std::string argument = argv[i];
        if (argument.starts_with("--events="))
            events = std::max<std::uint64_t>(std::strtoull(argument.c_str() + 9, nullptr, 10), 1000);
        else if (argument.starts_with("--formats="))
            only = argument.substr(10);
    }
    try {
        return run(events, only);
    } catch (const std::exception &error) {
        std::fprintf(stderr, "bench_formats: %s\n", error.what());
        return 1;
    }
}
