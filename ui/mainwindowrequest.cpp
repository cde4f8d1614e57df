// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/import.h"
#include "ui/banner.h"
#include "ui/bannernotes.h"
#include "ui/composer/composer.h"
#include "ui/composer/urlbar.h"
#include "ui/mainwindow.h"
#include "ui/text/text.h"

#include <QApplication>
#include <QClipboard>

// The window's request in and out as text.

namespace hop101::ui {

void MainWindow::showPlan(const plan::Plan &plan)
{
    m_composer->setPlan(plan);
    setUrl(shown(plan.url));
}

void MainWindow::takeRequest(const QString &pasted)
{
    const auto imported = plan::importText(toUtf8(pasted));
    if (imported) {
        plan::Plan before = m_composer->plan();
        before.url = toUtf8(m_urlBar->text());
        fillFrom(imported.value(), before);
    } else if (imported.error().fault == plan::ImportFault::NotRecognised) {
        m_urlBar->insert(pasted.simplified());
    } else {
        presentImportError(*m_banner, imported.error(), pasted);
    }
}

void MainWindow::fillFrom(const plan::Imported &imported, const plan::Plan &before)
{
    showPlan(imported.plan);
    m_composer->setFolded(false);
    presentImported(
        *m_banner, imported, [this, before] { showPlan(before); },
        [this, imported, before] {
            plan::Imported whole = imported;
            std::erase_if(whole.notes, [](const plan::ImportNote &note) {
                return note.remark == plan::Remark::HeadersMissing;
            });
            plan::fillUpgrade(whole);
            fillFrom(whole, before);
        });
}

void MainWindow::copyRequest(const QString &name, const RequestWriter &write)
{
    const std::optional<plan::Url> url = m_urlBar->url();
    if (!url) {
        m_banner->present(Token::Broken, tr("Nothing was copied: the URL above is not one yet."), {}, {});
        return;
    }
    QApplication::clipboard()->setText(fromUtf8(write(m_composer->plan(), *url, m_composer->key())));
    m_banner->present(Token::Accent, tr("The request is in the clipboard, for %1.").arg(name), {}, {});
}

} // namespace hop101::ui
