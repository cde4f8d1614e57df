// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/message.h"
#include "ui/detail/detailtab.h"

#include <optional>

class QCheckBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;

namespace hop101::ui {

class HexView;
class SegmentBar;

/// What the selected event carries: a frame's payload without its mask, a whole message across its fragments,
/// inflated where it is compressed, or the body of a response. As text, as indented JSON or as hex; never
/// more than kMaxShown of it, and then it says so.
class PayloadPane final : public DetailTab
{
    Q_OBJECT
public:
    enum Form { Text, Json, Hex };

    explicit PayloadPane(CaptureState *state, QWidget *parent = nullptr);

    static constexpr std::uint64_t kMaxShown = 64 * 1024;
    QString shownText() const;
    QString noticeText() const;
    Form form() const;
    void choose(Form form);
    void setWholeMessage(bool isWhole);
    /// Of a compressed message: what went over the wire in place of what it inflates to.
    void setAsSent(bool asSent);
    /// Writes all of it, whatever its size, piece by piece. False where the file could not be written.
    bool saveTo(const QString &path) const;
    /// What is shown, as it was: for the clipboard.
    QByteArray shownBytes() const;

protected:
    void refresh() override;
    void clear() override;
    bool followsCapture() const override { return m_isPart; }

private:
    hop::Event eventWithPayload() const;
    base::Bytes read(const hop::Event &event, std::uint64_t limit) const;
    bool isWhole() const;
    bool isCompressed() const;
    bool isInflated() const;
    bool isClose() const;
    void showBytes();
    void showFound();
    std::optional<base::ByteRange> foundRange() const;
    void lightText(base::ByteRange found);
    QString notice() const;
    QString compressionNotice(const capture::MessageFacts &facts) const;
    std::int64_t totalSize() const;
    void saveAs();
    Form fittingForm() const;

    SegmentBar *m_forms;
    QCheckBox *m_whole;
    QCheckBox *m_asSent;
    QPushButton *m_save;
    QStackedWidget *m_stack;
    QPlainTextEdit *m_text;
    HexView *m_hex;
    QLabel *m_notice;
    std::optional<Form> m_chosen; ///< by the user; else what fits
    hop::Event m_event;
    base::Bytes m_bytes;
    bool m_isPart = false; ///< more of it may come
};

} // namespace hop101::ui
