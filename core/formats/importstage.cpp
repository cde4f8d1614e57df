// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/importstage.h"

#include "core/base/overloaded.h"
#include "core/capture/capturestore.h"
#include "core/capture/copyextras.h"
#include "core/capture/reader.h"
#include "core/capture/signaldata.h"
#include "core/capture/sqlite.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <map>

#include <fcntl.h>
#include <unistd.h>

namespace hop101::formats {
namespace {

using capture::CaptureError;
using capture::CaptureFault;
using capture::Database;
using capture::Statement;
using capture::Step;

/// Of one row: larger ones would count as a whole in memory.
constexpr std::size_t kMaxRowBytes = hop::kMaxInputBytes;
constexpr std::uint64_t kAskEvery = 4096;
constexpr std::size_t kMostParties = 4;
constexpr WallTime kEarliest{};
constexpr WallTime kLatest{std::chrono::seconds(7'258'118'400)}; ///< the year 2200

// Nobody else sees the file, and after a crash it is of no use.
constexpr const char *kPrepare =
    "PRAGMA page_size=65536; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE; "
    "PRAGMA cache_size=-8192; CREATE TABLE input (id INTEGER PRIMARY KEY, time INTEGER, hop INTEGER, "
    "direction INTEGER, kind TEXT, data BLOB); CREATE TABLE note (event INTEGER PRIMARY KEY, bookmark "
    "INTEGER, "
    "text TEXT, changed_us INTEGER); BEGIN";

ImportError captureError(CaptureError error)
{
    std::string path = error.path;
    return {ImportFault::Capture, std::move(path), {}, std::move(error)};
}

CaptureError systemError(const std::string &path)
{
    const CaptureFault fault = errno == ENOENT || errno == ENOTDIR ? CaptureFault::NotFound
        : errno == EACCES || errno == EPERM || errno == EROFS      ? CaptureFault::NoPermission
        : errno == ENOSPC || errno == EDQUOT                       ? CaptureFault::NoSpace
                                                                   : CaptureFault::Io;
    return {fault, path, std::strerror(errno)};
}

/// A new file beside `path`; its name is put into `name`.
int makeBeside(const std::string &path, std::string &name)
{
    name = path + ".import-XXXXXX";
    return mkostemp(name.data(), O_CLOEXEC);
}

/// A database in a file beside `path` that has no name any more: it goes with its connection.
base::Result<Database, CaptureError> openBeside(const std::string &path)
{
    std::string name;
    const int file = makeBeside(path, name);
    if (file < 0)
        return systemError(path);
    close(file);
    auto database = Database::open(name, Database::Mode::ReadWrite);
    const bool isReady = database && database.value().run(kPrepare);
    unlink(name.c_str());
    if (!database)
        return database.error();
    if (!isReady)
        return database.value().lastError();
    return database;
}

/// "10.0.0.1:4000" → "10.0.0.1", "[::1]:80" → "[::1]"
std::string_view withoutPort(std::string_view address)
{
    const std::size_t colon = address.rfind(':');
    return colon == std::string_view::npos || address.ends_with(']') ? address : address.substr(0, colon);
}

/// What addresses of one lane have in common; empty where that is nothing.
std::string common(const std::string &first, const std::string &second)
{
    if (first == second)
        return first;
    const std::string_view host = withoutPort(first);
    return host == withoutPort(second) ? std::string(host) : std::string();
}

} // namespace

class ImportStage::Private
{
public:
    struct Staged
    {
        ImportedHop hop;
        std::optional<WallTime> first; ///< nothing: it was told nothing
    };
    /// The parties and hops of a capture that is made.
    struct Made
    {
        std::unique_ptr<capture::Recorder> recorder;
        std::vector<base::HopId> hops; ///< by their places in `staged`
        WallTime start;
    };

    Private(Database opened, std::string path)
        : database(std::move(opened)), capturePath(std::move(path)),
          insert(database.prepare("INSERT INTO input (time, hop, direction, kind, data) VALUES (?1, ?2, ?3, "
                                  "?4, ?5)"))
    { }

    bool addRow(std::size_t hop, WallTime time, hop::Direction direction, const hop::InputData &data);
    bool insertRow(const char *kind, base::ByteSpan data);
    std::vector<std::size_t> hopsInOrder() const;
    base::Result<Made, ImportError> makeCapture() const;
    void addParties(Made &made) const;
    void addLayout(Made &made) const;
    capture::Hop hopOf(const ImportedHop &hop) const;
    std::optional<CaptureError> addExtras(std::uint64_t events);
    void visitNotes(std::uint64_t events, const std::function<bool(const capture::Note &)> &visit) const;
    base::Result<std::uint64_t, ImportError> record(Made made, const Watch &watch);
    bool play(Made &made, const Watch &watch);
    bool playRow(Made &made, const Statement &row) const;

    Database database;
    std::string capturePath;
    Statement insert;
    ImportFormat format = ImportFormat::Har;
    std::string file;
    bool overwrites = false;
    std::vector<Staged> staged;
    std::uint64_t inputs = 0;
    WallTime latest = kEarliest;
    bool isInOrder = true;
    std::optional<ImportLayout> layout;
    std::optional<CaptureError> error;
};

bool ImportStage::Private::insertRow(const char *kind, base::ByteSpan data)
{
    if (kind)
        insert.bind(4, std::string_view(kind));
    else
        insert.bindNull(4);
    const bool isDone = insert.bind(5, data).run();
    if (!isDone && !error)
        error = database.lastError();
    ++inputs;
    return isDone;
}

bool ImportStage::Private::addRow(std::size_t hop, WallTime time, hop::Direction direction,
                                  const hop::InputData &data)
{
    insert.bind(1, std::int64_t{time.time_since_epoch().count()}).bind(2, std::uint64_t{hop});
    insert.bind(3, static_cast<std::int64_t>(direction));
    if (const auto *seen = std::get_if<hop::BytesSeen>(&data)) {
        for (base::ByteSpan rest = seen->bytes; !rest.empty();) {
            const base::ByteSpan piece = rest.first(std::min(rest.size(), kMaxRowBytes));
            rest = rest.subspan(piece.size());
            if (!insertRow(nullptr, piece))
                return false;
        }
        return true;
    }
    const capture::SignalData signal = capture::encodeSignal(data);
    return insertRow(signal.kind, base::asBytes(signal.data));
}

/// Places in `staged`, by their first times.
std::vector<std::size_t> ImportStage::Private::hopsInOrder() const
{
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < staged.size(); ++i)
        if (staged[i].first)
            order.push_back(i);
    std::ranges::stable_sort(order, {}, [this](std::size_t i) { return *staged[i].first; });
    return order;
}

base::Result<ImportStage::Private::Made, ImportError> ImportStage::Private::makeCapture() const
{
    Made made;
    made.start = kLatest;
    for (const Staged &hop : staged)
        made.start = std::min(made.start, hop.first.value_or(kLatest));
    capture::Recorder::Options options;
    options.overwrite = overwrites;
    options.created = std::chrono::time_point_cast<std::chrono::system_clock::duration>(made.start);
    auto recorder = capture::Recorder::create(capturePath, options);
    if (!recorder)
        return captureError(recorder.error());
    made.recorder = std::move(recorder).value();
    if (layout)
        addLayout(made);
    else
        addParties(made);
    return made;
}

/// A lane for each name of a role, as long as there are lanes; then the first lane of the role serves.
void ImportStage::Private::addParties(Made &made) const
{
    std::vector<capture::Party> parties;
    const auto laneOf = [&parties](capture::Role role, const std::string &name, const std::string &address) {
        auto found =
            std::ranges::find_if(parties, [&](const auto &p) { return p.role == role && p.name == name; });
        if (found == parties.end() && parties.size() >= kMostParties)
            found = std::ranges::find(parties, role, &capture::Party::role);
        if (found == parties.end()) {
            parties.push_back({{}, name, role, address});
            return parties.size() - 1;
        }
        found->address = common(found->address, address);
        return static_cast<std::size_t>(found - parties.begin());
    };
    std::vector<std::pair<std::size_t, std::size_t>> lanes(staged.size());
    const std::vector<std::size_t> order = hopsInOrder();
    for (const std::size_t i : order) {
        const ImportedHop &hop = staged[i].hop;
        lanes[i].first =
            laneOf(hop.clientRole, hop.clientName.empty() ? "Client" : hop.clientName, hop.clientAddress);
        lanes[i].second =
            laneOf(hop.serverRole, hop.serverName.empty() ? "Server" : hop.serverName, hop.serverAddress);
    }
    std::vector<base::PartyId> ids;
    for (const capture::Party &party : parties)
        ids.push_back(made.recorder->addParty(party));
    made.hops.resize(staged.size());
    for (const std::size_t i : order) {
        capture::Hop added = hopOf(staged[i].hop);
        added.left = ids[lanes[i].first];
        added.right = ids[lanes[i].second];
        made.hops[i] = made.recorder->addHop(added, nullptr);
    }
}

capture::Hop ImportStage::Private::hopOf(const ImportedHop &hop) const
{
    capture::Hop made;
    made.url = hop.url;
    made.limits = hop.limits;
    made.plan = hop.plan;
    const std::string name = std::filesystem::path(file).filename().string();
    made.transport = transportOf({info(format).name, name, hop.madeUp}, hop.isSecure, hop.transport);
    return made;
}

void ImportStage::Private::addLayout(Made &made) const
{
    std::vector<base::PartyId> ids;
    for (const capture::Party &party : layout->parties)
        ids.push_back(made.recorder->addParty(party));
    for (const Staged &one : staged) {
        capture::Hop added = hopOf(one.hop);
        added.left = ids[one.hop.left];
        added.right = ids[one.hop.right];
        made.hops.push_back(made.recorder->addHop(added, nullptr));
    }
}

/// Sessions and notes stand beside the inputs.
std::optional<CaptureError> ImportStage::Private::addExtras(std::uint64_t events)
{
    if (!layout)
        return std::nullopt;
    capture::CopyExtras extras{layout->sessions, {}, {}, {}};
    for (const capture::Party &party : layout->parties)
        extras.parties.push_back(party.session);
    for (capture::Session &session : extras.sessions)
        session.firstEvent = {events + 1};
    {
        const auto reader = capture::Reader::open(capturePath);
        if (!reader)
            return reader.error();
        for (std::size_t i = 0; i < staged.size(); ++i) {
            const base::HopId id{static_cast<std::uint32_t>(i + 1)};
            const hop::Event first = reader.value()->nextOfHop(id, {}, {events});
            extras.hops.push_back(staged[i].hop.session);
            base::EventId &own = extras.sessions[staged[i].hop.session.value - 1].firstEvent;
            if (first.id)
                own = std::min(own, first.id);
        }
    }
    // One without events stands before the next.
    for (std::size_t i = extras.sessions.size(); i > 1; --i)
        extras.sessions[i - 2].firstEvent =
            std::min(extras.sessions[i - 2].firstEvent, extras.sessions[i - 1].firstEvent);
    extras.sessions.front().firstEvent = {1};
    extras.notes = [&](const auto &visit) { visitNotes(events, visit); };
    return capture::writeCopyExtras(capturePath, extras);
}

void ImportStage::Private::visitNotes(std::uint64_t events,
                                      const std::function<bool(const capture::Note &)> &visit) const
{
    Statement rows = database.prepare(
        "SELECT event, bookmark, text, changed_us FROM note WHERE event <= ?1 ORDER BY event");
    rows.bind(1, events);
    while (rows.step() == Step::Row) {
        capture::Note note;
        note.event = {rows.number(0)};
        note.isBookmarked = rows.integer(1) != 0;
        note.text = rows.text(2);
        note.changed = std::chrono::system_clock::time_point(std::chrono::microseconds(rows.integer(3)));
        if (!visit(note))
            return;
    }
}

bool ImportStage::Private::playRow(Made &made, const Statement &row) const
{
    const auto place = static_cast<std::size_t>(row.number(1));
    if (place >= made.hops.size())
        return false;
    const hop::Nanoseconds time{row.integer(0) - made.start.time_since_epoch().count()};
    const auto direction = static_cast<hop::Direction>(row.integer(2));
    const std::string kind = row.text(3);
    if (kind.empty()) {
        made.recorder->take(made.hops[place], direction, time, hop::BytesSeen{row.blob(4)});
        return true;
    }
    const auto signal = capture::decodeSignal(kind, base::asText(row.blob(4)));
    if (signal)
        made.recorder->take(made.hops[place], direction, time, *signal);
    return signal.has_value();
}

/// Not "ORDER BY" over all rows alone: that would sort the bytes, too.
bool ImportStage::Private::play(Made &made, const Watch &watch)
{
    if (!isInOrder && !database.run("CREATE INDEX by_time ON input (time)"))
        return false;
    Statement rows = database.prepare(
        isInOrder
            ? "SELECT time, hop, direction, kind, data FROM input ORDER BY id"
            : "SELECT time, hop, direction, kind, data FROM input INDEXED BY by_time ORDER BY time, id");
    std::uint64_t done = 0;
    for (Step step = rows.step(); step != Step::Done; step = rows.step()) {
        if (step == Step::Failed || !playRow(made, rows))
            return false;
        const bool isTime = ++done % kAskEvery == 0;
        if (isTime && made.recorder->error())
            return false;
        if (isTime && watch && !watch(done, inputs, made.recorder->eventCount()))
            break;
    }
    return true;
}

base::Result<std::uint64_t, ImportError> ImportStage::Private::record(Made made, const Watch &watch)
{
    const bool isPlayed = play(made, watch);
    const std::uint64_t events = made.recorder->eventCount();
    made.recorder->finish();
    std::optional<CaptureError> failure = made.recorder->error();
    if (!isPlayed && !failure)
        failure = database.lastError();
    if (!failure)
        failure = addExtras(events);
    if (!failure)
        return events;
    const std::string path = made.recorder->path();
    made.recorder.reset();
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
    failure->path = path;
    return captureError(*failure);
}

ImportStage::ImportStage(std::unique_ptr<Private> impl) : d(std::move(impl)) { }

ImportStage::~ImportStage() = default;

base::Result<std::unique_ptr<ImportStage>, ImportError> ImportStage::create(const std::string &capturePath,
                                                                            ImportFormat format,
                                                                            const std::string &file,
                                                                            bool overwrites)
{
    std::error_code ignored;
    if (!overwrites && std::filesystem::exists(std::filesystem::symlink_status(capturePath, ignored)))
        return captureError({CaptureFault::Exists, capturePath, {}});
    auto database = openBeside(capturePath);
    if (!database) {
        CaptureError error = database.error();
        error.path = capturePath;
        return captureError(std::move(error));
    }
    auto impl = std::make_unique<Private>(std::move(database).value(), capturePath);
    impl->format = format;
    impl->file = file;
    impl->overwrites = overwrites;
    return std::unique_ptr<ImportStage>(new ImportStage(std::move(impl)));
}

std::size_t ImportStage::addHop(const ImportedHop &hop)
{
    d->staged.push_back({hop, {}});
    return d->staged.size() - 1;
}

ImportedHop &ImportStage::hop(std::size_t index)
{
    return d->staged[index].hop;
}

bool ImportStage::add(std::size_t hop, WallTime time, hop::Direction direction, const hop::InputData &data)
{
    if (d->error)
        return false;
    const WallTime taken = std::clamp(time, kEarliest, kLatest);
    auto &first = d->staged[hop].first;
    first = std::min(first.value_or(taken), taken);
    d->isInOrder = d->isInOrder && taken >= d->latest;
    d->latest = std::max(d->latest, taken);
    return d->addRow(hop, taken, direction, data);
}

void ImportStage::setLayout(ImportLayout layout)
{
    d->layout = std::move(layout);
}

void ImportStage::addNote(const capture::Note &note, bool goesOn)
{
    if (d->error)
        return;
    Statement write = d->database.prepare(
        goesOn
            ? "UPDATE note SET text = text || ?3 WHERE event = ?1 AND length(text) + length(?3) <= 16777216"
            : "REPLACE INTO note (event, bookmark, text, changed_us) VALUES (?1, ?2, ?3, ?4)");
    write.bind(1, note.event.value)
        .bind(2, std::int64_t{note.isBookmarked})
        .bind(3, std::string_view(note.text));
    if (!goesOn)
        write.bind(4,
                   std::int64_t{
                       std::chrono::duration_cast<std::chrono::microseconds>(note.changed.time_since_epoch())
                           .count()});
    if (!write.run())
        d->error = d->database.lastError();
}

std::uint64_t ImportStage::inputCount() const
{
    return d->inputs;
}

int ImportStage::scratch()
{
    std::string name;
    const int file = makeBeside(d->capturePath, name);
    if (file >= 0)
        unlink(name.c_str());
    else if (!d->error)
        d->error = systemError(d->capturePath);
    return file;
}

std::size_t ImportStage::connectionCount() const
{
    return static_cast<std::size_t>(
        std::ranges::count_if(d->staged, [](const auto &hop) { return hop.first.has_value(); }));
}

base::Result<std::uint64_t, ImportError> ImportStage::finish(const Watch &watch)
{
    if (d->error) {
        d->error->path = d->capturePath;
        return captureError(*d->error);
    }
    auto made = d->makeCapture();
    if (!made)
        return made.error();
    return d->record(std::move(made).value(), watch);
}

} // namespace hop101::formats
