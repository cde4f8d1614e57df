// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/textfinder.h"

#include "core/capture/sqlite.h"
#include "ui/state/capturestate.h"

#include <QElapsedTimer>

#include <algorithm>
#include <tuple>

namespace hop101::ui {

namespace {

constexpr int kTellMs = 100;
constexpr std::uint64_t kStepBack = capture::kBlockEvents; // events searched forwards at a time, going back

} // namespace

struct TextFinder::Task
{
    std::string path;
    capture::TextPattern pattern;
    bool isForward = true;
    base::EventId from; ///< the selected event; none: an end
    std::optional<std::uint64_t> offset; ///< of the last hit in it
    std::uint64_t total = 0;
    std::shared_ptr<const HitSet> shown; ///< none: all events
    quint64 generation = 0;
    std::stop_token stop;
};

class TextFinder::Worker final : public QObject
{
public:
    explicit Worker(TextFinder &owner) : m_owner(owner) { }

    void run(const Task &task)
    {
        std::optional<capture::TextHit> hit;
        bool isWrapped = false;
        auto opened = capture::Reader::open(task.path);
        if (opened && !task.stop.stop_requested()) {
            m_done = 0;
            m_sinceTold.start();
            const std::uint64_t from = task.from ? task.from.value : task.isForward ? 1 : task.total;
            const auto part = [&](std::uint64_t first, std::uint64_t last, bool isRest) {
                if (!hit && first <= last && !task.stop.stop_requested()) {
                    hit = search(*opened.value(), task, first, last, isRest);
                    isWrapped = hit && isRest;
                }
            };
            if (task.isForward) {
                part(from, task.total, false);
                part(1, from, true);
            } else {
                part(1, from, false);
                part(from, task.total, true);
            }
        }
        const bool isAll = opened && !task.stop.stop_requested();
        QMetaObject::invokeMethod(
            &m_owner,
            [owner = &m_owner, generation = task.generation, hit, isWrapped, isAll] {
                owner->finished(generation, hit, isWrapped, isAll);
            },
            Qt::QueuedConnection);
    }

private:
    /// Behind (before) the last hit, where it is not what was left out of the first part.
    static bool counts(const Task &task, const capture::TextHit &hit, bool isRest)
    {
        if (task.shown && !task.shown->has(hit.event))
            return false;
        if (hit.event != task.from || isRest)
            return true;
        return task.offset && (task.isForward ? hit.offset > *task.offset : hit.offset < *task.offset);
    }
    std::optional<capture::TextHit> search(const capture::Reader &reader, const Task &task,
                                           std::uint64_t first, std::uint64_t last, bool isRest)
    {
        capture::TextSearch search(reader, task.pattern);
        if (task.isForward)
            return one(search, task, first, last, isRest, true);
        for (std::uint64_t end = last;;) {
            const std::uint64_t begin = std::max(first, end - std::min(end - 1, kStepBack - 1));
            const auto hit = one(search, task, begin, end, isRest, false);
            if (hit || begin == first || task.stop.stop_requested())
                return hit;
            end = begin - 1;
        }
    }
    /// The first or the last that counts.
    std::optional<capture::TextHit> one(capture::TextSearch &search, const Task &task, std::uint64_t first,
                                        std::uint64_t last, bool isRest, bool isFirstWanted)
    {
        std::optional<capture::TextHit> hit;
        const std::uint64_t before = m_done;
        const bool isAll = search.run(
            {first}, {last},
            [&](const capture::TextHit &found) {
                if (counts(task, found, isRest))
                    hit = found;
                return !(hit && isFirstWanted);
            },
            [&](base::EventId at) { tell(task, before + at.value - first + 1); }, task.stop);
        m_done = before + last - first + 1;
        return isAll || isFirstWanted ? hit : std::nullopt;
    }
    void tell(const Task &task, std::uint64_t done)
    {
        if (m_sinceTold.elapsed() < kTellMs || task.total == 0)
            return;
        m_sinceTold.start();
        const int percent = int(std::min<std::uint64_t>(done * 100 / task.total, 99));
        QMetaObject::invokeMethod(
            &m_owner,
            [owner = &m_owner, generation = task.generation, percent] {
                if (generation == owner->m_generation && owner->m_isSearching)
                    emit owner->progressed(percent);
            },
            Qt::QueuedConnection);
    }

    TextFinder &m_owner;
    QElapsedTimer m_sinceTold;
    std::uint64_t m_done = 0; ///< events looked at before the present step
};

TextFinder::TextFinder(CaptureState &state, QObject *parent)
    : QObject(parent), m_state(state), m_worker(new Worker(*this))
{
    m_thread.setObjectName(QStringLiteral("find"));
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start();
    connect(&m_state, &CaptureState::captureChanged, this, &TextFinder::cancel);
}

TextFinder::~TextFinder()
{
    m_stop.request_stop();
    m_thread.quit();
    m_thread.wait();
}

void TextFinder::find(const capture::TextPattern &pattern, bool isForward)
{
    const capture::Reader *reader = m_state.reader();
    if (!reader || reader->eventCount() == 0 || pattern.size() == 0)
        return;
    m_stop.request_stop();
    m_stop = std::stop_source();
    Task task;
    task.path = reader->database().path();
    task.pattern = pattern;
    task.isForward = isForward;
    task.from = m_state.selected();
    if (m_state.found() && m_state.found()->event == task.from)
        task.offset = m_state.found()->offset;
    task.total = reader->eventCount();
    if (m_state.hits())
        task.shown = std::make_shared<const HitSet>(*m_state.hits());
    task.generation = ++m_generation;
    task.stop = m_stop.get_token();
    m_isSearching = true;
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, task] { worker->run(task); }, Qt::QueuedConnection);
}

void TextFinder::cancel()
{
    if (!m_isSearching)
        return;
    m_stop.request_stop();
    ++m_generation;
    m_isSearching = false;
    emit cancelled();
}

void TextFinder::finished(quint64 generation, const std::optional<capture::TextHit> &hit, bool isWrapped,
                          bool isAll)
{
    if (generation != m_generation || !m_isSearching)
        return;
    m_isSearching = false;
    if (hit)
        emit found(*hit, isWrapped);
    else if (isAll)
        emit notFound();
    else
        emit cancelled();
}

} // namespace hop101::ui
