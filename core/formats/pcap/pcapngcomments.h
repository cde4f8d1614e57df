// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/reader.h"
#include "core/diagram/rowtext.h"

#include <string>
#include <vector>

namespace hop101::formats::pcap {

/// At most so many findings of one event are told.
inline constexpr std::size_t kMaxFindingComments = 20;

/// What stands beside a packet as comments: the findings of its event, and what the user wrote at it. Made
/// for going over events in their order: notes are read a few at a time.
class PcapngComments
{
public:
    /// `reader` must outlive it.
    PcapngComments(const capture::Reader &reader, diagram::Translate translate)
        : m_reader(reader), m_translate(translate)
    { }

    std::vector<std::string> of(const hop::Event &event);

private:
    void addFindings(const hop::Event &event, std::vector<std::string> &to) const;
    void addNote(base::EventId event, std::vector<std::string> &to);

    const capture::Reader &m_reader;
    diagram::Translate m_translate;
    std::vector<capture::Note> m_notes; ///< of the events up to m_knownTo, as far as they are ahead
    std::uint64_t m_knownTo = 0;
};

} // namespace hop101::formats::pcap
