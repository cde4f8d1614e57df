// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/newfile.h"

#include "core/doctor/words.h"

#include <cerrno>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace hop101::cli {
namespace {

constexpr std::size_t kBuffer = 256 * 1024;

/// Where a symbolic link leads: renaming over it would replace the link.
std::string placeOf(const std::string &path)
{
    std::error_code failed;
    const auto resolved = std::filesystem::weakly_canonical(path, failed);
    return failed || resolved.empty() ? path : resolved.string();
}

mode_t creationMode()
{
    const mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

} // namespace

NewFile::NewFile(const std::string &path, IfThere ifThere)
    : m_path(path), m_place(placeOf(path)), m_ifThere(ifThere)
{
    struct stat there = {};
    const bool isThere = stat(m_place.c_str(), &there) == 0;
    if (path.empty()) {
        m_error = ENOENT;
    } else if (isThere && S_ISDIR(there.st_mode)) {
        m_error = EISDIR;
    } else if (isThere && !S_ISREG(there.st_mode)) {
        m_file.reset(std::fopen(m_place.c_str(), "wbe"));
        m_error = m_file ? 0 : errno;
    } else if (isThere && ifThere == IfThere::Refuse) {
        m_error = EEXIST;
    } else {
        openBeside();
        if (m_file)
            fchmod(fileno(m_file.get()), isThere ? there.st_mode & 07777 : creationMode());
    }
}

NewFile::~NewFile()
{
    m_file.reset();
    if (!m_part.empty())
        unlink(m_part.c_str());
}

void NewFile::openBeside()
{
    // A name of its own, because the file's may be as long as a name can be.
    std::string pattern = (std::filesystem::path(m_place).parent_path() / ".hop101-part-XXXXXX").string();
    const int descriptor = mkostemp(pattern.data(), O_CLOEXEC);
    if (descriptor < 0) {
        m_error = errno;
        return;
    }
    m_part = pattern;
    m_file.reset(fdopen(descriptor, "wb"));
    if (!m_file) {
        m_error = errno;
        close(descriptor);
        return;
    }
    std::setvbuf(m_file.get(), nullptr, _IOFBF, kBuffer);
}

bool NewFile::write(base::ByteSpan bytes)
{
    if (m_error == 0 && !bytes.empty()
        && std::fwrite(bytes.data(), 1, bytes.size(), m_file.get()) != bytes.size())
        m_error = errno;
    return m_error == 0;
}

/// A file that came to be there meanwhile is not replaced either.
bool NewFile::put()
{
    if (m_ifThere == IfThere::Replace)
        return std::rename(m_part.c_str(), m_place.c_str()) == 0;
    if (renameat2(AT_FDCWD, m_part.c_str(), AT_FDCWD, m_place.c_str(), RENAME_NOREPLACE) == 0)
        return true;
    // Some file systems do not know that flag.
    if (errno != EINVAL)
        return false;
    if (access(m_place.c_str(), F_OK) == 0) {
        errno = EEXIST;
        return false;
    }
    return std::rename(m_part.c_str(), m_place.c_str()) == 0;
}

bool NewFile::finish()
{
    if (m_file && std::fclose(m_file.release()) != 0 && m_error == 0)
        m_error = errno;
    if (m_error != 0 || m_part.empty())
        return m_error == 0;
    if (!put())
        m_error = errno;
    else
        m_part.clear();
    return m_error == 0;
}

std::string NewFile::complaint() const
{
    if (m_error == EEXIST)
        return doctor::shown(m_path)
            + " is there already: choose another name with -o, or replace it with "
              "--overwrite.";
    return doctor::shown(m_path) + " cannot be written (" + std::strerror(m_error)
        + "): choose another place with -o.";
}

} // namespace hop101::cli
