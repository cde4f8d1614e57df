// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/reader.h"
#include "core/diagram/rowtext.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace hop101::diagram {

struct Lane
{
    base::PartyId party;
    std::string name; ///< "Client"
    std::string address; ///< second line
};

/// How an arrow is drawn.
enum class Style : std::uint8_t { Head, Switch, Text, Binary, Control, Transport, Raw, Failed };
enum class Bracket : std::uint8_t { None, First, Middle, Last }; ///< the fragments of a message
/// A silence at least this long before a row is labelled.
inline constexpr hop::Nanoseconds kSilence = std::chrono::seconds(2);

/// One row: ordinal, all of the same height.
struct Row
{
    base::EventId event;
    base::HopId hop;
    hop::Nanoseconds time{};
    std::string connection; ///< "#3": which connection, where the capture has several; else empty
    bool isBookmarked = false; ///< by the user
    bool hasNote = false; ///< the user wrote to it
    int left = 0; ///< lane indices of the hop
    int right = 1;
    bool fromLeft = true; ///< direction of the arrow
    bool isSeam = false; ///< the 101 and the switch: tinted across its lanes
    bool isSwitched = false; ///< after the switch: lifelines carry a bar in the seam's colour
    Style style = Style::Text;
    RowText text;
    rules::Severity severity = rules::Severity::None;
    std::string findingTitle; ///< what the worst finding means, in one clause, shown on the arrow; empty
                              ///< where there is none
    Bracket bracket = Bracket::None;
    bool isOpen = false; ///< the event has not ended
    std::optional<hop::Nanoseconds> silenceBefore;
    std::optional<hop::Nanoseconds> roundTrip; ///< pong after its ping, response after its request
};

/// Several connections stand between the same two lanes, so that their rows name them. False for the two hops
/// of a single exchange through a proxy.
bool hasParallelHops(const capture::Reader &reader);

/// What is visible, as pure values. Paint, hit-test, terminal and SVG use the same.
struct SequenceLayout
{
    std::vector<Lane> lanes; ///< roles: parties of several sessions share them; with the last row's addresses
    std::vector<Row> rows; ///< from firstRow on
    std::uint64_t firstRow = 0; ///< where all events show, row n is event n + 1
    std::uint64_t rowCount = 0; ///< of the whole capture

    /// Reads the rows asked for, the one before them, and the first frame of a message that began further
    /// above (at most one a stream). The round-trip partner of a row is looked for only among these. Cost
    /// does not depend on the capture's size.
    static SequenceLayout build(const capture::Reader &reader, std::uint64_t firstRow, std::uint64_t count,
                                Translate translate = nullptr);
    /// The same of chosen events, ascending, of which the first is row `firstRow` of `rowCount`. `before`:
    /// the event of the row above, for the silence between; none where there is no such row.
    static SequenceLayout build(const capture::Reader &reader, std::span<const base::EventId> events,
                                base::EventId before, std::uint64_t firstRow, std::uint64_t rowCount,
                                Translate translate = nullptr);
};

} // namespace hop101::diagram
