// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/reader.h"

#include <functional>
#include <span>
#include <unordered_map>
#include <vector>

namespace hop101::formats {

/// The events of one connection after the other, of a capture where they may stand far apart. The capture is
/// gone through twice, however many connections there are: what lies scattered is sorted into a file without
/// a name. Memory is bounded by kMostWaiting and follows the number of connections, not of events.
class HopEvents
{
public:
    static constexpr std::size_t kMostWaiting = 128 * 1024; ///< events, 80 bytes each

    /// `reader` must outlive it. Ends early where `isGoing` gives false. `mostWaiting` is for tests.
    HopEvents(const capture::Reader &reader, const std::function<bool()> &isGoing,
              std::size_t mostWaiting = kMostWaiting);
    ~HopEvents();
    HopEvents(const HopEvents &) = delete;
    HopEvents &operator=(const HopEvents &) = delete;

    /// The events of that connection from `first` to `last`, ascending, until `visit` gives false.
    void visit(base::HopId hop, std::uint64_t first, std::uint64_t last,
               const std::function<bool(const hop::Event &)> &visit) const;

private:
    /// So many of its events, one after the other in the file.
    struct Stretch
    {
        std::uint64_t last = 0; ///< number of its last event
        std::uint64_t at = 0; ///< in the file
        std::size_t events = 0;
    };
    struct Own
    {
        std::uint64_t first = 0, last = 0, count = 0;
        std::vector<Stretch> written;
        std::vector<hop::Event> waiting; ///< the last ones, not in the file

        bool isScattered() const noexcept;
    };
    using Visit = std::function<bool(const hop::Event &)>;

    void count(const std::function<bool()> &isGoing);
    void sort(const std::function<bool()> &isGoing);
    bool writeWaiting();
    bool append(std::span<const hop::Event> events);
    bool visitWritten(const Own &own, std::uint64_t first, const Visit &visit) const;
    void visitInPlace(base::HopId hop, std::uint64_t first, std::uint64_t last, const Visit &visit) const;

    const capture::Reader &m_reader;
    const std::size_t m_mostWaiting;
    std::unordered_map<std::uint32_t, Own> m_hops;
    std::size_t m_waiting = 0;
    int m_file = -1; ///< none yet: all of them wait
    std::uint64_t m_fileSize = 0;
    bool m_isSorted = false; ///< false: they are looked for where they stand
};

} // namespace hop101::formats
