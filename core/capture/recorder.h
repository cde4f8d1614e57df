// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/capturetypes.h"
#include "core/capture/lossledger.h"
#include "core/hop/hopdecoder.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace hop101::capture {

/// The smallest Options::maxBytes: an empty capture takes about half of it.
inline constexpr std::uint64_t kLeastMaxBytes = std::uint64_t{2} * 1024 * 1024;
/// What is kept in memory of what cannot be committed, until another file takes it.
inline constexpr std::size_t kMaxKeptBytes = std::size_t{64} * 1024 * 1024;

/// Records a capture: every input of every hop goes through take(), which writes it to the file, decodes it
/// (hop::HopDecoder), writes the events and findings, and lets the hop's actor hear them. There is no other
/// way in.
///
/// Decoding happens here, on the caller's thread; writing on one of its own, behind a bounded queue of
/// batches. The file grows while recording (SQLite, WAL): commitIfDue() makes small blocks, at most every 5
/// ms, and asks for them at the latest 50 ms after the first uncommitted input. A reader on the same file
/// sees what is committed. While the writer isBehind(), whoever reads from a socket is to stop; nothing is
/// ever dropped for want of speed. Not thread-safe: one thread at a time. If writing fails (disk full, file
/// gone) decoding goes on, error() says so, and all that was committed stays readable.
class Recorder
{
public:
    struct Options
    {
        std::string title;
        bool overwrite = false; ///< false: an existing file is CaptureFault::Exists
        bool isUntitled =
            false; ///< listed in OpenRecordings as the window's own, to be offered after a crash
        /// Of the finished file, about; 0: none. Once it is reached nothing more is recorded, and at the end
        /// Gap events tell how much that was. At least kLeastMaxBytes.
        std::uint64_t maxBytes = 0;
        /// Wall clock of time 0, where that is not now: of a capture that is made from another file.
        std::optional<std::chrono::system_clock::time_point> created{};
    };
    [[nodiscard]] static base::Result<std::unique_ptr<Recorder>, CaptureError> create(const std::string &path,
                                                                                      const Options &options);
    /// Records another session into a capture that is there and that nobody records (appendPointOf()):
    /// numbers of parties, hops and events go on, and so does time, from startTime(). Earlier sessions stay
    /// as they are, whatever becomes of this one. `options.overwrite` has no meaning here.
    [[nodiscard]] static base::Result<std::unique_ptr<Recorder>, CaptureError> append(const std::string &path,
                                                                                      const Options &options);
    ~Recorder(); ///< finishes, if that has not been done
    Recorder(const Recorder &) = delete;
    Recorder &operator=(const Recorder &) = delete;

    /// Since the capture started: 0 but for a session that was appended. No input is earlier.
    hop::Nanoseconds startTime() const;
    base::PartyId addParty(const Party &party); ///< its id is given here
    void setPartyAddress(base::PartyId party, const std::string &address);
    /// `actor` hears the hop's events after they are noted; may be null; must outlive the hop's last take().
    base::HopId addHop(const Hop &hop, hop::HopListener *actor);

    /// One input. BytesSeen longer than hop::kMaxInputBytes are split. `time` never goes back.
    void take(base::HopId hop, hop::Direction direction, hop::Nanoseconds time, hop::InputData data);

    /// When commitIfDue() has something to do; nothing while all is committed.
    std::optional<hop::Nanoseconds> commitDueAt() const;
    /// True if it gave the writer all there is, to commit it.
    bool commitIfDue(hop::Nanoseconds now);
    /// Waits until all is committed, or cannot be.
    void commit();
    /// Called on the writer's thread after each commit, after a failure, and when isBehind() is over; it must
    /// only post. Never called once finish() returned.
    void setWake(std::function<void()> wake);
    /// More waits for the writer than it soon writes: stop reading until the next wake.
    bool isBehind() const;
    /// What is committed; resets lowestChanged.
    Progress takeProgress();

    /// After error(): goes on in a new file with all that is committed, which is copied there, and with what
    /// could not be committed; the first file stays as it is. Done on the writer's thread: error() is gone
    /// once it worked, or tells why it did not. What did not fit in kMaxKeptBytes before leaves a Gap.
    base::Result<base::Done, CaptureError> continueIn(const std::string &path, bool overwrite = false);
    /// What was left out so far: beyond Options::maxBytes, or because no file took it.
    const Dropped &dropped() const;

    hop::Verdict verdict(base::HopId hop) const;
    std::uint64_t eventCount() const; ///< with those not yet committed
    /// As of now; the reference lives until the next call.
    const std::optional<CaptureError> &error() const;
    const std::string &path() const;

    /// Ends open events as they are, commits, marks the capture complete, makes it one plain file. Then only
    /// path() and error().
    void finish();

private:
    class Private;
    explicit Recorder(std::unique_ptr<Private> impl);
    std::unique_ptr<Private> d;
};

} // namespace hop101::capture
