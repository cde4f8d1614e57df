// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QMainWindow;
class QSplitter;
class QWidget;

namespace hop101::ui {

/// What stands in the window, from top to bottom and from left to right.
struct WindowParts
{
    QWidget *urlBar;
    QWidget *banner;
    QWidget *library;
    QWidget *composer;
    QWidget *origin; ///< where an imported capture comes from, above the timeline
    QWidget *centre; ///< the timeline, or what stands in its place
    QWidget *held; ///< what waits at a breakpoint, above the send bar
    QWidget *sendBar;
    QWidget *detail;
    QWidget *note; ///< below the detail
    QWidget *status;
};
struct WindowSplitters
{
    QSplitter *outer; ///< the library, and all the rest
    QSplitter *inner; ///< what happened, and what it means
};
/// Makes the parts the window's central widget.
WindowSplitters layOut(QMainWindow &window, const WindowParts &parts);

} // namespace hop101::ui
