// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/redactionedits.h"

#include <algorithm>
#include <utility>

namespace hop101::capture {

namespace {

constexpr const char *kTables =
    "PRAGMA cache_size=-8192; PRAGMA synchronous=OFF; PRAGMA journal_mode=OFF;"
    "CREATE TABLE fill (hop INTEGER, direction INTEGER, first INTEGER, size INTEGER, fill INTEGER, key BLOB, "
    "phase INTEGER);"
    "CREATE TABLE mark (message INTEGER, first INTEGER, size INTEGER, fill INTEGER);"
    "CREATE TABLE wiped (message INTEGER PRIMARY KEY);"
    "CREATE TABLE frame (id INTEGER PRIMARY KEY, hop INTEGER, direction INTEGER, first INTEGER, size "
    "INTEGER, "
    "header BLOB, total INTEGER);"
    "CREATE TABLE piece (frame INTEGER, at INTEGER, bytes BLOB);"
    "BEGIN";

std::uint64_t before(std::uint64_t offset, std::uint64_t by) noexcept
{
    return offset > by ? offset - by : 0;
}

/// The part of [first, first + size) that lies in the bytes from `from` on.
std::span<std::byte> common(std::span<std::byte> bytes, std::uint64_t from, std::uint64_t first,
                            std::uint64_t size)
{
    const std::uint64_t begin = std::max(first, from);
    const std::uint64_t end = std::min(first + size, from + bytes.size());
    return begin < end ? bytes.subspan(begin - from, end - begin) : std::span<std::byte>();
}

std::uint64_t number(hop::Direction direction) noexcept
{
    return static_cast<std::uint64_t>(direction);
}

} // namespace

base::Result<std::unique_ptr<RedactionEdits>, CaptureError> RedactionEdits::create()
{
    auto database = Database::openTemporary();
    if (!database)
        return database.error();
    if (!database.value().run(kTables))
        return database.value().lastError();
    return std::unique_ptr<RedactionEdits>(new RedactionEdits(std::move(database).value()));
}

RedactionEdits::RedactionEdits(Database database)
    : m_database(std::move(database)),
      m_insertFill(m_database.prepare("INSERT INTO fill VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")),
      m_insertMark(m_database.prepare("INSERT INTO mark VALUES (?1, ?2, ?3, ?4)")),
      m_insertWiped(m_database.prepare("INSERT OR IGNORE INTO wiped VALUES (?1)")),
      m_insertFrame(m_database.prepare("INSERT INTO frame VALUES (?1, ?2, ?3, ?4, 0, NULL, 0)")),
      m_insertPiece(m_database.prepare("INSERT INTO piece VALUES (?1, ?2, ?3)")),
      m_updateFrame(m_database.prepare("UPDATE frame SET header = ?2, total = ?3, size = ?4 WHERE id = ?1")),
      m_deleteFrame(m_database.prepare("DELETE FROM frame WHERE id = ?1")),
      m_deletePieces(m_database.prepare("DELETE FROM piece WHERE frame = ?1"))
{ }

void RedactionEdits::fill(Stream stream, std::uint64_t first, std::uint64_t size, std::byte fill,
                          const std::optional<Mask> &mask)
{
    for (std::uint64_t at = 0; at < size; at += kRowBytes) {
        m_insertFill.bind(1, std::uint64_t{stream.hop.value}).bind(2, number(stream.direction));
        m_insertFill.bind(3, first + at).bind(4, std::min(kRowBytes, size - at));
        m_insertFill.bind(5, std::to_integer<std::uint64_t>(fill));
        if (mask)
            m_insertFill.bind(6, base::ByteSpan(mask->key)).bind(7, mask->offset + at);
        else
            m_insertFill.bindNull(6).bindNull(7);
        check(m_insertFill.run());
    }
}

void RedactionEdits::fillInflated(base::EventId message, std::uint64_t first, std::uint64_t size, char fill)
{
    for (std::uint64_t at = 0; at < size; at += kRowBytes) {
        m_insertMark.bind(1, message.value).bind(2, first + at).bind(3, std::min(kRowBytes, size - at));
        check(m_insertMark.bind(4, static_cast<std::int64_t>(fill)).run());
    }
}

void RedactionEdits::wipe(base::EventId message)
{
    check(m_insertWiped.bind(1, message.value).run());
}

std::int64_t RedactionEdits::beginFrame(Stream stream, std::uint64_t first)
{
    ++m_frame;
    m_insertFrame.bind(1, m_frame).bind(2, std::uint64_t{stream.hop.value}).bind(3, number(stream.direction));
    check(m_insertFrame.bind(4, first).run());
    return m_frame;
}

void RedactionEdits::addPiece(std::int64_t frame, std::uint64_t at, base::ByteSpan bytes)
{
    while (!bytes.empty()) {
        const auto part = bytes.first(std::min<std::size_t>(bytes.size(), kRowBytes));
        check(m_insertPiece.bind(1, frame).bind(2, at).bind(3, part).run());
        at += part.size();
        bytes = bytes.subspan(part.size());
    }
}

void RedactionEdits::endFrame(std::int64_t frame, std::uint64_t size, base::ByteSpan header,
                              std::uint64_t payloadSize)
{
    m_updateFrame.bind(1, frame).bind(2, header).bind(3, payloadSize + header.size());
    check(m_updateFrame.bind(4, size).run());
}

void RedactionEdits::dropFrame(std::int64_t frame)
{
    check(m_deleteFrame.bind(1, frame).run() && m_deletePieces.bind(1, frame).run());
}

void RedactionEdits::endMarks()
{
    check(m_database.run("CREATE INDEX mark_place ON mark (message, first)"));
    m_selectMark = m_database.prepare("SELECT first, size, fill FROM mark WHERE message = ?1 AND first > ?2 "
                                      "AND first < ?3 ORDER BY rowid");
    m_selectWiped = m_database.prepare("SELECT 1 FROM wiped WHERE message = ?1");
}

void RedactionEdits::endEdits()
{
    check(m_database.run("CREATE INDEX fill_place ON fill (hop, direction, first);"
                         "CREATE INDEX frame_place ON frame (hop, direction, first);"
                         "CREATE INDEX piece_place ON piece (frame, at)"));
    m_selectFill = m_database.prepare("SELECT first, size, fill, key, phase FROM fill WHERE hop = ?1 AND "
                                      "direction = ?2 AND first >= ?3 AND first < ?4 ORDER BY rowid");
    m_selectNextFill = m_database.prepare("SELECT first FROM fill WHERE hop = ?1 AND direction = ?2 AND "
                                          "first >= ?3 ORDER BY first LIMIT 1");
    m_selectFrame = m_database.prepare("SELECT id, first, size, total FROM frame WHERE hop = ?1 AND "
                                       "direction = ?2 AND first >= ?3 AND total > 0 ORDER BY first LIMIT 1");
    m_selectPiece = m_database.prepare("SELECT at, bytes FROM piece WHERE frame = ?1 AND at > ?2 AND "
                                       "at < ?3 ORDER BY at");
}

void RedactionEdits::applyMarks(base::EventId message, std::uint64_t first, std::span<std::byte> bytes)
{
    const ResetGuard guard(m_selectMark);
    m_selectMark.bind(1, message.value).bind(2, static_cast<std::int64_t>(before(first, kRowBytes)) - 1);
    m_selectMark.bind(3, first + bytes.size());
    Step step = m_selectMark.step();
    for (; step == Step::Row; step = m_selectMark.step()) {
        const auto part = common(bytes, first, m_selectMark.number(0), m_selectMark.number(1));
        std::fill(part.begin(), part.end(), static_cast<std::byte>(m_selectMark.number(2)));
    }
    check(step == Step::Done);
}

bool RedactionEdits::isWiped(base::EventId message)
{
    const ResetGuard guard(m_selectWiped);
    return m_selectWiped.bind(1, message.value).step() == Step::Row;
}

void RedactionEdits::applyFills(Stream stream, std::uint64_t first, std::span<std::byte> bytes)
{
    const ResetGuard guard(m_selectFill);
    m_selectFill.bind(1, std::uint64_t{stream.hop.value}).bind(2, number(stream.direction));
    m_selectFill.bind(3, before(first, kRowBytes)).bind(4, first + bytes.size());
    Step step = m_selectFill.step();
    for (; step == Step::Row; step = m_selectFill.step()) {
        const std::uint64_t from = m_selectFill.number(0);
        const auto part = common(bytes, first, from, m_selectFill.number(1));
        const auto fill = static_cast<std::byte>(m_selectFill.number(2));
        const base::ByteSpan key = m_selectFill.blob(3);
        const std::uint64_t phase = m_selectFill.number(4) + (std::max(first, from) - from);
        for (std::size_t i = 0; i < part.size(); ++i)
            part[i] = key.size() == 4 ? fill ^ key[(phase + i) % 4] : fill;
    }
    check(step == Step::Done);
}

std::uint64_t RedactionEdits::nextFill(Stream stream, std::uint64_t offset)
{
    const ResetGuard guard(m_selectNextFill);
    m_selectNextFill.bind(1, std::uint64_t{stream.hop.value}).bind(2, number(stream.direction));
    const Step step = m_selectNextFill.bind(3, before(offset, kRowBytes)).step();
    check(step != Step::Failed);
    return step == Step::Row ? m_selectNextFill.number(0) : std::numeric_limits<std::uint64_t>::max();
}

std::optional<RedactionEdits::Frame> RedactionEdits::nextFrame(Stream stream, std::uint64_t offset)
{
    const ResetGuard guard(m_selectFrame);
    m_selectFrame.bind(1, std::uint64_t{stream.hop.value}).bind(2, number(stream.direction));
    const Step step = m_selectFrame.bind(3, offset).step();
    check(step != Step::Failed);
    if (step != Step::Row)
        return std::nullopt;
    return Frame{m_selectFrame.integer(0), m_selectFrame.number(1), m_selectFrame.number(2),
                 m_selectFrame.number(3)};
}

void RedactionEdits::frameBytes(const Frame &frame, std::uint64_t first, std::uint64_t end,
                                const std::function<void(base::ByteSpan)> &sink)
{
    Statement select = m_database.prepare("SELECT header FROM frame WHERE id = ?1");
    if (select.bind(1, frame.id).step() != Step::Row)
        return check(false);
    const base::ByteSpan header = select.blob(0);
    const std::uint64_t headerSize = header.size();
    if (first < headerSize)
        sink(header.subspan(first, std::min(end, headerSize) - first));
    if (end <= headerSize)
        return;
    const std::uint64_t from = before(first, headerSize), to = end - headerSize;
    const ResetGuard guard(m_selectPiece);
    m_selectPiece.bind(1, frame.id).bind(2, static_cast<std::int64_t>(before(from, kRowBytes)) - 1);
    m_selectPiece.bind(3, to);
    Step step = m_selectPiece.step();
    for (; step == Step::Row; step = m_selectPiece.step()) {
        const std::uint64_t at = m_selectPiece.number(0);
        const base::ByteSpan bytes = m_selectPiece.blob(1);
        const std::uint64_t begin = std::max(at, from), stop = std::min(at + bytes.size(), to);
        if (begin < stop)
            sink(bytes.subspan(begin - at, stop - begin));
    }
    check(step == Step::Done);
}

} // namespace hop101::capture
