// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/diffhops.h"

#include "app/cli/chooseexchange.h"
#include "app/cli/opencapture.h"
#include "app/cli/pathreport.h"
#include "core/doctor/hopdiff.h"
#include "core/doctor/words.h"
#include "core/formats/pathjson.h"

#include <algorithm>

namespace hop101::cli {
namespace {

bool isSame(const doctor::HopDiff &diff)
{
    return diff.right && diff.request.isSame() && diff.response.isSame();
}

formats::Json exchangeJson(const hop::Exchange &exchange)
{
    return {{"exchange", exchange.id.value}, {"hop", exchange.hop.value}, {"status", exchange.status}};
}

formats::Json diffJson(const doctor::HopDiff &diff)
{
    return {{"left", exchangeJson(diff.left)},
            {"right", diff.right ? exchangeJson(*diff.right) : formats::Json()},
            {"same", isSame(diff)},
            {"request", formats::headChangesJson(diff.request)},
            {"response", formats::headChangesJson(diff.response)}};
}

void printOne(Output &output, const capture::Reader &reader, const doctor::HopDiff &diff)
{
    output.print(
        output.strong("#" + std::to_string(diff.left.hop.value) + ' ' + exchangeName(reader, diff.left))
        + '\n');
    if (!diff.right) {
        output.print("    nothing of it went on\n");
        return;
    }
    output.print("    went on as #" + std::to_string(diff.right->hop.value) + ' '
                 + exchangeName(reader, *diff.right) + '\n');
    printHeadChanges(output, "The request, as sent and as it arrived", diff.request);
    printHeadChanges(output, "The response, as sent and as it came back", diff.response);
}

} // namespace

ExitStatus diffHops(const DiffOptions &options, Output &output)
{
    const auto reader = openCapture(options.leftPath, output);
    if (!reader)
        return ExitStatus::File;
    const std::vector<doctor::HopDiff> diffs = doctor::hopDiffs(*reader);
    if (diffs.empty()) {
        output.complain(doctor::shown(options.leftPath, 500)
                        + " has no exchange on both sides of somebody: --hops is for captures of relay and "
                          "path.");
        return ExitStatus::Usage;
    }
    const bool areSame = std::all_of(diffs.begin(), diffs.end(), &isSame);
    if (options.format == Format::Json) {
        formats::Json json = {{"capture", options.leftPath}, {"same", areSame}};
        json["exchanges"] = formats::Json::array();
        for (const doctor::HopDiff &diff : diffs)
            json["exchanges"].push_back(diffJson(diff));
        output.writeText(formats::write(json) + '\n');
    } else {
        for (const doctor::HopDiff &diff : diffs)
            printOne(output, *reader, diff);
        output.print('\n' + output.strong(areSame ? "The same on both sides." : "Not the same on both sides.")
                     + '\n');
    }
    if (statusOf(*reader, output) != ExitStatus::Ok)
        return ExitStatus::File;
    return areSame ? ExitStatus::Ok : ExitStatus::Broken;
}

} // namespace hop101::cli
