// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/har/hopevents.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <type_traits>

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

namespace hop101::formats {
namespace {

static_assert(std::is_trivially_copyable_v<hop::Event>);

/// A connection whose events are at least so large a part of those around them is read where it stands.
constexpr std::uint64_t kMostAroundEach = 4;

void visitAll(const capture::Reader &reader, std::uint64_t first, std::uint64_t last,
              const std::function<bool(const hop::Event &)> &visit)
{
    std::array<hop::Event, 256> page;
    while (first <= last) {
        const std::size_t wanted = std::min<std::uint64_t>(page.size(), last - first + 1);
        const std::size_t got = reader.events({first}, std::span(page).first(wanted));
        for (std::size_t i = 0; i < got; ++i)
            if (!visit(page[i]))
                return;
        if (got == 0)
            return;
        first += got;
    }
}

/// Of a new file that has no name any more; −1 where it cannot be made.
int namelessFile()
{
    std::error_code fault;
    std::string name = (std::filesystem::temp_directory_path(fault) / "hop101-export-XXXXXX").string();
    const int file = fault ? -1 : mkostemp(name.data(), O_CLOEXEC);
    if (file >= 0)
        unlink(name.c_str());
    return file;
}

} // namespace

bool HopEvents::Own::isScattered() const noexcept
{
    return last - first + 1 > kMostAroundEach * count;
}

HopEvents::HopEvents(const capture::Reader &reader, const std::function<bool()> &isGoing,
                     std::size_t mostWaiting)
    : m_reader(reader), m_mostWaiting(mostWaiting)
{
    if (reader.hops().size() < 2)
        return; // nothing stands between its events
    count(isGoing);
    if (std::ranges::any_of(m_hops, [](const auto &hop) { return hop.second.isScattered(); }))
        sort(isGoing);
}

HopEvents::~HopEvents()
{
    if (m_file >= 0)
        close(m_file);
}

void HopEvents::count(const std::function<bool()> &isGoing)
{
    visitAll(m_reader, 1, m_reader.eventCount(), [&](const hop::Event &event) {
        Own &own = m_hops[event.hop.value];
        own.first = own.first == 0 ? event.id.value : own.first;
        own.last = event.id.value;
        ++own.count;
        return isGoing();
    });
}

void HopEvents::sort(const std::function<bool()> &isGoing)
{
    m_isSorted = true;
    visitAll(m_reader, 1, m_reader.eventCount(), [&](const hop::Event &event) {
        Own &own = m_hops[event.hop.value];
        if (!own.isScattered())
            return isGoing();
        own.waiting.push_back(event);
        // Without room on the disk it is slow, and right.
        m_isSorted = ++m_waiting < m_mostWaiting || writeWaiting();
        return m_isSorted && isGoing();
    });
}

bool HopEvents::writeWaiting()
{
    if (m_file < 0)
        m_file = namelessFile();
    for (auto &[id, own] : m_hops) {
        if (own.waiting.empty())
            continue;
        own.written.push_back({own.waiting.back().id.value, m_fileSize, own.waiting.size()});
        if (!append(own.waiting))
            return false;
        own.waiting = {};
    }
    m_waiting = 0;
    return true;
}

bool HopEvents::append(std::span<const hop::Event> events)
{
    const auto bytes = std::as_bytes(events);
    for (std::size_t done = 0; done < bytes.size();) {
        const ssize_t written =
            pwrite(m_file, bytes.data() + done, bytes.size() - done, static_cast<off_t>(m_fileSize + done));
        if (written <= 0)
            return false;
        done += static_cast<std::size_t>(written);
    }
    m_fileSize += bytes.size();
    return true;
}

void HopEvents::visit(base::HopId hop, std::uint64_t first, std::uint64_t last, const Visit &visit) const
{
    const auto found = m_hops.find(hop.value);
    if (!m_isSorted || found == m_hops.end() || !found->second.isScattered())
        return visitInPlace(hop, first, last, visit);
    const Own &own = found->second;
    const auto visitOne = [&](const hop::Event &event) {
        return event.id.value < first || (event.id.value <= last && visit(event));
    };
    if (!visitWritten(own, first, visitOne))
        return;
    for (const hop::Event &event : own.waiting)
        if (!visitOne(event))
            return;
}

bool HopEvents::visitWritten(const Own &own, std::uint64_t first, const Visit &visit) const
{
    auto stretch = std::ranges::lower_bound(own.written, first, {}, &Stretch::last);
    for (; stretch != own.written.end(); ++stretch) {
        std::array<hop::Event, 64> page;
        for (std::size_t done = 0; done < stretch->events;) {
            const auto part = std::span(page).first(std::min(page.size(), stretch->events - done));
            const std::uint64_t at = stretch->at + done * sizeof(hop::Event);
            if (pread(m_file, part.data(), part.size_bytes(), static_cast<off_t>(at))
                != static_cast<ssize_t>(part.size_bytes()))
                return false;
            for (const hop::Event &event : part)
                if (!visit(event))
                    return false;
            done += part.size();
        }
    }
    return true;
}

void HopEvents::visitInPlace(base::HopId hop, std::uint64_t first, std::uint64_t last,
                             const Visit &visit) const
{
    if (const auto found = m_hops.find(hop.value); found != m_hops.end())
        last = std::min(last, found->second.last);
    visitAll(m_reader, first, last,
             [&](const hop::Event &event) { return event.hop != hop || visit(event); });
}

} // namespace hop101::formats
