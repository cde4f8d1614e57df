// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/savecopy.h"

#include "core/capture/migration.h"
#include "core/capture/openfile.h"

#include <sqlite3.h>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

namespace hop101::capture {

namespace fs = std::filesystem;

namespace {

/// A new file beside the target; removed unless it was put in its place.
class PartFile
{
public:
    explicit PartFile(std::string target) : m_target(std::move(target)), m_path(m_target + ".part-XXXXXX")
    {
        const int file = mkostemp(m_path.data(), O_CLOEXEC);
        if (file < 0) {
            m_errno = errno;
            m_path.clear();
            return;
        }
        close(file);
    }
    ~PartFile()
    {
        if (!m_path.empty())
            unlink(m_path.c_str());
    }
    PartFile(const PartFile &) = delete;
    PartFile &operator=(const PartFile &) = delete;

    const std::string &path() const { return m_path; }
    int failure() const { return m_errno; }
    /// errno, or 0.
    int putInPlace()
    {
        const int file = ::open(m_path.c_str(), O_RDONLY | O_CLOEXEC);
        const bool isSafe = file >= 0 && fsync(file) == 0;
        const int failure = isSafe ? 0 : errno;
        if (file >= 0)
            close(file);
        if (failure != 0)
            return failure;
        removeLogs(m_target);
        if (rename(m_path.c_str(), m_target.c_str()) != 0)
            return errno;
        m_path.clear();
        return 0;
    }

private:
    std::string m_target;
    std::string m_path;
    int m_errno = 0;
};

CaptureError systemError(const std::string &path, int code)
{
    return {faultOf(SQLITE_CANTOPEN, code), path, std::strerror(code)};
}

} // namespace

std::optional<CaptureError> backUp(const Database &from, const Database &to)
{
    sqlite3_backup *backup = sqlite3_backup_init(to.handle(), "main", from.handle(), "main");
    const int step = backup ? sqlite3_backup_step(backup, -1) : SQLITE_ERROR;
    const int finish = sqlite3_backup_finish(backup);
    if (backup && step == SQLITE_DONE && finish == SQLITE_OK)
        return std::nullopt;
    return to.lastError();
}

base::Result<base::Done, CaptureError> saveCopy(const std::string &from, const std::string &to)
{
    auto source = openCapture(from);
    if (!source)
        return source.error();
    std::error_code ignored;
    if (fs::equivalent(from, to, ignored))
        return base::Done{};
    if (fs::is_regular_file(to, ignored) && isInUse(to))
        return CaptureError{CaptureFault::Busy, to, {}};
    PartFile part(to);
    if (part.path().empty())
        return systemError(to, part.failure());
    {
        auto target = Database::open(part.path(), Database::Mode::ReadWrite);
        if (!target)
            return CaptureError{target.error().fault, to, target.error().detail};
        if (auto error = backUp(source.value().database, target.value()))
            return CaptureError{error->fault, to, error->detail};
        // What is damaged is handed on as it is.
        if (!source.value().damage && !upgrade(target.value())) {
            const CaptureError error = target.value().lastError();
            return CaptureError{error.fault, to, error.detail};
        }
    }
    if (const int failure = part.putInPlace())
        return systemError(to, failure);
    return base::Done{};
}

} // namespace hop101::capture
