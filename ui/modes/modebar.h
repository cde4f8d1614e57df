// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <cstdint>

namespace hop101::ui {

class ListenBar;
class PathBar;
class RelayBar;
class SegmentBar;
class UrlBar;

/// What Hop101 is: a client, a server, between both, or both ends of a proxy.
enum class Mode : std::uint8_t { Client, Listen, Relay, Path };

/// The top of the window: the modes, and beside them the line of the one that is chosen.
class ModeBar final : public QWidget
{
    Q_OBJECT
public:
    /// Takes the URL bar as the client's line.
    explicit ModeBar(UrlBar *client, QWidget *parent = nullptr);

    Mode mode() const { return m_mode; }
    void setMode(Mode mode);
    /// While something runs no other mode can be chosen.
    void setLocked(bool isLocked);
    ListenBar *listen() const { return m_listen; }
    RelayBar *relay() const { return m_relay; }
    PathBar *path() const { return m_path; }
    SegmentBar *segments() const { return m_segments; }

signals:
    void modeChanged(hop101::ui::Mode mode);

private:
    void showLine();

    SegmentBar *m_segments;
    UrlBar *m_client;
    ListenBar *m_listen;
    RelayBar *m_relay;
    PathBar *m_path;
    Mode m_mode = Mode::Client;
    bool m_isLocked = false;
};

} // namespace hop101::ui
