// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/configfiles.h"
#include "app/cli/configreport.h"
#include "app/cli/values.h"
#include "core/doctor/config/edits.h"
#include "core/formats/configjson.h"

#include <algorithm>
#include <filesystem>

namespace hop101::cli {
namespace {

using doctor::config::Report;

/// What only names types of files or parameters of others says nothing about an upgrade.
bool isOfNoConcern(const std::string &sentence)
{
    for (const char *name :
         {"mime.types", "fastcgi_params", "fastcgi.conf", "uwsgi_params", "scgi_params", "modules-enabled"}) {
        if (sentence.find(name) != std::string::npos)
            return true;
    }
    return false;
}

std::string currentFolder()
{
    std::error_code error;
    return std::filesystem::current_path(error).string();
}

void print(const DoctorOptions &options, const Report &report, Output &output)
{
    switch (options.form) {
    case DoctorOptions::Form::Json:
        output.writeText(formats::write(formats::configJson(report)) + '\n');
        break;
    case DoctorOptions::Form::Diff:
        output.writeText(doctor::config::unifiedDiff(report.tree, report.repairs(), currentFolder()));
        break;
    case DoctorOptions::Form::Text:
        output.print(
            configReport(report, [&output](const std::string &text) { return output.strong(text); }));
        break;
    }
}

} // namespace

ExitStatus doctor(const DoctorOptions &options, Output &output)
{
    const auto access = configFiles(options.path);
    if (!options.question.product) {
        const auto text = access.read(options.path);
        if (text && !hop101::doctor::config::recognised(options.path, *text)) {
            output.complain(inQuotes(options.path)
                            + " does not look like a configuration of nginx, Apache httpd, HAProxy or Caddy: "
                              "say which with --product.");
            return ExitStatus::Usage;
        }
    }
    const auto report = readConfig(options.path, access, options.question);
    if (!report) {
        output.complain(inQuotes(options.path)
                        + " cannot be read as a file of at most 4 MiB: check the path and the permissions.");
        return ExitStatus::File;
    }
    print(options, *report, output);
    if (report->isLost() || report->isDefective())
        return ExitStatus::Broken;
    const auto concerns = std::find_if(report->tree.unread.begin(), report->tree.unread.end(),
                                       [](const auto &one) { return !isOfNoConcern(one.sentence); });
    if (concerns == report->tree.unread.end())
        return ExitStatus::Ok;
    output.complain("Not all that is included could be read: " + concerns->sentence);
    return ExitStatus::File;
}

} // namespace hop101::cli
