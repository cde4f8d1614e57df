// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/filter.h"
#include "core/capture/filterscan.h"

#include <QObject>
#include <QThread>

#include <memory>
#include <stop_token>
#include <vector>

namespace hop101::ui {

class CaptureState;

/// Chooses the rows of the capture that is shown: those of one connection, those that a filter lets through,
/// or both. A thread of its own with a reader of its own scans the capture and what is recorded to it
/// meanwhile; rows come into the CaptureState as they are found. GUI thread only.
class RowFilter final : public QObject
{
    Q_OBJECT
public:
    /// `state` must outlive it.
    explicit RowFilter(CaptureState &state, QObject *parent = nullptr);
    ~RowFilter() override;

    /// An empty filter: every event. Stays when another capture is shown.
    void setFilter(capture::Filter filter);
    /// None: of all connections; `exchange` none: all of the hop. Of a relay the other side of the connection
    /// shows, too. Another capture begins with all.
    void setConnection(base::HopId hop, base::ExchangeId exchange);
    /// Ends the scan; what was found stays. go() goes on.
    void stop();
    void go();

    bool isActive() const { return !m_all.isEmpty(); }
    /// Both that were set; empty: every event.
    const capture::Filter &whole() const { return m_all; }
    bool isScanning() const { return m_isScanning; }
    bool isStopped() const { return m_isStopped; }
    std::uint64_t scanned() const { return m_scanned; } ///< events from the first on

signals:
    /// It found more, came further, or began or ended.
    void changed();

private:
    class Worker;

    void begin();
    void restart();
    void eventsCame(base::EventId first);
    void scan();
    void took(quint64 generation, const std::vector<capture::BlockHits> &blocks);
    void finished(quint64 generation, bool isAll);
    void cancelScan();

    CaptureState &m_state;
    QThread m_thread;
    Worker *m_worker; ///< lives on the thread
    capture::Filter m_filter; ///< of the user
    capture::Filter m_connection;
    capture::Filter m_all; ///< both
    quint64 m_generation = 0; ///< of the scan; what an earlier one still tells is not heard
    std::stop_source m_stop;
    static constexpr std::uint64_t kNothing = ~std::uint64_t(0);
    std::uint64_t m_scanned = 0;
    std::uint64_t m_changed = kNothing; ///< the first event that changed since the scan began
    std::uint64_t m_scanEnd = 0; ///< of the scan that runs
    bool m_isScanning = false;
    bool m_isStopped = false;
};

} // namespace hop101::ui
