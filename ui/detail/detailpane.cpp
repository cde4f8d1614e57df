// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/detailpane.h"

#include "ui/detail/bytespane.h"
#include "ui/detail/headpane.h"
#include "ui/detail/payloadpane.h"
#include "ui/detail/verdictpane.h"

#include <QTabBar>

namespace hop101::ui {

DetailPane::DetailPane(CaptureState *state, QWidget *parent)
    : QTabWidget(parent), m_state(state), m_verdict(new VerdictPane(state)), m_head(new HeadPane(state)),
      m_payload(new PayloadPane(state)), m_bytes(new BytesPane(state))
{
    setDocumentMode(true);
    tabBar()->setExpanding(false);
    tabBar()->setDrawBase(false);
    const auto add = [this](QWidget *page, const QString &name, const QString &toolTip) {
        setTabToolTip(addTab(page, name), toolTip);
    };
    add(m_verdict, tr("Verdict"), tr("What happened and why, rule by rule (Ctrl+1)"));
    add(m_head, tr("Head"), tr("Request and response as on the wire (Ctrl+2)"));
    add(m_payload, tr("Payload"), tr("What the message or the response carries (Ctrl+3)"));
    add(m_bytes, tr("Bytes"), tr("Every byte, with the fields named (Ctrl+4)"));
    connect(state, &CaptureState::foundChanged, this, &DetailPane::showFound);
}

/// Where a text was found is seen; whoever looks at bytes goes on with that.
void DetailPane::showFound()
{
    if (!m_state->found() || !m_state->reader() || currentIndex() == Bytes)
        return;
    const hop::EventKind kind = m_state->reader()->event(m_state->found()->event).kind;
    const bool isHead = kind == hop::EventKind::RequestHead || kind == hop::EventKind::ResponseHead;
    setCurrentIndex(isHead ? Head : Payload);
}

} // namespace hop101::ui
