// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/reader.h"

#include "core/capture/blockcache.h"
#include "core/capture/contentbytes.h"
#include "core/capture/exchangetable.h"
#include "core/capture/inputreader.h"
#include "core/capture/notetable.h"
#include "core/capture/openfile.h"
#include "core/capture/payloadreader.h"
#include "core/capture/schema.h"
#include "core/capture/sessiontable.h"
#include "core/capture/signaldata.h"
#include "core/capture/streambytes.h"

namespace hop101::capture {

/// What a Reader has: the file, what of it is kept in memory, and how far it was read.
class Reader::Private
{
public:
    Private(std::string path, OpenFile file);

    bool refresh();
    void noteDamage(const std::optional<CaptureError> &damage);
    bool hasNotes() const { return m_format >= kSessionsSchemaVersion; }
    /// None for a number that no event has.
    base::EventId shown(base::EventId event) const
    {
        return event.value <= m_count ? event : base::EventId{};
    }
    CaptureInfo info() const;
    hop::Event event(base::EventId id);
    hop::Event placeholder(base::EventId id) const;
    std::vector<hop::Exchange> exchanges();
    std::optional<hop::InputData> signal(const hop::Event &event) const;
    base::EventId nextFinding(base::EventId from, rules::Severity atLeast);
    base::EventId previousFinding(base::EventId from, rules::Severity atLeast);
    void findings(const BlockInfo &block, base::EventId first, base::EventId last, std::size_t limit,
                  std::vector<hop::Finding> &found);
    void visitInputs(const std::function<bool(const hop::Input &)> &visit);
    /// The file, where the recorder that we saw has finished but could not make it one plain file because of
    /// us.
    std::optional<std::string> fileToMakePlain() const;

    const std::string m_path;
    OpenFile m_file;
    const Database &m_database = m_file.database;
    const std::int64_t m_format = m_database.value("PRAGMA user_version").value_or(kSchemaVersion);
    BlockCache m_blocks{m_database};
    StreamBytes m_stream{m_database};
    ContentBytes m_content{m_database};
    std::optional<CaptureError> m_damage;
    std::vector<Session> m_sessions;
    std::vector<Party> m_parties;
    std::vector<Hop> m_hops;
    std::uint64_t m_count = 0;
    std::uint64_t m_recordsRead = 0;

private:
    void countEvents();
    void loadTables();
    void loadSessions();
    /// The session of a row, or the nearest that there is.
    SessionId known(SessionId session);
    /// Of all sessions the last: a recorder marks the capture anew when it begins another.
    bool isRecorderDone() const { return m_database.value(kIsComplete) == 1; }
    template<typename Row>
    std::vector<Row> rows(const std::string &sql, Row (*rowOf)(const Statement &));

    static constexpr const char *kIsComplete = "SELECT value FROM capture WHERE key = 'complete'";

    std::optional<std::int64_t> m_version;
    bool m_wasLive = false;
};

} // namespace hop101::capture
