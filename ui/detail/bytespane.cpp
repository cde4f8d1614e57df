// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/bytespane.h"

#include "core/diagram/rowtext.h"
#include "ui/detail/bitstrip.h"
#include "ui/detail/fieldmodel.h"
#include "ui/detail/hexview.h"
#include "ui/text/text.h"
#include "ui/theme/labels.h"

#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QVBoxLayout>

namespace hop101::ui {

namespace {

constexpr int kRowHeight = 22;
constexpr int kMostRows = 11;
constexpr int kLeastRows = 4;

Token inkOf(FieldKind kind)
{
    switch (kind) {
    case FieldKind::Bits:
    case FieldKind::StartLine:
        return Token::Accent;
    case FieldKind::Length:
        return Token::FromRight;
    case FieldKind::Key:
        return Token::Binary;
    case FieldKind::LineEnd:
        return Token::Quiet;
    case FieldKind::Payload:
    case FieldKind::Header:
    case FieldKind::Raw:
        break;
    }
    return Token::Text;
}

std::uint16_t firstTwo(const base::Bytes &bytes)
{
    if (bytes.size() < 2)
        return 0;
    return static_cast<std::uint16_t>(std::to_integer<unsigned>(bytes[0]) << 8
                                      | std::to_integer<unsigned>(bytes[1]));
}

QTableView *newFieldTable(FieldModel *model)
{
    auto *table = new QTableView;
    table->setModel(model);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setTabKeyNavigation(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setMinimumSectionSize(kRowHeight);
    table->verticalHeader()->setDefaultSectionSize(kRowHeight);
    table->horizontalHeader()->setStretchLastSection(true);
    table->horizontalHeader()->setHighlightSections(false);
    return table;
}

} // namespace

BytesPane::BytesPane(CaptureState *state, QWidget *parent)
    : DetailTab(state, parent), m_fields(new FieldModel(this)), m_bits(new BitStrip),
      m_table(newFieldTable(m_fields)), m_meaning(newSentence("quiet")), m_notice(newSentence("quiet")),
      m_hex(new HexView)
{
    m_table->setAccessibleName(tr("Fields of the bytes"));
    m_hex->setAccessibleName(tr("Bytes on the wire"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kGrid * 3 / 2, kGrid, kGrid * 3 / 2, 0);
    column->setSpacing(kGrid);
    column->addWidget(m_bits);
    column->addWidget(m_table, 3);
    column->addWidget(m_meaning);
    column->addWidget(m_notice);
    column->addWidget(newHairline());
    column->addWidget(m_hex, 2);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) { lightField(current.row()); });
    connect(m_bits, &BitStrip::fieldClicked, this, [this](int field) { m_table->selectRow(field); });
    connect(m_hex, &HexView::byteClicked, this, [this](quint64 byte) {
        const int field = fieldAt(m_fields->fields(), byte);
        if (field >= 0)
            m_table->selectRow(field);
    });
    connect(state, &CaptureState::selectedBytesChanged, this, &BytesPane::showLit);
    clear();
}

QString BytesPane::meaningText() const
{
    return m_meaning->text();
}

QString BytesPane::noticeText() const
{
    return m_notice->isHidden() ? QString() : m_notice->text();
}

void BytesPane::clear()
{
    m_fields->setFields({});
    m_hex->setBytes({});
    m_bits->hide();
    m_table->hide();
    m_meaning->hide();
    m_notice->setText(tr("Select an event to see its bytes."));
    m_notice->show();
}

void BytesPane::refresh()
{
    const hop::Event event = selectedEvent();
    if (!event.id) {
        clear();
        return;
    }
    const base::Bytes bytes = reader().wire(event, kMaxShown);
    m_hex->setBytes(bytes);
    showFields(event, bytes);
    showNotice(event, bytes.size());
    showLit(state().selectedBytes());
}

void BytesPane::showFields(const hop::Event &event, const base::Bytes &bytes)
{
    std::vector<Field> fields = fieldsOf(event, bytes);
    std::vector<HexView::Mark> marks;
    for (const Field &field : fields)
        marks.push_back({field.bytes, inkOf(field.kind)});
    m_hex->setMarks(std::move(marks));
    m_bits->setFields(fields, firstTwo(bytes));
    m_bits->setVisible(event.kind == hop::EventKind::Frame && bytes.size() >= 2);
    m_table->setVisible(!fields.empty());
    m_fields->setFields(std::move(fields));
    m_table->resizeColumnToContents(FieldModel::Name);
    m_table->resizeColumnToContents(FieldModel::Place);
    m_table->setColumnWidth(FieldModel::Name, qMin(m_table->columnWidth(FieldModel::Name), 180));
    const int rows = qMin(m_fields->rowCount(), kMostRows);
    const int headerHeight = m_table->horizontalHeader()->sizeHint().height() + 2;
    m_table->setMaximumHeight(headerHeight + rows * kRowHeight);
    m_table->setMinimumHeight(headerHeight + qMin(rows, kLeastRows) * kRowHeight);
    m_meaning->setVisible(!m_fields->fields().empty());
    m_meaning->setText(tr("Click a field or a byte: its meaning stands here."));
}

void BytesPane::showNotice(const hop::Event &event, std::uint64_t shown)
{
    QString notice;
    const QString signal = ui::shown(reader().signalText(event));
    if (event.wireSize > std::int64_t(shown) && shown > 0)
        notice = tr("The first %1 of %2 are shown.")
                     .arg(fromUtf8(diagram::sizeText(shown)),
                          fromUtf8(diagram::sizeText(std::uint64_t(event.wireSize))));
    else if (shown == 0)
        notice = signal.isEmpty() ? tr("This event has no bytes on the wire.") : signal;
    if (event.has(hop::flag::Cut))
        notice +=
            (notice.isEmpty() ? QString() : QStringLiteral(" ")) + tr("It was cut before it was complete.");
    m_notice->setText(notice);
    m_notice->setVisible(!notice.isEmpty());
}

void BytesPane::lightField(int field)
{
    if (field < 0 || field >= m_fields->rowCount())
        return;
    m_isLighting = true;
    const Field &chosen = m_fields->fields()[std::size_t(field)];
    m_bits->setLitField(field);
    explain(field);
    m_hex->setLit(chosen.bytes);
    state().selectBytes(chosen.bytes);
    m_isLighting = false;
}

void BytesPane::explain(int field)
{
    const Field &chosen = m_fields->fields()[std::size_t(field)];
    QString sentence =
        chosen.name + QStringLiteral(": ") + (chosen.meaning.isEmpty() ? chosen.value : chosen.meaning);
    if (!chosen.section.isEmpty())
        sentence += QStringLiteral(" (") + chosen.section + QLatin1Char(')');
    m_meaning->setText(sentence);
}

/// Another pane lit bytes: the first field of exactly these, or the bytes alone.
void BytesPane::showLit(base::ByteRange bytes)
{
    if (m_isLighting || !state().reader())
        return;
    m_hex->setLit(bytes);
    const std::vector<Field> &fields = m_fields->fields();
    for (std::size_t i = 0; bytes.size > 0 && i < fields.size(); ++i) {
        if (fields[i].bytes == bytes) {
            m_table->selectRow(int(i));
            return;
        }
    }
    m_table->clearSelection();
    m_bits->setLitField(-1);
}

} // namespace hop101::ui
