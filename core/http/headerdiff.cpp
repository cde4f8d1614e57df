// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/headerdiff.h"

#include "core/base/ascii.h"

#include <algorithm>
#include <deque>
#include <map>
#include <utility>

namespace hop101::http {
namespace {

using Partners = std::vector<std::optional<std::size_t>>; ///< for each line on the left, one on the right

/// Gives each unmatched line on the left the next unmatched one on the right with the same key.
template<typename KeyOf>
void match(const HeaderFields &left, const HeaderFields &right, KeyOf keyOf, Partners &partners,
           std::vector<bool> &isTaken)
{
    std::map<decltype(keyOf(right.lines.front())), std::deque<std::size_t>> free;
    for (std::size_t i = 0; i < right.lines.size(); ++i)
        if (!isTaken[i])
            free[keyOf(right.lines[i])].push_back(i);
    for (std::size_t i = 0; i < left.lines.size(); ++i) {
        if (partners[i])
            continue;
        const auto found = free.find(keyOf(left.lines[i]));
        if (found == free.end() || found->second.empty())
            continue;
        partners[i] = found->second.front();
        isTaken[*partners[i]] = true;
        found->second.pop_front();
    }
}

/// True for each line on the left that keeps its order: the longest rising run of partners.
std::vector<bool> inOrder(const Partners &partners)
{
    std::vector<std::size_t> tails; // index on the left of the last one of the best run of each length
    std::vector<std::optional<std::size_t>> before(partners.size());
    for (std::size_t i = 0; i < partners.size(); ++i) {
        if (!partners[i])
            continue;
        const auto at = std::lower_bound(
            tails.begin(), tails.end(), *partners[i],
            [&partners](std::size_t tail, std::size_t value) { return *partners[tail] < value; });
        if (at != tails.begin())
            before[i] = *std::prev(at);
        if (at == tails.end())
            tails.push_back(i);
        else
            *at = i;
    }
    std::vector<bool> isInOrder(partners.size(), false);
    if (tails.empty())
        return isInOrder;
    for (std::optional<std::size_t> at = tails.back(); at; at = before[*at])
        isInOrder[*at] = true;
    return isInOrder;
}

/// Where the added ones stand: by the line on the left behind which they come (0: before all).
std::multimap<std::size_t, std::size_t> addedLines(const Partners &partners, std::size_t rightCount)
{
    std::vector<std::optional<std::size_t>> leftOf(rightCount);
    for (std::size_t i = 0; i < partners.size(); ++i)
        if (partners[i])
            leftOf[*partners[i]] = i;
    std::multimap<std::size_t, std::size_t> added;
    std::size_t behind = 0;
    for (std::size_t i = 0; i < rightCount; ++i) {
        if (leftOf[i])
            behind = *leftOf[i] + 1;
        else
            added.emplace(behind, i);
    }
    return added;
}

} // namespace

std::vector<FieldDifference> differences(const HeaderFields &left, const HeaderFields &right)
{
    Partners partners(left.lines.size());
    std::vector<bool> isTaken(right.lines.size(), false);
    if (!left.lines.empty() && !right.lines.empty()) {
        match(
            left, right,
            [](const HeaderField &field) { return std::pair(base::toLower(field.name), field.value); },
            partners, isTaken);
        match(
            left, right, [](const HeaderField &field) { return base::toLower(field.name); }, partners,
            isTaken);
    }
    const std::vector<bool> isInOrder = inOrder(partners);
    const auto added = addedLines(partners, right.lines.size());
    std::vector<FieldDifference> found;
    const auto tellAdded = [&](std::size_t behind) {
        const auto [first, last] = added.equal_range(behind);
        for (auto it = first; it != last; ++it)
            found.push_back({std::nullopt, it->second});
    };
    tellAdded(0);
    for (std::size_t i = 0; i < left.lines.size(); ++i) {
        FieldDifference difference{i, partners[i]};
        if (partners[i]) {
            difference.valueDiffers = left.lines[i].value != right.lines[*partners[i]].value;
            difference.nameDiffers = left.lines[i].name != right.lines[*partners[i]].name;
            difference.isMoved = !isInOrder[i];
        }
        if (!partners[i] || difference.valueDiffers || difference.nameDiffers || difference.isMoved)
            found.push_back(difference);
        tellAdded(i + 1);
    }
    return found;
}

} // namespace hop101::http
