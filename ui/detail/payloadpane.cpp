// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/payloadpane.h"

#include "core/diagram/rowtext.h"
#include "core/websocket/closecode.h"
#include "core/websocket/utf8.h"
#include "ui/detail/hexview.h"
#include "ui/detail/prettyjson.h"
#include "ui/text/text.h"
#include "ui/theme/labels.h"
#include "ui/theme/segmentbar.h"

#include <QCheckBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSaveFile>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace hop101::ui {

namespace {

constexpr std::uint64_t kSavePiece = 1024 * 1024;
/// The body of a head is one of the few events behind it.
constexpr std::uint64_t kBodySearch = 4;

bool mayCarry(const hop::Event &event)
{
    return event.kind == hop::EventKind::Frame || event.kind == hop::EventKind::Body
        || event.kind == hop::EventKind::RawRun;
}

QString textOf(const hop::Event &event, const base::Bytes &bytes)
{
    const bool isClose = event.kind == hop::EventKind::Frame && event.opcode() == websocket::Opcode::Close;
    if (!isClose)
        return shownLines(base::asText(bytes));
    const websocket::CloseBody body = websocket::readCloseBody(bytes);
    if (!body.code)
        return shown(base::asText(bytes));
    const QString name = text("closecode", websocket::closeCodeName(*body.code));
    const QString code = QString(QString::number(*body.code) + QLatin1Char(' ') + name).trimmed();
    return body.reason.empty() ? code : QString(code + QLatin1Char('\n') + shownLines(body.reason));
}

} // namespace

PayloadPane::PayloadPane(CaptureState *state, QWidget *parent)
    : DetailTab(state, parent), m_forms(new SegmentBar), m_whole(new QCheckBox(tr("Whole message"))),
      m_asSent(new QCheckBox(tr("As sent"))), m_save(new QPushButton(tr("Save…"))),
      m_stack(new QStackedWidget), m_text(new QPlainTextEdit), m_hex(new HexView),
      m_notice(newSentence("quiet"))
{
    m_forms->addSegment(Text, tr("Text"), tr("As text; what is not UTF-8 is marked"));
    m_forms->addSegment(Json, tr("JSON"), tr("Indented; values and order as they are"));
    m_forms->addSegment(Hex, tr("Hex"), tr("Byte by byte"));
    m_whole->setChecked(true);
    m_whole->setToolTip(tr("All fragments of the message, joined"));
    m_save->setToolTip(tr("Save all of it to a file"));
    m_asSent->setToolTip(tr("The compressed bytes, as they went over the wire"));
    m_text->setReadOnly(true);
    m_text->setFont(monoFont());
    m_text->setProperty("plain", true);
    m_text->setTabChangesFocus(true);
    m_text->setAccessibleName(tr("Payload"));
    m_hex->setAccessibleName(tr("Payload in hex"));
    m_stack->addWidget(m_text);
    m_stack->addWidget(m_hex);
    auto *top = new QHBoxLayout;
    top->setSpacing(kGrid);
    top->addWidget(m_forms);
    top->addStretch(1);
    top->addWidget(m_save);
    auto *choices = new QHBoxLayout; // a line of their own: the pane may be narrow
    choices->setSpacing(kGrid * 2);
    choices->addWidget(m_whole);
    choices->addWidget(m_asSent);
    choices->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kGrid * 3 / 2, kGrid * 3 / 2, kGrid * 3 / 2, kGrid);
    column->setSpacing(kGrid);
    column->addLayout(top);
    column->addLayout(choices);
    column->addWidget(m_notice);
    column->addWidget(m_stack, 1);
    connect(m_forms, &SegmentBar::chosen, this, [this](int form) { choose(Form(form)); });
    connect(m_whole, &QCheckBox::toggled, this, [this] { refreshNow(); });
    connect(m_asSent, &QCheckBox::toggled, this, [this] { refreshNow(); });
    connect(m_save, &QPushButton::clicked, this, &PayloadPane::saveAs);
    connect(state, &CaptureState::foundChanged, this, [this] {
        if (m_event.id)
            showFound();
    });
    clear();
}

QString PayloadPane::shownText() const
{
    return m_stack->currentWidget() == m_hex ? m_hex->toPlainText() : m_text->toPlainText();
}

QString PayloadPane::noticeText() const
{
    return m_notice->isHidden() ? QString() : m_notice->text();
}

PayloadPane::Form PayloadPane::form() const
{
    return Form(m_forms->current());
}

QByteArray PayloadPane::shownBytes() const
{
    return {reinterpret_cast<const char *>(m_bytes.data()), qsizetype(m_bytes.size())};
}

void PayloadPane::choose(Form form)
{
    m_chosen = form;
    showBytes();
}

void PayloadPane::setWholeMessage(bool isWhole)
{
    m_whole->setChecked(isWhole);
}

void PayloadPane::setAsSent(bool asSent)
{
    m_asSent->setChecked(asSent);
}

bool PayloadPane::isCompressed() const
{
    return m_event.kind == hop::EventKind::Frame && m_event.message && m_event.has(hop::flag::Compressed);
}

bool PayloadPane::isClose() const
{
    return m_event.kind == hop::EventKind::Frame && m_event.opcode() == websocket::Opcode::Close;
}

bool PayloadPane::isInflated() const
{
    return isCompressed() && !m_asSent->isChecked();
}

bool PayloadPane::isWhole() const
{
    return m_whole->isChecked() && m_event.message;
}

void PayloadPane::clear()
{
    m_event = {};
    m_bytes.clear();
    m_isPart = false;
    m_text->clear();
    m_hex->setBytes({});
    m_forms->setEnabled(false);
    m_whole->hide();
    m_asSent->hide();
    m_save->setEnabled(false);
    m_notice->setText(state().reader() && state().selected()
                          ? tr("This event carries no payload.")
                          : tr("Select a message or a response to see what it carries."));
    m_notice->show();
}

/// A head stands for its body.
hop::Event PayloadPane::eventWithPayload() const
{
    const hop::Event selected = selectedEvent();
    if (!selected.id || mayCarry(selected))
        return selected;
    const bool isHead =
        selected.kind == hop::EventKind::RequestHead || selected.kind == hop::EventKind::ResponseHead;
    for (std::uint64_t step = 1; isHead && step <= kBodySearch; ++step) {
        const hop::Event next = reader().event({selected.id.value + step});
        if (next.hop != selected.hop || next.direction != selected.direction)
            continue;
        return next.kind == hop::EventKind::Body ? next : hop::Event{};
    }
    return {};
}

base::Bytes PayloadPane::read(const hop::Event &event, std::uint64_t limit) const
{
    if (event.kind == hop::EventKind::RawRun)
        return reader().wire(event, limit);
    if (!isWhole())
        return isInflated() ? capture::frameBytes(reader(), event, 0, limit)
                            : reader().payload(event, 0, limit);
    if (isInflated() || !isCompressed())
        return capture::messageBytes(reader(), event.message, 0, limit);
    base::Bytes joined;
    const bool isAll = capture::readMessage(
        reader(), event.message,
        [&](base::ByteSpan piece) {
            const std::uint64_t room = limit - joined.size();
            base::append(joined, piece.first(std::min<std::size_t>(piece.size(), room)));
            return joined.size() < limit;
        },
        capture::Encoding::AsSent);
    static_cast<void>(isAll); // the notice compares sizes
    return joined;
}

void PayloadPane::refresh()
{
    const hop::Event event = eventWithPayload();
    if (!event.id || !mayCarry(event)) {
        clear();
        return;
    }
    m_event = event;
    const bool isFragmented =
        event.message && (event.message != event.id || (event.ended && !event.has(hop::flag::Fin)));
    m_whole->setVisible(isFragmented);
    m_asSent->setVisible(isCompressed());
    m_bytes = read(event, kMaxShown);
    m_isPart = m_bytes.size() < kMaxShown && (!event.ended || isFragmented);
    m_forms->setEnabled(true);
    m_save->setEnabled(!m_bytes.empty());
    const QString words = notice();
    m_notice->setText(words);
    m_notice->setVisible(!words.isEmpty());
    showBytes();
}

/// −1 where it is not known.
std::int64_t PayloadPane::totalSize() const
{
    if (m_event.kind == hop::EventKind::RawRun)
        return m_event.wireSize;
    if (!isWhole())
        return isInflated() ? capture::frameSize(reader(), m_event) : m_event.payloadSize;
    const capture::MessageFacts facts = capture::messageFacts(reader(), m_event);
    return isInflated() ? facts.size : std::int64_t(facts.sentBytes);
}

QString PayloadPane::notice() const
{
    const std::int64_t total = totalSize();
    const auto sized = [](std::uint64_t size) { return fromUtf8(diagram::sizeText(size)); };
    QString notice;
    if (isCompressed())
        notice = compressionNotice(capture::messageFacts(reader(), m_event));
    if (m_bytes.size() == kMaxShown && total > std::int64_t(kMaxShown))
        notice += (notice.isEmpty() ? QString() : QStringLiteral(" "))
            + tr("The first %1 of %2 are shown. Save it to a file for all of it.")
                  .arg(sized(m_bytes.size()), sized(std::uint64_t(total)));
    if (!notice.isEmpty() || !m_bytes.empty())
        return notice;
    return m_event.ended ? tr("Empty.") : tr("Nothing of it has come yet.");
}

/// What it came from, and why some of it may be missing.
QString PayloadPane::compressionNotice(const capture::MessageFacts &facts) const
{
    const auto sized = [](std::uint64_t size) { return fromUtf8(diagram::sizeText(size)); };
    const QString sent = sized(facts.sentBytes);
    const QString readable = sized(facts.readableBytes);
    switch (facts.state) {
    case capture::MessageState::NotInflated:
        return tr("Inflated as far as %1; the rest could not be, or exceeds the limit. Choose “As sent” for "
                  "the %2 that were sent.")
            .arg(readable, sent);
    case capture::MessageState::NotKept:
        return tr("The capture keeps the first %1 of it. Choose “As sent” for the %2 that were sent.")
            .arg(readable, sent);
    case capture::MessageState::Whole:
    case capture::MessageState::Open:
    case capture::MessageState::Long:
        break;
    }
    if (facts.size < 0 || facts.sentBytes == 0)
        return tr("Compressed: %1 so far.").arg(sent);
    const double ratio = double(facts.size) / double(facts.sentBytes);
    return tr("Compressed: %1 sent as %2, %3 to 1.")
        .arg(sized(std::uint64_t(facts.size)), sent, QLocale().toString(ratio, 'f', 1));
}

PayloadPane::Form PayloadPane::fittingForm() const
{
    const bool isBinary = m_event.kind == hop::EventKind::RawRun || !websocket::isUtf8(m_bytes)
        || std::find(m_bytes.begin(), m_bytes.end(), std::byte{0}) != m_bytes.end();
    if (isBinary && !isClose() && m_bytes.size() < kMaxShown)
        return Hex;
    const bool looksLikeJson =
        !m_bytes.empty() && (m_bytes.front() == std::byte{'{'} || m_bytes.front() == std::byte{'['});
    return looksLikeJson && prettyJson(base::asText(m_bytes)) ? Json : Text;
}

void PayloadPane::showBytes()
{
    const std::optional<std::string> pretty = prettyJson(base::asText(m_bytes));
    QAbstractButton *jsonSegment = m_forms->segment(Json);
    jsonSegment->setEnabled(m_forms->isEnabled() && pretty.has_value());
    Form form = m_chosen.value_or(fittingForm());
    if (form == Json && !pretty)
        form = fittingForm();
    m_forms->setCurrent(form);
    if (form == Hex) {
        m_hex->setBytes(m_bytes);
        m_stack->setCurrentWidget(m_hex);
        showFound();
        return;
    }
    m_stack->setCurrentWidget(m_text);
    const QString wanted = form == Json ? shownLines(*pretty) : textOf(m_event, m_bytes);
    if (wanted != m_text->toPlainText())
        m_text->setPlainText(wanted);
    showFound();
}

/// Of the bytes that are shown; nothing where they do not have it.
std::optional<base::ByteRange> PayloadPane::foundRange() const
{
    const auto &found = state().found();
    if (!found || found->event != state().selected() || !m_event.id || (isCompressed() && !isInflated()))
        return std::nullopt;
    std::uint64_t start = 0;
    if (m_event.message && !isWhole() && m_event.message != m_event.id) {
        const std::int64_t size = isInflated() ? capture::frameSize(reader(), m_event) : m_event.payloadSize;
        if (size < 0 || m_event.messageSize < size)
            return std::nullopt;
        start = std::uint64_t(m_event.messageSize - size);
    }
    const std::uint64_t first = std::max(found->offset, start) - start;
    const std::uint64_t end =
        std::min<std::uint64_t>(std::max(found->offset + found->size, start) - start, m_bytes.size());
    return first < end ? std::optional(base::ByteRange{first, end - first}) : std::nullopt;
}

void PayloadPane::showFound()
{
    const auto found = foundRange();
    if (m_stack->currentWidget() == m_hex) {
        m_hex->setLit(found.value_or(base::ByteRange{}));
        return;
    }
    m_text->setExtraSelections({});
    if (found && !isClose())
        lightText(*found);
}

/// The text is not the bytes: it may be indented, and stand for bytes that are no text. The same words are
/// looked for as often as they stand before it in the bytes.
void PayloadPane::lightText(base::ByteRange found)
{
    const std::string_view all = base::asText(m_bytes);
    const std::string_view word = all.substr(std::size_t(found.first), std::size_t(found.size));
    const QString shownWord = shownLines(word);
    const QString text = m_text->toPlainText();
    qsizetype at = -1;
    if (form() == Text) {
        at = shownLines(all.substr(0, std::size_t(found.first))).size();
    } else {
        for (std::size_t i = all.find(word); i <= found.first; i = all.find(word, i + 1)) {
            at = text.indexOf(shownWord, at + 1);
            if (at < 0)
                return;
        }
    }
    QTextEdit::ExtraSelection light;
    light.cursor = QTextCursor(m_text->document());
    light.cursor.setPosition(int(std::min(at, text.size())));
    light.cursor.setPosition(int(std::min(at + shownWord.size(), text.size())), QTextCursor::KeepAnchor);
    light.format.setBackground(color(Token::Accent));
    light.format.setForeground(color(Token::OnAccent));
    m_text->setExtraSelections({light});
    QTextCursor start = light.cursor;
    start.setPosition(light.cursor.selectionStart());
    m_text->setTextCursor(start);
    m_text->ensureCursorVisible();
}

bool PayloadPane::saveTo(const QString &path) const
{
    QSaveFile file(path);
    if (!m_event.id || !file.open(QIODevice::WriteOnly))
        return false;
    const auto put = [&file](base::ByteSpan piece) {
        const auto size = qint64(piece.size());
        return file.write(reinterpret_cast<const char *>(piece.data()), size) == size;
    };
    if (isWhole())
        return capture::readMessage(reader(), m_event.message, put,
                                    isInflated() ? capture::Encoding::AsRead : capture::Encoding::AsSent)
            && file.commit();
    for (std::uint64_t at = 0;; at += kSavePiece) {
        const base::Bytes piece = m_event.kind == hop::EventKind::RawRun
            ? reader().bytes(
                m_event.hop, m_event.direction, m_event.streamOffset + at,
                std::min(kSavePiece, std::uint64_t(std::max<std::int64_t>(m_event.wireSize, 0)) - at))
            : isInflated() ? capture::frameBytes(reader(), m_event, at, kSavePiece)
                           : reader().payload(m_event, at, kSavePiece);
        if (!put(piece))
            return false;
        if (piece.size() < kSavePiece)
            return file.commit();
    }
}

void PayloadPane::saveAs()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Save payload"), {}, tr("All files (*)"));
    if (!path.isEmpty() && !saveTo(path))
        QMessageBox::warning(this, tr("Save payload"), tr("The file could not be written: %1").arg(path));
}

} // namespace hop101::ui
