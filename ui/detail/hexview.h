// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "ui/theme/theme.h"

#include <QPlainTextEdit>

#include <vector>

namespace hop101::ui {

/// Where the characters of a hex dump stand: pure arithmetic, since all lines are of one form:
/// "offset  hex hex …  text", eight or sixteen bytes a line.
struct HexLayout
{
    int perLine = 8;

    qsizetype lineLength() const { return kOffsetDigits + 2 + 3 * perLine + 1 + perLine; }
    qsizetype hexColumn(int inLine) const { return kOffsetDigits + 2 + 3 * inLine; }
    qsizetype textColumn(int inLine) const { return kOffsetDigits + 2 + 3 * perLine + 1 + inLine; }
    /// The byte whose hex digits or character stand in that column; -1 beside them.
    int byteAtColumn(qsizetype column) const;
    QString dump(base::ByteSpan bytes, std::uint64_t firstOffset) const;

    static constexpr qsizetype kOffsetDigits = 4;
};

/// Bytes as hex and ASCII, read-only, to click, select and copy. Parts are coloured, one range is lit up.
class HexView final : public QPlainTextEdit
{
    Q_OBJECT
public:
    struct Mark
    {
        base::ByteRange bytes;
        Token ink;
    };

    explicit HexView(QWidget *parent = nullptr);

    void setBytes(base::Bytes bytes);
    void setMarks(std::vector<Mark> marks);
    /// Size 0: none. Scrolls there.
    void setLit(base::ByteRange bytes);
    base::ByteRange lit() const { return m_lit; }

signals:
    void byteClicked(quint64 byte);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void layOut();
    void paintRanges();
    void addRange(QList<QTextEdit::ExtraSelection> &to, base::ByteRange bytes,
                  const QTextCharFormat &format) const;

    base::Bytes m_bytes;
    std::vector<Mark> m_marks;
    base::ByteRange m_lit;
    HexLayout m_layout;
};

} // namespace hop101::ui
