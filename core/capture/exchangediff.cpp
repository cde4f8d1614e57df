// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/exchangediff.h"

#include "core/base/ascii.h"
#include "core/capture/content.h"
#include "core/capture/directiondiff.h"

#include <algorithm>
#include <array>

namespace hop101::capture {
namespace {

void comparePart(HeadDiff &diff, const char *name, const std::string &left, const std::string &right)
{
    if (left != right)
        diff.startLine.push_back({name, left, right});
}

void compareStartLines(HeadDiff &diff, const http::RequestHead &left, const http::RequestHead &right)
{
    comparePart(diff, "method", left.method, right.method);
    comparePart(diff, "target", left.target, right.target);
    comparePart(diff, "version", left.version, right.version);
}

void compareStartLines(HeadDiff &diff, const http::ResponseHead &left, const http::ResponseHead &right)
{
    const auto digits = [](int status) { return status < 0 ? std::string() : std::to_string(status); };
    comparePart(diff, "version", left.version, right.version);
    comparePart(diff, "status", digits(left.status), digits(right.status));
    comparePart(diff, "reason", left.reason, right.reason);
}

/// The value is another one in every connection.
bool isFresh(std::string_view name, bool isDateFresh)
{
    return base::equalsIgnoringCase(name, "Sec-WebSocket-Key")
        || base::equalsIgnoringCase(name, "Sec-WebSocket-Accept")
        || (isDateFresh && base::equalsIgnoringCase(name, "Date"));
}

bool isSameValue(const http::HeaderField &left, const http::HeaderField &right, const DiffOptions &options)
{
    const Ignored &ignored = options.units.ignored;
    const bool isIgnored =
        std::any_of(ignored.fields.begin(), ignored.fields.end(),
                    [&left](const std::string &field) { return base::equalsIgnoringCase(field, left.name); });
    return isIgnored || isFresh(left.name, !options.timeTolerance) || (ignored.ids && isIdName(left.name))
        || neutralised(base::asBytes(left.value), {ignored.ids, {}})
        == neutralised(base::asBytes(right.value), {ignored.ids, {}});
}

template<typename Head>
HeadDiff compareHeads(const std::optional<Head> &left, const std::optional<Head> &right,
                      const DiffOptions &options)
{
    HeadDiff diff;
    diff.hasLeft = left.has_value();
    diff.hasRight = right.has_value();
    if (left)
        diff.left = left->fields;
    if (right)
        diff.right = right->fields;
    if (!left || !right)
        return diff;
    compareStartLines(diff, *left, *right);
    for (http::FieldDifference field : http::differences(left->fields, right->fields)) {
        field.valueDiffers = field.valueDiffers
            && !isSameValue(diff.left.lines[*field.left], diff.right.lines[*field.right], options);
        if (field.isAdded() || field.isDropped() || field.valueDiffers || field.nameDiffers || field.isMoved)
            diff.fields.push_back(field);
    }
    return diff;
}

VerdictDiff compareVerdicts(hop::Verdict left, hop::Verdict right)
{
    VerdictDiff diff;
    const auto outcomeOf = [](const hop::Verdict &verdict, rules::Rule rule) -> std::optional<hop::Outcome> {
        const auto found = std::find_if(verdict.results.begin(), verdict.results.end(),
                                        [rule](const auto &result) { return result.rule == rule; });
        return found == verdict.results.end() ? std::nullopt : std::optional(found->outcome);
    };
    for (const rules::RuleInfo &rule : rules::allRules())
        if (outcomeOf(left, rule.rule) != outcomeOf(right, rule.rule))
            diff.rules.push_back(rule.rule);
    diff.left = std::move(left);
    diff.right = std::move(right);
    return diff;
}

} // namespace

ExchangeDiff compareExchanges(const Reader &left, const hop::Exchange &leftExchange, const Reader &right,
                              const hop::Exchange &rightExchange, const DiffOptions &options)
{
    ExchangeDiff diff;
    diff.request = compareHeads(requestHead(left, left.event(leftExchange.request)),
                                requestHead(right, right.event(rightExchange.request)), options);
    diff.response = compareHeads(responseHead(left, left.event(leftExchange.response)),
                                 responseHead(right, right.event(rightExchange.response)), options);
    diff.verdict = compareVerdicts(verdictOf(left, leftExchange), verdictOf(right, rightExchange));
    const ExchangeEvents leftEvents = eventsOf(left, leftExchange);
    const ExchangeEvents rightEvents = eventsOf(right, rightExchange);
    for (const hop::Direction direction : {hop::Direction::FromLeft, hop::Direction::FromRight})
        diff.directions[static_cast<std::size_t>(direction)] =
            compareDirections(left, leftEvents, right, rightEvents, direction, options);
    return diff;
}

} // namespace hop101::capture
