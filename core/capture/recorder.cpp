// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/recorder.h"

#include "core/capture/capturewriter.h"
#include "core/capture/hoptap.h"
#include "core/capture/openrecordings.h"

#include <algorithm>
#include <cassert>

namespace hop101::capture {

namespace {

using namespace std::chrono_literals;

constexpr hop::Nanoseconds kShortestWait = 5ms; ///< lets a burst become one block
constexpr hop::Nanoseconds kLongestWait = 50ms;
/// A batch goes to the writer when it is so large: large enough that handing over costs nothing.
constexpr std::size_t kBatchBytes = std::size_t{1024} * 1024;

} // namespace

class Recorder::Private final : public IndexSink, public ContentSink
{
public:
    Private(std::unique_ptr<CaptureStore> store, const Options &options);

    base::PartyId addParty(Party party);
    void setPartyAddress(base::PartyId party, const std::string &address);
    base::HopId addHop(Hop hop, hop::HopListener *actor);
    void take(hop::Input input);
    std::optional<hop::Nanoseconds> commitDueAt() const;
    void commit(hop::Nanoseconds now);
    void commitAndWait();
    void finish();

    HopTap &tap(base::HopId hop) const
    {
        assert(hop.value >= 1 && hop.value <= m_taps.size() && "a hop is added before it takes inputs");
        return *m_taps[hop.value - 1];
    }
    CaptureWriter &writer() noexcept { return m_writer; }
    std::uint64_t eventCount() const { return m_numbers.eventCount(); }
    bool isFinished() const { return !m_batch; }
    const std::optional<CaptureError> &error();
    const std::string &path();

private:
    void add(const hop::Event &event) override { m_batch->add(event); }
    void change(const hop::Event &event) override { m_batch->change(event); }
    void addFinding(const hop::Finding &finding) override { m_batch->addFinding(finding); }
    void setExchange(const hop::Exchange &exchange) override { m_batch->setExchange(exchange); }
    void take(const hop::Event &frame, std::uint64_t offset, base::ByteSpan inflated) override;

    WriteBatch &batch();
    void handOver(After after);
    void decode(const hop::Input &given);

    CaptureWriter m_writer;
    std::unique_ptr<WriteBatch> m_batch; ///< what the writer does not have yet; none once finished
    hop::Numbers m_numbers;
    std::vector<std::unique_ptr<HopTap>> m_taps;
    std::optional<OpenRecording> m_note;
    std::uint32_t m_parties = 0;
    std::uint64_t m_seq = 0;
    hop::Nanoseconds m_latest{};
    hop::Nanoseconds m_lastCommit = -kLongestWait;
    std::optional<hop::Nanoseconds> m_firstUncommitted;
    std::optional<CaptureError> m_error;
    std::string m_path;
};

Recorder::Private::Private(std::unique_ptr<CaptureStore> store, const Options &options)
    : m_writer(std::move(store)), m_batch(m_writer.freshBatch()),
      m_note(std::in_place, m_writer.status().path, options.isUntitled)
{ }

/// What goes into it is to be committed soon.
WriteBatch &Recorder::Private::batch()
{
    if (!m_firstUncommitted)
        m_firstUncommitted = m_latest;
    return *m_batch;
}

void Recorder::Private::handOver(After after)
{
    m_writer.push(std::exchange(m_batch, m_writer.freshBatch()), after);
}

base::PartyId Recorder::Private::addParty(Party party)
{
    party.id = {++m_parties};
    batch().addParty(party);
    return party.id;
}

void Recorder::Private::setPartyAddress(base::PartyId party, const std::string &address)
{
    batch().setPartyAddress(party, address);
}

base::HopId Recorder::Private::addHop(Hop hop, hop::HopListener *actor)
{
    hop.id = {static_cast<std::uint32_t>(m_taps.size() + 1)};
    m_taps.push_back(std::make_unique<HopTap>(hop.id, hop.limits, m_numbers, *this, *this, actor));
    batch().addHop(hop);
    return hop.id;
}

void Recorder::Private::take(hop::Input input)
{
    input.time = m_latest = std::max(input.time, m_latest);
    auto *seen = std::get_if<hop::BytesSeen>(&input.data);
    if (!seen)
        return decode(input);
    base::ByteSpan rest = seen->bytes;
    while (!rest.empty()) {
        seen->bytes = rest.first(std::min(rest.size(), hop::kMaxInputBytes));
        rest = rest.subspan(seen->bytes.size());
        decode(input);
    }
}

void Recorder::Private::decode(const hop::Input &given)
{
    hop::Input input = given;
    input.seq = ++m_seq;
    batch().addInput(input);
    tap(input.hop).take(input);
    if (m_batch->sizeBytes() >= kBatchBytes)
        handOver(After::MayCommit);
}

/// A small input can inflate to many batches.
void Recorder::Private::take(const hop::Event &frame, std::uint64_t offset, base::ByteSpan inflated)
{
    m_batch->take(frame, offset, inflated);
    if (m_batch->sizeBytes() >= kBatchBytes)
        handOver(After::Nothing);
}

std::optional<hop::Nanoseconds> Recorder::Private::commitDueAt() const
{
    if (!m_firstUncommitted || m_writer.hasFailed())
        return std::nullopt;
    return std::clamp(m_lastCommit + kLongestWait, *m_firstUncommitted + kShortestWait,
                      *m_firstUncommitted + kLongestWait);
}

void Recorder::Private::commit(hop::Nanoseconds now)
{
    if (!m_firstUncommitted || isFinished())
        return;
    handOver(After::Commit);
    m_firstUncommitted.reset();
    m_lastCommit = now;
}

void Recorder::Private::commitAndWait()
{
    commit(m_latest);
    if (!isFinished())
        m_writer.wait();
}

const std::optional<CaptureError> &Recorder::Private::error()
{
    m_error = m_writer.status().error;
    return m_error;
}

const std::string &Recorder::Private::path()
{
    m_path = m_writer.status().path;
    return m_path;
}

void Recorder::Private::finish()
{
    if (isFinished())
        return;
    m_writer.push(std::move(m_batch), After::MayCommit);
    m_writer.finish();
    m_firstUncommitted.reset();
    // A recording that failed is over all the same: the one who recorded was told.
    m_note.reset();
}

base::Result<std::unique_ptr<Recorder>, CaptureError> Recorder::create(const std::string &path,
                                                                       const Options &options)
{
    auto store = CaptureStore::create(path, options.overwrite, options.title);
    if (!store)
        return store.error();
    auto impl = std::make_unique<Private>(std::move(store).value(), options);
    return std::unique_ptr<Recorder>(new Recorder(std::move(impl)));
}

Recorder::Recorder(std::unique_ptr<Private> impl) : d(std::move(impl)) { }

Recorder::~Recorder()
{
    finish();
}

base::PartyId Recorder::addParty(const Party &party)
{
    return d->addParty(party);
}

void Recorder::setPartyAddress(base::PartyId party, const std::string &address)
{
    d->setPartyAddress(party, address);
}

base::HopId Recorder::addHop(const Hop &hop, hop::HopListener *actor)
{
    return d->addHop(hop, actor);
}

void Recorder::take(base::HopId hop, hop::Direction direction, hop::Nanoseconds time, hop::InputData data)
{
    assert(!d->isFinished() && "nothing is recorded after finish()");
    d->take({0, hop, direction, time, std::move(data)});
}

std::optional<hop::Nanoseconds> Recorder::commitDueAt() const
{
    return d->commitDueAt();
}

bool Recorder::commitIfDue(hop::Nanoseconds now)
{
    const auto due = d->commitDueAt();
    if (!due || now < *due)
        return false;
    d->commit(now);
    return true;
}

void Recorder::commit()
{
    d->commitAndWait();
}

Progress Recorder::takeProgress()
{
    return d->writer().takeProgress();
}

void Recorder::setWake(std::function<void()> wake)
{
    d->writer().setWake(std::move(wake));
}

bool Recorder::isBehind() const
{
    return !d->isFinished() && d->writer().isBehind();
}

hop::Verdict Recorder::verdict(base::HopId hop) const
{
    return d->tap(hop).verdict();
}

std::uint64_t Recorder::eventCount() const
{
    return d->eventCount();
}

const std::optional<CaptureError> &Recorder::error() const
{
    return d->error();
}

const std::string &Recorder::path() const
{
    return d->path();
}

void Recorder::finish()
{
    d->finish();
}

} // namespace hop101::capture
