// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/hexview.h"

#include <QMouseEvent>
#include <QTextBlock>

#include <algorithm>

namespace hop101::ui {

namespace {

/// Ranges are coloured line by line; beyond this many lines one colour tells nobody anything.
constexpr std::uint64_t kMaxMarkedBytes = 2048;

QString hexDigits(std::uint64_t number, int digits)
{
    return QStringLiteral("%1").arg(number, digits, 16, QLatin1Char('0'));
}

QChar asciiOf(std::byte byte)
{
    const auto u = std::to_integer<unsigned char>(byte);
    return u >= 0x20 && u < 0x7F ? QChar(char16_t(u)) : QChar(u'·');
}

} // namespace

int HexLayout::byteAtColumn(qsizetype column) const
{
    for (int i = 0; i < perLine; ++i) {
        if (column == textColumn(i) || (column >= hexColumn(i) && column < hexColumn(i) + 3))
            return i;
    }
    return -1;
}

QString HexLayout::dump(base::ByteSpan bytes, std::uint64_t firstOffset) const
{
    const auto width = std::size_t(perLine);
    QString out;
    out.reserve(qsizetype(bytes.size() / width + 1) * (lineLength() + 1));
    for (std::size_t at = 0; at < bytes.size(); at += width) {
        const base::ByteSpan line = bytes.subspan(at, std::min(width, bytes.size() - at));
        QString hex;
        QString ascii;
        for (const std::byte byte : line) {
            hex += hexDigits(std::to_integer<unsigned>(byte), 2) + QLatin1Char(' ');
            ascii += asciiOf(byte);
        }
        if (!out.isEmpty())
            out += QLatin1Char('\n');
        out += hexDigits(firstOffset + at, kOffsetDigits) + QStringLiteral("  ")
            + hex.leftJustified(3 * perLine + 1) + ascii;
    }
    return out;
}

HexView::HexView(QWidget *parent) : QPlainTextEdit(parent)
{
    setReadOnly(true);
    setFont(monoFont());
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setTabChangesFocus(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setProperty("plain", true);
    setLayoutDirection(Qt::LeftToRight); // a dump reads from left to right in every language
    document()->setDocumentMargin(kGrid / 2);
}

void HexView::setBytes(base::Bytes bytes)
{
    if (bytes == m_bytes && !toPlainText().isEmpty())
        return;
    m_bytes = std::move(bytes);
    m_lit = {};
    m_marks.clear();
    layOut();
}

void HexView::setMarks(std::vector<Mark> marks)
{
    m_marks = std::move(marks);
    paintRanges();
}

void HexView::setLit(base::ByteRange bytes)
{
    m_lit = bytes;
    paintRanges();
    if (bytes.size == 0 || bytes.first >= m_bytes.size())
        return;
    QTextCursor there(document()->findBlockByNumber(int(bytes.first / std::uint64_t(m_layout.perLine))));
    const QRect line = cursorRect(there);
    if (!viewport()->rect().contains(line.center()))
        setTextCursor(there);
}

void HexView::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    const int wide =
        fontMetrics().horizontalAdvance(QLatin1Char('0')) * int(HexLayout{16}.lineLength()) + 4 * kGrid;
    const int perLine = viewport()->width() >= wide ? 16 : 8;
    if (perLine != m_layout.perLine) {
        m_layout.perLine = perLine;
        layOut();
    }
}

void HexView::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && document())
        paintRanges();
}

void HexView::mouseReleaseEvent(QMouseEvent *event)
{
    QPlainTextEdit::mouseReleaseEvent(event);
    if (textCursor().hasSelection())
        return;
    const QTextCursor at = cursorForPosition(event->pos());
    const int inLine = m_layout.byteAtColumn(at.positionInBlock());
    if (inLine < 0)
        return;
    const quint64 byte = quint64(at.blockNumber()) * quint64(m_layout.perLine) + quint64(inLine);
    if (byte < m_bytes.size())
        emit byteClicked(byte);
}

void HexView::layOut()
{
    setPlainText(m_layout.dump(m_bytes, 0));
    paintRanges();
}

void HexView::addRange(QList<QTextEdit::ExtraSelection> &to, base::ByteRange bytes,
                       const QTextCharFormat &format) const
{
    const auto width = std::uint64_t(m_layout.perLine);
    const std::uint64_t end =
        std::min<std::uint64_t>({bytes.end(), m_bytes.size(), bytes.first + kMaxMarkedBytes});
    for (std::uint64_t at = bytes.first; at < end;) {
        const std::uint64_t lineEnd = std::min(end, (at / width + 1) * width);
        const QTextBlock block = document()->findBlockByNumber(int(at / width));
        const auto select = [&](qsizetype from, qsizetype upTo) {
            QTextEdit::ExtraSelection part;
            part.format = format;
            part.cursor = QTextCursor(block);
            part.cursor.setPosition(block.position() + int(from));
            part.cursor.setPosition(block.position() + int(upTo), QTextCursor::KeepAnchor);
            to += part;
        };
        const int first = int(at % width);
        const int last = int((lineEnd - 1) % width);
        select(m_layout.hexColumn(first), m_layout.hexColumn(last) + 2);
        select(m_layout.textColumn(first), m_layout.textColumn(last) + 1);
        at = lineEnd;
    }
}

void HexView::paintRanges()
{
    QList<QTextEdit::ExtraSelection> ranges;
    for (const Mark &mark : m_marks) {
        QTextCharFormat format;
        format.setForeground(color(mark.ink));
        addRange(ranges, mark.bytes, format);
    }
    if (m_lit.size > 0) {
        QTextCharFormat format;
        format.setBackground(color(Token::Selection));
        format.setForeground(color(Token::Text));
        addRange(ranges, m_lit, format);
    }
    setExtraSelections(ranges);
}

} // namespace hop101::ui
