// SPDX-License-Identifier: GPL-3.0-or-later
// What goes to other programs and comes from them.
#include "ui/mainwindow.h"

#include "ui/banner.h"
#include "ui/capturedocument.h"
#include "ui/export/exportcontrol.h"
#include "ui/export/redactdialog.h"
#include "ui/import/importcontrol.h"
#include "ui/import/importmark.h"
#include "ui/statusline.h"
#include "ui/timeline/timelinepane.h"

#include <QFileInfo>
#include <QLocale>

namespace hop101::ui {

void MainWindow::connectFiles()
{
    m_exports = new ExportControl({m_state, *m_document, *m_timeline, *m_banner}, this);
    m_imports = new ImportControl(
        *m_banner, [this](const QString &path) { return openCapture(path); }, this);
    connect(m_timeline, &TimelinePane::copyRequested, this,
            [this] { m_exports->copyAs(formats::ExportFormat::Text); });
    connect(&m_state, &CaptureState::captureChanged, this,
            [this] { m_importMark->setCapture(m_state.reader()); });
    const auto tellSelected = [this] { m_status->setSelectedCount(m_state.selectedCount()); };
    connect(&m_state, &CaptureState::selectedEventsChanged, this, tellSelected);
    connect(&m_state, &CaptureState::rowsReset, this, tellSelected); // by a filter
    connect(&m_state, &CaptureState::rowsAdvanced, this, tellSelected);
    connect(m_exports, &ExportControl::rulesWanted, this, [this](ExportDialog *dialog) {
        auto *rules = new RedactDialog(m_document->path(), dialog->rules(), RedactDialog::Use::Rules, dialog);
        rules->setAttribute(Qt::WA_DeleteOnClose);
        connect(rules, &RedactDialog::eventChosen, &m_state, &CaptureState::select);
        connect(rules, &QDialog::accepted, dialog, [rules, dialog] {
            dialog->setRules(rules->rules());
            dialog->setRedacted(true);
        });
        rules->show();
    });
    connect(m_imports, &ImportControl::partRemoved, this, [this](const QString &path) {
        if (path == m_document->path())
            newSession();
    });
}

void MainWindow::openFile(const QString &path)
{
    if (isImportable(path))
        m_imports->import(path);
    else
        openCapture(path);
}

void MainWindow::exportDialog()
{
    m_exports->openDialog();
}

void MainWindow::redactDialog()
{
    if (!m_state.reader() || m_document->path().isEmpty())
        return;
    auto *dialog =
        new RedactDialog(m_document->path(), capture::defaultRedactionRules(), RedactDialog::Use::Save, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &RedactDialog::eventChosen, &m_state, &CaptureState::select);
    connect(dialog, &RedactDialog::saved, this, [this](const QString &path, quint64 count) {
        noteRecentFile(path);
        m_banner->present(
            Token::Accent, tr("Saved as %1.").arg(QFileInfo(path).fileName()),
            tr("%1 secrets were replaced. The capture that is shown stays as it is.")
                .arg(QLocale().toString(count)),
            {{tr("Open it"), tr("Show the redacted copy"), [this, path] { openCapture(path); }}});
    });
    dialog->show();
}

} // namespace hop101::ui
