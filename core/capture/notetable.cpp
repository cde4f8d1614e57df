// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/notetable.h"

#include <algorithm>
#include <limits>

namespace hop101::capture {

namespace {

using std::chrono::microseconds;

Note rowOf(const Statement &row)
{
    constexpr std::int64_t kYear2200 = 7'258'118'400'000'000;
    Note note;
    note.event = {row.number(0)};
    note.isBookmarked = row.integer(1) == 1;
    note.text = row.text(2);
    note.changed += microseconds(std::clamp<std::int64_t>(row.integer(3), 0, kYear2200));
    return note;
}

/// Without the first bytes of a character whose rest was cut off.
std::string_view wholeCharacters(std::string_view text)
{
    constexpr std::size_t kLongest = 4;
    for (std::size_t back = 1; back <= std::min(kLongest, text.size()); ++back) {
        const auto byte = static_cast<unsigned char>(text[text.size() - back]);
        if ((byte & 0xc0) == 0x80)
            continue;
        const std::size_t length = byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
        return length > back ? text.substr(0, text.size() - back) : text;
    }
    return text;
}

base::EventId found(Statement &statement, base::EventId from)
{
    return statement.bind(1, from.value).step() == Step::Row ? base::EventId{statement.number(0)}
                                                             : base::EventId{};
}

} // namespace

std::vector<Note> noteRows(const Database &database, base::EventId first, base::EventId last,
                           std::size_t limit, std::size_t textBytes)
{
    std::vector<Note> notes;
    Statement select =
        database.prepare("SELECT event, bookmark, substr(CAST(text AS BLOB), 1, ?4), changed_us FROM note "
                         "WHERE event BETWEEN ?1 AND ?2 ORDER BY event LIMIT ?3");
    constexpr std::uint64_t kMost = std::numeric_limits<std::int64_t>::max();
    select.bind(1, std::min(first.value, kMost)).bind(2, std::min(last.value, kMost));
    select.bind(3, std::min<std::uint64_t>(limit, kMost)).bind(4, std::min<std::uint64_t>(textBytes, kMost));
    while (select.step() == Step::Row) {
        notes.push_back(rowOf(select));
        std::string &text = notes.back().text;
        if (text.size() == textBytes)
            text.resize(wholeCharacters(text).size());
    }
    return notes;
}

std::optional<Note> noteRow(const Database &database, base::EventId event)
{
    Statement select =
        database.prepare("SELECT event, bookmark, text, changed_us FROM note WHERE event = ?1");
    if (select.bind(1, event.value).step() != Step::Row)
        return std::nullopt;
    return rowOf(select);
}

std::uint64_t noteCount(const Database &database)
{
    return static_cast<std::uint64_t>(
        std::max<std::int64_t>(0, database.value("SELECT count(*) FROM note").value_or(0)));
}

base::EventId bookmarkAfter(const Database &database, base::EventId from)
{
    Statement select =
        database.prepare("SELECT event FROM note WHERE bookmark = 1 AND event > ?1 ORDER BY event LIMIT 1");
    return found(select, from);
}

base::EventId bookmarkBefore(const Database &database, base::EventId from)
{
    Statement select = database.prepare(
        "SELECT event FROM note WHERE bookmark = 1 AND event < ?1 ORDER BY event DESC LIMIT 1");
    return found(select, from);
}

bool writeNote(const Database &database, const Note &note)
{
    if (note.isEmpty())
        return database.prepare("DELETE FROM note WHERE event = ?1").bind(1, note.event.value).run();
    const std::int64_t changed =
        std::chrono::duration_cast<microseconds>(note.changed.time_since_epoch()).count();
    Statement replace =
        database.prepare("REPLACE INTO note (event, bookmark, text, changed_us) VALUES (?1, ?2, ?3, ?4)");
    replace.bind(1, note.event.value).bind(2, std::int64_t{note.isBookmarked ? 1 : 0});
    return replace.bind(3, std::string_view(note.text)).bind(4, changed).run();
}

} // namespace hop101::capture
