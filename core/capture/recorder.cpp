// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/recorder.h"

#include "core/capture/recorderprivate.h"

#include <algorithm>
#include <cassert>

namespace hop101::capture {

namespace {

using namespace std::chrono_literals;

constexpr hop::Nanoseconds kShortestWait = 5ms; ///< lets a burst become one block
/// A batch goes to the writer when it is so large: large enough that handing over costs nothing.
constexpr std::size_t kBatchBytes = std::size_t{1024} * 1024;

} // namespace

Recorder::Private::Private(std::unique_ptr<CaptureStore> store, const Options &options,
                           const AppendPoint &from)
    : m_writer(std::move(store)), m_batch(m_writer.freshBatch()),
      m_live([this] { handOverIfLarge(After::Nothing); }), m_limits(from.hops), m_maxBytes(options.maxBytes),
      m_note(std::in_place, m_writer.status().path, options.isUntitled), m_parties(from.parties),
      m_seq(from.inputs), m_start(from.session.firstTime)
{
    m_live.goOnBehind(from.hops, from.events, from.exchanges);
    m_live.setBatch(m_batch.get());
}

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
    if (!m_isDropping)
        (m_recorded ? *m_recorded : m_live).setBatch(m_batch.get());
}

void Recorder::Private::handOverIfLarge(After after)
{
    if (m_batch->sizeBytes() >= kBatchBytes)
        handOver(after);
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
    hop.id = {static_cast<std::uint32_t>(m_limits.size() + 1)};
    m_limits.push_back(hop.limits);
    m_live.addHop(hop.id, hop.limits, actor);
    if (m_recorded)
        m_recorded->addHop(hop.id, hop.limits, nullptr);
    batch().addHop(hop);
    return hop.id;
}

void Recorder::Private::take(hop::Input input)
{
    input.time = m_latest = std::max(input.time, m_latest);
    auto *seen = std::get_if<hop::BytesSeen>(&input.data);
    if (!seen)
        return decode(std::move(input));
    base::ByteSpan rest = seen->bytes;
    while (!rest.empty()) {
        seen->bytes = rest.first(std::min(rest.size(), hop::kMaxInputBytes));
        rest = rest.subspan(seen->bytes.size());
        decode(input);
    }
}

void Recorder::Private::decode(hop::Input input)
{
    if (m_isDropping && canGoOn())
        goOn([this](base::HopId hop, hop::Direction direction) {
            return m_live.readsFrames(hop, direction) && m_recorded->readsFrames(hop, direction);
        });
    if (!m_isDropping && !hasRoomFor(input))
        beginDropping(!m_writer.hasFailed());
    if (m_isDropping)
        drop(input);
    else if (m_recorded && isLosing(input.hop))
        recordBehindGap(std::move(input));
    else
        record(std::move(input));
}

void Recorder::Private::record(hop::Input input)
{
    input.seq = ++m_seq;
    m_recordedUntil = input.time;
    batch().addInput(input);
    m_live.take(input);
    if (m_recorded)
        m_recorded->take(input);
    handOverIfLarge(After::MayCommit);
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

base::Result<base::Done, CaptureError> Recorder::Private::continueIn(const std::string &path, bool overwrite)
{
    assert(!isFinished() && "nothing is recorded after finish()");
    auto reserved = CaptureStore::reserve(path, overwrite);
    if (!reserved)
        return reserved.error();
    handOver(After::MayCommit);
    m_writer.continueIn(reserved.value());
    m_note.emplace(reserved.value(), false);
    return base::Done{};
}

void Recorder::Private::finish()
{
    if (isFinished())
        return;
    m_writer.push(std::exchange(m_batch, m_writer.freshBatch()), After::MayCommit);
    if (m_isDropping) {
        m_writer.wait(); // for another file, too
        if (!m_recorded && !m_writer.hasFailed()) {
            if (!m_replay.valid())
                replayThere();
            m_recorded = m_replay.get();
        }
        if (m_recorded && !m_writer.hasFailed())
            goOn({});
    }
    if (m_recorded && !m_isDropping)
        recordLosses({});
    m_writer.push(std::move(m_batch), After::MayCommit);
    m_writer.finish();
    m_firstUncommitted.reset();
    // A recording that failed is over all the same: the one who recorded was told.
    m_note.reset();
}

base::Result<std::unique_ptr<Recorder>, CaptureError> Recorder::create(const std::string &path,
                                                                       const Options &options)
{
    auto store = CaptureStore::create(path, options.overwrite, options.title,
                                      options.created.value_or(std::chrono::system_clock::now()));
    if (!store)
        return store.error();
    auto impl = std::make_unique<Private>(std::move(store).value(), options, AppendPoint{});
    return std::unique_ptr<Recorder>(new Recorder(std::move(impl)));
}

base::Result<std::unique_ptr<Recorder>, CaptureError> Recorder::append(const std::string &path,
                                                                       const Options &options)
{
    const auto point = appendPointOf(path);
    if (!point)
        return point.error();
    auto store = CaptureStore::append(path, point.value(), options.title);
    if (!store)
        return store.error();
    auto impl = std::make_unique<Private>(std::move(store).value(), options, point.value());
    return std::unique_ptr<Recorder>(new Recorder(std::move(impl)));
}

Recorder::Recorder(std::unique_ptr<Private> impl) : d(std::move(impl)) { }

Recorder::~Recorder()
{
    finish();
}

hop::Nanoseconds Recorder::startTime() const
{
    return d->startTime();
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

base::Result<base::Done, CaptureError> Recorder::continueIn(const std::string &path, bool overwrite)
{
    return d->continueIn(path, overwrite);
}

const Dropped &Recorder::dropped() const
{
    return d->dropped();
}

hop::Verdict Recorder::verdict(base::HopId hop) const
{
    return d->live().verdict(hop);
}

std::uint64_t Recorder::eventCount() const
{
    return d->live().eventCount();
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
