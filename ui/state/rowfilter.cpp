// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/rowfilter.h"

#include "core/capture/connectionhops.h"
#include "core/capture/sqlite.h"
#include "ui/state/capturestate.h"

#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace hop101::ui {

namespace {

constexpr int kBatchMs = 16; // a frame
constexpr std::size_t kBatchBlocks = 1024;
constexpr int kRestMs = 400; // then the file is let go of

capture::Filter joined(const capture::Filter &one, const capture::Filter &other)
{
    if (one.isEmpty() || other.isEmpty())
        return one.isEmpty() ? other : one;
    capture::Filter both = one;
    both.terms.insert(both.terms.end(), other.terms.begin(), other.terms.end());
    both.program.insert(both.program.end(), other.program.begin(), other.program.end());
    both.program.push_back(capture::Filter::Op::And);
    return both;
}

std::optional<hop::Exchange> exchangeIn(const capture::Reader &reader, base::ExchangeId id)
{
    for (const hop::Exchange &one : reader.exchanges())
        if (one.id == id)
            return one;
    return std::nullopt;
}

/// One of these values; none of them: no condition.
void addTerm(capture::Filter &to, capture::FilterField field, std::vector<std::uint64_t> values)
{
    if (values.empty())
        return;
    std::sort(values.begin(), values.end());
    capture::Filter one;
    capture::FilterTerm term;
    term.field = field;
    for (const std::uint64_t value : values)
        term.ranges.push_back({value, value});
    one.terms = {term};
    one.program = {capture::Filter::Op::Term};
    to = joined(to, one);
}

} // namespace

/// On its thread. It keeps the reader between the scans of a live session, and closes it at rest.
class RowFilter::Worker final : public QObject
{
public:
    struct Task
    {
        std::string path;
        capture::Filter filter;
        base::EventId first, last;
        quint64 generation = 0;
        std::stop_token stop;
    };

    explicit Worker(RowFilter &owner) : m_owner(owner), m_rest(this)
    {
        m_rest.setSingleShot(true);
        m_rest.setInterval(kRestMs);
        connect(&m_rest, &QTimer::timeout, this, &Worker::release);
    }
    void release()
    {
        m_reader.reset();
        m_path.clear();
    }
    void run(const Task &task)
    {
        m_rest.stop();
        const bool isAll = !task.stop.stop_requested() && open(task.path) && scan(task);
        QMetaObject::invokeMethod(
            &m_owner,
            [owner = &m_owner, generation = task.generation, isAll] { owner->finished(generation, isAll); },
            Qt::QueuedConnection);
        m_rest.start();
    }

private:
    bool open(const std::string &path)
    {
        if (m_reader && m_path == path)
            return m_reader->refresh() || true;
        release();
        auto opened = capture::Reader::open(path);
        if (!opened)
            return false;
        m_reader = std::move(opened).value();
        m_path = path;
        return true;
    }
    bool scan(const Task &task)
    {
        std::vector<capture::BlockHits> batch;
        QElapsedTimer since;
        bool isFirst = true;
        const auto tell = [&] {
            if (batch.empty())
                return;
            QMetaObject::invokeMethod(
                &m_owner,
                [owner = &m_owner, generation = task.generation, blocks = std::exchange(batch, {})] {
                    owner->took(generation, blocks);
                },
                Qt::QueuedConnection);
            since.start();
        };
        since.start();
        m_reader->invalidateFrom(task.first);
        capture::FilterScan scan(*m_reader, task.filter);
        const bool isAll = scan.run(
            task.first, task.last,
            [&](const capture::BlockHits &hits) {
                batch.push_back(hits);
                const bool isHit = isFirst && hits.hits > 0;
                if (isHit || since.elapsed() >= kBatchMs || batch.size() >= kBatchBlocks)
                    tell();
                isFirst = isFirst && !isHit;
                return true;
            },
            task.stop);
        tell();
        return isAll;
    }

    RowFilter &m_owner;
    QTimer m_rest;
    std::unique_ptr<capture::Reader> m_reader;
    std::string m_path;
};

RowFilter::RowFilter(CaptureState &state, QObject *parent)
    : QObject(parent), m_state(state), m_worker(new Worker(*this))
{
    m_thread.setObjectName(QStringLiteral("filter"));
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start();
    connect(&m_state, &CaptureState::captureChanged, this, [this] {
        m_connection = {};
        begin();
    });
    connect(&m_state, &CaptureState::eventsAdvanced, this, &RowFilter::eventsCame);
}

RowFilter::~RowFilter()
{
    m_stop.request_stop();
    m_thread.quit();
    m_thread.wait();
}

void RowFilter::setFilter(capture::Filter filter)
{
    if (filter == m_filter)
        return go();
    m_filter = std::move(filter);
    begin();
}

void RowFilter::setConnection(base::HopId hop, base::ExchangeId exchange)
{
    capture::Filter chosen;
    if (const capture::Reader *reader = m_state.reader(); reader && hop) {
        std::vector<std::uint64_t> hops, exchanges;
        for (const base::HopId one : capture::hopsBeside(*reader, hop))
            hops.push_back(one.value);
        if (const auto own = exchange ? exchangeIn(*reader, exchange) : std::nullopt)
            for (const hop::Exchange &one : capture::exchangesBeside(*reader, *own))
                exchanges.push_back(one.id.value);
        addTerm(chosen, capture::FilterField::Hop, hops);
        addTerm(chosen, capture::FilterField::Exchange, exchanges);
    }
    if (chosen == m_connection)
        return;
    m_connection = std::move(chosen);
    begin();
}

void RowFilter::begin()
{
    m_all = joined(m_filter, m_connection);
    restart();
}

void RowFilter::restart()
{
    cancelScan();
    m_scanned = 0;
    m_changed = kNothing;
    m_isStopped = false;
    if (isActive()) {
        m_state.beginFilter();
        scan();
    } else {
        m_state.endFilter();
    }
    emit changed();
}

void RowFilter::stop()
{
    if (!m_isScanning)
        return;
    cancelScan();
    m_isStopped = true;
    emit changed();
}

void RowFilter::go()
{
    if (!m_isStopped)
        return;
    m_isStopped = false;
    scan();
    emit changed();
}

/// What changed is looked at again: its size may be known now, or its end.
void RowFilter::eventsCame(base::EventId first)
{
    if (!isActive())
        return;
    m_changed = std::min(m_changed, std::max<std::uint64_t>(first.value, 1));
    scan();
    emit changed();
}

void RowFilter::scan()
{
    const capture::Reader *reader = m_state.reader();
    if (m_isScanning || m_isStopped || !isActive() || !reader)
        return;
    m_scanned = std::min(m_scanned, std::exchange(m_changed, kNothing) - 1);
    if (m_scanned >= reader->eventCount())
        return;
    m_isScanning = true;
    m_scanEnd = reader->eventCount();
    m_stop = std::stop_source();
    const Worker::Task task{reader->database().path(), m_all, {m_scanned + 1}, {m_scanEnd}, ++m_generation,
                            m_stop.get_token()};
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, task] { worker->run(task); }, Qt::QueuedConnection);
}

void RowFilter::took(quint64 generation, const std::vector<capture::BlockHits> &blocks)
{
    if (generation != m_generation || !m_isScanning)
        return;
    m_scanned = blocks.back().last();
    m_state.addHits(blocks);
    emit changed();
}

void RowFilter::finished(quint64 generation, bool isAll)
{
    if (generation != m_generation || !m_isScanning)
        return;
    m_isScanning = false;
    m_isStopped = !isAll;
    if (isAll)
        m_scanned = m_scanEnd;
    scan();
    emit changed();
}

void RowFilter::cancelScan()
{
    m_stop.request_stop();
    ++m_generation;
    m_isScanning = false;
}

} // namespace hop101::ui
