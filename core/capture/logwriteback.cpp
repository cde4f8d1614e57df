// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/logwriteback.h"

#include <fcntl.h>
#include <unistd.h>

namespace hop101::capture {

namespace {

/// Less than this a disk writes at once; a quiet session never comes here.
constexpr std::uint64_t kEnoughBytes = std::uint64_t{8} * 1024 * 1024;

} // namespace

LogWriteback::~LogWriteback()
{
    // SQLite locks the database and its -shm, never its -wal: closing this file releases no lock of it.
    if (m_file >= 0)
        ::close(m_file);
}

void LogWriteback::beginIfDue() noexcept
{
    if (m_bytes < kEnoughBytes)
        return;
    m_bytes = 0;
    if (m_file < 0)
        m_file = ::open(m_path.c_str(), O_RDONLY | O_CLOEXEC);
    if (m_file >= 0)
        (void)::sync_file_range(m_file, 0, 0, SYNC_FILE_RANGE_WRITE);
}

} // namespace hop101::capture
