// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <functional>
#include <memory>

namespace hop101::cli {

/// Turns SIGINT and SIGTERM into calls in the event loop. One at a time in a program; needs a
/// QCoreApplication.
class Interrupt : public QObject
{
    Q_OBJECT
public:
    /// `interrupted` is called once a signal.
    explicit Interrupt(std::function<void()> interrupted);
    ~Interrupt() override; ///< the signals end the program again

private:
    void heard();

    const std::function<void()> m_interrupted;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace hop101::cli
