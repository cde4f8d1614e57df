// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace hop101::cli {

/// Where a session's capture goes: a file that was asked for, or a private one that is removed with this
/// object. There is no session without a capture.
class CaptureFile
{
public:
    /// `path` empty: a private file in a folder of its own, readable by this user only.
    explicit CaptureFile(const std::string &path);
    ~CaptureFile();
    CaptureFile(const CaptureFile &) = delete;
    CaptureFile &operator=(const CaptureFile &) = delete;

    /// Empty where no private folder could be made.
    const std::string &path() const noexcept { return m_path; }
    bool isPrivate() const noexcept { return !m_folder.empty(); }

private:
    std::string m_folder;
    std::string m_path;
};

} // namespace hop101::cli
