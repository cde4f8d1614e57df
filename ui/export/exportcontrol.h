// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/export/exportdialog.h"

#include <QObject>

#include <functional>

namespace hop101::ui {

class Banner;
class CaptureDocument;
class CaptureState;
class TimelinePane;

/// What leaves the window: files in other formats, the diagram to the clipboard, redacted copies.
class ExportControl final : public QObject
{
    Q_OBJECT
public:
    struct Parts
    {
        CaptureState &state;
        CaptureDocument &document;
        TimelinePane &timeline;
        Banner &banner;
    };
    /// All must outlive it.
    ExportControl(const Parts &parts, QWidget *window);

    /// Null where no capture is shown. It lives until it is closed.
    ExportDialog *openDialog();
    /// The diagram of the selected events, or where that is one, of all that the timeline shows.
    void copyAs(const ExportAs &as);
    bool isCopying() const { return m_task.isRunning(); }

    /// What could be meant: all, what the filter shows, the selection, its exchange, from it on.
    std::vector<ExportScope> scopes() const;
    /// Which of those a person most likely means.
    int likelyScope() const;

signals:
    void copied();
    void rulesWanted(hop101::ui::ExportDialog *dialog);

private:
    void tellExported(const ExportResult &result, const QStringList &files);
    void tellCopied();
    formats::EventChoice shownChoice() const;
    formats::EventChoice selectedChoice() const;

    Parts m_parts;
    QWidget *m_window;
    ExportAs m_as;
    ExportResult m_result;
    std::string m_text;
    Task m_task;
};

} // namespace hop101::ui
