// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/detail/detailtab.h"
#include "ui/detail/verdictcontent.h"

class QLabel;
class QScrollArea;
class QVBoxLayout;

namespace hop101::ui {

class LeadLabel;
class StepsStrip;

/// What happened, in one sentence; how far it came, in five steps; the rules, broken ones first and those
/// that hold folded away; what was found in frames; the fixes, with Copy.
class VerdictPane final : public DetailTab
{
    Q_OBJECT
public:
    explicit VerdictPane(CaptureState *state, QWidget *parent = nullptr);

    const VerdictContent &content() const { return m_content; }
    StepsStrip *steps() const { return m_steps; }

protected:
    void refresh() override;
    void clear() override;
    bool followsCapture() const override { return true; }
    void changeEvent(QEvent *event) override;

private:
    void show(const VerdictContent &content);
    void showLead();
    void rebuildRules();
    void addLine(const RuleLine &line, QVBoxLayout *to);
    void addAccept(QVBoxLayout *to);
    void addFold(const QString &title, const std::vector<RuleLine> &lines, bool *isOpen);
    /// A line that opens and closes `inside`, and remembers that.
    void addFoldable(const QString &title, QWidget *inside, bool *isOpen, QVBoxLayout *to);
    void addFindings();
    void addFix(const doctor::Fix &fix);
    void goTo(base::EventId event, base::ByteRange bytes);

    VerdictContent m_content;
    LeadLabel *m_lead;
    QLabel *m_detail;
    QLabel *m_agreed;
    QLabel *m_note;
    StepsStrip *m_steps;
    QScrollArea *m_scroll;
    QVBoxLayout *m_rules = nullptr; ///< of the scrolled widget
    bool m_showsHolding = false;
    bool m_showsNotReached = false;
    bool m_showsAccept = false;
    bool m_showsChanges = false;
};

} // namespace hop101::ui
