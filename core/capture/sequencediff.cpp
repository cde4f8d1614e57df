// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/sequencediff.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <unordered_map>

namespace hop101::capture {
namespace {

constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();
/// How many edits Myers' algorithm tries before it takes the furthest path so far.
constexpr std::ptrdiff_t kMaxEdits = 512;

/// Part of a sequence that both sides can have in common: hashes, and where they stand in the whole.
struct Part
{
    std::vector<std::uint64_t> hashes;
    std::vector<std::size_t> places;
};
struct Range
{
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t size() const noexcept { return end - begin; }
};

/// E. W. Myers, "An O(ND) Difference Algorithm and Its Variations": a grid of both sequences, in which a step
/// along a diagonal is a match and one to the right or down an edit. After d edits, furthest[k] says how far
/// to the right the best path on diagonal k has come. Each d is kept for the way back.
template<typename IsEqual>
class ShortestEdit
{
public:
    ShortestEdit(std::size_t width, std::size_t height, IsEqual isEqual)
        : m_width(static_cast<Step>(width)), m_height(static_cast<Step>(height)), m_isEqual(isEqual)
    { }

    void search()
    {
        for (Step d = 0; d <= kMaxEdits && !m_isWhole; ++d)
            addEdit(d);
        m_end = reached(std::ssize(m_rows) - 1, m_bestDiagonal);
    }
    /// Calls `match` for each match of the path that was found, from the last to the first.
    template<typename Match>
    void tell(Match match) const
    {
        Step k = m_bestDiagonal;
        for (Step d = std::ssize(m_rows) - 1; d >= 0; --d) {
            const bool isDown = d > 0 && goesDown(d, k);
            for (Step x = reached(d, k); x > start(d, k); --x)
                match(static_cast<std::size_t>(x - 1), static_cast<std::size_t>(x - 1 - k));
            k += isDown ? 1 : -1;
        }
    }
    bool isWhole() const noexcept { return m_isWhole; }
    std::size_t leftSettled() const noexcept { return static_cast<std::size_t>(m_end); }
    std::size_t rightSettled() const noexcept { return static_cast<std::size_t>(m_end - m_bestDiagonal); }

private:
    using Step = std::ptrdiff_t;

    Step reached(Step d, Step k) const
    {
        return m_rows[static_cast<std::size_t>(d)][static_cast<std::size_t>(k + d)];
    }
    bool goesDown(Step d, Step k) const
    {
        return k == -d || (k != d && reached(d - 1, k - 1) < reached(d - 1, k + 1));
    }
    /// Where the path with d edits comes to diagonal k.
    Step start(Step d, Step k) const
    {
        if (d == 0)
            return 0;
        return goesDown(d, k) ? reached(d - 1, k + 1) : reached(d - 1, k - 1) + 1;
    }
    void addEdit(Step d)
    {
        m_rows.emplace_back(static_cast<std::size_t>(2 * d + 1), 0);
        Step bestSum = -1;
        for (Step k = -d; k <= d && !m_isWhole; k += 2) {
            Step x = start(d, k);
            while (x < m_width && x - k < m_height
                   && m_isEqual(static_cast<std::size_t>(x), static_cast<std::size_t>(x - k)))
                ++x;
            m_rows.back()[static_cast<std::size_t>(k + d)] = x;
            const bool isInside = x <= m_width && x - k <= m_height; // a path may lead out, but not end there
            if (isInside && 2 * x - k > bestSum) {
                bestSum = 2 * x - k;
                m_bestDiagonal = k;
            }
            m_isWhole = x == m_width && x - k == m_height;
        }
    }

    const Step m_width, m_height;
    const IsEqual m_isEqual;
    std::vector<std::vector<Step>> m_rows; ///< by d; [k + d], every second one is used
    Step m_bestDiagonal = 0;
    Step m_end = 0;
    bool m_isWhole = false;
};

class Alignment
{
public:
    Alignment(std::span<const std::uint64_t> left, std::span<const std::uint64_t> right)
        : m_partners(left.size(), kNone)
    {
        std::size_t front = 0;
        const std::size_t shorter = std::min(left.size(), right.size());
        while (front < shorter && left[front] == right[front]) {
            m_partners[front] = front;
            ++front;
        }
        std::size_t back = 0;
        while (back < shorter - front && left[left.size() - 1 - back] == right[right.size() - 1 - back]) {
            m_partners[left.size() - 1 - back] = right.size() - 1 - back;
            ++back;
        }
        const Range leftRange{front, left.size() - back};
        const Range rightRange{front, right.size() - back};
        m_left = common(left, leftRange, right, rightRange);
        m_right = common(right, rightRange, left, leftRange);
        const Range allLeft{0, m_left.hashes.size()};
        const Range allRight{0, m_right.hashes.size()};
        if (!alignAtOnce(allLeft, allRight))
            alignByAnchors();
    }

    /// For each element on the left the one on the right that it is, or kNone; rising.
    const std::vector<std::size_t> &partners() const noexcept { return m_partners; }

private:
    /// What stands on the other side nowhere can be no match, and would only cost time.
    static Part common(std::span<const std::uint64_t> of, Range range, std::span<const std::uint64_t> other,
                       Range otherRange);
    /// The shortest script, where it is short. False where it is not.
    bool alignAtOnce(Range left, Range right);
    void alignByAnchors();
    void alignGap(Range left, Range right);
    /// One bounded search from the front of both; what it settled is taken off them. False where nothing is
    /// left to do.
    bool search(Range &left, Range &right);
    auto editOf(Range left, Range right) const
    {
        return ShortestEdit(left.size(), right.size(), [this, left, right](std::size_t x, std::size_t y) {
            return isEqual(left.begin + x, right.begin + y);
        });
    }
    void pair(std::size_t left, std::size_t right)
    {
        m_partners[m_left.places[left]] = m_right.places[right];
    }
    bool isEqual(std::size_t left, std::size_t right) const noexcept
    {
        return m_left.hashes[left] == m_right.hashes[right];
    }

    Part m_left, m_right;
    std::vector<std::size_t> m_partners;
};

Part Alignment::common(std::span<const std::uint64_t> of, Range range, std::span<const std::uint64_t> other,
                       Range otherRange)
{
    std::vector<std::uint64_t> known(other.begin() + static_cast<std::ptrdiff_t>(otherRange.begin),
                                     other.begin() + static_cast<std::ptrdiff_t>(otherRange.end));
    std::sort(known.begin(), known.end());
    Part part;
    for (std::size_t i = range.begin; i < range.end; ++i) {
        if (!std::binary_search(known.begin(), known.end(), of[i]))
            continue;
        part.hashes.push_back(of[i]);
        part.places.push_back(i);
    }
    return part;
}

/// The longest rising run of `values`, as indices; values are distinct.
std::vector<std::size_t> longestRise(const std::vector<std::size_t> &values)
{
    std::vector<std::size_t> tails, before(values.size(), kNone), rise;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto at =
            std::lower_bound(tails.begin(), tails.end(), values[i],
                             [&values](std::size_t tail, std::size_t value) { return values[tail] < value; });
        if (at != tails.begin())
            before[i] = *std::prev(at);
        if (at == tails.end())
            tails.push_back(i);
        else
            *at = i;
    }
    for (std::size_t at = tails.empty() ? kNone : tails.back(); at != kNone; at = before[at])
        rise.push_back(at);
    std::reverse(rise.begin(), rise.end());
    return rise;
}

void Alignment::alignByAnchors()
{
    struct Seen
    {
        std::size_t leftCount = 0, rightCount = 0, right = 0;
    };
    std::unordered_map<std::uint64_t, Seen> seen;
    seen.reserve(m_left.hashes.size());
    for (const std::uint64_t hash : m_left.hashes)
        ++seen[hash].leftCount;
    for (std::size_t i = 0; i < m_right.hashes.size(); ++i) {
        Seen &entry = seen[m_right.hashes[i]];
        ++entry.rightCount;
        entry.right = i;
    }
    std::vector<std::size_t> lefts, rights;
    for (std::size_t i = 0; i < m_left.hashes.size(); ++i) {
        const Seen &entry = seen[m_left.hashes[i]];
        if (entry.leftCount != 1 || entry.rightCount != 1)
            continue;
        lefts.push_back(i);
        rights.push_back(entry.right);
    }
    Range left, right;
    for (const std::size_t anchor : longestRise(rights)) {
        left.end = lefts[anchor];
        right.end = rights[anchor];
        alignGap(left, right);
        pair(left.end, right.end);
        left.begin = left.end + 1;
        right.begin = right.end + 1;
    }
    left.end = m_left.hashes.size();
    right.end = m_right.hashes.size();
    alignGap(left, right);
}

void Alignment::alignGap(Range left, Range right)
{
    while (left.size() > 0 && right.size() > 0 && isEqual(left.end - 1, right.end - 1))
        pair(--left.end, --right.end);
    while (search(left, right)) { }
}

bool Alignment::alignAtOnce(Range left, Range right)
{
    ShortestEdit edit = editOf(left, right);
    edit.search();
    if (edit.isWhole())
        edit.tell(
            [this, left, right](std::size_t x, std::size_t y) { pair(left.begin + x, right.begin + y); });
    return edit.isWhole();
}

bool Alignment::search(Range &left, Range &right)
{
    if (left.size() == 0 || right.size() == 0)
        return false;
    ShortestEdit edit = editOf(left, right);
    edit.search();
    edit.tell([this, left, right](std::size_t x, std::size_t y) { pair(left.begin + x, right.begin + y); });
    left.begin += edit.leftSettled();
    right.begin += edit.rightSettled();
    return !edit.isWhole();
}

void add(std::vector<Run> &runs, RunKind kind, std::size_t count)
{
    if (count == 0)
        return;
    if (!runs.empty() && runs.back().kind == kind)
        runs.back().count += count;
    else
        runs.push_back({kind, count});
}

} // namespace

std::vector<Run> alignedRuns(std::span<const std::uint64_t> left, std::span<const std::uint64_t> right)
{
    const Alignment alignment(left, right);
    const std::vector<std::size_t> &partners = alignment.partners();
    std::vector<Run> runs;
    std::size_t nextLeft = 0, nextRight = 0;
    for (std::size_t i = 0; i < left.size(); ++i) {
        if (partners[i] == kNone)
            continue;
        add(runs, RunKind::Left, i - nextLeft);
        add(runs, RunKind::Right, partners[i] - nextRight);
        add(runs, RunKind::Equal, 1);
        nextLeft = i + 1;
        nextRight = partners[i] + 1;
    }
    add(runs, RunKind::Left, left.size() - nextLeft);
    add(runs, RunKind::Right, right.size() - nextRight);
    return runs;
}

} // namespace hop101::capture
