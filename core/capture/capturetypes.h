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
    Damaged, ///< only a part could be read
    Hostile, ///< holds a view, trigger or table that no capture has
    Busy,
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

enum class Role : std::uint8_t { Client = 1, Proxy = 2, Server = 3 };

/// Who speaks: a lane of the diagram. At most four in a capture.
struct Party
{
    base::PartyId id;
    std::string name; ///< "Client", "Server"
    Role role = Role::Client;
    std::string address; ///< "Hop101", "127.0.0.1:9101"; second line of the lane's head
};

struct Hop
{
    base::HopId id;
    base::PartyId left, right;
    std::string url; ///< may be empty
    std::string transport; ///< JSON object, may be empty
    std::string plan; ///< JSON of plan::toJson, may be empty
    plan::Limits limits{}; ///< what its decoder ran with: a replay needs the same
};

struct CaptureInfo
{
    std::string creator; ///< "Hop101 0.1.0"
    std::string title;
    std::chrono::system_clock::time_point created{}; ///< wall clock of time 0; for display only
    bool isComplete = false; ///< the recorder finished it; false after a crash
    bool hasMessages = true; ///< false: of the first version, which told no sizes and contents of messages
};

/// What views are told: how far the capture goes, and the lowest event that changed since they last looked.
struct Progress
{
    std::uint64_t events = 0;
    base::EventId lowestChanged; ///< none: no earlier event changed
};

} // namespace hop101::capture
