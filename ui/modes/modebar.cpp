// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/modebar.h"

#include "ui/composer/urlbar.h"
#include "ui/modes/listenbar.h"
#include "ui/modes/pathbar.h"
#include "ui/modes/relaybar.h"
#include "ui/theme/segmentbar.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <array>

namespace hop101::ui {

namespace {

constexpr std::array kModes{Mode::Client, Mode::Listen, Mode::Relay, Mode::Path};

} // namespace

ModeBar::ModeBar(UrlBar *client, QWidget *parent)
    : QWidget(parent), m_segments(new SegmentBar), m_client(client), m_listen(new ListenBar),
      m_relay(new RelayBar), m_path(new PathBar)
{
    setAccessibleName(tr("Mode"));
    m_segments->addSegment(int(Mode::Client), tr("Client"), tr("Hop101 connects to a server (Ctrl+Alt+1)"));
    m_segments->addSegment(int(Mode::Listen), tr("Listen"), tr("Hop101 is the server (Ctrl+Alt+2)"));
    m_segments->addSegment(int(Mode::Relay), tr("Relay"),
                           tr("Hop101 stands between a client and a server (Ctrl+Alt+3)"));
    m_segments->addSegment(int(Mode::Path), tr("Path"), tr("Hop101 is both ends of a proxy (Ctrl+Alt+4)"));
    auto *first = new QVBoxLayout;
    first->setContentsMargins(kGrid * 3 / 2, kGrid, 0, kGrid);
    first->addWidget(m_segments);
    first->addStretch(1);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addLayout(first);
    row->addWidget(m_client, 1);
    for (QWidget *line : {static_cast<QWidget *>(m_listen), static_cast<QWidget *>(m_relay),
                          static_cast<QWidget *>(m_path)}) {
        line->layout()->setContentsMargins(kGrid * 3 / 2, kGrid, kGrid * 3 / 2, kGrid);
        row->addWidget(line, 1);
    }
    connect(m_segments, &SegmentBar::chosen, this, [this](int mode) { setMode(Mode(mode)); });
    showLine();
}

void ModeBar::setMode(Mode mode)
{
    if (mode == m_mode || m_isLocked) {
        m_segments->setCurrent(int(m_mode));
        return;
    }
    m_mode = mode;
    m_segments->setCurrent(int(mode));
    showLine();
    emit modeChanged(mode);
}

void ModeBar::setLocked(bool isLocked)
{
    m_isLocked = isLocked;
    for (const Mode mode : kModes)
        m_segments->segment(int(mode))->setEnabled(!isLocked || mode == m_mode);
}

void ModeBar::showLine()
{
    m_client->setVisible(m_mode == Mode::Client);
    m_listen->setVisible(m_mode == Mode::Listen);
    m_relay->setVisible(m_mode == Mode::Relay);
    m_path->setVisible(m_mode == Mode::Path);
}

} // namespace hop101::ui
