// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/configfiles.h"

#include <filesystem>
#include <fstream>

#include <glob.h>

namespace hop101::cli {
namespace {

std::optional<std::string> readFile(const std::string &path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return {};
    std::string text(doctor::config::kMaxFileBytes + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (file.bad())
        return {};
    return text;
}

std::vector<std::string> fitting(const std::string &pattern)
{
    std::vector<std::string> paths;
    ::glob_t found{};
    if (::glob(pattern.c_str(), 0, nullptr, &found) == 0) {
        for (std::size_t i = 0; i < found.gl_pathc && i <= doctor::config::kMaxFiles; ++i) {
            std::error_code error;
            if (std::filesystem::is_regular_file(found.gl_pathv[i], error))
                paths.emplace_back(found.gl_pathv[i]);
        }
    }
    ::globfree(&found);
    return paths;
}

} // namespace

doctor::config::FileAccess configFiles(const std::string &path)
{
    const auto read = [path](const std::string &wanted) -> std::optional<std::string> {
        std::error_code error;
        const bool isRegular = std::filesystem::is_regular_file(wanted, error);
        const bool isAsked = wanted == path && !std::filesystem::is_directory(wanted, error);
        return isRegular || isAsked ? readFile(wanted) : std::nullopt;
    };
    return {read, fitting};
}

} // namespace hop101::cli
