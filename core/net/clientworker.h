// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/connector.h"
#include "core/net/hoplink.h"
#include "core/net/hopwatch.h"
#include "core/net/maskkeys.h"
#include "core/net/noticeboard.h"
#include "core/net/recording.h"

#include <QObject>

#include <array>
#include <atomic>
#include <memory>
#include <string>

namespace hop101::net {

/// What of a client session lives on its thread: connects, drives the hop, records, commits, puts up notices.
/// Made on any thread, then moved; all slots run on its own.
class ClientWorker : public QObject
{
    Q_OBJECT
public:
    struct Options
    {
        bool echo = false;
        std::optional<std::uint64_t> maxMessages; ///< received; then it closes with 1000
    };
    ClientWorker(std::unique_ptr<capture::Recorder> recorder, const Options &options, NoticeBoard &board);
    ~ClientWorker() override; ///< on its own thread

    void start(const plan::Plan &plan, const plan::Url &url, const std::string &key);
    void send(const plan::FramePlan &frame);
    void close(std::uint16_t code, const std::string &reason);
    void continueIn(const std::string &capturePath);
    /// Cancels what is going on and finishes the capture. Nothing once that is done.
    void cancel();

    /// Bytes that wait for the kernel; readable from any thread.
    std::uint64_t unsentBytes() const noexcept { return m_unsent; }

private:
    void record(const plan::Plan &plan, const plan::Url &url, const std::string &key);
    void connected(const Connector::Connected &connection);
    bool prepareTls();
    void progress();
    void closeAfterMessages();
    void finish();
    void publish(session::State state);
    session::State state() const;

    Recording m_recording;
    const bool m_echo;
    std::optional<std::uint64_t> m_maxMessages;
    NoticeBoard &m_board;
    MaskKeys m_maskKeys;
    plan::Plan m_plan;
    plan::Url m_url;
    base::PartyId m_server;
    std::unique_ptr<hop::Actor> m_actor;
    std::unique_ptr<HopWatch> m_watch;
    std::unique_ptr<Door> m_door;
    std::unique_ptr<HopLink> m_link;
    std::unique_ptr<Connector> m_connector;
    std::optional<TlsStart> m_tls;
    std::atomic<std::uint64_t> m_unsent = 0;
};

} // namespace hop101::net
