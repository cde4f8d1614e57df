// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace hop101::capture {

/// Has the kernel begin to write a growing write-ahead log to the disk, without waiting for it. A checkpoint
/// waits until all of the log is on the disk; in a flood that took a sixth of the time. Only the kernel's
/// timing changes: what is safe after a power loss does not. Does nothing where a file system cannot do this.
class LogWriteback
{
public:
    explicit LogWriteback(const std::string &databasePath) : m_path(databasePath + "-wal") { }
    ~LogWriteback();
    LogWriteback(const LogWriteback &) = delete;
    LogWriteback &operator=(const LogWriteback &) = delete;

    /// So many bytes more were given to the database.
    void wrote(std::uint64_t bytes) noexcept { m_bytes += bytes; }
    /// After a commit: begins, where enough has come together.
    void beginIfDue() noexcept;

private:
    const std::string m_path;
    std::uint64_t m_bytes = 0; ///< since it was begun
    int m_file = -1;
};

} // namespace hop101::capture
