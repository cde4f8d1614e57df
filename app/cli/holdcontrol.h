// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/output.h"
#include "app/cli/usageerror.h"
#include "core/session/listening.h"

#include <QObject>
#include <QSocketNotifier>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hop101::cli {

/// What a line of standard input says of what a relay holds: "release 3", "drop 3", "edit 3 TEXT",
/// "release all", "drop all".
struct HoldOrder
{
    enum class What : std::uint8_t { Release, Drop, Edit } what = What::Release;
    std::uint64_t id = 0; ///< 0: all that is held
    std::string text; ///< of Edit; "\n", "\r", "\t" and "\\" stand for themselves
    bool operator==(const HoldOrder &) const = default;
};
base::Result<HoldOrder, UsageError> holdOrderFrom(std::string_view line);
/// "held 3 #1 from the client, text, 5 bytes: hello"
std::string heldLine(const plan::HeldMessage &held);

/// Tells what a relay holds and does what standard input says with it. Once that has ended nobody can say
/// anything more: all goes on. Lives on one thread with an event loop.
class HoldControl final : public QObject
{
    Q_OBJECT
public:
    /// Both must outlive it.
    HoldControl(session::Listening &relay, Output &output, int input);

    /// Prints what is new of it.
    void setHeld(std::vector<plan::HeldMessage> held);

private:
    void read();
    void takeLine(const std::string &line);
    void perform(const HoldOrder &order, std::uint64_t id);
    void end();

    session::Listening &m_relay;
    Output &m_output;
    const int m_input;
    QSocketNotifier m_notifier;
    std::string m_begun; ///< of a line
    std::vector<plan::HeldMessage> m_held;
    std::uint64_t m_lastTold = 0;
    bool m_hasEnded = false;
};

} // namespace hop101::cli
