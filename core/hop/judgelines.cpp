// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hop/judgelines.h"

#include "core/base/ascii.h"
#include "core/base/text.h"

#include <algorithm>

namespace hop101::hop {
namespace {

using http::HeaderField;
using http::HeaderFields;
using http::LineFault;

std::string lineText(const HeaderField &field)
{
    return has(field.faults, LineFault::NoColon) ? field.name : field.name + ": " + field.value;
}

const HeaderField *firstWith(LineFault fault, const HeaderFields &fields)
{
    const auto found = std::find_if(fields.lines.begin(), fields.lines.end(),
                                    [fault](const HeaderField &field) { return has(field.faults, fault); });
    return found == fields.lines.end() ? nullptr : &*found;
}

Judged fieldsValid(const HeaderFields &fields)
{
    const auto *broken = firstWith(LineFault::NoColon | LineFault::BadName, fields);
    if (!broken)
        return {true, "", "", {}};
    return {false, lineText(*broken), "Name: value", broken->line};
}

Judged linesEndInCrLf(const HeaderFields &fields, base::ByteRange startLine, LineFault startLineFaults)
{
    if (has(startLineFaults, LineFault::BareLf))
        return {false, "LF", "CR LF", startLine};
    const auto *bare = firstWith(LineFault::BareLf, fields);
    return bare ? Judged{false, "LF", "CR LF", bare->line} : Judged{true, "", "", {}};
}

Judged linesNotFolded(const HeaderFields &fields)
{
    const auto *folded = firstWith(LineFault::ObsFold, fields);
    if (!folded)
        return {true, "", "", {}};
    return {false, lineText(*folded), HOP101_TEXT("expected", "the header in one line"), folded->line};
}

Judged noSpaceBeforeColon(const HeaderFields &fields)
{
    const auto *spaced = firstWith(LineFault::SpaceBeforeColon, fields);
    if (!spaced)
        return {true, "", "", {}};
    return {false, spaced->name + " :", spaced->name + ":", {spaced->nameAt.end(), 1}};
}

bool isForbidden(char c)
{
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == '\x7f';
}

/// The octet itself, where the line is not folded; else the line.
base::ByteRange forbiddenOctet(const HeaderField &field)
{
    const bool isName = has(field.faults, LineFault::NoColon);
    const std::string &text = isName ? field.name : field.value;
    const auto at = std::find_if(text.begin(), text.end(), isForbidden);
    if (at == text.end() || has(field.faults, LineFault::ObsFold))
        return field.line;
    const auto first = isName ? field.nameAt.first : field.valueAt.first;
    return {first + static_cast<std::uint64_t>(at - text.begin()), 1};
}

Judged octetsAllowed(const HeaderFields &fields)
{
    const auto *bad = firstWith(LineFault::BadValue, fields);
    if (!bad)
        return {true, "", "", {}};
    return {false, lineText(*bad), HOP101_TEXT("expected", "visible characters, spaces and tabs"),
            forbiddenOctet(*bad)};
}

Judged singletonsOnce(const HeaderFields &fields, std::span<const std::string_view> names)
{
    for (const std::string_view name : names) {
        Judged judged = notRepeated(fields, name);
        if (judged.holds)
            continue;
        judged.found = std::string(name) + ": " + judged.found;
        return judged;
    }
    return {true, "", "", {}};
}

std::uint64_t lineBytes(base::ByteRange line, LineFault faults)
{
    const std::uint64_t end = has(faults, LineFault::BareLf) ? 1 : 2;
    return line.size - std::min(line.size, end);
}

std::string inBytes(std::uint64_t count)
{
    return std::to_string(count) + " bytes";
}

} // namespace

void judgeLines(const HeaderFields &fields, base::ByteRange startLine, LineFault startLineFaults,
                const LineRules &rules, Judgement &results)
{
    results.add(rules.fieldsValid, fieldsValid(fields));
    results.add(rules.linesEndInCrLf, linesEndInCrLf(fields, startLine, startLineFaults));
    results.add(rules.linesNotFolded, linesNotFolded(fields));
    results.add(rules.noSpaceBeforeColon, noSpaceBeforeColon(fields));
    results.add(rules.octetsAllowed, octetsAllowed(fields));
    results.add(rules.singletonsOnce, singletonsOnce(fields, rules.singletons));
}

Judged headFits(const HeaderFields &fields, base::ByteRange startLine, std::uint64_t headBytes,
                HeadLimits limits, std::string expected)
{
    const auto isTooLong = [limits](base::ByteRange line, LineFault faults) {
        return limits.lineBytes != 0 && lineBytes(line, faults) > limits.lineBytes;
    };
    if (isTooLong(startLine, LineFault::None))
        return {false, inBytes(lineBytes(startLine, LineFault::None)), std::move(expected), startLine};
    for (const HeaderField &field : fields.lines) {
        if (isTooLong(field.line, field.faults))
            return {false, inBytes(lineBytes(field.line, field.faults)), std::move(expected), field.line};
    }
    const bool holds = limits.headBytes == 0 || headBytes <= limits.headBytes;
    return {holds, inBytes(headBytes), std::move(expected), {0, headBytes}};
}

} // namespace hop101::hop
