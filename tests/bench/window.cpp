// SPDX-License-Identifier: GPL-3.0-or-later
//
// The group "window": the real window on the offscreen platform, with the factory of app/gui. How long its
// event loop stands still while a session is flooded, how its memory grows with the flood, and how long it
// takes from the start of the process to the first paint and to the rows of a capture of ten million events.
#include "core/net/sessionfactory.h"
#include "tests/bench/capturemaker.h"
#include "tests/bench/childprocess.h"
#include "tests/bench/floodserver.h"
#include "tests/bench/samples.h"
#include "ui/mainwindow.h"
#include "ui/settings/settings.h"
#include "ui/state/livesession.h"
#include "ui/theme/theme.h"
#include "ui/timeline/sequenceview.h"
#include "ui/timeline/timelinepane.h"

#include <QApplication>
#include <QStandardPaths>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <filesystem>

namespace hop101::bench {
namespace {

using namespace std::chrono_literals;

constexpr int kRounds = 3;
constexpr std::size_t kPayloadBytes = 125;
constexpr std::uint64_t kFloodBytes = 250'000'000;
constexpr std::uint64_t kMany = 10'000'000;
constexpr double kStallBudgetMs = 50, kPaintBudgetMs = 250, kRowsBudgetMs = 300;
constexpr auto kMostTime = 120s;

/// The longest time between two turns of the event loop that it lives in, as a timer of 1 ms sees it.
class StallWatch : public QObject
{
public:
    void start()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, &StallWatch::beat);
        m_last = nowNs();
        m_timer.start(1ms);
    }
    std::int64_t longestNs() const { return m_longest; }
    std::int64_t over(std::int64_t ns) const
    {
        return std::count_if(m_long.begin(), m_long.end(), [ns](std::int64_t gap) { return gap > ns; });
    }

private:
    void beat()
    {
        const std::int64_t now = nowNs(), gap = now - std::exchange(m_last, now);
        m_longest = std::max(m_longest, gap);
        if (gap > 10'000'000)
            m_long.push_back(gap);
    }

    QTimer m_timer{this};
    std::int64_t m_last = 0;
    std::int64_t m_longest = 0;
    std::vector<std::int64_t> m_long;
};

/// What a bare event loop on a thread of its own sees at the same time: how long the machine lets a thread
/// wait.
class BareLoop
{
public:
    BareLoop()
    {
        m_watch.moveToThread(&m_thread);
        QObject::connect(&m_thread, &QThread::started, &m_watch, &StallWatch::start);
        m_thread.start();
    }
    std::int64_t stop()
    {
        QMetaObject::invokeMethod(
            &m_watch, [this] { m_watch.moveToThread(QCoreApplication::instance()->thread()); },
            Qt::BlockingQueuedConnection);
        m_thread.quit();
        m_thread.wait();
        return m_watch.longestNs();
    }

private:
    QThread m_thread;
    StallWatch m_watch;
};

/// Tells, once, when a widget of the window has painted and `isReady` says yes.
class PaintWatch : public QObject
{
public:
    PaintWatch(std::function<bool(QObject *)> isReady, std::function<void()> tell)
        : m_isReady(std::move(isReady)), m_tell(std::move(tell))
    {
        qApp->installEventFilter(this);
    }
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        // Told from the event loop, and so after the paint that is seen here at its beginning.
        if (event->type() == QEvent::Paint && !m_isTold && m_isReady(watched)) {
            m_isTold = true;
            QMetaObject::invokeMethod(this, m_tell, Qt::QueuedConnection);
        }
        return false;
    }

private:
    std::function<bool(QObject *)> m_isReady;
    std::function<void()> m_tell;
    bool m_isTold = false;
};

void prepare(QApplication &application)
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setApplicationName(QStringLiteral("hop101-bench"));
    applyAppearance(application, ui::Appearance::Light);
    QTimer::singleShot(kMostTime, [] { QCoreApplication::exit(1); });
}

int flood(int argc, char **argv, const std::string &port, const std::string &path)
{
    QApplication application(argc, argv);
    prepare(application);
    net::SessionFactory factory;
    ui::MainWindow window(factory, {false, false, false});
    window.resize(1280, 800);
    window.show();
    QApplication::processEvents();
    window.setUrl(QStringLiteral("ws://127.0.0.1:%1/").arg(QString::fromStdString(port)));
    BareLoop bare;
    StallWatch watch;
    watch.start();
    window.connectNow(QString::fromStdString(path));
    QObject::connect(&window.live(), &ui::LiveSession::ended, &window, [] { QCoreApplication::quit(); });
    const int status = QApplication::exec();
    say("stall_ns", watch.longestNs());
    say("over_budget", watch.over(static_cast<std::int64_t>(kStallBudgetMs * 1e6)));
    say("bare_stall_ns", bare.stop());
    const capture::Reader *reader = window.state().reader();
    say("events", reader ? static_cast<std::int64_t>(reader->eventCount()) : 0);
    say("peak", ownPeakBytes());
    return status;
}

int start(int argc, char **argv, std::int64_t startedNs, const std::string &path)
{
    QApplication application(argc, argv);
    prepare(application);
    net::SessionFactory factory;
    ui::MainWindow window(factory, {false, false, false});
    window.resize(1280, 800);
    const bool hasFile = !path.empty();
    std::int64_t openedNs = startedNs;
    const PaintWatch paints(
        [&](QObject *watched) {
            const bool isRows = watched == window.timeline()->sequence().viewport();
            return hasFile ? isRows && window.state().reader() : watched->isWidgetType();
        },
        [&] {
            say("painted_ns", nowNs() - startedNs);
            say("opened_ns", nowNs() - openedNs);
            QCoreApplication::quit();
        });
    window.show();
    if (hasFile) {
        openedNs = nowNs();
        if (!window.openCapture(QString::fromStdString(path)))
            return 1;
    }
    const int status = QApplication::exec();
    say("peak", ownPeakBytes());
    return status;
}

double ms(std::int64_t ns)
{
    return static_cast<double>(ns) / 1e6;
}

long long mib(std::int64_t bytes)
{
    return static_cast<long long>(bytes / (1024 * 1024));
}

/// Stalls: the longest of all rounds.
Figures floodOnce(const ScratchFolder &folder, std::uint64_t bytes)
{
    const FrameStream frames = framesOf(kPayloadBytes, false);
    const FloodServer server(frames.bytes, bytes / frames.bytes.size());
    const std::string path = folder.path("flood.hop101");
    const Figures figures = figuresOf(ownProgram(), {"--flood", std::to_string(server.port()), path});
    std::filesystem::remove(path);
    return figures;
}

/// The median time and the rest of that round.
Figures startOnce(const std::string &path, const char *figure)
{
    std::vector<Figures> rounds;
    for (int round = 0; round < kRounds; ++round)
        rounds.push_back(figuresOf(ownProgram(), {"--start", std::to_string(nowNs()), path}));
    std::sort(rounds.begin(), rounds.end(),
              [figure](const Figures &a, const Figures &b) { return a.at(figure) < b.at(figure); });
    return rounds[kRounds / 2];
}

int compareAll()
{
    const ScratchFolder folder;
    std::int64_t stall = 0, bare = 0, overBudget = 0;
    Figures once;
    for (int round = 0; round < kRounds; ++round) {
        once = floodOnce(folder, kFloodBytes);
        stall = std::max(stall, once.at("stall_ns"));
        bare = std::max(bare, once.at("bare_stall_ns"));
        overBudget += once.at("over_budget");
    }
    const Figures more = floodOnce(folder, 4 * kFloodBytes);
    std::printf(
        "flood of %lld events, %d times: longest stall of the window %.1f ms (budget %.0f), %lld over it; a "
        "bare event loop beside it %.1f ms\n",
        static_cast<long long>(once.at("events")), kRounds, ms(stall), kStallBudgetMs,
        static_cast<long long>(overBudget), ms(bare));
    std::printf("memory: peak %lld MiB; in a flood of %lld events %lld MiB, longest stall %.1f ms\n",
                mib(once.at("peak")), static_cast<long long>(more.at("events")), mib(more.at("peak")),
                ms(more.at("stall_ns")));
    const Figures empty = startOnce({}, "painted_ns");
    std::printf("start to first paint %.1f ms (budget %.0f), peak %lld MiB\n", ms(empty.at("painted_ns")),
                kPaintBudgetMs, mib(empty.at("peak")));
    const std::string path = folder.path("many.hop101");
    figuresOf(ownProgram(), {"--make", path});
    const Figures many = startOnce(path, "opened_ns");
    std::printf(
        "rows of %llu events on screen %.1f ms after they were asked for (budget %.0f), %.1f ms after "
        "the start, peak %lld MiB\n",
        static_cast<unsigned long long>(kMany), ms(many.at("opened_ns")), kRowsBudgetMs,
        ms(many.at("painted_ns")), mib(many.at("peak")));
    std::printf("ratio window-stall-vs-budget %.2f\n", kStallBudgetMs / ms(stall));
    std::printf("ratio window-stall-vs-bare-loop %.2f\n", ms(bare) / ms(stall));
    std::printf("ratio window-memory-1x-vs-4x %.2f\n",
                static_cast<double>(once.at("peak")) / static_cast<double>(more.at("peak")));
    std::printf("ratio window-first-paint-vs-budget %.2f\n", kPaintBudgetMs / ms(empty.at("painted_ns")));
    std::printf("ratio window-rows-10M-vs-budget %.2f\n", kRowsBudgetMs / ms(many.at("opened_ns")));
    return 0;
}

int run(int argc, char **argv)
{
    const std::vector<std::string> words(argv + 1, argv + argc);
    qputenv("QT_QPA_PLATFORM", "offscreen");
    if (words.size() == 3 && words[0] == "--flood")
        return flood(argc, argv, words[1], words[2]);
    if (words.size() == 3 && words[0] == "--start")
        return start(argc, argv, std::stoll(words[1]), words[2]);
    if (words.size() == 2 && words[0] == "--make")
        return makeCapture(words[1], kMany).empty() ? 0 : 1;
    return compareAll();
}

} // namespace
} // namespace hop101::bench

int main(int argc, char **argv)
{
    try {
        return hop101::bench::run(argc, argv);
    } catch (const std::exception &error) {
        std::fprintf(stderr, "bench_window: %s\n", error.what());
        return 1;
    }
}
