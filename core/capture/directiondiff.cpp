// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/directiondiff.h"

#include "core/capture/jsonvalue.h"
#include "core/capture/sequencediff.h"

#include <algorithm>

namespace hop101::capture {
namespace {

constexpr std::size_t kFirstWindow = 256;
constexpr std::size_t kMaxWindow = 131'072;
/// So many equal units in a row say that both sides are together again.
constexpr std::size_t kTogether = 16;
/// Gaps up to this many units a side are paired by how much alike they are.
constexpr std::size_t kMaxPaired = 32;
constexpr std::uint64_t kLikenessBytes = 1024;
constexpr std::uint64_t kPieceBytes = std::uint64_t{256} * 1024;

/// One of the two sides: units that were read and not yet settled.
class Side
{
public:
    Side(const Reader &reader, const ExchangeEvents &events, hop::Direction direction,
         const UnitOptions &options)
        : m_reader(reader), m_byFrame(options.byFrame), m_source(reader, events, direction, options)
    { }

    void fill(std::size_t count)
    {
        while (!m_isAtEnd && m_units.size() < count) {
            if (auto unit = m_source.next())
                m_units.push_back(*unit);
            else
                m_isAtEnd = true;
        }
    }
    bool isAtEnd() const noexcept { return m_isAtEnd; }
    bool isEmpty() const noexcept { return m_units.empty(); }
    const Unit &front() const { return m_units.front(); }
    Unit take()
    {
        const Unit unit = m_units.front();
        m_units.pop_front();
        return unit;
    }
    std::vector<std::uint64_t> hashes() const
    {
        std::vector<std::uint64_t> hashes;
        hashes.reserve(m_units.size());
        for (const Unit &unit : m_units)
            hashes.push_back(unit.hash);
        return hashes;
    }
    base::Bytes content(const Unit &unit, std::uint64_t offset, std::uint64_t limit) const
    {
        return unitContent(m_reader, unit, m_byFrame, offset, limit);
    }

private:
    const Reader &m_reader;
    const bool m_byFrame;
    UnitSource m_source;
    std::deque<Unit> m_units;
    bool m_isAtEnd = false;
};

/// Collects the rows: all differences up to a limit, with the equal units around them.
class Rows
{
public:
    Rows(DirectionDiff &found, const DiffOptions &options) : m_found(found), m_options(options) { }

    void equal(const Unit &left, const Unit &right)
    {
        ++m_found.equal;
        if (m_contextLeft > 0 && !m_found.hasMoreRows) {
            --m_contextLeft;
            m_found.rows.push_back({RowKind::Equal, left, right, 0, std::nullopt});
            return;
        }
        m_before.emplace_back(left, right);
        if (m_before.size() > m_options.context) {
            m_before.pop_front();
            ++m_elided;
        }
    }
    bool isFull() const noexcept { return m_shown == m_options.maxRows; }
    /// Only where it is not full.
    void differ(DiffRow row)
    {
        for (const auto &[left, right] : m_before)
            m_found.rows.push_back({RowKind::Equal, left, right, std::exchange(m_elided, 0), std::nullopt});
        m_before.clear();
        row.equalBefore = std::exchange(m_elided, 0);
        m_found.rows.push_back(std::move(row));
        ++m_shown;
        m_contextLeft = m_options.context;
    }
    void end() { m_found.equalAfter = m_elided + m_before.size(); }

private:
    DirectionDiff &m_found;
    const DiffOptions &m_options;
    std::deque<std::pair<Unit, Unit>> m_before;
    std::uint64_t m_elided = 0;
    std::size_t m_contextLeft = 0;
    std::size_t m_shown = 0;
};

/// From 0 to 1: how much of the longer one both begin and end with.
double likeness(const base::Bytes &left, const base::Bytes &right)
{
    const std::size_t shorter = std::min(left.size(), right.size());
    const std::size_t longer = std::max(left.size(), right.size());
    if (longer == 0)
        return 1;
    const auto front = static_cast<std::size_t>(
        std::mismatch(left.begin(), left.begin() + static_cast<std::ptrdiff_t>(shorter), right.begin()).first
        - left.begin());
    const auto rest = static_cast<std::ptrdiff_t>(shorter - front);
    const auto back = static_cast<std::size_t>(
        std::mismatch(left.rbegin(), left.rbegin() + rest, right.rbegin()).first - left.rbegin());
    return static_cast<double>(front + back) / static_cast<double>(longer);
}

bool isOfOneKind(const Unit &left, const Unit &right) noexcept
{
    return left.kind == right.kind && left.code == right.code;
}

class Comparison
{
public:
    Comparison(Side left, Side right, const DiffOptions &options, DirectionDiff &found)
        : m_left(std::move(left)), m_right(std::move(right)), m_options(options), m_found(found),
          m_rows(found, options)
    { }

    void run()
    {
        for (;;) {
            passEqual();
            if (m_left.isEmpty() && m_right.isEmpty())
                break;
            settle(alignedWindow());
        }
        m_rows.end();
    }

private:
    using Gap = std::vector<Unit>;

    void passEqual()
    {
        for (;;) {
            m_left.fill(1);
            m_right.fill(1);
            if (m_left.isEmpty() || m_right.isEmpty() || m_left.front().hash != m_right.front().hash)
                return;
            equal(m_left.take(), m_right.take());
        }
    }
    bool isAllRead() const { return m_left.isAtEnd() && m_right.isAtEnd(); }

    /// As much of both sides as it takes to be together again.
    std::vector<Run> alignedWindow()
    {
        for (std::size_t size = kFirstWindow;; size *= 8) {
            size = std::min(size, kMaxWindow);
            m_left.fill(size);
            m_right.fill(size);
            std::vector<Run> runs = alignedRuns(m_left.hashes(), m_right.hashes());
            const auto last = std::find_if(runs.rbegin(), runs.rend(),
                                           [](const Run &run) { return run.kind == RunKind::Equal; });
            const bool isTogether = last != runs.rend() && last->count >= kTogether;
            if (!isAllRead() && !isTogether && size < kMaxWindow)
                continue;
            // What stands behind the last equal run may find its partner in what was not read yet.
            if (!isAllRead() && last != runs.rend())
                runs.erase(last.base(), runs.end());
            return runs;
        }
    }
    void settle(const std::vector<Run> &runs)
    {
        Gap left, right;
        for (const Run &run : runs) {
            if (run.kind == RunKind::Equal)
                differ(std::exchange(left, {}), std::exchange(right, {}));
            for (std::size_t i = 0; i < run.count; ++i) {
                if (run.kind == RunKind::Equal)
                    equal(m_left.take(), m_right.take());
                else if (run.kind == RunKind::Left)
                    left.push_back(m_left.take());
                else
                    right.push_back(m_right.take());
            }
        }
        differ(std::move(left), std::move(right));
    }

    void equal(const Unit &left, const Unit &right)
    {
        const auto shift = left.time > right.time ? left.time - right.time : right.time - left.time;
        if (!m_options.timeTolerance || shift <= *m_options.timeTolerance) {
            m_rows.equal(left, right);
            return;
        }
        ++m_found.shifted;
        tell({RowKind::Shifted, left, right, 0, std::nullopt});
    }
    void tell(DiffRow row)
    {
        if (m_rows.isFull())
            m_found.hasMoreRows = true;
        else
            m_rows.differ(std::move(row));
    }
    void onlyLeft(const Unit &unit)
    {
        ++m_found.onlyLeft;
        tell({RowKind::Left, unit, std::nullopt, 0, std::nullopt});
    }
    void onlyRight(const Unit &unit)
    {
        ++m_found.onlyRight;
        tell({RowKind::Right, std::nullopt, unit, 0, std::nullopt});
    }
    void changed(const Unit &left, const Unit &right)
    {
        ++m_found.changed;
        if (m_rows.isFull())
            m_found.hasMoreRows = true;
        else
            m_rows.differ({RowKind::Changed, left, right, 0, contentDifference(left, right)});
    }

    void differ(const Gap &left, const Gap &right)
    {
        if (left.size() <= kMaxPaired && right.size() <= kMaxPaired && !m_rows.isFull())
            tellPairs(left, right, partnersByLikeness(left, right));
        else
            tellPairs(left, right, partnersByOrder(left, right));
    }
    /// `partners`: for each on the left its one on the right, rising; right.size() for none.
    void tellPairs(const Gap &left, const Gap &right, const std::vector<std::size_t> &partners)
    {
        std::size_t next = 0;
        for (std::size_t i = 0; i < left.size(); ++i) {
            if (partners[i] == right.size()) {
                onlyLeft(left[i]);
                continue;
            }
            while (next < partners[i])
                onlyRight(right[next++]);
            changed(left[i], right[next++]);
        }
        while (next < right.size())
            onlyRight(right[next++]);
    }
    static std::vector<std::size_t> partnersByOrder(const Gap &left, const Gap &right)
    {
        std::vector<std::size_t> partners(left.size(), right.size());
        for (std::size_t i = 0; i < std::min(left.size(), right.size()); ++i)
            if (isOfOneKind(left[i], right[i]))
                partners[i] = i;
        return partners;
    }
    /// The pairing that is most alike as a whole.
    std::vector<std::size_t> partnersByLikeness(const Gap &left, const Gap &right) const
    {
        constexpr double kOfOneKind = 0.1; // better than nothing
        const std::size_t width = right.size() + 1;
        std::vector<double> best((left.size() + 1) * width, 0), alike(left.size() * width, 0);
        std::vector<base::Bytes> rightContents;
        for (const Unit &unit : right)
            rightContents.push_back(m_right.content(unit, 0, kLikenessBytes));
        for (std::size_t i = left.size(); i-- > 0;) {
            const base::Bytes content = m_left.content(left[i], 0, kLikenessBytes);
            for (std::size_t j = right.size(); j-- > 0;) {
                if (isOfOneKind(left[i], right[j]))
                    alike[i * width + j] = kOfOneKind + likeness(content, rightContents[j]);
                best[i * width + j] = std::max({best[(i + 1) * width + j], best[i * width + j + 1],
                                                best[(i + 1) * width + j + 1] + alike[i * width + j]});
            }
        }
        std::vector<std::size_t> partners(left.size(), right.size());
        for (std::size_t i = 0, j = 0; i < left.size() && j < right.size();) {
            const double here = best[i * width + j];
            if (alike[i * width + j] > 0 && here == best[(i + 1) * width + j + 1] + alike[i * width + j])
                partners[i++] = j++;
            else if (here == best[(i + 1) * width + j])
                ++i;
            else
                ++j;
        }
        return partners;
    }
    ContentDifference contentDifference(const Unit &left, const Unit &right) const
    {
        if (left.size <= kMaxJsonBytes && right.size <= kMaxJsonBytes)
            return compareContents(m_left.content(left, 0, kMaxJsonBytes),
                                   m_right.content(right, 0, kMaxJsonBytes), m_options.units.ignored);
        ContentDifference found;
        for (;; found.firstByte += kPieceBytes) {
            const base::Bytes l = m_left.content(left, found.firstByte, kPieceBytes);
            const base::Bytes r = m_right.content(right, found.firstByte, kPieceBytes);
            if (const auto at = firstDifference(l, r)) {
                found.firstByte += *at;
                return found;
            }
            if (l.size() < kPieceBytes) {
                found.firstByte += l.size();
                return found;
            }
        }
    }

    Side m_left, m_right;
    const DiffOptions &m_options;
    DirectionDiff &m_found;
    Rows m_rows;
};

} // namespace

DirectionDiff compareDirections(const Reader &left, const ExchangeEvents &leftEvents, const Reader &right,
                                const ExchangeEvents &rightEvents, hop::Direction direction,
                                const DiffOptions &options)
{
    DirectionDiff found;
    Comparison comparison({left, leftEvents, direction, options.units},
                          {right, rightEvents, direction, options.units}, options, found);
    comparison.run();
    return found;
}

} // namespace hop101::capture
