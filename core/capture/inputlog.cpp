// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/inputlog.h"

#include "core/capture/signaldata.h"

namespace hop101::capture {

namespace {

void bindPlace(Statement &statement, const hop::Input &input)
{
    statement.bind(1, input.seq)
        .bind(2, std::uint64_t{input.hop.value})
        .bind(3, static_cast<std::int64_t>(input.direction))
        .bind(4, std::int64_t{input.time.count()});
}

} // namespace

InputLog::InputLog(const Database &database, Ends ends)
    : m_wire(database.prepare("INSERT INTO wire (seq, hop, direction, time_ns, first_byte, bytes) "
                              "VALUES (?1, ?2, ?3, ?4, ?5, ?6)")),
      m_signal(
          database.prepare("INSERT INTO signal (seq, hop, direction, time_ns, stream_offset, kind, data) "
                           "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")),
      m_ends(std::move(ends))
{ }

bool InputLog::write(const hop::Input &input)
{
    std::uint64_t &streamEnd = end(input.hop, input.direction);
    const std::uint64_t offset = streamEnd;
    if (const auto *seen = std::get_if<hop::BytesSeen>(&input.data)) {
        streamEnd += seen->bytes.size();
        return writeBytes(input, seen->bytes, offset);
    }
    if (const auto *lost = std::get_if<hop::Lost>(&input.data))
        streamEnd += lost->bytes;
    return writeSignal(input, offset);
}

std::uint64_t InputLog::streamEnd(base::HopId hop, hop::Direction direction) const noexcept
{
    return hop.value < m_ends.size() ? m_ends[hop.value][static_cast<std::size_t>(direction)] : 0;
}

bool InputLog::writeBytes(const hop::Input &input, base::ByteSpan bytes, std::uint64_t offset)
{
    bindPlace(m_wire, input);
    return m_wire.bind(5, offset).bind(6, bytes).run();
}

bool InputLog::writeSignal(const hop::Input &input, std::uint64_t offset)
{
    const SignalData signal = encodeSignal(input.data);
    bindPlace(m_signal, input);
    return m_signal.bind(5, offset)
        .bind(6, std::string_view(signal.kind))
        .bind(7, std::string_view(signal.data))
        .run();
}

std::uint64_t &InputLog::end(base::HopId hop, hop::Direction direction)
{
    if (hop.value >= m_ends.size())
        m_ends.resize(hop.value + 1);
    return m_ends[hop.value][static_cast<std::size_t>(direction)];
}

} // namespace hop101::capture
