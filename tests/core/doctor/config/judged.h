// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/doctor/config/edits.h"
#include "core/doctor/config/report.h"

#include <QStringList>

#include <algorithm>
#include <map>

/// Configurations in memory, and what is found in them in one line of text.
namespace judged {

namespace config = hop101::doctor::config;
using Files = std::map<std::string, std::string>;

inline config::FileAccess in(const Files &files)
{
    return {[files](const std::string &path) -> std::optional<std::string> {
                const auto found = files.find(path);
                return found == files.end() ? std::nullopt : std::optional(found->second);
            },
            [files](const std::string &pattern) {
                std::vector<std::string> paths;
                const std::size_t star = pattern.find('*');
                for (const auto &[path, text] : files) {
                    const bool fits = star == std::string::npos ? path == pattern
                                                                : path.starts_with(pattern.substr(0, star))
                            && path.ends_with(pattern.substr(star + 1));
                    if (fits)
                        paths.push_back(path);
                }
                return paths;
            }};
}

inline config::Report report(config::Product product, const std::string &text, config::Question question = {})
{
    question.product = product;
    return *config::readConfig("main", in({{"main", text}}), question);
}

/// The ids of defects, then of what loses an upgrade or answers a question: "missing-brace connection-close",
/// or "passes" where all is well. Each id once.
inline QString found(const config::Report &report)
{
    QStringList ids;
    const auto add = [&ids](const std::string &id) {
        if (!ids.contains(QString::fromStdString(id)))
            ids += QString::fromStdString(id);
    };
    for (const auto &defect : report.tree.defects)
        add(defect.id);
    for (const auto &place : report.places) {
        for (const auto &cause : place.causes) {
            if (cause.weight == config::Weight::Loses)
                add(cause.id);
        }
    }
    if (report.asked)
        add(report.asked->id);
    if (ids.isEmpty())
        return report.places.empty() ? "no place" : "passes";
    return ids.join(' ');
}

/// Ids of warnings and notes.
inline QStringList remarks(const config::Report &report)
{
    QStringList ids;
    for (const auto &place : report.places) {
        for (const auto &cause : place.causes) {
            if (cause.weight != config::Weight::Loses)
                ids += QString::fromStdString(cause.id);
        }
    }
    return ids;
}

/// What is found when all repairs are done.
inline QString foundAfterRepair(config::Product product, const config::Report &before,
                                const config::Question &question = {})
{
    return found(report(product, config::applied(before.tree, 0, before.repairs()), question));
}

} // namespace judged
