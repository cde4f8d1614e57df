// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/formats/import.h"
#include "ui/banner.h"
#include "ui/export/task.h"

#include <QObject>
#include <QPointer>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

class QDialog;
class QWidget;

namespace hop101::ui {

/// Whether a file begins like one that can be imported; false of captures and of what nobody knows.
bool isImportable(const QString &path);
/// The patterns of a file dialog: captures first, then each format.
QString openableKinds();

/// Files of other programs become untitled captures, while the window goes on. What was made up or lost is
/// said in the banner.
class ImportControl final : public QObject
{
    Q_OBJECT
public:
    using Open = std::function<bool(const QString &path)>;

    /// `open` shows a capture. The banner and the window must outlive it.
    ImportControl(Banner &banner, Open open, QWidget *window);
    ~ImportControl() override;

    /// Asks the user for the file with the keys of TLS; empty where there is none. A dialog, unless a test
    /// knows better.
    using ChooseKeyLog = std::function<QString(const QString &folder)>;
    void setKeyLogChooser(ChooseKeyLog choose) { m_chooseKeyLog = std::move(choose); }

    /// One at a time: while one runs a second is refused, and said so.
    void import(const QString &path, const formats::ImportOptions &options = {});
    void cancel() { m_task.cancel(); }
    bool isRunning() const { return m_task.isRunning(); }

signals:
    void ended(bool isShown);
    /// The user does not want what a cancelled import left; the file goes right after.
    void partRemoved(const QString &path);

private:
    using Outcome = base::Result<formats::ImportReport, formats::ImportError>;

    void showProgress();
    void taskEnded();
    void tellOutcome();
    void tell(const formats::ImportReport &report);
    void tell(const formats::ImportError &error);
    void addWaysToReadOn(std::vector<Banner::Choice> &to, std::uint64_t withoutHandshake,
                         std::uint64_t withoutKeys);
    void askForKeyLog();
    void showDetails(const QStringList &lines);
    void removePart(const QString &path);

    Banner &m_banner;
    Open m_open;
    QWidget *m_window;
    QString m_path; ///< what is imported
    QString m_capture; ///< what it becomes
    formats::ImportOptions m_options;
    ChooseKeyLog m_chooseKeyLog;
    std::optional<Outcome> m_outcome;
    Task m_task;
    QPointer<QDialog> m_dialog;
};

} // namespace hop101::ui
