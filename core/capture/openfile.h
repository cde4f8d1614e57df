// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/sqlite.h"

#include <memory>
#include <optional>
#include <string>

namespace hop101::capture {

/// A folder of our own that goes with all that is in it.
class PrivateFolder
{
public:
    /// nullptr where none can be made.
    static std::unique_ptr<PrivateFolder> make();
    ~PrivateFolder();
    PrivateFolder(const PrivateFolder &) = delete;
    PrivateFolder &operator=(const PrivateFolder &) = delete;
    const std::string &path() const noexcept { return m_path; }

private:
    explicit PrivateFolder(std::string path) : m_path(std::move(path)) { }
    std::string m_path;
};

/// A connection to a file that was checked to be a capture.
struct OpenFile
{
    std::unique_ptr<PrivateFolder> copy; ///< where the log could not be read in its place; goes last
    Database database;
    std::optional<CaptureError> damage; ///< the file is shorter than it says
};

/// Opens a capture for reading, whatever the file and its folder are like: live, cut short by a crash, in a
/// folder where nothing may be written, truncated. A finished file is not changed, and nothing is made beside
/// it.
[[nodiscard]] base::Result<OpenFile, CaptureError> openCapture(const std::string &path);

/// True where another connection has the file open in WAL mode: somebody records it, or reads a recording.
/// Not for a file that may be hostile: it is opened for writing.
bool isInUse(const std::string &path);
/// Logs that belong to a file of that name which is gone: SQLite would apply them to the next one.
void removeLogs(const std::string &path);

} // namespace hop101::capture
