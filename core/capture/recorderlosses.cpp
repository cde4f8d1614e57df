// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/recorderprivate.h"

#include <algorithm>

namespace hop101::capture {

// What of a Recorder is about inputs that no file takes.

namespace {

using namespace std::chrono_literals;

/// Of a size limit, for the gap and the end of the session.
constexpr std::size_t kReserveBytes = std::size_t{256} * 1024;

} // namespace

bool Recorder::Private::hasRoomFor(const hop::Input &input) const
{
    if (m_writer.hasFailed())
        return m_writer.isContinuing() || m_writer.heldBytes() + m_batch->sizeBytes() < kMaxKeptBytes;
    const auto *seen = std::get_if<hop::BytesSeen>(&input.data);
    return m_maxBytes == 0 || !seen
        || m_writer.fileBytes() + m_batch->diskBytes() + seen->bytes.size() + kReserveBytes <= m_maxBytes;
}

void Recorder::Private::beginDropping(bool isFull)
{
    handOver(After::Commit);
    m_isDropping = true;
    m_isFull = isFull;
    m_live.setBatch(nullptr);
    if (m_recorded)
        m_recorded->setBatch(nullptr);
    else if (isFull)
        replayThere();
}

/// The decoders that serve the actors go on with bytes that the file does not have. Those that make its
/// events must not: they get their state from what the file has.
void Recorder::Private::replayThere()
{
    auto made = std::make_shared<std::promise<std::unique_ptr<TapSet>>>();
    m_replay = made->get_future();
    m_writer.runThere(
        [made](const std::string &path) { made->set_value(path.empty() ? nullptr : replayedTaps(path)); });
}

void Recorder::Private::drop(const hop::Input &input)
{
    const std::uint64_t before = m_live.eventCount();
    m_live.take(input);
    if (const auto *seen = std::get_if<hop::BytesSeen>(&input.data))
        m_losses.lose(input, seen->bytes.size(), m_live.eventCount() - before);
    else
        m_losses.keep(input);
}

/// Another file was found, and it has all that was kept.
bool Recorder::Private::canGoOn()
{
    if (m_isFull || m_writer.hasFailed() || m_writer.isContinuing())
        return false;
    if (m_recorded)
        return true;
    if (!m_replay.valid())
        replayThere();
    if (m_replay.wait_for(0s) != std::future_status::ready)
        return false;
    m_recorded = m_replay.get();
    return m_recorded != nullptr;
}

void Recorder::Private::goOn(const LossLedger::Waits &waits)
{
    m_isDropping = false;
    m_recorded->setGrown([this] { handOverIfLarge(After::Nothing); });
    m_recorded->setBatch(m_batch.get());
    while (m_recorded->hopCount() < m_limits.size()) {
        const auto number = static_cast<std::uint32_t>(m_recorded->hopCount() + 1);
        m_recorded->addHop({number}, m_limits[number - 1], nullptr);
    }
    recordLosses(waits);
}

void Recorder::Private::recordLosses(const LossLedger::Waits &waits)
{
    for (hop::Input &input : m_losses.takeAll(waits)) {
        input.seq = ++m_seq;
        input.time = m_recordedUntil = std::max(input.time, m_recordedUntil);
        batch().addInput(input);
        m_recorded->take(input);
        handOverIfLarge(After::MayCommit);
    }
}

bool Recorder::Private::isLosing(base::HopId hop) const
{
    return m_losses.isLosing(hop, hop::Direction::FromLeft)
        || m_losses.isLosing(hop, hop::Direction::FromRight);
}

/// This hop goes on losing until a frame begins, so that frames can be read again.
void Recorder::Private::recordBehindGap(hop::Input input)
{
    if (!std::holds_alternative<hop::BytesSeen>(input.data)) {
        recordLosses({}); // a signal is told behind them
        record(std::move(input));
    } else if (m_losses.isLosing(input.hop, input.direction)) {
        dropUpToFrame(input);
    } else {
        record(std::move(input));
    }
}

void Recorder::Private::dropUpToFrame(const hop::Input &input)
{
    const base::ByteSpan bytes = std::get<hop::BytesSeen>(input.data).bytes;
    const std::uint64_t begin = m_live.streamBytes(input.hop, input.direction);
    m_live.take(input);
    const auto frame = m_live.firstFrame(input.direction);
    if (!frame || *frame < begin) {
        m_losses.lose(input, bytes.size(), 0);
        return;
    }
    const auto front = static_cast<std::size_t>(*frame - begin);
    m_losses.lose(input, front, 0);
    hop::Lost lost = *m_losses.takeStream(input.hop, input.direction);
    lost.framesFollow = true;
    m_recordedUntil = input.time;
    hop::Input gap{++m_seq, input.hop, input.direction, input.time, lost};
    batch().addInput(gap);
    m_recorded->take(gap);
    hop::Input rest{++m_seq, input.hop, input.direction, input.time, hop::BytesSeen{bytes.subspan(front)}};
    batch().addInput(rest);
    m_recorded->take(rest);
    handOverIfLarge(After::MayCommit);
}

} // namespace hop101::capture
