// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QTimer>

#include <optional>
#include <vector>

namespace hop101::ui {

/// An earlier session, as the library lists it.
struct SessionSummary
{
    QString path;
    QString target; ///< "/chat", or the file's name where the capture does not say
    QString host; ///< "127.0.0.1:9101"
    int status = 0; ///< of the last answer; 0 where there was none
    QDateTime started;
    bool operator==(const SessionSummary &) const = default;
};

/// Reads what the library says of one capture: nothing where it cannot be opened.
std::optional<SessionSummary> summarize(const QString &path);

/// The newest sessions in a folder. Captures are read one at a time between the window's own work.
class SessionList final : public QObject
{
    Q_OBJECT
public:
    static constexpr int kMost = 40;

    explicit SessionList(QString folder, QObject *parent = nullptr);

    /// Looks again; changed() tells when that is done.
    void rescan();
    const std::vector<SessionSummary> &sessions() const { return m_sessions; } ///< newest first

signals:
    void changed();

private:
    void readNext();

    QString m_folder;
    QStringList m_waiting;
    std::vector<SessionSummary> m_found;
    std::vector<SessionSummary> m_sessions;
    QTimer m_turn;
};

} // namespace hop101::ui
