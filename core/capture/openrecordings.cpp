// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/openrecordings.h"

#include "core/capture/reader.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <optional>
#include <string_view>

namespace hop101::capture {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kMark = "hop101 recording 1\n";
constexpr std::string_view kSuffix = ".note";
/// A path is at most 4096 bytes on Linux; the rest of a note is far shorter.
constexpr std::size_t kMaxNoteBytes = 8192;

std::string folder(const std::string &name)
{
    const std::string data = dataFolder();
    if (data.empty())
        return {};
    const std::string path = data + "/" + name;
    mkdir(path.c_str(), 0700);
    return path;
}

std::string notesFolder()
{
    return folder("recording");
}

/// A file that is open and locked; closing it releases the lock.
class LockedFile
{
public:
    explicit LockedFile(const std::string &path)
        : m_file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW))
    {
        m_isLocked = m_file >= 0 && flock(m_file, LOCK_EX | LOCK_NB) == 0;
    }
    ~LockedFile()
    {
        if (m_file >= 0)
            close(m_file);
    }
    LockedFile(const LockedFile &) = delete;
    LockedFile &operator=(const LockedFile &) = delete;
    bool isLocked() const { return m_isLocked; }
    std::string text() const
    {
        std::string text(kMaxNoteBytes, '\0');
        const ssize_t size = pread(m_file, text.data(), text.size(), 0);
        text.resize(size < 0 ? 0 : static_cast<std::size_t>(size));
        return text;
    }

private:
    int m_file = -1;
    bool m_isLocked = false;
};

/// The mark, "untitled" or "titled", the start in seconds since 1970, and then the path, whatever bytes it
/// has.
std::string noteText(const std::string &path, bool isUntitled)
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now).count();
    return std::string(kMark) + (isUntitled ? "untitled\n" : "titled\n") + std::to_string(seconds) + "\n"
        + path;
}

std::string_view takeLine(std::string_view &text)
{
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return line;
}

std::optional<LostRecording> readNote(std::string_view text)
{
    if (!text.starts_with(kMark))
        return std::nullopt;
    text.remove_prefix(kMark.size());
    LostRecording lost;
    lost.isUntitled = takeLine(text) == "untitled";
    const std::string_view started = takeLine(text);
    std::int64_t seconds = 0;
    if (std::from_chars(started.data(), started.data() + started.size(), seconds).ec != std::errc{}
        || text.empty())
        return std::nullopt;
    lost.started += std::chrono::seconds(std::clamp<std::int64_t>(seconds, 0, 4'000'000'000));
    lost.path = text;
    return lost;
}

/// Worth offering: it is there and was not finished.
bool isLost(const LostRecording &recording)
{
    const auto reader = Reader::open(recording.path);
    if (!reader)
        return reader.error().fault == CaptureFault::Busy || reader.error().fault == CaptureFault::Damaged;
    return !reader.value()->info().isComplete;
}

/// Calls `visit` for each note whose process is gone; removes those for which it returns false.
template<typename Visit>
void visitLeftNotes(Visit visit)
{
    std::error_code failure;
    fs::directory_iterator it(notesFolder(), failure);
    for (; !failure && it != fs::directory_iterator(); it.increment(failure)) {
        const std::string path = it->path().string();
        if (!path.ends_with(kSuffix))
            continue;
        const LockedFile note(path);
        if (!note.isLocked())
            continue;
        const auto lost = readNote(note.text());
        if (!lost || !visit(*lost))
            unlink(path.c_str());
    }
}

std::string absolutePath(const std::string &path)
{
    std::error_code failure;
    const fs::path absolute = fs::absolute(path, failure);
    return failure ? path : absolute.string();
}

std::string fileNamePart(const std::string &host)
{
    std::string name;
    for (const char c : host.substr(0, 80)) {
        const bool isPlain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
            || c == '.' || c == '-' || c == '_';
        name += isPlain ? c : '-';
    }
    return name;
}

std::string localTime()
{
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    localtime_r(&now, &parts);
    std::array<char, 32> text{};
    const std::size_t size = std::strftime(text.data(), text.size(), "%Y-%m-%d %H.%M.%S", &parts);
    return {text.data(), size};
}

} // namespace

std::string dataFolder()
{
    std::string data;
    // The XDG specification: a path that is not absolute is to be ignored.
    if (const char *xdg = std::getenv("XDG_DATA_HOME"); xdg && xdg[0] == '/')
        data = xdg;
    else if (const char *home = std::getenv("HOME"); home && home[0] == '/')
        data = std::string(home) + "/.local/share";
    else
        return {};
    std::error_code failure;
    fs::create_directories(data, failure);
    data += "/hop101";
    if (mkdir(data.c_str(), 0700) != 0 && !fs::is_directory(data, failure))
        return {};
    return data;
}

std::string untitledPath(const std::string &hostForName)
{
    const std::string sessions = folder("sessions");
    if (sessions.empty())
        return {};
    const std::string host = fileNamePart(hostForName);
    const std::string stem = sessions + "/" + localTime() + (host.empty() ? "" : " " + host);
    std::string path = stem + ".hop101";
    std::error_code ignored;
    for (int n = 2; fs::exists(path, ignored); ++n)
        path = stem + " " + std::to_string(n) + ".hop101";
    return path;
}

OpenRecording::OpenRecording(const std::string &capturePath, bool isUntitled)
{
    const std::string notes = notesFolder();
    if (notes.empty())
        return;
    // Locked before it gets the name by which it is looked for.
    std::string path = notes + "/XXXXXX";
    m_lock = mkostemp(path.data(), O_CLOEXEC);
    if (m_lock < 0)
        return;
    const std::string text = noteText(absolutePath(capturePath), isUntitled);
    const bool isWritten = flock(m_lock, LOCK_EX | LOCK_NB) == 0
        && write(m_lock, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    m_note = path + std::string(kSuffix);
    if (!isWritten || rename(path.c_str(), m_note.c_str()) != 0) {
        unlink(path.c_str());
        m_note.clear();
    }
}

OpenRecording::~OpenRecording()
{
    if (!m_note.empty())
        unlink(m_note.c_str());
    if (m_lock >= 0)
        close(m_lock);
}

std::vector<LostRecording> lostRecordings()
{
    std::vector<LostRecording> found;
    visitLeftNotes([&found](const LostRecording &recording) {
        if (!isLost(recording))
            return false;
        found.push_back(recording);
        return true;
    });
    std::sort(found.begin(), found.end(),
              [](const LostRecording &a, const LostRecording &b) { return a.started > b.started; });
    return found;
}

void forgetLostRecording(const std::string &capturePath)
{
    const std::string path = absolutePath(capturePath);
    visitLeftNotes([&path](const LostRecording &recording) { return recording.path != path; });
}

} // namespace hop101::capture
