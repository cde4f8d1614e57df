// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/plan/plan.h"

#include <QLineEdit>

namespace hop101::ui {

/// Which of the words that were typed is no cut.
struct CutFault
{
    QString word;
    bool operator==(const CutFault &) const = default;
};

/// "16, 20:500": split behind byte 16, and behind byte 20 with a pause of 500 ms; commas, semicolons or white
/// space between them, in any order. Nothing typed: no cuts.
base::Result<std::vector<plan::WriteCut>, CutFault> parseCuts(const QString &typed);
QString cutsText(const std::vector<plan::WriteCut> &cuts);

/// A field for places where a write is split. What cannot be read is marked, and errorText() says why.
class CutEdit final : public QLineEdit
{
    Q_OBJECT
public:
    explicit CutEdit(QWidget *parent = nullptr);

    /// The latest that could be read.
    const std::vector<plan::WriteCut> &cuts() const { return m_cuts; }
    /// Tells nobody.
    void setCuts(const std::vector<plan::WriteCut> &cuts);
    /// One sentence, or empty.
    QString errorText() const;

signals:
    void edited();

private:
    void read();

    std::vector<plan::WriteCut> m_cuts;
    QString m_wrongWord;
};

} // namespace hop101::ui
