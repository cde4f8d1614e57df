// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace hop101::ui {

/// Over the middle of a window while a file is dragged onto it: what letting it go would do.
class DropHint final : public QLabel
{
    Q_OBJECT
public:
    /// A child of `window`, hidden.
    explicit DropHint(QWidget *window);

    void offer(const QString &file);
};

} // namespace hop101::ui
