// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/content.h"
#include "core/capture/message.h"
#include "core/capture/sqltables.h"
#include "core/capture/verify.h"
#include "tests/core/capture/sqlrows.h"

#include <algorithm>

namespace hop101::capture::fixture {

/// What could be had of a file; zeros where it was not opened.
struct Readable
{
    bool isOpen = false;
    bool isDamaged = false; ///< it says that something is missing
    std::uint64_t events = 0; ///< without those that stand in the place of lost ones
    std::uint64_t findings = 0;
    std::uint64_t payloadBytes = 0; ///< of a sample of the events
    std::uint64_t exchanges = 0;
    std::uint64_t inputs = 0;
    std::uint64_t sqlRows = 0;
};

inline void readEvents(const Reader &reader, Readable &found)
{
    std::array<hop::Event, 256> page;
    const std::uint64_t last = std::min<std::uint64_t>(reader.eventCount(), 20'000);
    for (std::uint64_t next = 1; next <= last;) {
        const std::size_t count = reader.events({next}, page);
        if (count == 0)
            return;
        for (const hop::Event &event : std::span(page).first(count)) {
            found.events += event.kind != hop::EventKind::Note;
            const bool isSample = event.id.value < 32 || event.id.value % 61 == 0;
            if (!isSample)
                continue;
            found.payloadBytes +=
                reader.payload(event, 0, 1000).size() + frameBytes(reader, event, 0, 1000).size();
            found.payloadBytes += reader.wire(event, 1000).size() + reader.signalText(event).size();
            if (event.message)
                (void)messageFacts(reader, event);
        }
        next += count;
    }
}

/// Asks for all that the program can show of a capture; nothing of it may be taken for granted.
inline Readable readEverything(const std::string &path, bool withReplay = true)
{
    Readable found;
    auto opened = Reader::open(path);
    if (!opened)
        return found;
    Reader &reader = *opened.value();
    found.isOpen = true;
    readEvents(reader, found);
    for (const hop::Finding &finding : reader.findings({1}, {reader.eventCount()}, 300)) {
        if (++found.findings > 30)
            continue;
        (void)foundAndExpected(reader, finding, reader.event(finding.event));
    }
    for (const hop::Exchange &exchange : reader.exchanges()) {
        if (++found.exchanges <= 10)
            (void)capture::verdictOf(reader, exchange);
    }
    (void)reader.nextFinding({1}, rules::Severity::Error);
    (void)reader.previousFinding({reader.eventCount()}, rules::Severity::Error);
    reader.inputs([&found](const hop::Input &) { return ++found.inputs < 100'000; });
    (void)reader.info();
    if (withReplay)
        (void)verify(reader);
    if (const auto tables = SqlTables::create(reader, {})) {
        for (const char *sql :
             {"SELECT * FROM event WHERE id % 41 = 1 OR severity = 'error' LIMIT 400",
              "SELECT id FROM event ORDER BY id DESC LIMIT 3000",
              "SELECT * FROM message WHERE id % 97 = 1 LIMIT 50", "SELECT * FROM finding LIMIT 200",
              "SELECT seq, hop, time_ns, substr(bytes, 1, 16), length(bytes) FROM wire LIMIT 200",
              "SELECT * FROM signal LIMIT 200", "SELECT * FROM exchange LIMIT 200",
              "SELECT * FROM hop LIMIT 200"})
            found.sqlRows += std::uint64_t(fixture::sqlRows(reader, sql).size());
        found.isDamaged = tables.value()->damage().has_value();
    }
    found.isDamaged = found.isDamaged || reader.damage();
    return found;
}

} // namespace hop101::capture::fixture
