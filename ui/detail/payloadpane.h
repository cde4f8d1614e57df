// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
/// or the body of a response. As text, as indented JSON or as hex; never more than kMaxShown of it, and then
/// it says so.
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
    void showBytes();
    void showNotice(const hop::Event &event);
    std::int64_t totalSize(const hop::Event &event) const;
    void saveAs();
    Form fittingForm() const;

    SegmentBar *m_forms;
    QCheckBox *m_whole;
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
