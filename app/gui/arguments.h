// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QSize>
#include <QString>

#include <optional>
#include <variant>

namespace hop101::gui {

/// --to: pictures of a capture, without a window.
struct PictureArguments
{
    bool isPdf = false; ///< else PNG
    QString target;
    QString events; ///< "3,7,10-20"; empty: all
    QString filter;
    bool isDark = false;
    bool isLetter = false;
    bool isUpright = false;
    bool overwrites = false;
};

/// What the command line asks for.
struct Arguments
{
    QString file; ///< a capture to open; empty: none
    QString url; ///< empty: the embedded endpoint's
    QString demoFolder; ///< empty: no demo
    std::optional<ui::Appearance> appearance; ///< nothing: as it was set in the window
    QSize size; ///< invalid: as it was
    std::optional<PictureArguments> picture{};
};

/// To print, and the status to exit with.
struct Said
{
    QString text;
    int status = 0;
};

/// `allowExtras`: options that it does not know are left for Qt.
std::variant<Arguments, Said> readArguments(int argc, char *argv[], bool allowExtras);

} // namespace hop101::gui
