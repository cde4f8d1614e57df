// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/export/exportrun.h"
#include "ui/export/task.h"

#include <QDialog>

class QButtonGroup;
class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;

namespace hop101::ui {

class TaskStrip;

/// A choice of events, as a person would call it.
struct ExportScope
{
    QString text; ///< "All 1,204 events"
    formats::EventChoice choice;
};

/// Chooses a format, which events and what to leave out, says what the format does not hold, and writes the
/// file while the window goes on. A cancelled export asks whether its part stays.
class ExportDialog final : public QDialog
{
    Q_OBJECT
public:
    /// `scopes`: at least one; the last one that fits best is `chosen`.
    ExportDialog(const QString &capture, std::vector<ExportScope> scopes, int chosen,
                 QWidget *parent = nullptr);
    ~ExportDialog() override;

    const capture::RedactionRules &rules() const { return m_rules; }
    void setRules(const capture::RedactionRules &rules) { m_rules = rules; }
    void chooseFormat(const ExportAs &as);
    void setRedacted(bool isRedacted);
    /// Starts; the answer comes as exported(), or is said in the dialog.
    void exportTo(const QString &path);
    void cancel() { m_task.cancel(); }
    /// After a cancel: what becomes of the part.
    void keepPart(bool isKept);
    bool asksAboutPart() const;
    bool isBusy() const { return m_task.isRunning(); }
    QString lossText() const;
    QString messageText() const;
    ExportRequest request() const;

signals:
    void exported(const hop101::ui::ExportResult &result, const QStringList &files);
    void rulesWanted();

protected:
    void reject() override;

private:
    void makeForm(int chosen);
    QWidget *makeOptions();
    QWidget *makeQuestion();
    void formatChanged();
    void choosePlace();
    void chooseFolder();
    void setBusy(bool isBusy);
    void taskEnded();
    ExportAsInfo kind() const;

    QString m_capture;
    std::vector<ExportScope> m_scopes;
    std::vector<ExportAsInfo> m_kinds;
    capture::RedactionRules m_rules;
    QComboBox *m_format;
    QLabel *m_loss;
    QButtonGroup *m_scope;
    QCheckBox *m_allFrames, *m_decoded, *m_dark, *m_portrait, *m_letter, *m_redact;
    QPushButton *m_rulesButton;
    QWidget *m_form;
    QLabel *m_message;
    QWidget *m_question;
    QPushButton *m_export, *m_close;
    std::unique_ptr<ExportTarget> m_target;
    ExportResult m_result;
    Task m_task;
    TaskStrip *m_strip;
};

} // namespace hop101::ui
