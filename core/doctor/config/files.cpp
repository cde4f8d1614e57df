// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/config/files.h"

#include <algorithm>

namespace hop101::doctor::config {

std::string folderOf(const std::string &path)
{
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

std::string beside(const std::string &base, const std::string &path)
{
    if (path.starts_with('/'))
        return path;
    const std::string folder = folderOf(base);
    return folder == "." && !base.starts_with("./") ? path : folder + (folder == "/" ? "" : "/") + path;
}

bool Includer::open(const std::string &path, const std::function<void(std::uint32_t)> &parse)
{
    auto text = m_access.read(path);
    if (!text || text->size() > kMaxFileBytes)
        return false;
    m_bytes += text->size();
    const auto file = static_cast<std::uint32_t>(m_tree.files.size());
    m_tree.files.emplace_back(path, std::move(*text));
    m_open.push_back(path);
    parse(file);
    m_open.pop_back();
    return true;
}

bool Includer::mayOpen(const std::string &path, const Place &at)
{
    if (std::find(m_open.begin(), m_open.end(), path) != m_open.end()) {
        std::string loop;
        for (auto it = std::find(m_open.begin(), m_open.end(), path); it != m_open.end(); ++it)
            loop += *it + " includes ";
        m_tree.defect("include-loop", at,
                      "The include never ends: " + quoted(loop + path) + ". Remove one of these includes.");
        return false;
    }
    if (m_open.size() >= kMaxIncludeDepth || m_tree.files.size() >= kMaxFiles || m_bytes >= kMaxTotalBytes) {
        m_tree.defect("include-too-deep", at,
                      "More is included here than can be read: at most 16 files deep, 512 files and 16 MiB.");
        return false;
    }
    return true;
}

void Includer::include(const std::string &pattern, const Place &at, bool isOptional,
                       const std::function<void(std::uint32_t)> &parse)
{
    const auto unread = [&](const std::string &path) {
        if (m_tree.unread.size() < kMaxDefects)
            m_tree.unread.push_back(
                {"include-unreadable",
                 at,
                 quoted(path) + " is included here and cannot be read: what it says is not judged.",
                 {}});
    };
    const bool isPattern = pattern.find_first_of("*?[") != std::string::npos;
    const auto paths = isPattern ? m_access.glob(pattern) : std::vector<std::string>{pattern};
    for (const std::string &path : paths) {
        if (!mayOpen(path, at))
            return;
        if (!open(path, parse) && !isOptional)
            unread(path);
    }
}

} // namespace hop101::doctor::config
