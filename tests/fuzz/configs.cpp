// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/config/edits.h"
#include "core/doctor/config/report.h"
#include "tests/fuzz/require.h"
#include "tests/fuzz/targets.h"

#include <algorithm>

namespace hop101::fuzz {
namespace {

using namespace doctor::config;

void requireInside(const Tree &tree, const Place &at)
{
    HOP101_REQUIRE(at.file < tree.files.size());
    HOP101_REQUIRE(at.line >= 1 && at.column >= 1);
    HOP101_REQUIRE(at.end() <= tree.files[at.file].text.size());
}

void requireInside(const Tree &tree, const std::vector<Edit> &edits)
{
    for (const Edit &edit : edits) {
        HOP101_REQUIRE(edit.file < tree.files.size());
        HOP101_REQUIRE(edit.first <= tree.files[edit.file].text.size());
        HOP101_REQUIRE(edit.size <= tree.files[edit.file].text.size() - edit.first);
    }
}

} // namespace

void config(base::ByteSpan input)
{
    if (input.empty())
        return;
    const auto first = static_cast<unsigned>(input[0]);
    const std::string text(base::asText(input.subspan(1)));
    // A file that may include itself, and one that is always there.
    const FileAccess access{[&text](const std::string &path) -> std::optional<std::string> {
                                return path == "main" || path == "again" ? std::optional(text) : std::nullopt;
                            },
                            [](const std::string &pattern) {
                                return std::vector<std::string>(pattern == "again" || pattern == "*" ? 1 : 0,
                                                                "again");
                            }};
    Question question;
    question.product = static_cast<Product>(first % 4);
    if (first & 4U)
        question.path = "/ws/chat";
    if (first & 8U)
        question.host = "example.com";
    const auto report = readConfig("main", access, question);
    HOP101_REQUIRE(report.has_value());
    const Tree &tree = report->tree;
    for (const Defect &defect : tree.defects) {
        requireInside(tree, defect.at);
        requireInside(tree, defect.edits);
        HOP101_REQUIRE(!defect.id.empty() && !defect.sentence.empty());
    }
    for (const ProxyPlace &place : report->places) {
        requireInside(tree, place.at);
        requireInside(tree, place.block);
        for (const Cause &cause : place.causes) {
            requireInside(tree, cause.at);
            requireInside(tree, cause.edits);
        }
        static_cast<void>(corrected(tree, place.block, report->repairs()));
        static_cast<void>(elsewhere(tree, place.block, report->repairs()));
    }
    for (std::uint32_t file = 0; file < tree.files.size(); ++file)
        static_cast<void>(applied(tree, file, report->repairs()));
    const std::string diff = unifiedDiff(tree, report->repairs());
    HOP101_REQUIRE(diff.empty() || diff.starts_with("--- "));
}

} // namespace hop101::fuzz
