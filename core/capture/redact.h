// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/reader.h"
#include "core/capture/redactionrules.h"

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hop101::capture {

/// Where a secret stood. The numbers stand in captures.
enum class RedactionPlace : std::uint8_t {
    Header, ///< the value of a field; its name is told
    Cookie, ///< the value of a cookie; the field's name is told
    UrlCredentials, ///< user and password of a URL, wherever one stands
    Query, ///< a named parameter of a URL or of a form
    Subprotocol, ///< an element of Sec-WebSocket-Protocol that is a token
    JsonField, ///< a named field, at any depth; told as "$..name"
    Pattern, ///< told as "pattern 1": a pattern may hold the secret itself
    Unreadable, ///< could not be looked into, so all of it was replaced; told why
    Note, ///< what the user wrote, or a title
    Address, ///< of a party, where the rules say so
};
inline constexpr std::size_t kRedactionPlaces = 10;
/// For people, English, one or two words: "header".
const char *nameOf(RedactionPlace place) noexcept;

/// Secrets of one kind at one place. Never the secret itself.
struct Redaction
{
    base::EventId event; ///< none: of the capture, a session or a hop
    base::HopId hop; ///< none: of the capture
    hop::Direction direction = hop::Direction::FromLeft;
    RedactionPlace place = RedactionPlace::Header;
    std::string name; ///< a field, "$..token", "pattern 1"
    std::uint64_t count = 0; ///< how many
    std::uint64_t bytes = 0; ///< that were replaced
    /// Where the first of them stands: in the head, the decoded body or the message that begins with `event`.
    /// Size 0: not in an event's text.
    base::ByteRange first;
    char fill = 'x'; ///< what each byte of it becomes
    bool operator==(const Redaction &) const = default;
};
/// The most that a report lists; all are counted.
inline constexpr std::size_t kMaxRedactions = 10'000;
/// The most events that a report names whose findings changed.
inline constexpr std::size_t kMaxChangedEvents = 100;

struct RedactionReport
{
    std::vector<Redaction> items; ///< by event as they were met; at most as many as were asked for
    std::uint64_t count = 0; ///< secrets, also those that are not listed
    std::uint64_t bytes = 0;
    std::array<std::uint64_t, kRedactionPlaces> countAt{}; ///< by RedactionPlace
    std::uint64_t events = 0; ///< that were looked at
    std::uint64_t recompressed = 0; ///< frames of compressed messages that were made anew
    /// Events of the copy that are not as in the original, other than in the sizes of what was made anew.
    std::uint64_t changedEvents = 0;
    std::vector<base::EventId> changed; ///< the first of them
    bool isCut = false; ///< more than items tells; or a preview stopped there
    bool isPartial = false; ///< a damaged capture: only what can be read was looked at and copied

    std::uint64_t at(RedactionPlace place) const noexcept { return countAt[static_cast<std::size_t>(place)]; }
};

struct RedactionProgress
{
    std::uint64_t bytes = 0; ///< looked at or copied
    std::uint64_t allBytes = 0; ///< as far as is known: 0 where it is not
    std::uint64_t count = 0; ///< secrets so far
};
/// False: it is to end. Asked about every 256 KiB.
using RedactionWatch = std::function<bool(const RedactionProgress &)>;

struct RedactionError
{
    std::optional<CaptureError> capture; ///< the original cannot be read, or the copy not be written
    std::optional<PatternError> pattern;
    bool isCancelled = false; ///< there is no copy then
};
/// One sentence: what is wrong and what to do. English.
std::string describe(const RedactionError &error);

/// What a preview does once it has as many items as it may list.
enum class PreviewEnd : std::uint8_t {
    Stop, ///< the rest of the capture is not looked at
    CountOn, ///< the rest is counted, and not listed
};
/// Looks for all that a redacted copy would not have, and writes nothing. Lists `limit` items at most. Of a
/// capture that is being recorded: of what is committed now. Memory follows neither the capture nor a
/// message. Takes long: not for the GUI thread.
base::Result<RedactionReport, RedactionError> previewRedaction(const std::string &path,
                                                               const RedactionRules &rules, std::size_t limit,
                                                               const RedactionWatch &watch = {},
                                                               PreviewEnd end = PreviewEnd::Stop);

/// Writes a redacted copy: a capture of its own, made by recording the changed inputs, in which no byte of
/// what was replaced is left. The original is only read. `to` must not exist; after an error it does not.
/// Secrets are replaced by as many bytes, so numbers, offsets and sizes stay; only compressed messages get
/// another size on the wire (docs/redaction.md). Memory and thread as above.
base::Result<RedactionReport, RedactionError> saveRedacted(const std::string &from, const std::string &to,
                                                           const RedactionRules &rules,
                                                           const RedactionWatch &watch = {});

/// What a redacted capture says of itself; nothing of one that is not.
struct RedactionMark
{
    std::string creator; ///< "Hop101 0.1.0"
    std::uint64_t count = 0;
    std::uint64_t unreadable = 0; ///< of them replaced because they could not be looked into
    std::uint64_t changedEvents = 0;
    bool operator==(const RedactionMark &) const = default;
};
std::optional<RedactionMark> redactionMark(const Reader &reader);
/// One line for people, English: "redacted by Hop101 0.1.0: 12 secrets were replaced".
std::string describe(const RedactionMark &mark);

} // namespace hop101::capture
