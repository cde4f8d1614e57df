// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/contentbytes.h"

#include "core/capture/contentlog.h"

#include <algorithm>

namespace hop101::capture {

ContentBytes::ContentBytes(const Database &database)
    : m_database(database),
      m_row(database.prepare(
          "SELECT first_byte, bytes FROM content WHERE message = ?1 AND first_byte <= ?2 "
          "AND typeof(bytes) = 'blob' AND length(bytes) <= ?3 ORDER BY first_byte DESC LIMIT 1")),
      m_last(database.prepare("SELECT first_byte + length(bytes) FROM content WHERE message = ?1 "
                              "ORDER BY first_byte DESC LIMIT 1"))
{ }

base::Bytes ContentBytes::read(base::EventId message, std::uint64_t first, std::uint64_t count)
{
    base::Bytes bytes;
    while (bytes.size() < count) {
        ResetGuard guard(m_row);
        const std::uint64_t at = first + bytes.size();
        m_row.bind(1, message.value).bind(2, at).bind(3, std::uint64_t{kContentRowBytes});
        if (m_row.step() != Step::Row || m_row.number(0) > at)
            break;
        const base::ByteSpan row = m_row.blob(1);
        const std::uint64_t skipped = at - m_row.number(0);
        if (skipped >= row.size())
            break;
        const base::ByteSpan part = row.subspan(skipped);
        base::append(bytes, part.first(std::min<std::uint64_t>(part.size(), count - bytes.size())));
    }
    return bytes;
}

std::uint64_t ContentBytes::size(base::EventId message)
{
    ResetGuard guard(m_last);
    return m_last.bind(1, message.value).step() == Step::Row ? m_last.number(0) : 0;
}

std::uint64_t ContentBytes::totalBytes() const
{
    const auto total = m_database.value("SELECT coalesce(sum(length(bytes)), 0) FROM content");
    return static_cast<std::uint64_t>(std::max<std::int64_t>(total.value_or(0), 0));
}

} // namespace hop101::capture
