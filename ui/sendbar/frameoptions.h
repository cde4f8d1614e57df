// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"

#include <QWidget>

#include <optional>

class QCheckBox;
class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace hop101::ui {

class CutEdit;

/// How a frame is to differ from what it would usually be: header bits, mask, length field, fragments,
/// splits. All on their defaults: not at all.
class FrameOptions final : public QWidget
{
    Q_OBJECT
public:
    explicit FrameOptions(QWidget *parent = nullptr);

    /// Changes a frame as told here.
    void apply(plan::FramePlan &frame) const;
    /// Shows the options of this frame; tells nobody. Its opcode counts only where `hasOpcode`.
    void showFrame(const plan::FramePlan &frame, bool hasOpcode);
    void reset();
    /// What is not as usual, in words: "RSV1", "mask off".
    QStringList active() const;
    /// Raw bytes have nothing but splits.
    void setRaw(bool isRaw);
    /// What cannot be read, in one sentence; else empty.
    QString errorText() const;

signals:
    void edited();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeFields();
    void makeFlags();
    void makeRows();
    void arrange(int columns);
    void onEdit();
    void readFields();
    std::optional<std::uint64_t> numberOf(const QLineEdit *edit) const;

    QComboBox *m_opcode;
    QCheckBox *m_fin;
    QCheckBox *m_rsv1;
    QCheckBox *m_rsv2;
    QCheckBox *m_rsv3;
    QCheckBox *m_compress;
    QComboBox *m_mask;
    QLineEdit *m_maskKey;
    QComboBox *m_length;
    QLineEdit *m_stated;
    QLineEdit *m_fragment;
    CutEdit *m_cuts;
    QPushButton *m_reset;
    QWidget *m_flags;
    QLabel *m_error;
    QGridLayout *m_grid;
    QList<QWidget *> m_cells; ///< label and field together, in reading order
    QWidget *m_keyCell = nullptr;
    int m_columns = 0;
    QString m_fault;
    bool m_isRaw = false;
};

} // namespace hop101::ui
