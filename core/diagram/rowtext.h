// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/reader.h"
#include "core/hop/event.h"

#include <functional>
#include <string>

namespace hop101::diagram {

/// The words of a row. UTF-8; control characters, line ends and what is not UTF-8 are made visible; elided at
/// kMaxDetail.
struct RowText
{
    std::string kind; ///< semibold: "GET /chat HTTP/1.1", "101 Switching Protocols", "text", "close 1002",
                      ///< "connected"
    std::string detail; ///< quiet: "9 headers", "14 B {\"join\":\"lobby\"}", "protocol error"
};
inline constexpr std::size_t kMaxDetail = 200; ///< characters

/// Gives a text marked with HOP101_TEXT in the language of who reads; null: English.
using Translate = std::string (*)(const char *context, const char *text);
/// How much room there is.
enum class Detail : std::uint8_t {
    Short, ///< of a compressed frame "412 → 168 B"
    Full, ///< "412 B (168 B compressed)"
};
/// Where the words of a row need another event: the head before a body, the first frame of a message.
using EventLookup = std::function<hop::Event(base::EventId)>;

RowText rowText(const capture::Reader &reader, const hop::Event &event, Translate translate = nullptr,
                Detail detail = Detail::Short);
/// The same for a caller that has the neighbours already, so that nothing is read twice.
RowText rowText(const capture::Reader &reader, const hop::Event &event, const EventLookup &lookup,
                Translate translate, Detail detail = Detail::Short);
/// "14 B", "64.0 KB", "1.2 MB": powers of 1000, as in the drawings.
std::string sizeText(std::uint64_t bytes);
/// "0.214", "12 431.0" in ms with thin grouping, as the time column shows it.
std::string timeText(hop::Nanoseconds time);
/// "12.4 s", "3 min 20 s": for silences and round trips.
std::string durationText(hop::Nanoseconds duration);

} // namespace hop101::diagram
