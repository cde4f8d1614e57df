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
class HeldStrip;
class ModeForm;
class Settings;
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
    HeldStrip *held() const { return m_held; }
    /// The lines say what they said when they were last started, from now on, too. It must outlive this.
    void remember(Settings &settings);
    Mode mode() const { return m_bar->mode(); }
    bool isRunning() const { return m_listening->isRunning() || m_path->isRunning(); }
    void start(); ///< as the line of the mode says; not Client
    void stop();
    void end();
    /// To the client whose connection shows alone, or to all. False where there is nobody.
    bool send(const plan::FramePlan &frame);
    bool close(std::uint16_t code, const QString &reason);
    bool canSend() const;
    /// "Send to #2", "Send to all 3"; empty where there is nobody to tell apart.
    QString sendText() const;
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
    void connectHeld();
    void rememberLine(const ModeForm &form, const char *name);
    /// Whose connection shows alone; 0: all do.
    std::uint64_t chosenConnection() const;
    QString newCapture(const char *name);
    void listen(const LiveListening::Plan &plan);
    void checkPath(session::PathPlan plan);
    void runChanged();
    StatusTexts listeningStatus() const;
    StatusTexts pathStatus() const;

    Parts m_parts;
    ModeBar *m_bar;
    HeldStrip *m_held;
    LiveListening *m_listening;
    LivePath *m_path;
    Settings *m_settings = nullptr;
};

/// One sentence: why it does not listen, and what to do.
QString describe(const session::ListenError &error);

} // namespace hop101::ui
