// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/detail/detailtab.h"
#include "ui/detail/field.h"

class QLabel;
class QPlainTextEdit;

namespace hop101::ui {

class SegmentBar;

/// A head as it was on the wire: the selected event's own, or the request and response of the exchange that
/// it belongs to. A click on a line lights its bytes and says what the header means.
class HeadPane final : public DetailTab
{
    Q_OBJECT
public:
    enum Which { Request, Response };

    explicit HeadPane(CaptureState *state, QWidget *parent = nullptr);

    static constexpr std::uint64_t kMaxShown = 64 * 1024;
    QString shownText() const;
    QString meaningText() const;
    void choose(Which which);
    /// Lights the bytes of that line.
    void chooseLine(int line);

protected:
    void refresh() override;
    void clear() override;
    bool followsCapture() const override { return true; }
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    hop::Event headToShow() const;
    void showHead(const hop::Event &head);
    void light(base::ByteRange bytes);
    void lineChosen();

    SegmentBar *m_which;
    QPlainTextEdit *m_text;
    QLabel *m_meaning;
    hop::Event m_head;
    base::EventId m_selected;
    std::vector<Field> m_lines;
};

} // namespace hop101::ui
