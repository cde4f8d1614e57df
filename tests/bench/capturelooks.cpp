// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/capturelooks.h"

#include "core/capture/filterscan.h"
#include "core/capture/reader.h"
#include "core/capture/sqlite.h"
#include "core/capture/textsearch.h"
#include "tests/bench/childprocess.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <functional>
#include <numeric>

namespace hop101::bench {
namespace {

/// Rows that a window shows at once, and how much of each payload.
constexpr std::size_t kVisibleRows = 50;
constexpr std::uint64_t kShownBytes = 200;

int complain(const capture::CaptureError &error)
{
    std::fprintf(stderr, "%s\n", describe(error).c_str());
    return 1;
}

void readRows(const capture::Reader &reader, std::uint64_t first)
{
    std::array<hop::Event, kVisibleRows> page;
    const std::size_t got = reader.events({first}, page);
    for (std::size_t i = 0; i < got; ++i)
        reader.payload(page[i], 0, kShownBytes);
    if (got > 0)
        reader.findings(page.front().id, page[got - 1].id, kVisibleRows);
}

/// Gives every blob that `sql` finds to `visit`.
int visitBlobs(const std::string &path, const char *sql, const std::function<void(base::ByteSpan)> &visit)
{
    const auto opened = capture::Database::open(path, capture::Database::Mode::Read);
    if (!opened)
        return complain(opened.error());
    capture::Statement blobs = opened.value().prepare(sql);
    for (capture::Step step = blobs.step(); step != capture::Step::Done; step = blobs.step()) {
        if (step == capture::Step::Failed)
            return complain(opened.value().lastError());
        visit(blobs.blob(0));
    }
    return 0;
}

} // namespace

int lookAtRows(const std::string &path, const std::string &jump)
{
    std::int64_t before = nowNs();
    const auto opened = capture::Reader::open(path);
    if (!opened)
        return complain(opened.error());
    readRows(*opened.value(), 1);
    say("first_rows_ns", nowNs() - before);
    const auto other = capture::Reader::open(path);
    if (!other)
        return complain(other.error());
    before = nowNs();
    readRows(*other.value(), std::stoull(jump));
    say("jump_ns", nowNs() - before);
    say("jump_records", static_cast<std::int64_t>(other.value()->recordsRead()));
    say("events", static_cast<std::int64_t>(other.value()->eventCount()));
    say("peak", ownPeakBytes());
    return 0;
}

int filterAll(const std::string &path, const std::string &expression)
{
    const auto opened = capture::Reader::open(path);
    const auto filter = capture::parseFilter(expression);
    if (!opened || !filter)
        return opened ? 2 : complain(opened.error());
    const std::int64_t before = nowNs();
    std::int64_t firstHit = 0;
    std::uint64_t hits = 0;
    capture::FilterScan scan(*opened.value(), filter.value());
    const bool isWhole = scan.run({1}, {opened.value()->eventCount()}, [&](const capture::BlockHits &block) {
        hits += block.hits;
        if (hits > 0 && firstHit == 0)
            firstHit = nowNs() - before;
        return true;
    });
    say("all_ns", nowNs() - before);
    say("first_hit_ns", firstHit);
    say("hits", static_cast<std::int64_t>(hits));
    say("blocks_read", static_cast<std::int64_t>(scan.blocksRead()));
    say("peak", ownPeakBytes());
    return isWhole ? 0 : 1;
}

int searchAll(const std::string &path, const std::string &text)
{
    const auto opened = capture::Reader::open(path);
    const auto pattern = capture::TextPattern::make(base::asBytes(text), capture::LetterCase::Exact);
    if (!opened || !pattern)
        return opened ? 2 : complain(opened.error());
    const std::int64_t before = nowNs();
    std::int64_t firstHit = 0, hits = 0;
    capture::TextSearch search(*opened.value(), *pattern);
    const bool isWhole = search.run({1}, {opened.value()->eventCount()}, [&](const capture::TextHit &) {
        if (++hits == 1)
            firstHit = nowNs() - before;
        return true;
    });
    say("all_ns", nowNs() - before);
    say("first_hit_ns", firstHit);
    say("hits", hits);
    say("peak", ownPeakBytes());
    return isWhole && hits > 0 ? 0 : 1;
}

int readAllColumns(const std::string &path)
{
    const std::int64_t before = nowNs();
    std::uint64_t sum = 0;
    const int status =
        visitBlobs(path, "SELECT columns FROM block ORDER BY first_event", [&sum](base::ByteSpan columns) {
            sum = std::accumulate(columns.begin(), columns.end(), sum, [](std::uint64_t a, std::byte b) {
                return a + std::to_integer<unsigned>(b);
            });
        });
    say("raw_ns", nowNs() - before);
    say("sum", static_cast<std::int64_t>(sum));
    return status;
}

int searchAllBytes(const std::string &path, const std::string &text)
{
    const std::int64_t before = nowNs();
    std::int64_t hits = 0, bytes = 0;
    const int status = visitBlobs(path, "SELECT bytes FROM wire ORDER BY seq", [&](base::ByteSpan row) {
        bytes += static_cast<std::int64_t>(row.size());
        hits += ::memmem(row.data(), row.size(), text.data(), text.size()) ? 1 : 0;
    });
    say("raw_ns", nowNs() - before);
    say("bytes", bytes);
    say("hits", hits);
    return status;
}

} // namespace hop101::bench
