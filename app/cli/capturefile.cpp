// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/capturefile.h"

#include <cstdlib>
#include <filesystem>

namespace hop101::cli {

CaptureFile::CaptureFile(const std::string &path) : m_path(path)
{
    if (!path.empty())
        return;
    std::error_code error;
    const std::filesystem::path temporary = std::filesystem::temp_directory_path(error);
    if (error)
        return; // an empty path would be the current folder
    std::string pattern = (temporary / "hop101-XXXXXX").string();
    if (!mkdtemp(pattern.data()))
        return;
    m_folder = pattern;
    m_path = m_folder + "/session.hop101";
}

CaptureFile::~CaptureFile()
{
    std::error_code ignored;
    if (isPrivate())
        std::filesystem::remove_all(m_folder, ignored);
}

} // namespace hop101::cli
