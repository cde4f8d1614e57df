// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/exportpicture.h"

#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

namespace hop101::cli {
namespace {

std::vector<std::string> argumentsFor(const ExportOptions &options)
{
    std::vector<std::string> arguments{"hop101", "--to", options.picture, "-o", options.outPath};
    std::string events;
    for (const formats::EventRange &range : options.events.ranges)
        events +=
            (events.empty() ? "" : ",") + std::to_string(range.first) + '-' + std::to_string(range.last);
    if (!events.empty())
        arguments.insert(arguments.end(), {"--events", events});
    if (!options.events.filterText.empty())
        arguments.insert(arguments.end(), {"--filter", options.events.filterText});
    const std::pair<bool, const char *> flags[] = {{options.document.isDark, "--dark"},
                                                   {options.isLetter, "--letter"},
                                                   {options.isUpright, "--upright"},
                                                   {options.overwrites, "--overwrite"}};
    for (const auto &[isSet, name] : flags) {
        if (isSet)
            arguments.emplace_back(name);
    }
    arguments.insert(arguments.end(), {"--", options.path}); // it may begin with a dash
    return arguments;
}

/// Installed side by side; in a build tree a folder apart.
std::vector<std::string> places()
{
    std::error_code failed;
    const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", failed);
    if (failed)
        return {"hop101"};
    const std::filesystem::path folder = self.parent_path();
    return {(folder / "hop101").string(), (folder.parent_path() / "gui" / "hop101").string(), "hop101"};
}

} // namespace

ExitStatus exportPicture(const ExportOptions &options, Output &output)
{
    if (options.outPath == "-") {
        output.complain("PNG and PDF need a file: give -o a name.");
        return ExitStatus::Usage;
    }
    std::vector<std::string> arguments = argumentsFor(options);
    std::vector<char *> raw;
    for (std::string &argument : arguments)
        raw.push_back(argument.data());
    raw.push_back(nullptr);
    for (const std::string &place : places())
        execvp(place.c_str(), raw.data());
    output.complain(
        "PNG and PDF are drawn by hop101, which is neither beside this program nor in PATH: install "
        "it, or write --to svg.");
    return ExitStatus::File;
}

} // namespace hop101::cli
