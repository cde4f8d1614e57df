// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/outfile.h"

#include "core/doctor/words.h"

#include <cerrno>
#include <cstring>

namespace hop101::cli {

OutFile::OutFile(const std::string &path) : m_path(path), m_file(std::fopen(path.c_str(), "wbe"))
{
    if (!m_file)
        m_error = errno;
}

bool OutFile::write(base::ByteSpan bytes)
{
    if (!bytes.empty() && std::fwrite(bytes.data(), 1, bytes.size(), m_file.get()) != bytes.size())
        m_error = errno;
    return m_error == 0;
}

bool OutFile::finish()
{
    if (m_file && std::fclose(m_file.release()) != 0 && m_error == 0)
        m_error = errno;
    return m_error == 0;
}

std::string OutFile::complaint() const
{
    return doctor::shown(m_path) + " cannot be written (" + std::strerror(m_error)
        + "): choose another place with -o.";
}

} // namespace hop101::cli
