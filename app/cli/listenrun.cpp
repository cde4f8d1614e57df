// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/listenrun.h"

#include "app/cli/holdcontrol.h"
#include "app/cli/interrupt.h"
#include "core/doctor/words.h"
#include "core/formats/eventjson.h"

#include <QEventLoop>
#include <QObject>

#include <poll.h>
#include <unistd.h>

namespace hop101::cli {
namespace {

using session::ListenError;
using session::ListenFault;

std::string addressText(const session::ListenAddress &address)
{
    const bool isIpv6 = address.host.find(':') != std::string::npos;
    return (isIpv6 ? '[' + address.host + ']' : address.host) + ':' + std::to_string(address.port);
}

ExitStatus cannotStart(const ListenError &error, const session::ListenAddress &address, Output &output)
{
    const std::string why = error.reason.empty() ? "" : " (" + doctor::shown(error.reason) + ')';
    switch (error.fault) {
    case ListenFault::Capture:
        output.complain(doctor::shown(capture::describe(*error.capture), 1000));
        return ExitStatus::File;
    case ListenFault::BadIdentity:
        output.complain("Cannot use the certificate and key" + why
                        + ": give PEM files that belong together with --certificate and --key.");
        return ExitStatus::File;
    case ListenFault::Descriptors:
        output.complain("This process may open too few files for even one connection: raise the limit with "
                        "ulimit -n.");
        return ExitStatus::Network;
    case ListenFault::BadAddress:
    case ListenFault::CannotListen:
    case ListenFault::NotOffered:
        break;
    }
    output.complain("Cannot listen on " + doctor::shown(addressText(address)) + why
                    + ": choose another address or port with --listen; port 0 is a free one.");
    return ExitStatus::Network;
}

std::string outcomeText(const session::Arrival &arrival)
{
    switch (arrival.state) {
    case hop::ExchangeState::Upgraded:
        return "101, upgraded";
    case hop::ExchangeState::Broken101:
        return "101, but with a rule broken";
    case hop::ExchangeState::Refused:
    case hop::ExchangeState::Tunnelled:
        return std::to_string(arrival.status);
    case hop::ExchangeState::Waiting:
    case hop::ExchangeState::NoAnswer:
        break;
    }
    return "no answer";
}

/// Prints what is new, and says once what a person should know of the limits.
class Printer
{
public:
    /// `control` may be null: nothing is held.
    Printer(session::Listening &listening, bool isQuiet, HoldControl *control, Output &output)
        : m_listening(listening), m_isQuiet(isQuiet), m_control(control), m_output(output)
    { }

    /// True once all is over.
    bool operator()()
    {
        const session::ListenNotice notice = m_listening.takeNotice();
        if (!m_isQuiet)
            for (const session::Arrival &arrival : notice.arrivals)
                tell(arrivalLine(arrival) + '\n');
        if (m_control)
            m_control->setHeld(notice.held);
        if (notice.refused > 0 && !m_hasToldRefused)
            m_output.complain("Further clients are turned away: there are "
                              + std::to_string(m_listening.maxConnections())
                              + " connections, and no more are taken until one ends.");
        m_hasToldRefused = notice.refused > 0;
        if (notice.captureError && !m_hasToldError)
            m_output.complain(doctor::shown(capture::describe(*notice.captureError), 1000));
        m_hasToldError = notice.captureError.has_value();
        return notice.isFinished;
    }
    bool hasToldError() const noexcept { return m_hasToldError; }

private:
    /// A line is for whoever reads now: where nobody does, a full pipe must not hold the program up.
    void tell(const std::string &line)
    {
        pollfd standardOutput{STDOUT_FILENO, POLLOUT, 0};
        if (::poll(&standardOutput, 1, 0) != 1)
            return;
        m_output.print(line);
        m_output.finish(ExitStatus::Ok);
    }

    session::Listening &m_listening;
    const bool m_isQuiet;
    HoldControl *const m_control;
    Output &m_output;
    bool m_hasToldRefused = false;
    bool m_hasToldError = false;
};

} // namespace

std::string arrivalLine(const session::Arrival &arrival)
{
    std::string line = '#' + std::to_string(arrival.connection) + ' ' + arrival.peer + ' '
        + (arrival.request.empty() ? "(no request)" : doctor::shown(arrival.request, 200)) + ": "
        + outcomeText(arrival);
    if (arrival.failedAt)
        line += std::string("; ") + formats::stageName(*arrival.failedAt)
            + (arrival.failure.empty() ? "" : " (" + doctor::shown(arrival.failure, 200) + ')');
    return line;
}

ExitStatus runListening(const StartListening &start, const session::ListenAddress &address, bool isQuiet,
                        bool holds, Output &output)
{
    QEventLoop loop;
    QObject here;
    std::function<void()> look;
    auto started = start([&] {
        QMetaObject::invokeMethod(
            &here,
            [&] {
                if (look)
                    look();
            },
            Qt::QueuedConnection);
    });
    if (!started)
        return cannotStart(started.error(), address, output);
    const auto listening = std::move(started).value();
    output.writeText("listening " + listening->url() + '\n');
    output.finish(ExitStatus::Ok);
    std::optional<HoldControl> control;
    if (holds)
        control.emplace(*listening, output, STDIN_FILENO);
    Printer print(*listening, isQuiet, control ? &*control : nullptr, output);
    look = [&] {
        if (print())
            loop.quit();
    };
    const Interrupt interrupt([&] { listening->stop(); });
    look();
    loop.exec();
    return print.hasToldError() ? ExitStatus::File : ExitStatus::Ok;
}

} // namespace hop101::cli
