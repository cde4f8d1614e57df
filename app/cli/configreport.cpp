// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/configreport.h"

#include "core/diagram/textwidth.h"
#include "core/doctor/config/edits.h"
#include "core/doctor/words.h"

#include <algorithm>

namespace hop101::cli {
namespace {

using namespace doctor::config;
using Strong = std::function<std::string(const std::string &)>;

constexpr std::size_t kLineColumns = 150;
constexpr std::size_t kContextBytes = 60;
constexpr std::size_t kMaxBlockLines = 200;

std::string placeText(const Tree &tree, const Place &at)
{
    return doctor::shown(tree.files[at.file].path, 200) + ':' + std::to_string(at.line) + ':'
        + std::to_string(at.column);
}

std::size_t columns(const std::string &text)
{
    return static_cast<std::size_t>(std::max(diagram::columnsOf(text), 0));
}

/// The line with a caret under the place; of a long line what is around it.
std::string frame(const Tree &tree, const Place &at, const std::string &indent)
{
    std::string_view line = tree.line(at.file, at.offset);
    std::size_t before = std::min(at.offset - tree.lineFirst(at.file, at.offset), line.size());
    std::string front;
    if (before > kLineColumns - kContextBytes) {
        const std::size_t cut = before - kContextBytes;
        line.remove_prefix(cut);
        before -= cut;
        front = "…";
    }
    const std::string shownBefore = front + doctor::shown(line.substr(0, before), kLineColumns);
    const std::size_t size = std::min(at.size, line.size() - before);
    const std::string marked = doctor::shown(line.substr(before, std::min(size, kLineColumns)), kLineColumns);
    std::string rest(line.substr(before));
    rest = doctor::shown(rest, kLineColumns);
    const std::string number = std::to_string(at.line);
    const std::string margin(number.size() < 5 ? 5 - number.size() : 0, ' ');
    return indent + margin + number + " | " + shownBefore + rest + '\n' + indent
        + std::string(std::max<std::size_t>(number.size(), 5), ' ') + " | "
        + std::string(columns(shownBefore), ' ') + '^'
        + std::string(std::max<std::size_t>(columns(marked), 1) - 1, '~') + '\n';
}

std::string linesOf(std::string_view text, const std::string &indent)
{
    std::string out;
    for (std::size_t count = 0; !text.empty(); ++count) {
        if (count == kMaxBlockLines)
            return out + indent + "…\n";
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string line;
        for (const char c : text.substr(0, end))
            line += c == '\t' ? std::string(4, ' ') : std::string(1, c);
        const std::size_t blanks = std::min(line.find_first_not_of(' '), line.size());
        out += indent + std::string(blanks, ' ') + doctor::shown(std::string_view(line).substr(blanks), 400)
            + '\n';
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

const char *word(Weight weight)
{
    return weight == Weight::Loses ? "lost" : weight == Weight::Warns ? "warning" : "note";
}

/// `before`: the place of the cause before, whose frame needs no repeating.
std::string causeText(const Tree &tree, const Cause &cause, const Strong &strong,
                      const Place *before = nullptr)
{
    const bool hasFrame = cause.weight != Weight::Notes && !(before && *before == cause.at);
    return "  " + placeText(tree, cause.at) + ": " + strong(word(cause.weight)) + ": " + cause.sentence + " ["
        + cause.id + "]\n" + (hasFrame ? frame(tree, cause.at, "  ") : "");
}

std::string correctedText(const Report &report, const ProxyPlace &place)
{
    std::vector<Edit> own;
    for (const Cause &cause : place.causes) {
        if (cause.weight == Weight::Loses)
            own.insert(own.end(), cause.edits.begin(), cause.edits.end());
    }
    if (own.empty())
        return {};
    std::vector<Edit> all = own;
    for (const Defect &defect : report.tree.defects)
        all.insert(all.end(), defect.edits.begin(), defect.edits.end());
    const std::string block = corrected(report.tree, place.block, all);
    const bool isChanged = block != corrected(report.tree, place.block, {});
    std::string out = isChanged ? "  Corrected:\n" + linesOf(block, "      ") : std::string();
    for (const ElsewhereEdit &edit : elsewhere(report.tree, place.block, own)) {
        out += std::string(out.empty() ? "  Corrected at " : "  and at ") + placeText(report.tree, edit.at)
            + (edit.text.empty() ? ": the line goes away\n" : ":\n");
        out += linesOf(edit.text, "      ");
    }
    return out;
}

std::string placeReport(const Report &report, const ProxyPlace &place, const Strong &strong)
{
    const std::string title = doctor::shown(place.title, 120)
        + (place.backend.empty() ? "" : " → " + doctor::shown(place.backend, 120));
    const std::string outcome = !place.isMeantForHttp ? "carries no upgrade."
        : place.passes()                              ? "an upgrade passes."
                                                      : "an upgrade is lost.";
    std::string out = placeText(report.tree, place.at) + ": " + strong(title + ": " + outcome) + '\n';
    const Place *before = nullptr;
    for (const Cause &cause : place.causes) {
        out += causeText(report.tree, cause, strong, before);
        before = cause.weight == Weight::Notes ? nullptr : &cause.at;
    }
    return out + (place.passes() ? "" : correctedText(report, place)) + '\n';
}

std::string summary(const Report &report)
{
    const auto count = [&report](bool passes) {
        return std::count_if(report.places.begin(), report.places.end(), [passes](const ProxyPlace &p) {
            return p.isMeantForHttp && p.passes() == passes;
        });
    };
    const auto passing = count(true), losing = count(false);
    std::string out;
    if (report.places.empty() && !report.asked)
        out = "No place here hands requests to a backend.";
    else if (passing + losing == 1 && !report.asked)
        out = passing == 1 ? "The upgrade passes." : "The upgrade is lost.";
    else if (!report.asked)
        out = std::to_string(passing)
            + (passing == 1 ? " place passes an upgrade, " : " places pass an upgrade, ")
            + std::to_string(losing) + (losing == 1 ? " loses it." : " lose it.");
    if (report.isDefective()) {
        const std::size_t defects = report.tree.defects.size();
        out += (out.empty() ? "" : " ") + std::to_string(defects)
            + (defects == 1 ? " defect of the file." : " defects of the file.");
    }
    if (!report.repairs().empty())
        out += " What to change as a patch: --diff.";
    return out + '\n';
}

} // namespace

std::string configReport(const Report &report, const Strong &strong)
{
    std::string out = doctor::shown(report.tree.files.front().path, 200) + ": " + name(report.product) + ' '
        + report.version.text()
        + (report.isVersionKnown ? "\n\n" : " is assumed, as in Debian 12; --version tells another.\n\n");
    for (const Defect &defect : report.tree.defects) {
        out += placeText(report.tree, defect.at) + ": " + strong("defect") + ": " + defect.sentence + " ["
            + defect.id + "]\n" + frame(report.tree, defect.at, "") + '\n';
    }
    for (const Defect &unread : report.tree.unread)
        out += placeText(report.tree, unread.at) + ": note: " + unread.sentence + '\n';
    if (!report.tree.unread.empty())
        out += '\n';
    for (const ProxyPlace &place : report.places)
        out += placeReport(report, place, strong);
    if (report.asked)
        out += causeText(report.tree, *report.asked, strong).substr(2) + '\n';
    return out + summary(report);
}

} // namespace hop101::cli
