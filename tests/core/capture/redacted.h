// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/annotations.h"
#include "core/capture/message.h"
#include "core/capture/redact.h"
#include "core/capture/verify.h"
#include "tests/core/capture/compressed.h"
#include "tests/core/capture/fixture.h"

#include <QFile>

namespace hop101::capture::fixture {

/// A redacted copy beside a recording, and what is told of it.
struct Redacted
{
    std::string path;
    RedactionReport report;
    std::unique_ptr<Reader> reader;
};

inline Redacted redacted(Recording &recording, const RedactionRules &rules = defaultRedactionRules())
{
    recording.recorder().finish();
    Redacted result;
    result.path = recording.path() + ".redacted.hop101";
    auto report = saveRedacted(recording.path(), result.path, rules);
    if (!report)
        qFatal("%s", describe(report.error()).c_str());
    result.report = std::move(report).value();
    auto reader = Reader::open(result.path);
    if (!reader)
        qFatal("%s", describe(reader.error()).c_str());
    result.reader = std::move(reader).value();
    return result;
}

/// Everything that a capture says: its bytes in the file, payloads without masks, inflated messages.
inline std::string allOf(const std::string &path, const Reader &reader)
{
    std::string all;
    for (const char *suffix : {"", "-wal", "-journal"}) {
        QFile file(QString::fromStdString(path) + QLatin1String(suffix));
        if (file.open(QIODevice::ReadOnly))
            all += file.readAll().toStdString();
    }
    for (std::uint64_t id = 1; id <= reader.eventCount(); ++id) {
        const hop::Event event = reader.event({id});
        all += base::toText(reader.payload(event, 0, 1'000'000)) + '\n';
        if (event.message == event.id)
            (void)readMessage(reader, event.id, [&all](base::ByteSpan bytes) {
                all += base::toText(bytes);
                return true;
            });
    }
    return all;
}

/// What one direction of the first hop sent after its head, as text: messages joined by '|'.
inline std::string messagesOf(const Reader &reader, hop::Direction direction)
{
    std::string all;
    for (std::uint64_t id = 1; id <= reader.eventCount(); ++id) {
        const hop::Event event = reader.event({id});
        if (event.direction != direction || event.kind != hop::EventKind::Frame)
            continue;
        if (!event.message)
            all += (all.empty() ? "" : "|") + base::toText(reader.payload(event, 0, 1000));
        if (event.message != event.id)
            continue;
        all += all.empty() ? "" : "|";
        (void)readMessage(reader, event.id, [&all](base::ByteSpan bytes) {
            all += base::toText(bytes);
            return true;
        });
    }
    return all;
}

} // namespace hop101::capture::fixture
