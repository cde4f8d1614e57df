// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/recorder.h"

#include "core/capture/capturewriter.h"
#include "core/capture/openrecordings.h"
#include "core/capture/tapset.h"

#include <future>

namespace hop101::capture {

/// What a Recorder has: the decoders, the batch that the writer does not have yet, and what was left out.
class Recorder::Private
{
public:
    /// `from`: where counting goes on.
    Private(std::unique_ptr<CaptureStore> store, const Options &options, const AppendPoint &from);

    base::PartyId addParty(Party party);
    void setPartyAddress(base::PartyId party, const std::string &address);
    base::HopId addHop(Hop hop, hop::HopListener *actor);
    void take(hop::Input input);
    std::optional<hop::Nanoseconds> commitDueAt() const;
    void commit(hop::Nanoseconds now);
    void commitAndWait();
    base::Result<base::Done, CaptureError> continueIn(const std::string &path, bool overwrite);
    void finish();

    CaptureWriter &writer() noexcept { return m_writer; }
    const TapSet &live() const noexcept { return m_live; }
    const Dropped &dropped() const noexcept { return m_losses.total(); }
    hop::Nanoseconds startTime() const { return m_start; }
    bool isFinished() const { return !m_batch; }
    const std::optional<CaptureError> &error();
    const std::string &path();

private:
    static constexpr hop::Nanoseconds kLongestWait = std::chrono::milliseconds(50); ///< for a commit

    WriteBatch &batch();
    void handOver(After after);
    void handOverIfLarge(After after);
    void decode(hop::Input input);
    void record(hop::Input input);
    void recordBehindGap(hop::Input input);

    bool hasRoomFor(const hop::Input &input) const;
    void beginDropping(bool isFull);
    void drop(const hop::Input &input);
    void dropUpToFrame(const hop::Input &input);
    bool isLosing(base::HopId hop) const;
    void replayThere();
    bool canGoOn();
    void goOn(const LossLedger::Waits &waits);
    void recordLosses(const LossLedger::Waits &waits);

    CaptureWriter m_writer;
    std::unique_ptr<WriteBatch> m_batch; ///< what the writer does not have yet; none once finished
    /// Sees all inputs. It makes the events of the capture until something is dropped; from then on it serves
    /// the actors, and m_recorded makes the events: it sees what is recorded.
    TapSet m_live;
    std::unique_ptr<TapSet> m_recorded;
    std::vector<plan::Limits> m_limits; ///< of the hops
    const std::uint64_t m_maxBytes;
    LossLedger m_losses;
    std::future<std::unique_ptr<TapSet>> m_replay; ///< m_recorded in the making, on the writer's thread
    bool m_isDropping = false;
    bool m_isFull = false;
    std::optional<OpenRecording> m_note;
    std::uint32_t m_parties;
    std::uint64_t m_seq;
    const hop::Nanoseconds m_start;
    hop::Nanoseconds m_latest = m_start;
    hop::Nanoseconds m_recordedUntil = m_start;
    hop::Nanoseconds m_lastCommit = m_start - kLongestWait;
    std::optional<hop::Nanoseconds> m_firstUncommitted;
    std::optional<CaptureError> m_error;
    std::string m_path;
};

} // namespace hop101::capture
