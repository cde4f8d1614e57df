// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/doctor/config/tree.h"

#include <functional>
#include <optional>

namespace hop101::doctor::config {

/// How files are reached: the disk, or what a test holds in memory.
struct FileAccess
{
    /// The whole file, or nothing where it cannot be read.
    std::function<std::optional<std::string>(const std::string &path)> read;
    /// The paths that a pattern with * ? [] fits, sorted; a path without them fits itself where it is there.
    std::function<std::vector<std::string>(const std::string &pattern)> glob;
};

/// The files of one configuration as they are included. Depth, number and size are bounded; what breaks a
/// bound, a loop among them, becomes a defect at the directive that includes.
class Includer
{
public:
    Includer(Tree &tree, const FileAccess &access) : m_tree(tree), m_access(access) { }

    /// False where the file cannot be read.
    bool open(const std::string &path, const std::function<void(std::uint32_t file)> &parse);
    /// Parses each file of `pattern` in order. `isOptional`: none at all is fine, too (as it is for a pattern
    /// with wildcards).
    void include(const std::string &pattern, const Place &at, bool isOptional,
                 const std::function<void(std::uint32_t file)> &parse);

private:
    bool mayOpen(const std::string &path, const Place &at);

    Tree &m_tree;
    const FileAccess &m_access;
    std::vector<std::string> m_open; ///< from the first file to the one that is parsed now
    std::size_t m_bytes = 0;
};

/// `path` as seen from the folder of `base`; an absolute one as it is.
std::string beside(const std::string &base, const std::string &path);
/// "/etc/nginx" of "/etc/nginx/nginx.conf", "." of "nginx.conf".
std::string folderOf(const std::string &path);

} // namespace hop101::doctor::config
