// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/comparedialog.h"

#include "ui/text/text.h"
#include "ui/theme/dialogs.h"
#include "ui/theme/labels.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QPointer>
#include <QThread>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <memory>
#include <utility>

namespace hop101::ui {

namespace {

constexpr QSize kFirstSize{940, 560};
constexpr int kMarkWidth = 40;

QString markOf(CompareLine::Kind kind)
{
    switch (kind) {
    case CompareLine::OnlyLeft:
        return QStringLiteral("−");
    case CompareLine::OnlyRight:
        return QStringLiteral("+");
    case CompareLine::Changed:
        return QStringLiteral("≠");
    default:
        return {};
    }
}

QTreeWidgetItem *itemOf(const CompareLine &line)
{
    auto *item = new QTreeWidgetItem({markOf(line.kind), line.left, line.right});
    item->setData(0, Qt::UserRole, qulonglong(line.event.value));
    if (line.kind == CompareLine::Section) {
        item->setText(0, line.left);
        item->setFirstColumnSpanned(true);
        return item;
    }
    const bool isQuiet = line.kind == CompareLine::Same || line.kind == CompareLine::Gap;
    const Token token = isQuiet ? Token::Quiet : Token::Text;
    for (int column = 0; column < 3; ++column) {
        item->setForeground(column, color(column == 0 ? Token::Broken : token));
        item->setToolTip(column, QString());
        if (column > 0)
            item->setFont(column, monoFont());
    }
    return item;
}

/// The threads that compare; of the window's thread.
QList<QThread *> &running()
{
    static QList<QThread *> threads;
    return threads;
}

/// At the end of the application: libraries clean up behind it, and nobody may use them any more.
void waitForAll()
{
    for (QThread *thread : std::exchange(running(), {})) {
        thread->wait();
        delete thread;
    }
}

} // namespace

CompareDialog::CompareDialog(const QString &leftPath, base::ExchangeId leftExchange, const QString &rightPath,
                             QWidget *parent)
    : QDialog(parent), m_lead(newLabel("title")), m_lines(new QTreeWidget)
{
    setWindowTitle(tr("Compare"));
    resizeToFit(this, kFirstSize);
    m_lines->setHeaderLabels({QString(), QFileInfo(leftPath).fileName(), QFileInfo(rightPath).fileName()});
    layOut();
    begin(leftPath, leftExchange, rightPath);
}

void CompareDialog::layOut()
{
    m_lines->setRootIsDecorated(false);
    m_lines->setUniformRowHeights(true);
    m_lines->setAccessibleName(tr("Both exchanges, side by side"));
    m_lines->header()->setStretchLastSection(true);
    m_lines->header()->setTextElideMode(Qt::ElideRight);
    m_lines->header()->resizeSection(0, kMarkWidth);
    m_lines->header()->resizeSection(1, (width() - kMarkWidth) / 2 - 2 * kGrid);
    m_lead->setText(tr("Comparing…"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(2 * kGrid, 2 * kGrid, 2 * kGrid, 2 * kGrid);
    column->setSpacing(kGrid);
    column->addWidget(m_lead);
    column->addWidget(m_lines, 1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &CompareDialog::reject);
    column->addWidget(buttons);
    connect(m_lines, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem *item) {
        if (const auto event = item ? item->data(0, Qt::UserRole).toULongLong() : 0; event != 0)
            emit eventChosen({event});
    });
}

/// The thread may outlive the dialog, and then nobody hears it; the program it does not outlive.
void CompareDialog::begin(const QString &leftPath, base::ExchangeId leftExchange, const QString &rightPath)
{
    const QPointer<CompareDialog> self(this);
    const auto outcome = std::make_shared<Outcome>();
    QThread *thread = QThread::create([=] { *outcome = compare(leftPath, leftExchange, rightPath); });
    connect(thread, &QThread::finished, qApp, [self, outcome, thread] {
        if (self)
            self->fill(*outcome);
        running().removeOne(thread);
        thread->deleteLater();
    });
    [[maybe_unused]] static const bool isWaitedFor = (qAddPostRoutine(waitForAll), true);
    running().append(thread);
    thread->start();
}

CompareDialog::Outcome CompareDialog::compare(const QString &leftPath, base::ExchangeId leftExchange,
                                              const QString &rightPath)
{
    const auto left = capture::Reader::open(toUtf8(leftPath));
    const auto right = capture::Reader::open(toUtf8(rightPath));
    if (!left || !right)
        return {shown(capture::describe(left ? right.error() : left.error())), false, {}, {}, {}};
    auto ours = firstExchange(*left.value());
    for (const hop::Exchange &one : left.value()->exchanges())
        if (one.id == leftExchange)
            ours = one;
    const auto theirs = firstExchange(*right.value());
    if (!ours || !theirs)
        return {tr("%1 has no exchange: no HTTP head was recorded in it.")
                    .arg(QFileInfo(ours ? rightPath : leftPath).fileName()),
                false,
                {},
                {},
                {}};
    const auto diff = capture::compareExchanges(*left.value(), *ours, *right.value(), *theirs, {});
    return {diff.isSame() ? tr("The same: nothing that counts differs.") : tr("Not the same."), diff.isSame(),
            exchangeTitle(*left.value(), *ours), exchangeTitle(*right.value(), *theirs),
            compareLines(*left.value(), *right.value(), diff)};
}

QString CompareDialog::lead() const
{
    return m_lead->text();
}

void CompareDialog::fill(const Outcome &outcome)
{
    m_lead->setText(outcome.lead);
    setRole(m_lead, outcome.isSame ? "holds" : "title");
    if (!outcome.leftTitle.isEmpty()) {
        QTreeWidgetItem *header = m_lines->headerItem();
        header->setText(1, header->text(1) + QStringLiteral("  ·  ") + outcome.leftTitle);
        header->setText(2, header->text(2) + QStringLiteral("  ·  ") + outcome.rightTitle);
    }
    for (const CompareLine &line : outcome.lines) {
        QTreeWidgetItem *item = itemOf(line);
        m_lines->addTopLevelItem(item);
        item->setFirstColumnSpanned(line.kind == CompareLine::Section);
    }
    m_isDone = true;
    emit done();
}

} // namespace hop101::ui
