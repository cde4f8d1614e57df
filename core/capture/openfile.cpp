// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/openfile.h"

#include "core/capture/schema.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

namespace hop101::capture {

namespace fs = std::filesystem;

namespace {

std::uintmax_t sizeOf(const std::string &path)
{
    std::error_code failure;
    const std::uintmax_t size = fs::file_size(path, failure);
    return failure ? 0 : size;
}

bool hasLog(const std::string &path)
{
    return sizeOf(path + "-wal") > 0 || sizeOf(path + "-journal") > 0;
}

/// What the file system alone can tell. The file is not opened here: closing it would drop the locks that
/// SQLite holds on it for a recorder in this process.
std::optional<CaptureError> whyNoFile(const std::string &path)
{
    struct stat status
    { };
    if (stat(path.c_str(), &status) != 0 || access(path.c_str(), R_OK) != 0) {
        const int code = errno;
        const bool isMissing = code == ENOENT || code == ENOTDIR;
        return CaptureError{isMissing            ? CaptureFault::NotFound
                                : code == EACCES ? CaptureFault::NoPermission
                                                 : CaptureFault::Io,
                            path, std::strerror(code)};
    }
    if (!S_ISREG(status.st_mode) || status.st_size == 0)
        return CaptureError{CaptureFault::NotACapture, path, {}};
    return std::nullopt;
}

CaptureError named(CaptureError error, const std::string &path)
{
    error.path = path;
    return error;
}

base::Result<OpenFile, CaptureError> tryOpen(const std::string &path, Database::Mode mode)
{
    auto database = Database::open(path, mode);
    if (!database)
        return database.error();
    if (auto why = whyNoCapture(database.value()))
        return *why;
    OpenFile file{nullptr, std::move(database).value(), std::nullopt};
    // SQLite reads a last page that is cut as if zeros followed. A live file may grow at this moment.
    const std::int64_t pageBytes = file.database.value("PRAGMA page_size").value_or(kPageBytes);
    if (!hasLog(path) && sizeOf(path) % static_cast<std::uintmax_t>(pageBytes) != 0)
        file.damage = CaptureError{CaptureFault::Damaged, path, "the end is missing"};
    return file;
}

bool isAnswer(CaptureFault fault) noexcept
{
    return fault == CaptureFault::NotACapture || fault == CaptureFault::Newer
        || fault == CaptureFault::Hostile || fault == CaptureFault::Busy;
}

/// A file that is shorter than its header says: all that is there.
base::Result<OpenFile, CaptureError> openDamaged(const std::string &path, const CaptureError &first)
{
    auto file = tryOpen(path, Database::Mode::ReadTolerant);
    if (!file)
        return first;
    file.value().damage = CaptureError{CaptureFault::Damaged, path, first.detail};
    return file;
}

/// The log cannot be used where it lies, as in a folder that is read-only: a copy is opened, which takes time
/// for its size.
base::Result<OpenFile, CaptureError> openCopy(const std::string &path)
{
    auto folder = PrivateFolder::make();
    if (!folder)
        return CaptureError{CaptureFault::NoPermission, path, "no folder for a private copy"};
    const std::string copy = folder->path() + "/capture";
    std::error_code failure;
    // A sparse file says that it is larger than any disk.
    const fs::space_info space = fs::space(folder->path(), failure);
    if (!failure && space.available < sizeOf(path) + sizeOf(path + "-wal") + sizeOf(path + "-journal"))
        return CaptureError{CaptureFault::NoSpace, folder->path(), "a private copy of it is needed"};
    fs::copy_file(path, copy, failure);
    for (const char *suffix : {"-wal", "-journal"}) {
        if (!failure && sizeOf(path + suffix) > 0)
            fs::copy_file(path + suffix, copy + suffix, failure);
    }
    if (failure)
        return CaptureError{CaptureFault::NoSpace, path, failure.message()};
    // Only a connection that may write can take back a half-done transaction.
    if (auto database = Database::open(copy, Database::Mode::ReadWrite))
        (void)database.value().value("PRAGMA application_id");
    auto file = tryOpen(copy, Database::Mode::Read);
    if (!file)
        return named(file.error(), path);
    file.value().copy = std::move(folder);
    return file;
}

} // namespace

std::unique_ptr<PrivateFolder> PrivateFolder::make()
{
    std::error_code failure;
    std::string pattern = (fs::temp_directory_path(failure) / "hop101-XXXXXX").string();
    if (failure || !mkdtemp(pattern.data()))
        return nullptr;
    return std::unique_ptr<PrivateFolder>(new PrivateFolder(pattern));
}

PrivateFolder::~PrivateFolder()
{
    std::error_code ignored;
    fs::remove_all(m_path, ignored);
}

base::Result<OpenFile, CaptureError> openCapture(const std::string &path)
{
    std::error_code failure;
    if (auto why = whyNoFile(path))
        return *why;
    // The logs lie beside what a link leads to.
    const fs::path real = fs::canonical(path, failure);
    const std::string name = failure ? path : real.string();
    auto file = tryOpen(name, Database::Mode::Read);
    if (file || isAnswer(file.error().fault))
        return file;
    const CaptureError first = file.error();
    if (first.fault == CaptureFault::Damaged)
        return openDamaged(name, first);
    return hasLog(name) ? openCopy(name) : tryOpen(name, Database::Mode::ReadImmutable);
}

bool isInUse(const std::string &path)
{
    auto database = Database::open(path, Database::Mode::ReadWrite);
    if (!database)
        return false;
    database.value().setBusyTimeout(0);
    return !database.value().run("PRAGMA journal_mode=DELETE")
        && database.value().lastError().fault == CaptureFault::Busy;
}

void removeLogs(const std::string &path)
{
    for (const char *suffix : {"-wal", "-shm", "-journal"})
        unlink((path + suffix).c_str());
}

} // namespace hop101::capture
