// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/config/edits.h"

#include <algorithm>
#include <tuple>

namespace hop101::doctor::config {
namespace {

constexpr std::size_t kContext = 3;

/// Lines that go away, and those that come; counted from 0.
struct Change
{
    std::size_t first = 0;
    std::size_t count = 0;
    std::vector<std::string> added;
};

std::vector<std::string> linesOf(std::string_view text)
{
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::size_t size = end == std::string_view::npos ? text.size() : end + 1;
        lines.emplace_back(text.substr(0, size));
        text.remove_prefix(size);
    }
    return lines;
}

std::size_t lineOf(const File &file, std::size_t offset)
{
    return static_cast<std::size_t>(std::upper_bound(file.lines.begin(), file.lines.end(), offset)
                                    - file.lines.begin())
        - 1;
}

/// A file with CRLF keeps them.
std::string inStyleOf(const File &file, const std::string &text)
{
    if (file.text.find("\r\n") == std::string::npos)
        return text;
    std::string out;
    for (const char c : text) {
        if (c == '\n')
            out += '\r';
        out += c;
    }
    return out;
}

std::vector<Edit> ofFile(const std::vector<Edit> &edits, std::uint32_t file)
{
    std::vector<Edit> own;
    std::copy_if(edits.begin(), edits.end(), std::back_inserter(own),
                 [file](const Edit &edit) { return edit.file == file; });
    return own;
}

/// [first, end) of the text with its edits, which are in order and inside.
std::string spliced(const File &file, std::size_t first, std::size_t end, const std::vector<Edit> &edits)
{
    std::string out;
    for (const Edit &edit : edits) {
        if (edit.first < first || edit.first + edit.size > end)
            continue;
        out.append(file.text, first, edit.first - first);
        out += inStyleOf(file, edit.text);
        first = edit.first + edit.size;
    }
    return out.append(file.text, first, end - first);
}

/// Only the lines that differ: those at both ends that are the same again do not count.
Change trimmed(Change change, const std::vector<std::string> &old)
{
    while (change.count > 0 && !change.added.empty() && change.added.front() == old[change.first]) {
        change.added.erase(change.added.begin());
        ++change.first;
        --change.count;
    }
    while (change.count > 0 && !change.added.empty()
           && change.added.back() == old[change.first + change.count - 1]) {
        change.added.pop_back();
        --change.count;
    }
    return change;
}

std::vector<Change> changesOf(const File &file, const std::vector<Edit> &edits)
{
    const std::vector<std::string> old = linesOf(file.text);
    std::vector<Change> changes;
    for (std::size_t i = 0; i < edits.size();) {
        const std::size_t first = std::min(lineOf(file, edits[i].first), old.size());
        std::size_t last = first;
        std::size_t next = i;
        for (; next < edits.size() && lineOf(file, edits[next].first) <= last; ++next)
            last = std::max(last, lineOf(file, edits[next].first + edits[next].size));
        const std::size_t end = std::min(last + 1, old.size());
        const std::size_t from = first < old.size() ? file.lines[first] : file.text.size();
        const std::size_t to = end < file.lines.size() ? file.lines[end] : file.text.size();
        const std::vector<Edit> own(edits.begin() + static_cast<std::ptrdiff_t>(i),
                                    edits.begin() + static_cast<std::ptrdiff_t>(next));
        changes.push_back(trimmed({first, end - first, linesOf(spliced(file, from, to, own))}, old));
        i = next;
    }
    std::erase_if(changes, [](const Change &c) { return c.count == 0 && c.added.empty(); });
    return changes;
}

std::string lineWith(char mark, const std::string &line)
{
    if (line.ends_with('\n'))
        return mark + line;
    return mark + line + "\n\\ No newline at end of file\n";
}

std::string rangeText(std::size_t first, std::size_t count)
{
    return std::to_string(count == 0 ? first : first + 1) + ',' + std::to_string(count);
}

/// One hunk of the changes [from, to), and what the lines after it have moved by.
std::string hunkOf(const std::vector<std::string> &old, const std::vector<Change> &changes, std::size_t from,
                   std::size_t to, std::ptrdiff_t &moved)
{
    const std::size_t first = changes[from].first - std::min(changes[from].first, kContext);
    const std::size_t end = std::min(changes[to - 1].first + changes[to - 1].count + kContext, old.size());
    std::string body;
    std::size_t at = first;
    std::ptrdiff_t grown = 0;
    for (std::size_t i = from; i < to; ++i) {
        for (; at < changes[i].first; ++at)
            body += lineWith(' ', old[at]);
        for (; at < changes[i].first + changes[i].count; ++at)
            body += lineWith('-', old[at]);
        for (const std::string &line : changes[i].added)
            body += lineWith('+', line);
        grown += static_cast<std::ptrdiff_t>(changes[i].added.size())
            - static_cast<std::ptrdiff_t>(changes[i].count);
    }
    for (; at < end; ++at)
        body += lineWith(' ', old[at]);
    const auto newFirst = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(first) + moved);
    const auto newCount = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(end - first) + grown);
    moved += grown;
    return "@@ -" + rangeText(first, end - first) + " +" + rangeText(newFirst, newCount) + " @@\n" + body;
}

std::string fileDiff(const File &file, const std::vector<Edit> &edits, const std::string &folder)
{
    std::vector<std::string> old = linesOf(file.text);
    std::vector<Change> changes = changesOf(file, edits);
    if (changes.empty())
        return {};
    const bool isBelow = !folder.empty() && file.path.starts_with(folder + '/');
    const std::string own = isBelow ? file.path.substr(folder.size() + 1) : file.path;
    const std::string path = own.starts_with('/') || own.starts_with("./") ? own : "./" + own;
    std::string out = "--- " + path + "\n+++ " + path + '\n';
    // What is added behind a last line without an end gives that line its end.
    std::ptrdiff_t moved = 0;
    for (std::size_t i = 0; i < changes.size();) {
        std::size_t to = i + 1;
        while (to < changes.size()
               && changes[to].first <= changes[to - 1].first + changes[to - 1].count + 2 * kContext)
            ++to;
        out += hunkOf(old, changes, i, to, moved);
        i = to;
    }
    return out;
}

std::string withoutIndent(const std::string &text)
{
    const auto lines = linesOf(text);
    std::size_t least = std::string::npos;
    for (const std::string &line : lines) {
        const std::size_t blanks = line.find_first_not_of(" \t\r\n");
        if (blanks != std::string::npos)
            least = std::min(least, line.find_first_not_of(" \t"));
    }
    std::string out;
    for (std::string line : lines) {
        std::erase(line, '\r');
        out += line.size() > least && least != std::string::npos ? line.substr(least)
            : line == "\n"                                       ? line
                                                                 : line;
    }
    return out.ends_with('\n') ? out : out + '\n';
}

} // namespace

std::vector<Edit> inOrder(std::vector<Edit> edits)
{
    // Several insertions at one place keep the order in which they were made.
    std::stable_sort(edits.begin(), edits.end(), [](const Edit &a, const Edit &b) {
        return std::tuple(a.file, a.first, a.size > 0) < std::tuple(b.file, b.first, b.size > 0);
    });
    std::vector<Edit> out;
    for (Edit &edit : edits) {
        const bool isKnown = std::find(out.begin(), out.end(), edit) != out.end();
        const bool overlaps =
            !out.empty() && out.back().file == edit.file && edit.first < out.back().first + out.back().size;
        if (!isKnown && !overlaps)
            out.push_back(std::move(edit));
    }
    return out;
}

std::string applied(const Tree &tree, std::uint32_t file, const std::vector<Edit> &edits)
{
    const File &in = tree.files[file];
    return spliced(in, 0, in.text.size(), ofFile(inOrder(edits), file));
}

std::string corrected(const Tree &tree, const Place &block, const std::vector<Edit> &edits)
{
    const File &file = tree.files[block.file];
    std::size_t end = file.text.find('\n', block.end());
    end = end == std::string::npos ? file.text.size() : end;
    return withoutIndent(
        spliced(file, tree.lineFirst(block.file, block.offset), end, ofFile(inOrder(edits), block.file)));
}

std::vector<ElsewhereEdit> elsewhere(const Tree &tree, const Place &block, const std::vector<Edit> &edits)
{
    std::vector<ElsewhereEdit> out;
    const std::size_t first = tree.lineFirst(block.file, block.offset);
    for (const Edit &edit : inOrder(edits)) {
        if (edit.file == block.file && edit.first >= first && edit.first <= block.end())
            continue;
        std::string text;
        for (const Change &change : changesOf(tree.files[edit.file], {edit})) {
            for (const std::string &line : change.added)
                text += line;
        }
        if (!text.empty())
            text = withoutIndent(text);
        out.push_back({tree.place(edit.file, edit.first, edit.size), text});
    }
    return out;
}

std::string unifiedDiff(const Tree &tree, const std::vector<Edit> &edits, const std::string &folder)
{
    const std::vector<Edit> all = inOrder(edits);
    std::string out;
    for (std::uint32_t file = 0; file < tree.files.size(); ++file)
        out += fileDiff(tree.files[file], ofFile(all, file), folder);
    return out;
}

} // namespace hop101::doctor::config
