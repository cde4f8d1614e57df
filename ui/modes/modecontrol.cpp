// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/modecontrol.h"

#include "core/capture/connectionhops.h"
#include "core/capture/openrecordings.h"
#include "ui/capturedocument.h"
#include "ui/composer/composer.h"
#include "ui/detail/verdictcontent.h"
#include "ui/modes/heldstrip.h"
#include "ui/modes/listenbar.h"
#include "ui/modes/pathbar.h"
#include "ui/modes/relaybar.h"
#include "ui/settings/settings.h"
#include "ui/state/capturestate.h"
#include "ui/text/text.h"

#include <QLineEdit>

#include <algorithm>

namespace hop101::ui {

ModeControl::ModeControl(const Parts &parts, QObject *parent)
    : QObject(parent), m_parts(parts), m_bar(new ModeBar(&parts.client)), m_held(new HeldStrip),
      m_listening(new LiveListening(parts.factory, parts.state, this)),
      m_path(new LivePath(parts.factory, parts.state, this))
{
    connectLines();
    connectHeld();
    for (LiveRun *run : {static_cast<LiveRun *>(m_listening), static_cast<LiveRun *>(m_path)}) {
        connect(run, &LiveRun::noticeChanged, this, &ModeControl::runChanged);
        connect(run, &LiveRun::ended, this, [this] {
            runChanged();
            emit ended();
        });
    }
}

void ModeControl::connectLines()
{
    connect(m_bar->listen(), &ListenBar::startRequested, this,
            [this](const session::ListenPlan &plan) { listen(plan); });
    connect(m_bar->relay(), &RelayBar::startRequested, this,
            [this](const session::RelayPlan &plan) { listen(plan); });
    connect(m_bar->path(), &PathBar::startRequested, this, &ModeControl::checkPath);
    connect(m_bar->path(), &PathBar::viaEdited, this, [this](const QString &url) {
        const auto parsed = plan::parseUrl(toUtf8(url));
        m_parts.composer.setUrl(url, parsed ? std::optional(parsed.value()) : std::nullopt);
    });
    for (ModeForm *form : {static_cast<ModeForm *>(m_bar->listen()), static_cast<ModeForm *>(m_bar->relay()),
                           static_cast<ModeForm *>(m_bar->path())})
        connect(form, &ModeForm::stopRequested, this, &ModeControl::stop);
}

void ModeControl::connectHeld()
{
    connect(m_held, &HeldStrip::released, this,
            [this](quint64 held, const std::optional<std::string> &edited) {
                m_listening->release(held, edited);
            });
    connect(m_held, &HeldStrip::dropped, this, [this](quint64 held) { m_listening->drop(held); });
    connect(m_bar->relay(), &RelayBar::rulesChanged, this,
            [this](const plan::RelayRules &rules) { m_listening->setRules(rules); });
    connect(&m_parts.state, &CaptureState::chosenHopChanged, this, &ModeControl::changed);
}

void ModeControl::remember(Settings &settings)
{
    m_settings = &settings;
    m_bar->listen()->setValues(settings.modeLine(QStringLiteral("listen")));
    m_bar->relay()->setValues(settings.modeLine(QStringLiteral("relay")));
    m_bar->path()->setValues(settings.modeLine(QStringLiteral("path")));
}

void ModeControl::rememberLine(const ModeForm &form, const char *name)
{
    if (m_settings)
        m_settings->setModeLine(QLatin1String(name), form.values());
}

void ModeControl::start()
{
    if (isRunning())
        return;
    switch (mode()) {
    case Mode::Client:
        return;
    case Mode::Listen:
        return m_bar->listen()->submit();
    case Mode::Relay:
        return m_bar->relay()->submit();
    case Mode::Path:
        return m_bar->path()->submit();
    }
}

void ModeControl::stop()
{
    m_listening->stop();
    m_path->stop();
}

void ModeControl::end()
{
    m_listening->end();
    m_path->end();
}

QString ModeControl::newCapture(const char *name)
{
    emit aboutToStart();
    const QString path = fromUtf8(capture::untitledPath(name));
    m_parts.document.set(path, true);
    return path;
}

void ModeControl::listen(const LiveListening::Plan &plan)
{
    const char *name = mode() == Mode::Relay ? "relay" : "listen";
    const QString path = newCapture(name);
    QLineEdit *address = mode() == Mode::Relay ? m_bar->relay()->address() : m_bar->listen()->address();
    if (const auto error = m_listening->start(plan, toUtf8(path), true)) {
        m_parts.document.set({}, false);
        const bool isAddress = error->fault == session::ListenFault::BadAddress
            || error->fault == session::ListenFault::CannotListen;
        ModeForm *form = mode() == Mode::Relay ? static_cast<ModeForm *>(m_bar->relay()) : m_bar->listen();
        if (isAddress)
            form->showError(address, describe(*error));
        else
            emit failed(describe(*error));
    } else {
        rememberLine(mode() == Mode::Relay ? static_cast<ModeForm &>(*m_bar->relay()) : *m_bar->listen(),
                     name);
        const auto url = plan::parseUrl(m_listening->url()); // a free port has a number now
        if (url && address->text().endsWith(QLatin1String(":0")))
            address->setText(address->text().chopped(1) + QString::number(url.value().port));
    }
    runChanged();
}

void ModeControl::checkPath(session::PathPlan plan)
{
    plan.request = m_parts.composer.plan();
    plan.request.url = toUtf8(m_bar->path()->via()->text());
    const QString path = newCapture("path");
    rememberLine(*m_bar->path(), "path");
    if (const auto error = m_path->start(plan, toUtf8(path), true)) {
        m_parts.document.set({}, false);
        emit failed(shown(capture::describe(*error)));
    }
    runChanged();
}

void ModeControl::runChanged()
{
    m_bar->listen()->setRunning(mode() == Mode::Listen && m_listening->isRunning());
    m_bar->relay()->setRunning(mode() == Mode::Relay && m_listening->isRunning());
    m_bar->path()->setRunning(m_path->isRunning());
    m_held->setHeld(m_listening->isRunning() ? m_listening->notice().held : std::vector<plan::HeldMessage>{});
    const std::string &failure = m_path->notice().listenFailure;
    if (!m_path->isRunning() && !failure.empty())
        m_bar->path()->showError(m_bar->path()->address(),
                                 tr("Hop101 cannot listen there: %1. Choose another port, and let the proxy "
                                    "forward to it.")
                                     .arg(shown(failure)));
    emit changed();
}

std::uint64_t ModeControl::chosenConnection() const
{
    const capture::Reader *reader = m_parts.state.reader();
    if (!reader || !m_parts.state.chosenHop())
        return 0;
    const auto &hops = reader->hops();
    const auto hop = std::find_if(hops.begin(), hops.end(), [this](const capture::Hop &one) {
        return one.id == m_parts.state.chosenHop();
    });
    return hop == hops.end() ? 0 : capture::connectionOf(*hop);
}

bool ModeControl::canSend() const
{
    if (mode() != Mode::Listen || !m_listening->isRunning())
        return false;
    const auto &open = m_listening->notice().open;
    const std::uint64_t chosen = chosenConnection();
    return chosen == 0 ? !open.empty() : std::binary_search(open.begin(), open.end(), chosen);
}

QString ModeControl::sendText() const
{
    if (!canSend())
        return {};
    if (const std::uint64_t chosen = chosenConnection(); chosen != 0)
        return tr("Send to #%1").arg(chosen);
    const std::size_t open = m_listening->notice().open.size();
    return open < 2 ? QString() : tr("Send to all %1").arg(open);
}

bool ModeControl::send(const plan::FramePlan &frame)
{
    if (canSend())
        m_listening->send(chosenConnection(), frame);
    return canSend();
}

bool ModeControl::close(std::uint16_t code, const QString &reason)
{
    if (canSend())
        m_listening->close(chosenConnection(), code, toUtf8(reason));
    return canSend();
}

QString ModeControl::whyNotOpen() const
{
    switch (mode()) {
    case Mode::Client:
        break;
    case Mode::Listen:
        if (!m_listening->isRunning())
            return tr("Listen first.");
        return chosenConnection() != 0 && m_listening->notice().active > 0
            ? tr("This connection has ended: choose another one, or all.")
            : tr("No client is connected.");
    case Mode::Relay:
        return tr("A relay passes on what others send.");
    case Mode::Path:
        return tr("A path check sends by itself.");
    }
    return {};
}

std::optional<StatusTexts> ModeControl::status() const
{
    switch (mode()) {
    case Mode::Client:
        break;
    case Mode::Listen:
    case Mode::Relay:
        return listeningStatus();
    case Mode::Path:
        return pathStatus();
    }
    return std::nullopt;
}

StatusTexts ModeControl::listeningStatus() const
{
    const bool isRunning = m_listening->isRunning();
    const session::ListenNotice &notice = m_listening->notice();
    StatusTexts texts;
    texts.tone = isRunning ? Tone::Good : Tone::Neutral;
    texts.state = !isRunning ? tr("Not listening") : mode() == Mode::Relay ? tr("Relaying") : tr("Listening");
    if (isRunning)
        texts.facts += fromUtf8(m_listening->url());
    if (notice.connections > 0) {
        texts.facts +=
            tr("%n connections", nullptr, int(std::min<std::uint64_t>(notice.connections, INT_MAX)));
        texts.facts += tr("%1 open").arg(notice.active);
    }
    if (notice.refused > 0)
        texts.facts += tr("%1 turned away, there were too many").arg(notice.refused);
    return texts;
}

StatusTexts ModeControl::pathStatus() const
{
    const session::PathNotice &notice = m_path->notice();
    StatusTexts texts;
    if (m_path->isRunning()) {
        texts.state = tr("Checking the path");
    } else if (notice.state != session::PathNotice::State::Done) {
        texts.state = tr("Not checked");
        return texts;
    } else {
        const bool isGood = notice.report.allPass();
        texts.tone = isGood ? Tone::Good : Tone::Bad;
        texts.state = notice.wasCancelled ? tr("Cancelled")
            : isGood                      ? tr("All passes")
                                          : tr("Something is lost");
    }
    const auto count = [&notice](hop::CheckOutcome outcome) {
        const auto &results = notice.report.results;
        return std::count_if(results.begin(), results.end(), [outcome](const hop::PathCheckResult &result) {
            return result.outcome == outcome;
        });
    };
    texts.facts +=
        tr("%1 of %2 checks passed").arg(count(hop::CheckOutcome::Passed)).arg(notice.report.results.size());
    if (const auto changed = count(hop::CheckOutcome::Differs))
        texts.facts += tr("%1 changed as a proxy may").arg(changed);
    return texts;
}

std::pair<QString, QString> ModeControl::emptyTexts() const
{
    switch (mode()) {
    case Mode::Client:
        break;
    case Mode::Listen:
        return m_listening->isRunning()
            ? std::pair(tr("Listening on %1").arg(fromUtf8(m_listening->url())),
                        tr("Connect a client to it: what it sends is shown byte for byte, and judged."))
            : std::pair(
                tr("Hop101 is the server."),
                tr("Press Enter to listen. Each client that comes is shown byte for byte, and judged."));
    case Mode::Relay:
        return m_listening->isRunning()
            ? std::pair(tr("Relaying from %1").arg(fromUtf8(m_listening->url())),
                        tr("Let the client connect to it: both hops are shown side by side."))
            : std::pair(
                tr("Hop101 stands between a client and a server."),
                tr("Enter the server, then let the client connect to Hop101: both hops are shown side "
                   "by side."));
    case Mode::Path:
        return {
            tr("Hop101 is both ends of a proxy."),
            tr("Let the proxy forward to the address where Hop101 is the server. Then check the path: what "
               "was sent and what arrived stand side by side.")};
    }
    return {};
}

std::optional<capture::CaptureError> ModeControl::captureError() const
{
    if (m_listening->isRunning())
        return m_listening->notice().captureError;
    return m_path->isRunning() ? m_path->notice().captureError : std::nullopt;
}

void ModeControl::continueIn(const std::string &capturePath)
{
    m_listening->continueIn(capturePath);
}

QString describe(const session::ListenError &error)
{
    const QString reason = shown(error.reason);
    switch (error.fault) {
    case session::ListenFault::BadAddress:
        return ModeControl::tr(
            "This is no address to listen on: write an IP address, localhost or * and a port.");
    case session::ListenFault::CannotListen:
        return ModeControl::tr("Hop101 cannot listen there: %1. Choose another port, or 0 for a free one.")
            .arg(reason);
    case session::ListenFault::BadIdentity:
        return ModeControl::tr("The certificate cannot be used: %1.").arg(reason);
    case session::ListenFault::Capture:
        return error.capture ? shown(capture::describe(*error.capture)) : reason;
    case session::ListenFault::Descriptors:
        return ModeControl::tr(
            "The system leaves no file descriptor for a connection: close other programs, or "
            "raise the limit with ulimit -n.");
    case session::ListenFault::NotOffered:
        break;
    }
    return ModeControl::tr("This program cannot listen.");
}

} // namespace hop101::ui
