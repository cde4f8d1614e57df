// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/detail/verdictcontent.h"

#include <QWidget>

namespace hop101::ui {

/// How Sec-WebSocket-Accept is made of the key: a caption and a value in code ground for each step, one below
/// the other; and, where something else came, how that was made.
class AcceptSteps final : public QWidget
{
    Q_OBJECT
public:
    explicit AcceptSteps(const AcceptLines &lines, QWidget *parent = nullptr);
};

} // namespace hop101::ui
