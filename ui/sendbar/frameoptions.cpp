// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sendbar/frameoptions.h"

#include "ui/composer/cutedit.h"
#include "ui/text/text.h"
#include "ui/theme/labels.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QResizeEvent>
#include <QSignalBlocker>

#include <algorithm>
#include <array>

namespace hop101::ui {

namespace {

constexpr int kAsKind = -1;
constexpr int kCellWidth = 200;
constexpr int kCaptionWidth = 84;
constexpr int kMaxColumns = 3;
constexpr std::array<const char *, 16> kOpcodeNames{"continuation", "text", "binary", "", "", "", "", "",
                                                    "close",        "ping", "pong",   "", "", "", "", ""};

/// Entries of the mask's box.
enum Mask { AsUsual, On, Off, OwnKey };

QLineEdit *newNumberEdit(const QString &placeholder, const QString &toolTip, const QString &name)
{
    auto *edit = new QLineEdit;
    edit->setFont(monoFont());
    edit->setPlaceholderText(placeholder);
    edit->setToolTip(toolTip);
    edit->setAccessibleName(name);
    edit->setLayoutDirection(Qt::LeftToRight);
    return edit;
}

QWidget *newCell(const QString &label, QWidget *field)
{
    auto *cell = new QWidget;
    auto *row = new QHBoxLayout(cell);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kGrid);
    QLabel *caption = newLabel("quiet");
    caption->setText(label);
    caption->setMinimumWidth(kCaptionWidth);
    caption->setBuddy(field);
    row->addWidget(caption);
    row->addWidget(field, 1);
    return cell;
}

} // namespace

FrameOptions::FrameOptions(QWidget *parent)
    : QWidget(parent), m_opcode(new QComboBox), m_fin(new QCheckBox(tr("FI&N"))),
      m_rsv1(new QCheckBox(tr("RSV&1"))), m_rsv2(new QCheckBox(tr("RSV&2"))),
      m_rsv3(new QCheckBox(tr("RSV&3"))), m_compress(new QCheckBox(tr("&Compress"))), m_mask(new QComboBox),
      m_length(new QComboBox), m_cuts(new CutEdit), m_reset(new QPushButton(tr("As &usual"))),
      m_flags(new QWidget), m_error(newLabel("broken")), m_grid(new QGridLayout(this))
{
    makeFields();
    makeFlags();
    makeRows();
    m_grid->setContentsMargins(0, kGrid / 2, 0, 0);
    m_grid->setHorizontalSpacing(2 * kGrid);
    m_grid->setVerticalSpacing(kGrid / 2);
    m_error->setWordWrap(true);
    m_error->hide();
    reset();
    arrange(2);
}

void FrameOptions::makeFields()
{
    m_opcode->addItem(tr("as chosen"), kAsKind);
    for (int number = 0; number < int(kOpcodeNames.size()); ++number) {
        const QString name = QLatin1String(kOpcodeNames[std::size_t(number)]);
        m_opcode->addItem(
            QString::number(number) + QLatin1Char(' ') + (name.isEmpty() ? tr("reserved") : name), number);
    }
    m_opcode->setToolTip(tr("What the frame says it is. 3 to 7 and 11 to 15 are reserved."));
    m_mask->addItems({tr("as usual"), tr("on"), tr("off"), tr("own key")});
    m_mask->setToolTip(
        tr("A client masks each frame with a fresh key; a server fails one that is not masked."));
    m_maskKey =
        newNumberEdit(QStringLiteral("37fa213d"), tr("The mask's key: eight hex digits"), tr("Mask key"));
    m_length->addItem(tr("shortest"), 0);
    m_length->addItem(tr("1 byte"), 1);
    m_length->addItem(tr("3 bytes"), 3);
    m_length->addItem(tr("9 bytes"), 9);
    m_length->setToolTip(tr("The form of the length field. What does not fit is cut to its low bits."));
    m_stated = newNumberEdit(tr("the payload's"), tr("What the length field says, right or wrong"),
                             tr("Stated length"));
    m_fragment = newNumberEdit(tr("not at all"),
                               tr("The most payload bytes of one frame; the rest follows in "
                                  "continuations"),
                               tr("Fragment size"));
    m_cuts->setToolTip(
        tr("Split the write behind these bytes of the frame, with a pause in milliseconds: 2, 6:500"));
    m_cuts->setAccessibleName(tr("Where the frame's write is split"));
    m_cuts->setPlaceholderText(QStringLiteral("2, 6:500"));
    m_reset->setProperty("link", true);
    m_reset->setToolTip(tr("Send frames as they should be again"));
    for (QComboBox *box : {m_opcode, m_mask, m_length}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(6);
        connect(box, &QComboBox::currentIndexChanged, this, &FrameOptions::onEdit);
    }
    for (QLineEdit *edit : {m_maskKey, m_stated, m_fragment})
        connect(edit, &QLineEdit::textChanged, this, &FrameOptions::onEdit);
    connect(m_cuts, &CutEdit::edited, this, &FrameOptions::onEdit);
    connect(m_reset, &QPushButton::clicked, this, [this] {
        reset();
        onEdit();
    });
}

void FrameOptions::makeFlags()
{
    m_fin->setToolTip(tr("The last frame of its message"));
    for (QCheckBox *bit : {m_rsv1, m_rsv2, m_rsv3})
        bit->setToolTip(tr("A reserved bit: 0 unless an extension was agreed"));
    m_compress->setToolTip(tr("Text and binary messages are compressed where permessage-deflate was agreed"));
    auto *row = new QHBoxLayout(m_flags);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kGrid);
    for (QCheckBox *box : {m_fin, m_rsv1, m_rsv2, m_rsv3, m_compress}) {
        row->addWidget(box);
        connect(box, &QCheckBox::toggled, this, &FrameOptions::onEdit);
    }
    row->addStretch(1);
    row->addWidget(m_reset);
}

void FrameOptions::makeRows()
{
    m_cells = {newCell(tr("&Opcode"), m_opcode),         newCell(tr("M&ask"), m_mask),
               newCell(tr("&Length in"), m_length),      newCell(tr("S&tates"), m_stated),
               newCell(tr("F&ragments of"), m_fragment), newCell(tr("Spl&it at"), m_cuts),
               newCell(tr("Mask ke&y"), m_maskKey)};
    m_keyCell = m_cells.back();
}

void FrameOptions::arrange(int columns)
{
    if (columns == m_columns)
        return;
    m_columns = columns;
    int at = 0;
    for (QWidget *cell : std::as_const(m_cells)) {
        m_grid->addWidget(cell, at / columns, at % columns);
        ++at;
    }
    for (int column = 0; column < kMaxColumns; ++column)
        m_grid->setColumnStretch(column, column < columns ? 1 : 0);
    const int below = int(m_cells.size());
    m_grid->addWidget(m_flags, below, 0, 1, columns);
    m_grid->addWidget(m_error, below + 1, 0, 1, columns);
}

void FrameOptions::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange(std::clamp(width() / kCellWidth, 1, kMaxColumns));
}

void FrameOptions::onEdit()
{
    m_keyCell->setVisible(m_mask->currentIndex() == OwnKey);
    readFields();
    emit edited();
}

std::optional<std::uint64_t> FrameOptions::numberOf(const QLineEdit *edit) const
{
    bool isNumber = false;
    const std::uint64_t number = edit->text().trimmed().toULongLong(&isNumber);
    return isNumber ? std::optional(number) : std::nullopt;
}

namespace {

std::optional<websocket::MaskKey> keyOf(const QString &typed)
{
    const auto bytes = base::fromHex(toUtf8(typed.trimmed()));
    websocket::MaskKey key{};
    if (!bytes || bytes->size() != key.size())
        return std::nullopt;
    std::copy(bytes->begin(), bytes->end(), key.begin());
    return key;
}

} // namespace

/// Marks what cannot be read and says so.
void FrameOptions::readFields()
{
    const bool isKeyWrong = m_mask->currentIndex() == OwnKey && !keyOf(m_maskKey->text());
    const bool isStatedWrong = !m_stated->text().trimmed().isEmpty() && !numberOf(m_stated);
    const auto fragment = numberOf(m_fragment);
    const bool isFragmentWrong = !m_fragment->text().trimmed().isEmpty() && fragment.value_or(0) == 0;
    setStyleProperty(m_maskKey, "invalid", isKeyWrong);
    setStyleProperty(m_stated, "invalid", isStatedWrong);
    setStyleProperty(m_fragment, "invalid", isFragmentWrong);
    m_fault = isKeyWrong  ? tr("A mask key is eight hex digits, such as 37fa213d.")
        : isStatedWrong   ? tr("The stated length must be a whole number of bytes.")
        : isFragmentWrong ? tr("The size of fragments must be a whole number of bytes, 1 or more.")
                          : m_cuts->errorText();
    m_error->setText(m_fault);
    m_error->setVisible(!m_fault.isEmpty());
}

QString FrameOptions::errorText() const
{
    return m_fault;
}

void FrameOptions::apply(plan::FramePlan &frame) const
{
    frame.cuts = m_cuts->cuts();
    if (frame.isRaw)
        return;
    if (const int opcode = m_opcode->currentData().toInt(); opcode != kAsKind)
        frame.opcode = static_cast<websocket::Opcode>(opcode);
    frame.fin = m_fin->isChecked();
    frame.rsv1 = m_rsv1->isChecked();
    frame.rsv2 = m_rsv2->isChecked();
    frame.rsv3 = m_rsv3->isChecked();
    frame.compress = m_compress->isChecked();
    const int mask = m_mask->currentIndex();
    frame.masking = mask == AsUsual ? plan::Masking::ByRole
        : mask == Off               ? plan::Masking::Off
                                    : plan::Masking::On;
    if (mask == OwnKey)
        frame.maskKey = keyOf(m_maskKey->text());
    frame.lengthBytes = std::uint8_t(m_length->currentData().toInt());
    frame.statedLength = numberOf(m_stated);
    frame.fragmentBytes = numberOf(m_fragment).value_or(0);
}

void FrameOptions::showFrame(const plan::FramePlan &frame, bool hasOpcode)
{
    const QSignalBlocker quiet(this);
    m_opcode->setCurrentIndex(m_opcode->findData(hasOpcode ? int(frame.opcode) : kAsKind));
    m_fin->setChecked(frame.fin);
    m_rsv1->setChecked(frame.rsv1);
    m_rsv2->setChecked(frame.rsv2);
    m_rsv3->setChecked(frame.rsv3);
    m_compress->setChecked(frame.compress);
    m_mask->setCurrentIndex(frame.masking == plan::Masking::Off      ? Off
                                : frame.maskKey                      ? OwnKey
                                : frame.masking == plan::Masking::On ? On
                                                                     : AsUsual);
    m_maskKey->setText(frame.maskKey ? QString::fromStdString(base::toHex(*frame.maskKey)) : QString());
    m_length->setCurrentIndex(m_length->findData(int(frame.lengthBytes)));
    m_stated->setText(frame.statedLength ? QString::number(*frame.statedLength) : QString());
    m_fragment->setText(frame.fragmentBytes > 0 ? QString::number(frame.fragmentBytes) : QString());
    m_cuts->setCuts(frame.cuts);
    onEdit();
}

void FrameOptions::reset()
{
    showFrame({}, false);
}

QStringList FrameOptions::active() const
{
    QStringList words;
    const auto add = [&words](bool isActive, const QString &word) {
        if (isActive)
            words += word;
    };
    if (!m_isRaw) {
        add(m_opcode->currentIndex() != 0, tr("opcode %1").arg(m_opcode->currentText()));
        add(!m_fin->isChecked(), tr("no FIN"));
        add(m_rsv1->isChecked(), QStringLiteral("RSV1"));
        add(m_rsv2->isChecked(), QStringLiteral("RSV2"));
        add(m_rsv3->isChecked(), QStringLiteral("RSV3"));
        add(!m_compress->isChecked(), tr("not compressed"));
        add(m_mask->currentIndex() != AsUsual, tr("mask: %1").arg(m_mask->currentText()));
        add(m_length->currentIndex() != 0, tr("length in %1").arg(m_length->currentText()));
        add(!m_stated->text().trimmed().isEmpty(), tr("states %1").arg(m_stated->text().trimmed()));
        add(!m_fragment->text().trimmed().isEmpty(), tr("fragments of %1").arg(m_fragment->text().trimmed()));
    }
    add(!m_cuts->text().trimmed().isEmpty(), tr("split at %1").arg(m_cuts->text().trimmed()));
    return words;
}

void FrameOptions::setRaw(bool isRaw)
{
    m_isRaw = isRaw;
    m_flags->setEnabled(!isRaw);
    for (QWidget *cell : std::as_const(m_cells))
        cell->setEnabled(!isRaw || cell == m_cuts->parentWidget());
}

} // namespace hop101::ui
