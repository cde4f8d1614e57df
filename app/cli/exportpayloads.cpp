// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/exportpayloads.h"

#include "app/cli/exportprogress.h"
#include "app/cli/newfile.h"
#include "app/cli/stopsignal.h"
#include "core/doctor/words.h"
#include "core/formats/payloadfiles.h"

#include <cerrno>
#include <cstring>
#include <filesystem>

#include <sys/stat.h>

namespace hop101::cli {
namespace {

namespace fs = std::filesystem;

/// A folder beside its place that is put there when it is whole; or the one that is there, to be added to.
class NewFolder
{
public:
    NewFolder(const std::string &path, bool overwrites) : m_place(fs::absolute(path).lexically_normal())
    {
        if (!m_place.has_filename())
            m_place = m_place.parent_path();
        std::error_code failed;
        const bool isThere = fs::exists(m_place, failed);
        if (isThere && !fs::is_directory(m_place, failed))
            m_error = std::strerror(ENOTDIR);
        else if (isThere && !fs::is_empty(m_place, failed) && !overwrites)
            m_isTaken = true;
        else if (isThere)
            m_path = m_place.string();
        else
            makeBeside();
    }
    ~NewFolder()
    {
        std::error_code ignored;
        if (!m_part.empty())
            fs::remove_all(m_part, ignored);
    }
    NewFolder(const NewFolder &) = delete;
    NewFolder &operator=(const NewFolder &) = delete;

    const std::string &path() const noexcept { return m_path; } ///< where to write; empty: nowhere
    bool isTaken() const noexcept { return m_isTaken; }
    const std::string &error() const noexcept { return m_error; }
    bool finish()
    {
        if (m_part.empty())
            return true;
        std::error_code failed;
        fs::rename(m_part, m_place, failed);
        m_error = failed ? failed.message() : std::string();
        if (!failed)
            m_part.clear();
        return !failed;
    }

private:
    void makeBeside()
    {
        std::string pattern = (m_place.parent_path() / ".hop101-part-XXXXXX").string();
        if (!mkdtemp(pattern.data())) {
            m_error = std::strerror(errno);
            return;
        }
        m_part = m_path = pattern;
        const mode_t mask = umask(0);
        umask(mask);
        chmod(m_part.c_str(), 0777 & ~mask);
    }

    fs::path m_place;
    std::string m_path, m_part, m_error;
    bool m_isTaken = false;
};

ExitStatus complainOf(const std::string &path, const std::string &error, Output &output)
{
    output.complain(doctor::shown(path, 1000) + " cannot be written (" + doctor::shown(error, 200)
                    + "): choose another place with -o.");
    return ExitStatus::File;
}

} // namespace

ExitStatus exportPayloads(const capture::Reader &reader, const ExportOptions &options, Output &output)
{
    NewFolder folder(options.outPath, options.overwrites);
    if (folder.isTaken()) {
        output.complain(doctor::shown(options.outPath, 1000)
                        + " is there already: choose another folder with -o, or add to it with --overwrite.");
        return ExitStatus::File;
    }
    if (folder.path().empty())
        return complainOf(options.outPath, folder.error(), output);
    NewFile index((fs::path(folder.path()) / formats::kPayloadIndex).string(), IfThere::Replace);
    if (!index.isOpen()) {
        output.complain(index.complaint());
        return ExitStatus::File;
    }
    const StopSignal stop;
    const formats::ExportSource source = formats::chosenFrom(reader, options.events);
    ExportProgressLine progress(output, source.eventCount);
    formats::ExportRun run([&index](std::string_view text) { return index.write(base::asBytes(text)); },
                           [&](const formats::ExportProgress &now) {
                               progress(now);
                               return !stop.isRaised();
                           });
    std::string error;
    const bool isWhole = formats::writePayloadFiles(source, folder.path(), run, error);
    output.endProgress();
    for (const std::string &remark : run.remarks())
        output.complain(doctor::shown(remark, 1000));
    if (!error.empty())
        return complainOf(options.outPath, error, output);
    const bool isKept = isWhole || (run.isCancelled() && options.keepsPart);
    if (run.hasFailed() || (isKept && !index.finish())) {
        output.complain(index.complaint());
        return ExitStatus::File;
    }
    if (isKept && !folder.finish())
        return complainOf(options.outPath, folder.error(), output);
    if (!isWhole)
        output.complain(isKept ? "Interrupted: " + doctor::shown(options.outPath, 1000) + " has a part."
                               : "Interrupted: --keep-part keeps what was written until then.");
    return isWhole ? ExitStatus::Ok : ExitStatus::File;
}

} // namespace hop101::cli
