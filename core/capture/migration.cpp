// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/migration.h"

#include "core/capture/contentlog.h"
#include "core/capture/eventindex.h"
#include "core/capture/hoptap.h"
#include "core/capture/inputreader.h"
#include "core/capture/openfile.h"
#include "core/capture/savecopy.h"
#include "core/capture/schema.h"

#include <sqlite3.h>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>
#include <vector>

namespace hop101::capture {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kInputsBetweenFlushes = 1024;

/// What has another form now is kept aside. The pages that come free take the new tables, so that these stay
/// at the front of the file.
constexpr const char *kSetAside =
    "CREATE TEMP TABLE old_party AS SELECT id, name, role, address FROM main.party; DROP TABLE main.party; "
    "CREATE TEMP TABLE old_note AS SELECT event, text FROM main.note; "
    "DROP TABLE main.note; ";
constexpr const char *kSetHopAside =
    "CREATE TEMP TABLE old_hop AS SELECT id, left, right, url, transport, plan, max_inflated, max_ratio, "
    "max_message FROM main.hop; DROP TABLE main.hop; ";
/// The first version had no limits, and never wrote into its table content.
constexpr const char *kSetFirstHopAside =
    "CREATE TEMP TABLE old_hop AS SELECT id, left, right, url, transport, plan, ?1 AS max_inflated, "
    "?2 AS max_ratio, ?3 AS max_message FROM main.hop";
constexpr const char *kDropFirst = "DROP TABLE main.hop; DROP TABLE main.content; ";

constexpr const char *kPutBack =
    "INSERT INTO session (id, title, creator, created_us, first_ns, first_event, complete) SELECT 1, "
    "(SELECT CAST(value AS TEXT) FROM capture WHERE key = 'title'), "
    "(SELECT CAST(value AS TEXT) FROM capture WHERE key = 'creator'), "
    "(SELECT CAST(value AS INTEGER) FROM capture WHERE key = 'created_us'), 0, 1, "
    "coalesce((SELECT value FROM capture WHERE key = 'complete'), 0); "
    "INSERT INTO party (id, session, name, role, address) SELECT id, 1, name, role, address FROM old_party; "
    "INSERT INTO hop (id, session, left, right, url, transport, plan, max_inflated, max_ratio, max_message) "
    "SELECT id, 1, left, right, url, transport, plan, max_inflated, max_ratio, max_message FROM old_hop; "
    "INSERT INTO note (event, bookmark, text, changed_us) SELECT event, 0, group_concat(text, char(10)), 0 "
    "FROM old_note WHERE typeof(event) = 'integer' AND event > 0 GROUP BY event; "
    "DELETE FROM capture WHERE key = 'title'; "
    "DROP TABLE old_party; DROP TABLE old_hop; DROP TABLE old_note; ";

bool setHopsOfFirstVersionAside(const Database &copy)
{
    const plan::Limits limits;
    Statement create = copy.prepare(kSetFirstHopAside);
    create.bind(1, limits.inflatedMessageBytes).bind(2, limits.inflateRatio).bind(3, limits.messageBytes);
    return create.run() && copy.run(kDropFirst);
}

bool upgradeTables(const Database &copy, bool isOfFirstVersion)
{
    const bool isAside = isOfFirstVersion ? setHopsOfFirstVersionAside(copy) : copy.run(kSetHopAside);
    return isAside && copy.run(kSetAside) && createTables(copy) && copy.run(kPutBack);
}

/// Writes the index of events anew, from the inputs.
class Rebuild
{
public:
    explicit Rebuild(const Database &copy) : m_index(copy), m_content(copy) { }

    void take(const hop::Input &input)
    {
        if (input.hop.value > m_hops.size())
            m_hops.resize(input.hop.value);
        Stream &stream = m_hops[input.hop.value - 1];
        if (!stream.tap)
            stream.tap =
                std::make_unique<HopTap>(input.hop, plan::Limits(), m_numbers, m_index, m_content, nullptr);
        if (const auto *seen = std::get_if<hop::BytesSeen>(&input.data)) {
            stream.ends[static_cast<std::size_t>(input.direction)] += seen->bytes.size();
            m_content.sawWire(seen->bytes.size());
        } else if (const auto *lost = std::get_if<hop::Lost>(&input.data)) {
            stream.ends[static_cast<std::size_t>(input.direction)] += lost->bytes;
        }
        stream.tap->take(input);
        if (++m_inputs % kInputsBetweenFlushes == 0)
            (void)flush();
    }
    /// As a recorder does that finishes.
    void endOpen()
    {
        for (const Stream &stream : m_hops) {
            for (const hop::Direction direction : {hop::Direction::FromLeft, hop::Direction::FromRight}) {
                if (stream.tap)
                    m_index.endOpen(stream.tap->hop(), direction,
                                    stream.ends[static_cast<std::size_t>(direction)]);
            }
        }
    }
    bool flush()
    {
        m_index.flush();
        m_content.flush();
        return isGood();
    }
    bool isGood() const { return m_index.isGood() && m_content.isGood(); }

private:
    struct Stream
    {
        std::unique_ptr<HopTap> tap;
        std::array<std::uint64_t, 2> ends{};
    };
    EventIndex m_index;
    ContentLog m_content;
    hop::Numbers m_numbers;
    std::vector<Stream> m_hops;
    std::uint64_t m_inputs = 0;
};

bool rebuildEvents(const Database &copy)
{
    if (!copy.run("DELETE FROM block; DELETE FROM exchange"))
        return false;
    const std::int64_t hops = copy.value("SELECT count(*) FROM hop").value_or(0);
    std::optional<CaptureError> damage;
    Rebuild rebuild(copy);
    const auto take = [&rebuild](const hop::Input &input) {
        rebuild.take(input);
        return rebuild.isGood();
    };
    visitInputs(copy, static_cast<std::uint32_t>(hops), take, damage);
    if (copy.value("SELECT value FROM capture WHERE key = 'complete'") == 1)
        rebuild.endOpen();
    return !damage && rebuild.flush();
}

CaptureError systemError(const std::string &path, int code)
{
    return {faultOf(SQLITE_CANTOPEN, code), path, std::strerror(code)};
}

/// Gives the file another name that no other has. It keeps its own for now, where the file system knows two
/// names of a file.
bool moveAside(const std::string &path, const std::string &name)
{
    if (link(path.c_str(), name.c_str()) == 0)
        return true;
    const bool hasNoLinks = errno == EPERM || errno == EOPNOTSUPP || errno == ENOSYS || errno == EMLINK;
    return hasNoLinks && renameat2(AT_FDCWD, path.c_str(), AT_FDCWD, name.c_str(), RENAME_NOREPLACE) == 0;
}

/// "chat (format 2).hop101", then "chat (format 2, 2).hop101".
base::Result<std::string, CaptureError> keepAside(const std::string &path, std::int64_t format)
{
    const fs::path original(path);
    const std::string stem = (original.parent_path() / original.stem()).string();
    constexpr int kMostTries = 100;
    for (int i = 1; i <= kMostTries; ++i) {
        const std::string name = stem + " (format " + std::to_string(format)
            + (i == 1 ? "" : ", " + std::to_string(i)) + ")" + original.extension().string();
        if (moveAside(path, name))
            return name;
        if (errno != EEXIST)
            return systemError(name, errno);
    }
    return CaptureError{CaptureFault::Exists, stem, {}};
}

/// The format of a capture that can be migrated.
base::Result<std::int64_t, CaptureError> formatOf(const std::string &path)
{
    auto file = openCapture(path);
    if (!file)
        return file.error();
    if (file.value().damage)
        return *file.value().damage;
    return file.value().database.value("PRAGMA user_version").value_or(kSchemaVersion);
}

} // namespace

bool upgrade(const Database &copy)
{
    const auto version = copy.value("PRAGMA user_version");
    if (version == kSchemaVersion)
        return true;
    if (!version || *version < kFirstSchemaVersion || *version > kSchemaVersion)
        return false;
    const bool isOfFirstVersion = *version < kMessagesSchemaVersion;
    const std::string mark = "PRAGMA user_version=" + std::to_string(kSchemaVersion) + "; COMMIT";
    // The copy is thrown away if anything fails: no journal is needed to take it back.
    if (!copy.run("PRAGMA synchronous=OFF; PRAGMA journal_mode=OFF; BEGIN IMMEDIATE")
        || !upgradeTables(copy, isOfFirstVersion) || (isOfFirstVersion && !rebuildEvents(copy))
        || !copy.run(mark.c_str()))
        return false;
    makePlain(copy);
    return true;
}

base::Result<std::string, CaptureError> migrateKeepingOriginal(const std::string &path)
{
    const auto format = formatOf(path);
    if (!format)
        return format.error();
    if (format.value() == kSchemaVersion)
        return std::string();
    if (isInUse(path))
        return CaptureError{CaptureFault::Busy, path, {}};
    std::string copy = path + ".new-XXXXXX";
    const int file = mkostemp(copy.data(), O_CLOEXEC);
    if (file < 0)
        return systemError(path, errno);
    close(file);
    auto saved = saveCopy(path, copy);
    auto kept =
        saved ? keepAside(path, format.value()) : base::Result<std::string, CaptureError>(saved.error());
    if (kept && rename(copy.c_str(), path.c_str()) == 0)
        return kept;
    const CaptureError error = kept ? systemError(path, errno) : kept.error();
    if (kept)
        (void)rename(kept.value().c_str(), path.c_str());
    unlink(copy.c_str());
    return error;
}

} // namespace hop101::capture
