// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/redact.h"
#include "ui/export/redactionrow.h"
#include "ui/export/task.h"

#include <QDialog>
#include <QTimer>

#include <optional>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QTreeWidget;

namespace hop101::ui {

class TaskStrip;

/// Which secrets are replaced, and a list of what that would be, before and after, looked for as the rules
/// are typed. Secrets are masked in it: a row of the list selects its event in the window.
class RedactDialog final : public QDialog
{
    Q_OBJECT
public:
    enum class Use : std::uint8_t {
        Save, ///< a redacted copy of the capture
        Rules, ///< for an export
    };
    RedactDialog(const QString &capture, const capture::RedactionRules &rules, Use use,
                 QWidget *parent = nullptr);
    ~RedactDialog() override;

    capture::RedactionRules rules() const;
    void setRules(const capture::RedactionRules &rules);
    /// Starts; the answer comes as saved(), or is said in the dialog.
    void saveTo(const QString &path);
    QString summaryText() const;
    int listedRows() const;
    /// The cells of a row, with tabs between.
    QString listedText(int row) const;
    bool isBusy() const { return m_task.isRunning(); }

signals:
    void saved(const QString &path, quint64 count);
    void eventChosen(hop101::base::EventId event);
    void previewed();

protected:
    void reject() override;

private:
    enum class Doing : std::uint8_t { Nothing, Preview, Count, Save };

    QWidget *makeRules();
    void layOut(Use use);
    void rulesEdited();
    void preview();
    void countAll();
    void look(Doing doing, const QString &words, std::size_t limit, capture::PreviewEnd end);
    void showPreview();
    void showCount(bool isWhole);
    void choosePlace();
    void begin(Doing doing, const QString &words);
    void taskEnded();

    QString m_capture;
    QLineEdit *m_headers, *m_query, *m_json;
    QPlainTextEdit *m_patterns;
    QCheckBox *m_addresses, *m_unreadable;
    QLabel *m_summary;
    QTreeWidget *m_list;
    QPushButton *m_accept;
    QTimer m_soon;
    std::optional<base::Result<capture::RedactionReport, capture::RedactionError>> m_outcome;
    std::vector<RedactionRow> m_found; ///< of a preview, from its thread
    Doing m_doing = Doing::Nothing;
    bool m_isStale = false; ///< the rules changed while it looked
    QString m_savePath;
    QString m_wantedPath; ///< of a save that begins when the look ends
    Task m_task;
    TaskStrip *m_strip;
};

} // namespace hop101::ui
