// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/inputreader.h"

#include "core/capture/signaldata.h"

#include <algorithm>

namespace hop101::capture {

namespace {

constexpr int kBatchRows = 64;

/// One of the two tables, read in short statements: a long one would keep the recorder's log from being
/// emptied.
class Source
{
public:
    Source(const Database &database, const char *sql)
        : m_database(database), m_statement(database.prepare(sql))
    { }

    /// False at the end, and where no more can be read.
    bool advance(std::optional<CaptureError> &damage)
    {
        if (m_inBatch == kBatchRows)
            m_statement.reset();
        if (m_inBatch == 0 || m_inBatch == kBatchRows) {
            m_statement.bind(1, m_seq).bind(2, std::int64_t{kBatchRows});
            m_inBatch = 0;
        }
        const Step step = m_statement.step();
        ++m_inBatch;
        if (step == Step::Row && m_statement.integer(0) > m_seq) {
            m_seq = m_statement.integer(0);
            return true;
        }
        if (step != Step::Done && !damage)
            damage = step == Step::Failed
                ? m_database.lastError()
                : CaptureError{CaptureFault::Damaged, m_database.path(), "rows out of order"};
        m_statement.reset();
        m_isAtEnd = true;
        return false;
    }
    bool isAtEnd() const { return m_isAtEnd; }
    std::int64_t seq() const { return m_seq; }
    const Statement &row() const { return m_statement; }

private:
    const Database &m_database;
    Statement m_statement;
    std::int64_t m_seq = 0;
    int m_inBatch = 0;
    bool m_isAtEnd = false;
};

std::optional<hop::Input> placeOf(const Statement &row, std::uint32_t hopCount)
{
    const std::int64_t hop = row.integer(1);
    const std::int64_t direction = row.integer(2);
    const std::int64_t time = row.integer(3);
    if (hop < 1 || hop > hopCount || direction < 0 || direction > 1 || time < 0)
        return std::nullopt;
    return hop::Input{static_cast<std::uint64_t>(row.integer(0)),
                      {static_cast<std::uint32_t>(hop)},
                      static_cast<hop::Direction>(direction),
                      hop::Nanoseconds(time),
                      hop::Tick{}};
}

std::optional<hop::Input> wireInput(const Statement &row, std::uint32_t hopCount)
{
    auto input = placeOf(row, hopCount);
    const base::ByteSpan bytes = row.blob(4);
    if (!input || bytes.empty() || bytes.size() > hop::kMaxInputBytes)
        return std::nullopt;
    input->data = hop::BytesSeen{bytes};
    return input;
}

std::optional<hop::Input> signalInput(const Statement &row, std::uint32_t hopCount)
{
    auto input = placeOf(row, hopCount);
    auto data = decodeSignal(row.text(4), row.text(5));
    if (!input || !data)
        return std::nullopt;
    input->data = std::move(*data);
    return input;
}

} // namespace

void visitInputs(const Database &database, std::uint32_t hopCount,
                 const std::function<bool(const hop::Input &)> &visit, std::optional<CaptureError> &damage)
{
    Source wire(database,
                "SELECT seq, hop, direction, time_ns, bytes FROM wire WHERE seq > ?1 ORDER BY seq LIMIT ?2");
    Source signal(
        database,
        "SELECT seq, hop, direction, time_ns, kind, data FROM signal WHERE seq > ?1 ORDER BY seq LIMIT ?2");
    wire.advance(damage);
    signal.advance(damage);
    while (!wire.isAtEnd() || !signal.isAtEnd()) {
        const bool isWire = signal.isAtEnd() || (!wire.isAtEnd() && wire.seq() < signal.seq());
        Source &source = isWire ? wire : signal;
        const auto input = isWire ? wireInput(source.row(), hopCount) : signalInput(source.row(), hopCount);
        if (!input && !damage)
            damage = CaptureError{CaptureFault::Damaged, database.path(), "an input cannot be read"};
        if (input && !visit(*input))
            return;
        source.advance(damage);
    }
}

} // namespace hop101::capture
