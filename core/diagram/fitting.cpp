// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagram/fitting.h"

namespace hop101::diagram {
namespace {

constexpr std::size_t kLeastRows = 2;

/// The row nearest to the middle that may go.
std::size_t rowToDrop(const std::vector<bool> &broken)
{
    const std::size_t count = broken.size();
    const std::size_t middle = count / 2;
    for (std::size_t away = 0; away < count; ++away) {
        for (const std::size_t row : {middle + away, middle - std::min(away, middle)}) {
            if (row > 0 && row + 1 < count && !broken[row])
                return row;
        }
    }
    return std::min(middle, count - kLeastRows);
}

void dropTo(Excerpt &excerpt, const SequenceParts &parts, std::size_t wanted)
{
    std::vector<bool> broken;
    for (const SequenceRow &row : parts.rows)
        broken.push_back(row.isBroken);
    broken.resize(excerpt.rows.size());
    while (excerpt.rows.size() > std::max(wanted, kLeastRows)) {
        const std::size_t row = rowToDrop(broken);
        excerpt.drop(row, broken[row]);
        broken.erase(broken.begin() + static_cast<std::ptrdiff_t>(row));
    }
}

} // namespace

std::string fittingText(const SequenceSource &source, Translate translate, const ExcerptLimits &rows,
                        std::size_t limit, const std::function<std::string(const SequenceParts &)> &render,
                        const std::function<std::size_t(const SequenceParts &, const std::string &)> &measure)
{
    Excerpt excerpt = excerptOf(source.events, rows);
    for (;;) {
        const SequenceParts parts = partsOf(source, excerpt, translate);
        std::string text = render(parts);
        const std::size_t size = measure(parts, text);
        const std::size_t count = excerpt.rows.size();
        if (size <= limit || count <= kLeastRows)
            return text;
        dropTo(excerpt, parts, std::min(count - 1, count * limit / size));
    }
}

} // namespace hop101::diagram
