// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTabWidget>

namespace hop101::ui {

class BytesPane;
class CaptureState;
class HeadPane;
class PayloadPane;
class VerdictPane;

/// What is known of the selected event: verdict, head, payload, bytes.
class DetailPane final : public QTabWidget
{
    Q_OBJECT
public:
    enum Tab { Verdict, Head, Payload, Bytes };

    explicit DetailPane(CaptureState *state, QWidget *parent = nullptr);

    VerdictPane *verdict() const { return m_verdict; }
    HeadPane *head() const { return m_head; }
    PayloadPane *payload() const { return m_payload; }
    BytesPane *bytes() const { return m_bytes; }

private:
    void showFound();

    CaptureState *m_state;
    VerdictPane *m_verdict;
    HeadPane *m_head;
    PayloadPane *m_payload;
    BytesPane *m_bytes;
};

} // namespace hop101::ui
