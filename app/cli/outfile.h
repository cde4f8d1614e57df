// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

#include <cstdio>
#include <memory>
#include <string>

namespace hop101::cli {

/// A file that is written to its end or complained about.
class OutFile
{
public:
    explicit OutFile(const std::string &path);
    bool isOpen() const noexcept { return m_file != nullptr; }
    bool write(base::ByteSpan bytes);
    /// Closes it; false where anything failed.
    bool finish();
    /// One sentence with what to do.
    std::string complaint() const;

private:
    struct Closer
    {
        void operator()(std::FILE *file) const { std::fclose(file); }
    };
    std::string m_path;
    std::unique_ptr<std::FILE, Closer> m_file;
    int m_error = 0;
};

} // namespace hop101::cli
