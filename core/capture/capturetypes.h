// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/base/result.h"
#include "core/hop/event.h"
#include "core/hop/verdict.h"
#include "core/plan/plan.h"

#include <chrono>
#include <cstdint>
#include <string>

namespace hop101::capture {

enum class CaptureFault : std::uint8_t {
    NotFound,
    Exists, ///< a file of that name is there already
    NoPermission,
    NoSpace,
    NotACapture, ///< no SQLite file, or not ours
    Newer, ///< written by a newer version
    Older, ///< of a format that can be read and not changed: to be migrated on a copy first
    Damaged, ///< only a part could be read
    Hostile, ///< holds a view, trigger or table that no capture has
    Busy,
    TooLong, ///< a note beyond kMaxNoteBytes, or a title beyond kMaxTitleBytes
    NoSuchPlace, ///< no event, or no session, of this number
    Io,
};
struct CaptureError
{
    CaptureFault fault = CaptureFault::Io;
    std::string path;
    std::string detail; ///< SQLite's or the system's own words, may be empty
};
/// One sentence: what is wrong and what to do. English, for CLI and window ("%1"-free: the path is inside).
std::string describe(const CaptureError &error);

using SessionId = base::Id<struct SessionTag, std::uint32_t>; ///< from 1 in a capture

/// What one recorder wrote: a capture holds several, one after another. Numbers and times go on from one to
/// the next.
struct Session
{
    SessionId id;
    std::string title; ///< what the user calls it, may be empty
    std::string creator; ///< "Hop101 0.1.0"
    std::chrono::system_clock::time_point created{}; ///< wall clock of firstTime; for display only
    std::chrono::nanoseconds firstTime{}; ///< since the capture started: no input of it is earlier
    base::EventId firstEvent; ///< the number that its first event has, or would have had
    bool isComplete = false; ///< the recorder finished it; false while it is recorded, and after a crash
};

/// The longest text of a note, in bytes.
inline constexpr std::size_t kMaxNoteBytes = 16 * 1024 * 1024;

/// The longest title of a session, in bytes.
inline constexpr std::size_t kMaxTitleBytes = 1000;

/// What the user wrote at an event, and whether it is marked to be found again.
struct Note
{
    base::EventId event;
    bool isBookmarked = false;
    std::string text; ///< UTF-8, may be empty, may have several lines; as it was typed
    std::chrono::system_clock::time_point changed{};

    bool isEmpty() const noexcept { return !isBookmarked && text.empty(); }
};

enum class Role : std::uint8_t { Client = 1, Proxy = 2, Server = 3 };

/// Who speaks: a lane of the diagram. At most four in a session.
struct Party
{
    base::PartyId id;
    std::string name; ///< "Client", "Server"
    Role role = Role::Client;
    std::string address; ///< "Hop101", "127.0.0.1:9101"; second line of the lane's head
    SessionId session{1};
};

struct Hop
{
    base::HopId id;
    base::PartyId left, right;
    std::string url; ///< may be empty
    std::string transport; ///< JSON object, may be empty
    std::string plan; ///< JSON of plan::toJson, may be empty
    plan::Limits limits{}; ///< what its decoder ran with: a replay needs the same
    SessionId session{1};
};

struct CaptureInfo
{
    std::string creator; ///< "Hop101 0.1.0"
    std::string title; ///< of the first session
    std::chrono::system_clock::time_point created{}; ///< wall clock of time 0; for display only
    bool isComplete = false; ///< the recorder finished all sessions; false after a crash
    int format = 0; ///< the version of the file's format
    bool hasMessages = true; ///< false: of the first version, which told no sizes and contents of messages
};

/// What views are told: how far the capture goes, and the lowest event that changed since they last looked.
struct Progress
{
    std::uint64_t events = 0;
    base::EventId lowestChanged; ///< none: no earlier event changed
};

} // namespace hop101::capture
