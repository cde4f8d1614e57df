// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/exchangestrip.h"

#include "core/diagram/sequencelayout.h"
#include "ui/state/capturestate.h"
#include "ui/text/text.h"
#include "ui/theme/labels.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>

namespace hop101::ui {

namespace {

/// Exchanges that began since it was shown last are there when it opens.
class Box final : public QComboBox
{
public:
    explicit Box(ExchangeModel *model) : m_model(model) { }
    void showPopup() override
    {
        m_model->reload();
        QComboBox::showPopup();
    }

private:
    ExchangeModel *m_model;
};

std::string translated(const char *context, const char *source)
{
    return toUtf8(text(context, source));
}

} // namespace

ExchangeModel::ExchangeModel(CaptureState &state, QObject *parent)
    : QAbstractListModel(parent), m_state(state)
{ }

void ExchangeModel::reload()
{
    std::vector<hop::Exchange> now;
    if (m_state.reader())
        now = m_state.reader()->exchanges();
    const auto before = int(m_exchanges.size());
    const auto count = int(now.size());
    if (count < before) {
        beginResetModel();
        m_exchanges = std::move(now);
        endResetModel();
        return;
    }
    // Those that were there keep their rows, and so does what is chosen.
    if (count > before)
        beginInsertRows({}, before + 1, count);
    m_exchanges = std::move(now);
    if (count > before)
        endInsertRows();
    emit dataChanged(index(0), index(before));
}

const hop::Exchange *ExchangeModel::exchangeAt(int row) const
{
    return row >= 1 && row <= int(m_exchanges.size()) ? &m_exchanges[std::size_t(row - 1)] : nullptr;
}

bool ExchangeModel::hasNeighbours(const hop::Exchange &exchange) const
{
    return std::count_if(m_exchanges.begin(), m_exchanges.end(),
                         [&](const hop::Exchange &other) { return other.hop == exchange.hop; })
        > 1;
}

int ExchangeModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_exchanges.size()) + 1;
}

QVariant ExchangeModel::data(const QModelIndex &index, int role) const
{
    if ((role != Qt::DisplayRole && role != Qt::AccessibleTextRole) || !index.isValid())
        return {};
    if (const hop::Exchange *exchange = exchangeAt(index.row()))
        return textOf(*exchange);
    const std::size_t hops = m_state.reader() ? m_state.reader()->hops().size() : 0;
    return tr("All connections (%1)").arg(QLocale().toString(qulonglong(hops)));
}

/// "#2  GET /chat HTTP/1.1  101  ·  Session 2: why it failed"
QString ExchangeModel::textOf(const hop::Exchange &exchange) const
{
    const capture::Reader *reader = m_state.reader();
    if (!reader)
        return {};
    const hop::Event request = reader->event(exchange.request);
    QStringList parts{QStringLiteral("#%1").arg(exchange.hop.value)};
    if (request.id)
        parts += fromUtf8(diagram::rowText(*reader, request, &translated).kind);
    parts += exchange.status == 0 ? tr("no answer") : QString::number(exchange.status);
    QString line = parts.join(QStringLiteral("  "));
    if (reader->sessions().size() < 2)
        return line;
    const capture::Session &session = reader->sessionOf(exchange.hop);
    line += QStringLiteral("  ·  ") + tr("Session %1").arg(session.id.value);
    return session.title.empty() ? line : line + QStringLiteral(": ") + shown(session.title);
}

ExchangeStrip::ExchangeStrip(CaptureState &state, QWidget *parent)
    : QWidget(parent), m_state(state), m_model(new ExchangeModel(state, this)), m_box(new Box(m_model)),
      m_sessions(newLabel("quiet"))
{
    auto *list = new QListView(m_box);
    list->setUniformItemSizes(true);
    m_box->setView(list);
    m_box->setModel(m_model);
    m_box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_box->setMinimumContentsLength(24);
    m_box->setAccessibleName(tr("Connection"));
    m_box->setToolTip(tr("Show one connection alone, or all of them"));
    auto *line = new QHBoxLayout;
    line->setContentsMargins(2 * kGrid, kGrid / 2, 2 * kGrid, kGrid / 2);
    line->setSpacing(2 * kGrid);
    line->addWidget(m_box, 1);
    line->addWidget(m_sessions);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(line);
    column->addWidget(newHairline());
    connect(m_box, &QComboBox::currentIndexChanged, this, &ExchangeStrip::rowChosen);
    connect(&m_state, &CaptureState::captureChanged, this, &ExchangeStrip::captureWasSet);
    connect(&m_state, &CaptureState::eventsAdvanced, this, &ExchangeStrip::eventsWereAdded);
    hide();
}

void ExchangeStrip::rowChosen(int row)
{
    const hop::Exchange *exchange = m_model->exchangeAt(row);
    m_state.chooseHop(exchange ? exchange->hop : base::HopId{});
    if (!exchange)
        return emit chosen({}, {}, {});
    const bool isAlone = !m_model->hasNeighbours(*exchange);
    emit chosen(exchange->hop, isAlone ? base::ExchangeId{} : exchange->id, exchange->request);
}

void ExchangeStrip::captureWasSet()
{
    m_model->reload();
    m_box->setCurrentIndex(0);
    showIfNeeded();
}

/// The table of exchanges is read when there is another connection, not with every event.
void ExchangeStrip::eventsWereAdded()
{
    if (m_state.reader() && m_state.reader()->hops().size() != m_hops)
        showIfNeeded();
}

void ExchangeStrip::showIfNeeded()
{
    const capture::Reader *reader = m_state.reader();
    m_hops = reader ? reader->hops().size() : 0;
    const auto exchanges = std::size_t(m_model->rowCount()) - 1;
    setVisible(reader && (diagram::hasParallelHops(*reader) || exchanges > m_hops));
    const std::size_t sessions = reader ? reader->sessions().size() : 0;
    m_sessions->setVisible(sessions > 1);
    m_sessions->setText(tr("%1 sessions").arg(QLocale().toString(qulonglong(sessions))));
    m_box->update();
}

} // namespace hop101::ui
