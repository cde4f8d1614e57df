// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/chooseexchange.h"
#include "app/cli/commands.h"
#include "app/cli/diffhops.h"
#include "app/cli/diffreport.h"
#include "app/cli/opencapture.h"
#include "core/doctor/words.h"
#include "core/formats/diffjson.h"

namespace hop101::cli {
namespace {

/// One of the two captures with its exchange.
struct Chosen
{
    std::unique_ptr<capture::Reader> reader;
    hop::Exchange exchange;
};

/// Nothing where it has complained; then `status` says how to end.
std::optional<Chosen> choose(const std::string &path, const std::string &option,
                             std::optional<std::uint64_t> number, Output &output, ExitStatus &status)
{
    Chosen chosen{openCapture(path, output), {}};
    if (!chosen.reader) {
        status = ExitStatus::File;
        return std::nullopt;
    }
    const auto exchange = chooseExchange(*chosen.reader, path, option, number);
    if (!exchange) {
        output.complain(exchange.error().sentence);
        status = exchange.error().status;
        return std::nullopt;
    }
    chosen.exchange = exchange.value();
    return chosen;
}

formats::Json sideJson(const std::string &path, const Chosen &chosen)
{
    return {{"capture", path},
            {"exchange", chosen.exchange.id.value},
            {"hop", chosen.exchange.hop.value},
            {"damage",
             chosen.reader->damage() ? formats::Json(capture::describe(*chosen.reader->damage()))
                                     : formats::Json(nullptr)}};
}

void printText(Output &output, const DiffOptions &options, const Chosen &left, const Chosen &right,
               const capture::ExchangeDiff &diff)
{
    output.print("A  " + doctor::shown(options.leftPath, 500) + ": "
                 + exchangeName(*left.reader, left.exchange) + '\n');
    output.print("B  " + doctor::shown(options.rightPath, 500) + ": "
                 + exchangeName(*right.reader, right.exchange) + "\n\n");
    printDiff(output, diff, {*left.reader, *right.reader, "A", "B", options.compare.units.byFrame});
    output.print('\n' + output.strong(diff.isSame() ? "The same." : "Not the same.") + '\n');
}

} // namespace

ExitStatus diff(const DiffOptions &options, Output &output)
{
    if (options.ofHops)
        return diffHops(options, output);
    ExitStatus status = ExitStatus::Ok;
    const auto left = choose(options.leftPath, "--exchange-a", options.leftExchange, output, status);
    if (!left)
        return status;
    const auto right = choose(options.rightPath, "--exchange-b", options.rightExchange, output, status);
    if (!right)
        return status;
    const capture::ExchangeDiff found = capture::compareExchanges(
        *left->reader, left->exchange, *right->reader, right->exchange, options.compare);
    if (options.format == Format::Json) {
        formats::Json json = formats::diffJson(*left->reader, *right->reader, found);
        json["a"] = sideJson(options.leftPath, *left);
        json["b"] = sideJson(options.rightPath, *right);
        output.writeText(formats::write(json) + '\n');
    } else {
        printText(output, options, *left, *right, found);
    }
    for (const auto *chosen : {&*left, &*right})
        if (statusOf(*chosen->reader, output) != ExitStatus::Ok)
            return ExitStatus::File;
    return found.isSame() ? ExitStatus::Ok : ExitStatus::Broken;
}

} // namespace hop101::cli
