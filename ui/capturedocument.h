// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/reader.h"
#include "core/plan/plan.h"

#include <QObject>
#include <QString>

#include <optional>

namespace hop101::ui {

/// Where the sessions lie that nobody has named; empty where there is no data folder.
QString sessionsFolder();

/// The capture that the window shows, as a file: where it lies, what it is called, and copies of it.
class CaptureDocument final : public QObject
{
    Q_OBJECT
public:
    explicit CaptureDocument(QObject *parent = nullptr) : QObject(parent) { }

    void set(const QString &path, bool isUntitled);
    /// Of a file that was there before: untitled where it lies among those that nobody has named.
    void setExisting(const QString &absolutePath);
    const QString &path() const { return m_path; } ///< empty: there is none
    bool isUntitled() const { return m_isUntitled; }
    QString name() const; ///< for people
    /// Copies it on a thread of its own; the answer comes as copied(). The document's end waits for the copy.
    void copyTo(const QString &path);

    /// What the capture's session was asked for, so that it can be asked for again; without certificates that
    /// somebody accepted: a file must not decide whom to trust.
    static std::optional<plan::Plan> planOf(const capture::Reader &reader);
    /// The connection whose plan that is: of the last exchange; of a path check or relay, the first that has
    /// a URL. Null where there is none.
    static const capture::Hop *hopInQuestion(const capture::Reader &reader);

signals:
    void changed();
    void copied(const QString &path, const std::optional<hop101::capture::CaptureError> &failure);

private:
    QString m_path;
    bool m_isUntitled = false;
};

} // namespace hop101::ui
