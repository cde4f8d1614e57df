// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/modes/modebar.h"
#include "ui/state/livelistening.h"
#include "ui/state/livepath.h"
#include "ui/statusline.h"

#include <QObject>

#include <optional>

namespace hop101::ui {

class CaptureDocument;
class Composer;
class UrlBar;

/// What the modes beside Client do: they start listeners, relays and path checks, and say how these are.
/// Each start records into a new untitled capture.
class ModeControl final : public QObject
{
    Q_OBJECT
public:
    struct Parts
    {
        session::Factory &factory;
        CaptureState &state;
        CaptureDocument &document;
        Composer &composer;
        UrlBar &client;
    };
    /// The parts must outlive it.
    explicit ModeControl(const Parts &parts, QObject *parent = nullptr);

    ModeBar *bar() const { return m_bar; }
    Mode mode() const { return m_bar->mode(); }
    bool isRunning() const { return m_listening->isRunning() || m_path->isRunning(); }
    void start(); ///< as the line of the mode says; not Client
    void stop();
    void end();
    /// To the clients that are connected. False where there is nobody.
    bool send(const plan::FramePlan &frame);
    bool close(std::uint16_t code, const QString &reason);
    bool canSend() const;
    /// For the status line. Nothing: the client's.
    std::optional<StatusTexts> status() const;
    QString whyNotOpen() const;
    /// What stands in place of the timeline while there is nothing to show.
    std::pair<QString, QString> emptyTexts() const;
    std::optional<capture::CaptureError> captureError() const;
    void continueIn(const std::string &capturePath);

    LiveListening &listening() { return *m_listening; }
    LivePath &path() { return *m_path; }

signals:
    void aboutToStart();
    void changed();
    void ended();
    void failed(const QString &sentence);

private:
    void connectLines();
    QString newCapture(const char *name);
    void listen(const LiveListening::Plan &plan);
    void checkPath(session::PathPlan plan);
    void runChanged();
    StatusTexts listeningStatus() const;
    StatusTexts pathStatus() const;

    Parts m_parts;
    ModeBar *m_bar;
    LiveListening *m_listening;
    LivePath *m_path;
};

/// One sentence: why it does not listen, and what to do.
QString describe(const session::ListenError &error);

} // namespace hop101::ui
