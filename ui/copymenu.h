// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>

namespace hop101::ui {

class MainWindow;

/// "Copy request as": the request as command lines and programs, and the proxy's configuration that passes
/// it.
class CopyMenu final : public QMenu
{
    Q_OBJECT
public:
    explicit CopyMenu(MainWindow *window);

private:
    void addCode();
    void addConfigurations();

    MainWindow *m_window;
};

} // namespace hop101::ui
