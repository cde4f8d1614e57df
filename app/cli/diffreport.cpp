// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/diffreport.h"

#include "app/cli/report.h"
#include "core/diagram/rowtext.h"
#include "core/doctor/words.h"
#include "core/formats/exchangejson.h"

#include <algorithm>

namespace hop101::cli {
namespace {

constexpr std::size_t kMaxField = 300;
constexpr std::uint64_t kExcerptBefore = 12;
constexpr std::uint64_t kExcerptBytes = 40;
constexpr std::size_t kNumberWidth = 8;

std::string column(std::uint64_t number)
{
    const std::string digits = number > 0 ? std::to_string(number) : "";
    return std::string(kNumberWidth - std::min(kNumberWidth, digits.size()), ' ') + digits;
}

std::string fieldText(const http::HeaderField &field)
{
    return doctor::shown(field.name + ": " + field.value, kMaxField);
}

void printField(Output &output, const capture::HeadDiff &head, const http::FieldDifference &field)
{
    if (field.isAdded()) {
        output.print("  + " + fieldText(head.right.lines[*field.right]) + '\n');
        return;
    }
    const http::HeaderField &left = head.left.lines[*field.left];
    if (field.isDropped()) {
        output.print("  - " + fieldText(left) + '\n');
        return;
    }
    const http::HeaderField &right = head.right.lines[*field.right];
    if (field.valueDiffers || field.nameDiffers) {
        output.print("  - " + fieldText(left) + '\n');
        output.print("  + " + fieldText(right) + (field.isMoved ? "  (in another place)" : "") + '\n');
    } else {
        output.print("  ~ " + fieldText(left) + "  (in another place)\n");
    }
}

std::string unitText(const capture::Reader &reader, const capture::Unit &unit)
{
    const diagram::RowText text =
        diagram::rowText(reader, reader.event(unit.event), nullptr, diagram::Detail::Full);
    return text.kind + (text.detail.empty() ? "" : "  " + text.detail);
}

void printExcerpt(Output &output, const char *mark, const capture::Reader &reader, const capture::Unit &unit,
                  std::uint64_t at, bool byFrame)
{
    const std::uint64_t first = at > kExcerptBefore ? at - kExcerptBefore : 0;
    const base::Bytes bytes = capture::unitContent(reader, unit, byFrame, first, kExcerptBytes);
    const bool isEnd = first + bytes.size() >= unit.size;
    output.print("      " + std::string(kNumberWidth * 2, ' ') + mark + ' ' + (first > 0 ? "…" : "")
                 + doctor::shown(base::asText(bytes), kMaxField) + (isEnd ? "" : "…") + '\n');
}

void printContent(Output &output, const capture::DiffRow &row, const DiffSides &sides)
{
    const std::string margin = "      " + std::string(kNumberWidth * 2, ' ');
    const capture::ContentDifference &content = *row.content;
    if (row.left->size != row.right->size)
        output.print(margin + diagram::sizeText(row.left->size) + " → " + diagram::sizeText(row.right->size)
                     + '\n');
    for (const capture::ValueDifference &value : content.values)
        output.print(margin + doctor::shown(value.path, kMaxField) + ": "
                     + (value.left ? doctor::shown(*value.left, kMaxField) : "nothing") + " → "
                     + (value.right ? doctor::shown(*value.right, kMaxField) : "nothing") + '\n');
    if (content.hasMoreValues)
        output.print(margin + "… and more values\n");
    if (!content.values.empty())
        return;
    output.print(margin + (content.isJson ? "the same values, written in another way; " : "")
                 + "the first byte that differs is " + std::to_string(content.firstByte) + '\n');
    printExcerpt(output, "-", sides.left, *row.left, content.firstByte, sides.byFrame);
    printExcerpt(output, "+", sides.right, *row.right, content.firstByte, sides.byFrame);
}

void printLine(Output &output, const char *mark, const capture::Reader &reader, std::uint64_t left,
               std::uint64_t right, const capture::Unit &unit)
{
    output.print(std::string("  ") + mark + column(left) + column(right) + "  " + unitText(reader, unit)
                 + '\n');
}

void printRow(Output &output, const capture::DiffRow &row, const DiffSides &sides)
{
    if (row.equalBefore > 0)
        output.print("    … " + counted(row.equalBefore, "that is the same", "that are the same") + '\n');
    const std::uint64_t left = row.left ? row.left->event.value : 0;
    const std::uint64_t right = row.right ? row.right->event.value : 0;
    switch (row.kind) {
    case capture::RowKind::Equal:
        printLine(output, " ", sides.left, left, right, *row.left);
        break;
    case capture::RowKind::Left:
        printLine(output, "-", sides.left, left, 0, *row.left);
        break;
    case capture::RowKind::Right:
        printLine(output, "+", sides.right, 0, right, *row.right);
        break;
    case capture::RowKind::Changed:
        printLine(output, "-", sides.left, left, 0, *row.left);
        printLine(output, "+", sides.right, 0, right, *row.right);
        if (row.content)
            printContent(output, row, sides);
        break;
    case capture::RowKind::Shifted:
        printLine(output, "~", sides.left, left, right, *row.left);
        output.print("      " + std::string(kNumberWidth * 2, ' ') + "came after "
                     + diagram::durationText(row.left->time) + " → " + diagram::durationText(row.right->time)
                     + '\n');
        break;
    }
}

std::string directionCounts(const capture::DirectionDiff &diff, const DiffSides &sides)
{
    std::string text = std::to_string(diff.equal) + " the same";
    const auto add = [&text](std::uint64_t count, const std::string &what) {
        if (count > 0)
            text += ", " + std::to_string(count) + ' ' + what;
    };
    add(diff.changed, diff.changed == 1 ? "differs" : "differ");
    add(diff.onlyLeft, "only in " + sides.leftName);
    add(diff.onlyRight, "only in " + sides.rightName);
    add(diff.shifted, "at another time");
    return text;
}

} // namespace

void printHeadDiff(Output &output, const std::string &title, const capture::HeadDiff &diff,
                   const DiffSides &sides)
{
    if (diff.isSame()) {
        output.print(output.strong(title) + (diff.hasLeft ? ": the same\n" : ": none\n"));
        return;
    }
    if (diff.hasLeft != diff.hasRight) {
        output.print(output.strong(title) + ": only in " + (diff.hasLeft ? sides.leftName : sides.rightName)
                     + '\n');
        return;
    }
    output.print(output.strong(title) + '\n');
    for (const capture::StartLinePart &part : diff.startLine)
        output.print("  " + part.name + ": " + doctor::shown(part.left) + " → " + doctor::shown(part.right)
                     + '\n');
    for (const http::FieldDifference &field : diff.fields)
        printField(output, diff, field);
}

void printVerdictDiff(Output &output, const capture::VerdictDiff &diff)
{
    if (diff.isSame()) {
        output.print(output.strong("Verdict") + ": the same\n");
        return;
    }
    const auto stateText = [](const hop::Verdict &verdict) {
        const std::string state = formats::stateName(verdict.state);
        return verdict.status > 0 ? state + " (" + std::to_string(verdict.status) + ')' : state;
    };
    const auto outcomeText = [](const hop::Verdict &verdict, rules::Rule rule) -> std::string {
        for (const hop::RuleResult &result : verdict.results)
            if (result.rule == rule)
                return formats::outcomeName(result.outcome);
        return "does not apply";
    };
    output.print(output.strong("Verdict") + '\n');
    if (stateText(diff.left) != stateText(diff.right))
        output.print("  " + stateText(diff.left) + " → " + stateText(diff.right) + '\n');
    for (const rules::Rule rule : diff.rules)
        output.print(std::string("  ") + rules::info(rule).title + ": " + outcomeText(diff.left, rule) + " → "
                     + outcomeText(diff.right, rule) + '\n');
}

void printDirectionDiff(Output &output, hop::Direction direction, const capture::DirectionDiff &diff,
                        const DiffSides &sides)
{
    const std::string title =
        output.strong(direction == hop::Direction::FromLeft ? "From the client" : "From the server");
    output.print(title + ": " + directionCounts(diff, sides) + '\n');
    if (diff.isSame())
        return;
    for (const capture::DiffRow &row : diff.rows)
        printRow(output, row, sides);
    if (diff.hasMoreRows)
        output.print("    … and more differences\n");
    else if (diff.equalAfter > 0)
        output.print("    … " + counted(diff.equalAfter, "that is the same", "that are the same") + '\n');
}

void printDiff(Output &output, const capture::ExchangeDiff &diff, const DiffSides &sides)
{
    printHeadDiff(output, "Request", diff.request, sides);
    printHeadDiff(output, "Response", diff.response, sides);
    printVerdictDiff(output, diff.verdict);
    for (const hop::Direction direction : {hop::Direction::FromLeft, hop::Direction::FromRight})
        printDirectionDiff(output, direction, diff.directions[static_cast<std::size_t>(direction)], sides);
}

} // namespace hop101::cli
