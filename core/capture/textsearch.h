// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/reader.h"
#include "core/capture/textpattern.h"

#include <functional>
#include <memory>
#include <stop_token>

namespace hop101::capture {

/// A place where a text was found.
struct TextHit
{
    base::EventId event; ///< the one that completes it: a match may begin in an earlier frame of its message
    base::EventId message; ///< of a data frame: the first frame; else none
    std::uint64_t offset = 0; ///< of its first byte, in the message, or in the event's own bytes
    std::uint64_t size = 0;
    bool operator==(const TextHit &) const = default;
};

/// Finds bytes in what events brought: payloads unmasked and inflated, heads, bodies decoded, raw bytes; also
/// across the frames of a message. In the order of events, then of bytes; matches may overlap. Memory does
/// not depend on the capture. It takes the thread and the connection of its reader.
class TextSearch
{
public:
    /// `reader` must outlive it.
    TextSearch(const Reader &reader, const TextPattern &pattern);
    ~TextSearch();
    TextSearch(const TextSearch &) = delete;
    TextSearch &operator=(const TextSearch &) = delete;

    /// Looks at the events [first, last]. Stops when `visit` returns false, or at `stop`; true where it came
    /// to the end. `progress`, which may be empty, hears how far it came, after every few thousand events.
    bool run(base::EventId first, base::EventId last, const std::function<bool(const TextHit &)> &visit,
             const std::function<void(base::EventId)> &progress = {}, const std::stop_token &stop = {});

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hop101::capture
