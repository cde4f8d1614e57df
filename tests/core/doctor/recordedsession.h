// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/reader.h"
#include "core/capture/recorder.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <string>

namespace hop101 {

/// A capture of one hop, made of inputs as a session would put them in. Time goes on by 1 ms an input.
class RecordedSession
{
public:
    explicit RecordedSession(const std::string &url = "ws://example.org/chat?room=1")
    {
        m_path = m_folder.filePath("session.hop101").toStdString();
        auto recorder = capture::Recorder::create(m_path, {});
        if (!recorder)
            qFatal("%s", capture::describe(recorder.error()).c_str());
        m_recorder = std::move(recorder).value();
        const auto client = m_recorder->addParty({{}, "Client", capture::Role::Client, "Hop101"});
        const auto server = m_recorder->addParty({{}, "Server", capture::Role::Server, "127.0.0.1:1"});
        m_hop = m_recorder->addHop({{}, client, server, url, {}, {}}, nullptr);
    }
    RecordedSession &opened()
    {
        return take(hop::Direction::FromLeft, hop::Opened{"127.0.0.1:2", "127.0.0.1:1"});
    }
    RecordedSession &client(const std::string &bytes)
    {
        return take(hop::Direction::FromLeft, hop::BytesSeen{base::asBytes(bytes)});
    }
    RecordedSession &server(const std::string &bytes)
    {
        return take(hop::Direction::FromRight, hop::BytesSeen{base::asBytes(bytes)});
    }
    RecordedSession &clientEnds(hop::EndCause cause)
    {
        return take(hop::Direction::FromLeft, hop::Ended{cause});
    }
    RecordedSession &serverEnds(hop::EndCause cause)
    {
        return take(hop::Direction::FromRight, hop::Ended{cause});
    }
    RecordedSession &fails(hop::FailStage stage, const std::string &reason)
    {
        return take(hop::Direction::FromLeft, hop::Failed{stage, reason});
    }
    RecordedSession &after(hop::Nanoseconds silence)
    {
        m_time += silence;
        return *this;
    }
    /// Finishes the capture; it is removed with this object.
    std::unique_ptr<capture::Reader> read()
    {
        m_recorder->finish();
        m_recorder.reset();
        auto reader = capture::Reader::open(m_path);
        if (!reader)
            qFatal("%s", capture::describe(reader.error()).c_str());
        return std::move(reader).value();
    }
    const std::string &path() const { return m_path; }

private:
    RecordedSession &take(hop::Direction direction, hop::InputData data)
    {
        m_time += std::chrono::milliseconds(1);
        m_recorder->take(m_hop, direction, m_time, std::move(data));
        return *this;
    }

    QTemporaryDir m_folder;
    std::string m_path;
    std::unique_ptr<capture::Recorder> m_recorder;
    base::HopId m_hop;
    hop::Nanoseconds m_time{};
};

// Frames as bytes; each of the client's has a key of its own.
inline std::string frame(unsigned char first, std::string payload, bool isMasked)
{
    static unsigned char keys = 0;
    std::string bytes(1, static_cast<char>(first));
    bytes += static_cast<char>(payload.size() | (isMasked ? 0x80U : 0U)); // up to 125 bytes
    if (isMasked) {
        const std::string key{1, 2, 3, static_cast<char>(++keys)};
        bytes += key;
        for (std::size_t i = 0; i < payload.size(); ++i)
            payload[i] = static_cast<char>(payload[i] ^ key[i % key.size()]);
    }
    return bytes + payload;
}
inline std::string clientText(const std::string &text)
{
    return frame(0x81, text, true);
}
inline std::string serverText(const std::string &text)
{
    return frame(0x81, text, false);
}
inline const std::string kClientClose = frame(0x88, "\x03\xe8", true);
inline const std::string kServerClose = frame(0x88, "\x03\xe8", false);

} // namespace hop101
