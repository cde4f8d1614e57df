// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/detail/detailtab.h"

class QLabel;
class QTableView;

namespace hop101::ui {

class BitStrip;
class FieldModel;
class HexView;

/// The bytes of the selected event as on the wire, their fields named. A click on a field lights its bytes
/// and a click on a byte its field; one sentence says what it means and where that stands.
class BytesPane final : public DetailTab
{
    Q_OBJECT
public:
    explicit BytesPane(CaptureState *state, QWidget *parent = nullptr);

    /// The most bytes of one event that are shown.
    static constexpr std::uint64_t kMaxShown = 64 * 1024;
    FieldModel *fields() const { return m_fields; }
    HexView *hex() const { return m_hex; }
    QString meaningText() const;
    QString noticeText() const;

protected:
    void refresh() override;
    void clear() override;

private:
    void showFields(const hop::Event &event, const base::Bytes &bytes);
    void showLit(base::ByteRange bytes);
    void lightField(int field);
    void explain(int field);
    void showNotice(const hop::Event &event, std::uint64_t shown);

    FieldModel *m_fields;
    BitStrip *m_bits;
    QTableView *m_table;
    QLabel *m_meaning;
    QLabel *m_notice;
    HexView *m_hex;
    bool m_isLighting = false;
};

} // namespace hop101::ui
