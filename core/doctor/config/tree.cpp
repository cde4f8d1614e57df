// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/config/tree.h"

#include "core/base/ascii.h"
#include "core/doctor/words.h"

#include <algorithm>

namespace hop101::doctor::config {
namespace {

/// Letters that must be changed, added or removed; gives up above `most`.
std::size_t distance(std::string_view a, std::string_view b, std::size_t most)
{
    if (a.size() > b.size() + most || b.size() > a.size() + most || a.size() > 64)
        return most + 1;
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t changed =
                diagonal + (base::toLower(a[i - 1]) == base::toLower(b[j - 1]) ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({changed, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row[b.size()];
}

} // namespace

const std::string &Directive::arg(std::size_t index) const
{
    static const std::string none;
    return index < args.size() ? args[index].text : none;
}

File::File(std::string path_, std::string text_) : path(std::move(path_)), text(std::move(text_)), lines{0}
{
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\n')
            lines.push_back(i + 1);
    }
}

Place Tree::place(std::uint32_t file, std::size_t offset, std::size_t size) const
{
    const File &in = files[file];
    const std::size_t at = std::min(offset, in.text.size());
    const auto after = std::upper_bound(in.lines.begin(), in.lines.end(), at);
    const std::size_t first = *(after - 1);
    const auto isFirstOfCharacter = [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; };
    const auto before = std::count_if(in.text.begin() + static_cast<std::ptrdiff_t>(first),
                                      in.text.begin() + static_cast<std::ptrdiff_t>(at), isFirstOfCharacter);
    return {file, static_cast<std::uint32_t>(after - in.lines.begin()),
            static_cast<std::uint32_t>(before + 1), at, std::min(size, in.text.size() - at)};
}

std::string_view Tree::text(const Place &at) const
{
    return std::string_view(files[at.file].text).substr(at.offset, at.size);
}

bool Tree::isVerbatim(const Word &word) const
{
    const std::string_view written = text(word.at);
    return written == word.text
        || (written.size() == word.text.size() + 2 && written.substr(1, word.text.size()) == word.text);
}

std::size_t Tree::lineFirst(std::uint32_t file, std::size_t offset) const
{
    const auto &lines = files[file].lines;
    return *(std::upper_bound(lines.begin(), lines.end(), offset) - 1);
}

std::string_view Tree::line(std::uint32_t file, std::size_t offset) const
{
    const std::size_t first = lineFirst(file, std::min(offset, files[file].text.size()));
    std::string_view line = std::string_view(files[file].text).substr(first);
    line = line.substr(0, line.find('\n'));
    return line.substr(0, line.find('\r'));
}

std::string Tree::indent(std::uint32_t file, std::size_t offset) const
{
    const std::string_view all = line(file, offset);
    return std::string(all.substr(0, std::min(all.find_first_not_of(" \t"), all.size())));
}

bool Tree::takes(const Place &at)
{
    if (++directives == kMaxDirectives)
        defect("too-large", at,
               "The configuration has more than 50,000 directives: what follows is not judged.");
    return directives < kMaxDirectives;
}

void Tree::defect(std::string id, Place at, std::string sentence, std::vector<Edit> edits)
{
    if (defects.size() < kMaxDefects)
        defects.push_back({std::move(id), at, std::move(sentence), std::move(edits)});
}

std::string nearest(std::string_view text, const std::vector<std::string> &names)
{
    constexpr std::size_t kMost = 2;
    std::string found;
    std::size_t best = text.size() > 4 ? kMost + 1 : kMost;
    for (const std::string &name : names) {
        const std::size_t apart = distance(text, name, kMost);
        if (apart < best) {
            best = apart;
            found = name;
        }
    }
    return found;
}

std::string quoted(std::string_view text)
{
    return '"' + shown(text, 120) + '"';
}

} // namespace hop101::doctor::config
