// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/redact.h"

#include "core/capture/copyextras.h"
#include "core/capture/eventfields.h"
#include "core/capture/jsonvalue.h"
#include "core/capture/redactioncopy.h"
#include "core/capture/redactionremake.h"
#include "core/capture/redactionscan.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace hop101::capture {

namespace {

constexpr std::uint64_t kWatchBytes = std::uint64_t{256} * 1024;
constexpr std::size_t kNotesAtOnce = 100;
constexpr std::size_t kBatchEvents = 256;
constexpr const char *kMarkKey = "redacted";

/// Asks whether to go on, and goes over the inputs that were there at the start.
class Course
{
public:
    Course(const Reader &reader, const RedactionWatch &watch, RedactionLedger &ledger, unsigned passes)
        : m_reader(reader), m_watch(watch), m_ledger(ledger)
    {
        const auto bytes = reader.database().value("SELECT sum(length(bytes)) FROM wire");
        m_progress.allBytes =
            static_cast<std::uint64_t>(std::max<std::int64_t>(bytes.value_or(0), 0)) * passes;
        m_last = static_cast<std::uint64_t>(
            std::max({std::int64_t{0}, reader.database().value("SELECT max(seq) FROM wire").value_or(0),
                      reader.database().value("SELECT max(seq) FROM signal").value_or(0)}));
    }

    /// False where it was cancelled. `visit` says false to end it.
    bool run(const std::function<bool(const hop::Input &)> &visit)
    {
        std::uint64_t expected = 0;
        m_reader.inputs([&](const hop::Input &input) {
            const bool isHole = expected != 0 && input.seq != expected;
            m_isPartial = m_isPartial || isHole; // behind it every byte would stand in another place
            expected = input.seq + 1;
            return !isHole && input.seq <= m_last && goesOn(input) && visit(input);
        });
        return !m_isCancelled;
    }
    bool isPartial() const noexcept { return m_isPartial || m_reader.damage().has_value(); }

private:
    bool goesOn(const hop::Input &input)
    {
        const auto *seen = std::get_if<hop::BytesSeen>(&input.data);
        m_progress.bytes += seen ? seen->bytes.size() : 0;
        m_unwatched += seen ? seen->bytes.size() + 64 : 64;
        if (m_unwatched < kWatchBytes || !m_watch)
            return true;
        m_unwatched = 0;
        m_progress.count = m_ledger.report().count;
        m_progress.allBytes = std::max(m_progress.allBytes, m_progress.bytes);
        m_isCancelled = !m_watch(m_progress);
        return !m_isCancelled;
    }

    const Reader &m_reader;
    const RedactionWatch &m_watch;
    RedactionLedger &m_ledger;
    RedactionProgress m_progress;
    std::uint64_t m_last = 0;
    std::uint64_t m_unwatched = 0;
    bool m_isCancelled = false;
    bool m_isPartial = false;
};

RedactionError cancelled()
{
    RedactionError error;
    error.isCancelled = true;
    return error;
}
RedactionError failed(CaptureError error)
{
    RedactionError failure;
    failure.capture = std::move(error);
    return failure;
}

/// Calls `visit` for each note, until it says false.
void visitNotes(const Reader &reader, const std::function<bool(const Note &)> &visit)
{
    base::EventId next{1};
    for (;;) {
        const auto notes = reader.notes(next, {std::numeric_limits<std::int64_t>::max()}, kNotesAtOnce);
        for (const Note &note : notes) {
            if (!visit(note))
                return;
        }
        if (notes.size() < kNotesAtOnce)
            return;
        next = {notes.back().event.value + 1};
    }
}

/// What a capture has beside its inputs, for a preview.
void countTexts(const Reader &reader, RedactionTexts &texts)
{
    texts.setNotes(true);
    for (const Session &session : reader.sessions())
        (void)texts.text(session.title);
    visitNotes(reader, [&texts](const Note &note) {
        (void)texts.text(note.text, note.event);
        return true;
    });
    texts.setNotes(false);
    for (const Party &party : reader.parties())
        (void)texts.party(party);
    for (const Hop &hop : reader.hops())
        (void)texts.hop(hop);
}

/// One redacted copy in the making.
class Saving
{
public:
    Saving(const Reader &reader, std::shared_ptr<const RedactionMatcher> matcher, std::string to,
           const RedactionWatch &watch)
        : m_reader(reader), m_matcher(std::move(matcher)), m_to(std::move(to)), m_ledger(kMaxRedactions),
          m_course(reader, watch, m_ledger, 2)
    { }

    base::Result<RedactionReport, RedactionError> run();

private:
    bool scan();
    bool remake();
    bool copy();
    std::optional<CaptureError> complete();
    bool writeMark(const Database &database);
    void compare();
    RedactionError remove(RedactionError error) const;

    const Reader &m_reader;
    std::shared_ptr<const RedactionMatcher> m_matcher;
    const std::string m_to;
    RedactionLedger m_ledger;
    Course m_course;
    std::unique_ptr<RedactionEdits> m_edits;
    std::map<RedactionScan::StreamKey, base::EventId> m_remade;
    std::unique_ptr<Recorder> m_recorder;
};

bool Saving::scan()
{
    RedactionScan scan(m_reader, m_matcher, m_edits.get(), m_ledger);
    RedactionTexts texts(*m_matcher, &m_ledger);
    const bool isDone = m_course.run([&](const hop::Input &input) {
        scan.take(input);
        if (!std::holds_alternative<hop::BytesSeen>(input.data))
            (void)texts.signal(input.data, input.hop);
        return m_edits->isGood();
    });
    scan.finish();
    m_edits->endMarks();
    m_remade = scan.remade();
    m_ledger.report().events = scan.eventCount();
    return isDone;
}

bool Saving::remake()
{
    bool isDone = true;
    if (!m_remade.empty()) {
        RedactionRemake remake(m_reader, *m_edits, m_remade);
        isDone = m_course.run([&](const hop::Input &input) {
            remake.take(input);
            return m_edits->isGood();
        });
        remake.finish();
        m_ledger.report().recompressed = remake.frames();
    }
    m_edits->endEdits();
    return isDone;
}

bool Saving::copy()
{
    RedactionTexts counting(*m_matcher, &m_ledger), texts(*m_matcher, nullptr);
    for (const Party &party : m_reader.parties())
        m_recorder->addParty(counting.party(party));
    for (const Hop &hop : m_reader.hops())
        m_recorder->addHop(counting.hop(hop), nullptr);
    RedactionCopy copy(*m_edits, texts, *m_recorder);
    const bool isDone = m_course.run([&](const hop::Input &input) {
        copy.take(input);
        return m_edits->isGood() && !m_recorder->error();
    });
    m_recorder->finish();
    return isDone;
}

/// Sessions and notes stand beside the inputs; a recorder knows one session of its own.
std::optional<CaptureError> Saving::complete()
{
    RedactionTexts texts(*m_matcher, &m_ledger);
    texts.setNotes(true);
    CopyExtras extras;
    for (Session session : m_reader.sessions()) {
        session.title = texts.text(session.title);
        session.creator = texts.text(session.creator);
        extras.sessions.push_back(session);
    }
    for (const Party &party : m_reader.parties())
        extras.parties.push_back(party.session);
    for (const Hop &hop : m_reader.hops())
        extras.hops.push_back(hop.session);
    extras.notes = [&](const std::function<bool(const Note &)> &visit) {
        visitNotes(m_reader, [&](Note note) {
            note.text = texts.text(note.text, note.event);
            return visit(note);
        });
    };
    return writeCopyExtras(m_to, extras);
}

bool Saving::writeMark(const Database &database)
{
    const RedactionReport &report = m_ledger.report();
    const JsonValue mark = {{"creator", "Hop101 " HOP101_VERSION},
                            {"count", report.count},
                            {"unreadable", report.at(RedactionPlace::Unreadable)},
                            {"changedEvents", report.changedEvents}};
    Statement insert = database.prepare("REPLACE INTO capture (key, value) VALUES (?1, ?2)");
    const std::string text = mark.dump();
    return insert.bind(1, std::string_view(kMarkKey)).bind(2, std::string_view(text)).run();
}

/// Of the same kind, with the same rules broken. Where a frame was made anew its sizes are its own, and so
/// are the places in it.
bool isSame(const hop::Event &a, const hop::Event &b, std::span<const hop::Finding> findingsA,
            std::span<const hop::Finding> findingsB)
{
    const bool isResized = a.wireSize != b.wireSize;
    return a.kind == b.kind && a.hop == b.hop && a.direction == b.direction && a.code == b.code
        && (a.flags | hop::flag::Cut) == (b.flags | hop::flag::Cut) && a.time == b.time
        && a.messageSize == b.messageSize && (!isResized || a.has(hop::flag::Compressed) || !a.ended)
        && std::equal(findingsA.begin(), findingsA.end(), findingsB.begin(), findingsB.end(),
                      [isResized](const hop::Finding &x, const hop::Finding &y) {
                          return x.rule == y.rule && (isResized || x.at == y.at);
                      });
}

void Saving::compare()
{
    RedactionReport &report = m_ledger.report();
    const auto copy = Reader::open(m_to);
    if (!copy)
        return;
    const std::uint64_t count = std::min(m_reader.eventCount(), copy.value()->eventCount());
    const std::uint64_t most = std::max(report.events, copy.value()->eventCount());
    const auto note = [&report](base::EventId event) {
        if (report.changedEvents++ < kMaxChangedEvents)
            report.changed.push_back(event);
    };
    constexpr auto kAll = std::numeric_limits<std::size_t>::max();
    std::array<hop::Event, kBatchEvents> before, after;
    for (std::uint64_t first = 1; first <= count; first += kBatchEvents) {
        const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(kBatchEvents, count - first + 1));
        m_reader.events({first}, std::span(before).first(size));
        copy.value()->events({first}, std::span(after).first(size));
        const auto old = m_reader.findings({first}, {first + size - 1}, kAll);
        const auto now = copy.value()->findings({first}, {first + size - 1}, kAll);
        const auto of = [](const std::vector<hop::Finding> &all, base::EventId event) {
            const auto [begin, end] =
                std::equal_range(all.begin(), all.end(), hop::Finding{event, {}, {}},
                                 [](const auto &a, const auto &b) { return a.event < b.event; });
            return std::span(begin, end);
        };
        for (std::size_t i = 0; i < size; ++i) {
            if (!isSame(before[i], after[i], of(old, before[i].id), of(now, before[i].id)))
                note(before[i].id);
        }
    }
    for (std::uint64_t id = count + 1; id <= most; ++id)
        note({id});
}

RedactionError Saving::remove(RedactionError error) const
{
    std::error_code ignored;
    for (const char *suffix : {"", "-wal", "-shm", "-journal"})
        std::filesystem::remove(m_to + suffix, ignored);
    return error;
}

base::Result<RedactionReport, RedactionError> Saving::run()
{
    auto edits = RedactionEdits::create();
    if (!edits)
        return failed(edits.error());
    m_edits = std::move(edits).value();
    // Made first: a name that cannot be used is told at once.
    Recorder::Options options;
    auto recorder = Recorder::create(m_to, options);
    if (!recorder)
        return failed(recorder.error());
    m_recorder = std::move(recorder).value();
    const bool isDone = scan() && remake() && copy();
    m_recorder->finish();
    const std::optional<CaptureError> written = m_recorder->error();
    m_recorder.reset();
    if (!isDone)
        return remove(cancelled());
    if (!m_edits->isGood())
        return remove(failed(m_edits->error()));
    if (written)
        return remove(failed(*written));
    if (const auto error = complete())
        return remove(failed(*error));
    compare();
    const auto database = Database::open(m_to, Database::Mode::ReadWrite);
    if (!database || !writeMark(database.value()))
        return remove(failed(database ? database.value().lastError() : database.error()));
    m_ledger.report().isPartial = m_course.isPartial();
    return std::move(m_ledger.report());
}

} // namespace

const char *nameOf(RedactionPlace place) noexcept
{
    constexpr std::array kNames = {"header",     "cookie",  "URL credentials", "URL parameter", "subprotocol",
                                   "JSON field", "pattern", "unreadable",      "note",          "address"};
    return kNames[static_cast<std::size_t>(place)];
}

std::string describe(const RedactionError &error)
{
    if (error.isCancelled)
        return "The redaction was cancelled; no copy was written.";
    if (error.pattern)
        return "Pattern " + std::to_string(error.pattern->index + 1) + " cannot be used: "
            + error.pattern->detail + ". Write it in the syntax of RE2 (no look-around, no back references).";
    return error.capture ? describe(*error.capture) : std::string();
}

base::Result<RedactionReport, RedactionError> previewRedaction(const std::string &path,
                                                               const RedactionRules &rules, std::size_t limit,
                                                               const RedactionWatch &watch, PreviewEnd end)
{
    auto matcher = RedactionMatcher::make(rules);
    if (!matcher)
        return RedactionError{{}, matcher.error(), false};
    auto reader = Reader::open(path);
    if (!reader)
        return failed(reader.error());
    RedactionLedger ledger(limit);
    Course course(*reader.value(), watch, ledger, 1);
    RedactionScan scan(*reader.value(), matcher.value(), nullptr, ledger);
    RedactionTexts texts(*matcher.value(), &ledger);
    countTexts(*reader.value(), texts);
    const bool isDone = course.run([&](const hop::Input &input) {
        scan.take(input);
        if (!std::holds_alternative<hop::BytesSeen>(input.data))
            (void)texts.signal(input.data, input.hop);
        return end == PreviewEnd::CountOn || !ledger.isCut();
    });
    if (!isDone)
        return cancelled();
    if (end == PreviewEnd::CountOn || !ledger.isCut())
        scan.finish();
    ledger.report().events = scan.eventCount();
    ledger.report().isPartial = course.isPartial();
    return std::move(ledger.report());
}

base::Result<RedactionReport, RedactionError> saveRedacted(const std::string &from, const std::string &to,
                                                           const RedactionRules &rules,
                                                           const RedactionWatch &watch)
{
    auto matcher = RedactionMatcher::make(rules);
    if (!matcher)
        return RedactionError{{}, matcher.error(), false};
    auto reader = Reader::open(from);
    if (!reader)
        return failed(reader.error());
    return Saving(*reader.value(), std::move(matcher).value(), to, watch).run();
}

std::optional<RedactionMark> redactionMark(const Reader &reader)
{
    const auto text = reader.database().text("SELECT value FROM capture WHERE key = 'redacted'");
    const auto json = text ? jsonFrom(base::asBytes(*text)) : std::nullopt;
    if (!json || !json->is_object())
        return std::nullopt;
    const auto number = [&json](const char *name) {
        const auto found = json->find(name);
        return found != json->end() && found->is_number_unsigned() ? found->get<std::uint64_t>() : 0;
    };
    RedactionMark mark;
    const auto creator = json->find("creator");
    if (creator != json->end() && creator->is_string())
        mark.creator = creator->get<std::string>().substr(0, 100);
    mark.count = number("count");
    mark.unreadable = number("unreadable");
    mark.changedEvents = number("changedEvents");
    return mark;
}

std::string describe(const RedactionMark &mark)
{
    std::string text = "redacted";
    if (!mark.creator.empty())
        text += " by " + mark.creator;
    text += mark.count == 1 ? ": 1 secret was replaced"
                            : ": " + std::to_string(mark.count) + " secrets were replaced";
    if (mark.unreadable > 0)
        text += ", " + std::to_string(mark.unreadable) + " of them because they could not be looked into";
    if (mark.changedEvents > 0)
        text += "; " + std::to_string(mark.changedEvents)
            + (mark.changedEvents == 1 ? " event is" : " events are") + " not as in the original";
    return text;
}

} // namespace hop101::capture
