// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/recorder.h"
#include "core/formats/import.h"

#include <memory>
#include <string>
#include <vector>

namespace hop101::formats {

/// One connection of an imported file, as it goes into the capture.
struct ImportedHop
{
    std::string url; ///< may be empty
    std::string clientName, serverName; ///< lanes; empty: "Client", "Server"
    std::string clientAddress, serverAddress;
    bool isSecure = false; ///< the bytes are those inside TLS
    /// What the file did not hold and was made up, in words for people ("masks", "frame boundaries"); empty:
    /// every byte is as it was on the wire.
    std::vector<std::string> madeUp;
    plan::Limits limits{}; ///< with which its messages are inflated
    capture::Role clientRole = capture::Role::Client, serverRole = capture::Role::Server;
    // Of a file that tells a whole capture (ImportLayout):
    std::size_t left = 0, right = 0; ///< places in ImportLayout::parties
    capture::SessionId session{1};
    std::string transport; ///< as Hop::transport; where it came from is added
    std::string plan; ///< as Hop::plan
};

/// Where a file tells not only connections: the parties and the sessions of the capture that it was.
struct ImportLayout
{
    std::vector<capture::Party> parties; ///< in their order; `session` is one of `sessions`
    /// Numbered from 1; at least one. The number of the first event is found out.
    std::vector<capture::Session> sessions;
};

/// The wall clock of an imported input.
using WallTime = std::chrono::sys_time<std::chrono::nanoseconds>;

/// Where importers put what they read. Inputs may come in any order of time, hop after hop or mixed; those of
/// one hop and one time stay in the order in which they came. finish() sorts them by time over all hops and
/// records them: "order is arrival order over all hops; imports sort first". Until then they lie in a
/// temporary SQLite file beside the capture, so that memory is bounded.
class ImportStage
{
public:
    /// Of finish(): inputs recorded, of how many, and the events that came of them. False: it is to end.
    using Watch = std::function<bool(std::uint64_t done, std::uint64_t all, std::uint64_t events)>;

    /// Nothing is made at `capturePath` before finish(); where `overwrites` is false it must not exist.
    static base::Result<std::unique_ptr<ImportStage>, ImportError> create(const std::string &capturePath,
                                                                          ImportFormat format,
                                                                          const std::string &file,
                                                                          bool overwrites = false);
    ~ImportStage(); ///< without finish(): nothing stays

    /// From 0.
    std::size_t addHop(const ImportedHop &hop);
    /// Until finish() a hop may still be told more of.
    ImportedHop &hop(std::size_t index);
    /// `data` as hop::Input has it; a BytesSeen is copied, of any length. Bytes of a stream are told in the
    /// order of their times, too. Times are taken to be of 1970 to 2200. False once staging failed (disk
    /// full): finish() tells.
    bool add(std::size_t hop, WallTime time, hop::Direction direction, const hop::InputData &data);
    std::uint64_t inputCount() const;
    /// Before finish(): hops keep the order in which they were added, also those that were told nothing.
    void setLayout(ImportLayout layout);
    /// What the user wrote at an event of the capture, as it will be numbered. Replaces what was there, or
    /// goes on with its text.
    void addNote(const capture::Note &note, bool goesOn);
    /// The descriptor of a new file without a name beside the capture, for what a reader cannot keep in
    /// memory; −1 where there is none: add() is false then, and finish() tells.
    int scratch();
    /// Hops that were told something; only they are in the capture, in the order of their first times.
    std::size_t connectionCount() const;
    /// The earliest time that was added is time 0 of the capture. Returns how many events there are. Where
    /// `watch` ends it, the capture has what was recorded until then. After an error there is no capture.
    base::Result<std::uint64_t, ImportError> finish(const Watch &watch);

private:
    class Private;
    explicit ImportStage(std::unique_ptr<Private> impl);
    std::unique_ptr<Private> d;
};

/// What is said in Hop::transport of an imported connection; nothing of one that was recorded.
struct ImportMark
{
    std::string format; ///< ImportFormatInfo::name
    std::string file; ///< its name, without folders
    std::vector<std::string> madeUp;
};
/// `before`: what it was where the file told it.
std::string transportOf(const ImportMark &mark, bool isSecure, const std::string &before = {});
std::optional<ImportMark> importMark(const capture::Hop &hop);

} // namespace hop101::formats
