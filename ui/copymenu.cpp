// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/copymenu.h"

#include "core/formats/proxysnippet.h"
#include "core/formats/snippet.h"
#include "ui/mainwindow.h"

namespace hop101::ui {

namespace {

using formats::Shell;
using formats::SnippetKind;

/// Names of programs stand in every language as they are.
struct CodeEntry
{
    const char *name;
    SnippetKind kind;
    Shell shell = Shell::Bash;
};
constexpr CodeEntry kCode[] = {
    {"curl (bash)", SnippetKind::Curl},
    {"curl (cmd)", SnippetKind::Curl, Shell::Cmd},
    {"curl (PowerShell)", SnippetKind::Curl, Shell::PowerShell},
    {"curl, ws://", SnippetKind::CurlWs},
    {"PHP cURL", SnippetKind::Php},
    {"PHP streams", SnippetKind::PhpStreams},
    {"Python websockets", SnippetKind::Python},
    {"Node.js ws", SnippetKind::Node},
    {"websocat", SnippetKind::Websocat},
};
constexpr doctor::config::Product kProducts[] = {
    doctor::config::Product::Nginx, doctor::config::Product::Apache, doctor::config::Product::HaProxy,
    doctor::config::Product::Caddy};

} // namespace

CopyMenu::CopyMenu(MainWindow *window) : QMenu(window), m_window(window)
{
    setTitle(tr("Copy request &as"));
    setToolTipsVisible(true);
    addCode();
    addSeparator();
    addConfigurations();
}

void CopyMenu::addCode()
{
    for (const CodeEntry &entry : kCode) {
        QAction *action = addAction(QString::fromLatin1(entry.name));
        action->setToolTip(tr("Copy what sends the same request"));
        connect(action, &QAction::triggered, m_window, [this, entry] {
            m_window->copyRequest(
                QString::fromLatin1(entry.name),
                [entry](const plan::Plan &plan, const plan::Url &url, const std::string &key) {
                    return formats::snippetOf(entry.kind, plan, url, key, entry.shell).text;
                });
        });
    }
}

void CopyMenu::addConfigurations()
{
    for (const doctor::config::Product product : kProducts) {
        const QString name = QString::fromLatin1(doctor::config::name(product));
        QAction *action = addAction(name);
        action->setToolTip(tr("Copy the configuration that passes upgrades on to this URL"));
        connect(action, &QAction::triggered, m_window, [this, name, product] {
            m_window->copyRequest(name,
                                  [product](const plan::Plan &, const plan::Url &url, const std::string &) {
                                      return formats::proxySnippet(product, url);
                                  });
        });
    }
}

} // namespace hop101::ui
