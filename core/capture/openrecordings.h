// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef> // before <chrono>: moc of Qt 6.4 cannot read that as the first header of the library

#include <chrono>
#include <string>
#include <vector>

namespace hop101::capture {

/// The user's data folder for Hop101: $XDG_DATA_HOME/hop101, else ~/.local/share/hop101. Made if missing
/// (mode 700). Empty where there is neither.
std::string dataFolder();
/// A fresh file name for an untitled session in the data folder, such as ".../sessions/2026-11-22 10.42.07
/// 127.0.0.1.hop101".
std::string untitledPath(const std::string &hostForName);

/// A recording that ended without being finished: its process is gone.
struct LostRecording
{
    std::string path;
    bool isUntitled = false;
    std::chrono::system_clock::time_point started{};
};

/// Notes in the data folder which captures are being recorded, so that after a crash or a kill the next start
/// can offer them. A note is a small file that its process holds locked (flock): the kernel releases it
/// however the process ends. Failing to write a note never stops a recording.
class OpenRecording
{
public:
    OpenRecording(const std::string &capturePath, bool isUntitled);
    ~OpenRecording(); ///< removes the note
    OpenRecording(const OpenRecording &) = delete;
    OpenRecording &operator=(const OpenRecording &) = delete;

private:
    std::string m_note;
    int m_lock = -1;
};

/// Newest first; captures that no longer exist are dropped and their notes removed.
std::vector<LostRecording> lostRecordings();
/// The user has decided: do not offer it again. The capture itself stays.
void forgetLostRecording(const std::string &capturePath);

} // namespace hop101::capture
