// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/logfiles.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace hop101::capture {

namespace fs = std::filesystem;

namespace {

/// What ends a journal that belongs to a transaction over several databases (SQLite's file format, section
/// 3): before it stands the name of a file that SQLite removes after it has rolled the journal back.
constexpr std::array<unsigned char, 8> kJournalMagic{0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7};

bool namesAnotherFile(const std::string &journal)
{
    std::ifstream file(journal, std::ios::binary);
    std::array<char, kJournalMagic.size()> end{};
    const auto size = static_cast<std::streamoff>(end.size());
    if (!file.seekg(-size, std::ios::end) || !file.read(end.data(), size))
        return false;
    const bool isName =
        std::equal(end.begin(), end.end(), kJournalMagic.begin(),
                   [](char a, unsigned char b) { return static_cast<unsigned char>(a) == b; });
    // The first header of a journal ends otherwise: a whole journal is longer than these bytes.
    return isName && file.tellg() > size;
}

CaptureError hostile(const std::string &path, const std::string &detail)
{
    return {CaptureFault::Hostile, path, detail};
}

} // namespace

std::optional<CaptureError> whyNotBeside(const std::string &path)
{
    std::error_code failure;
    const fs::path real = fs::canonical(path, failure);
    const std::string name = failure ? path : real.string();
    for (const char *suffix : kLogSuffixes) {
        const std::string log = name + suffix;
        const fs::file_status status = fs::symlink_status(log, failure);
        if (status.type() == fs::file_type::not_found)
            continue;
        if (status.type() != fs::file_type::regular)
            return hostile(path, std::string("what ends in ") + suffix + " beside it is no file");
        if (suffix == kLogSuffixes.back() && namesAnotherFile(log))
            return hostile(path, std::string("what ends in ") + suffix + " beside it names another file");
    }
    return std::nullopt;
}

} // namespace hop101::capture
