// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

#include <cstdio>
#include <memory>
#include <string>

namespace hop101::cli {

enum class IfThere : std::uint8_t { Refuse, Replace };

/// A file that is written beside its place and put there when it is whole, so that whatever fails leaves what
/// was there. A place that is no regular file (a pipe, /dev/null) is written to directly.
class NewFile
{
public:
    NewFile(const std::string &path, IfThere ifThere);
    ~NewFile(); ///< without finish(): nothing stays
    NewFile(const NewFile &) = delete;
    NewFile &operator=(const NewFile &) = delete;

    bool isOpen() const noexcept { return m_file != nullptr; }
    bool write(base::ByteSpan bytes);
    /// Closes it and puts it in its place; false where anything failed.
    bool finish();
    /// One sentence with what to do.
    std::string complaint() const;

private:
    void openBeside();
    bool put();

    struct Closer
    {
        void operator()(std::FILE *file) const { std::fclose(file); }
    };
    std::string m_path; ///< as it was given
    std::string m_place; ///< the same without symbolic links
    std::string m_part; ///< empty: written to directly, or done
    IfThere m_ifThere;
    std::unique_ptr<std::FILE, Closer> m_file;
    int m_error = 0; ///< errno of what failed first
};

} // namespace hop101::cli
