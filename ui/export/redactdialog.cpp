// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/redactdialog.h"

#include "core/diagram/rowtext.h"
#include "ui/export/taskstrip.h"
#include "ui/text/text.h"
#include "ui/theme/dialogs.h"
#include "ui/theme/labels.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <utility>

namespace hop101::ui {

namespace {

constexpr std::size_t kMaxListed = 1000;
constexpr int kSoonMs = 400;
constexpr QSize kFirstSize{820, 620};
constexpr int kPatternHeight = 56;
constexpr int kEventRole = Qt::UserRole;

QString joined(const std::vector<std::string> &names)
{
    QStringList all;
    for (const std::string &name : names)
        all += fromUtf8(name);
    return all.join(QStringLiteral(", "));
}

std::vector<std::string> separated(const QString &names, QChar by)
{
    std::vector<std::string> all;
    for (const QString &name : names.split(by, Qt::SkipEmptyParts)) {
        if (const QString trimmed = name.trimmed(); !trimmed.isEmpty())
            all.push_back(toUtf8(trimmed));
    }
    return all;
}

enum Column { Event, What, Where, Before, After, Bytes };
constexpr int kRightColumns[] = {Event, Bytes};

QTreeWidgetItem *itemOf(const RedactionRow &row)
{
    auto *item = new QTreeWidgetItem({row.event ? QLocale().toString(qulonglong(row.event.value)) : QString(),
                                      row.what, row.where, row.before, row.after,
                                      fromUtf8(diagram::sizeText(row.bytes))});
    for (const int column : kRightColumns)
        item->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    for (const int column : {Before, After})
        item->setFont(column, monoFont());
    for (const int column : {What, Where})
        item->setToolTip(column,
                         QStringLiteral("<span>") + item->text(column).toHtmlEscaped()
                             + QStringLiteral("</span>"));
    item->setData(0, kEventRole, qulonglong(row.event.value));
    return item;
}

} // namespace

RedactDialog::RedactDialog(const QString &capture, const capture::RedactionRules &rules, Use use,
                           QWidget *parent)
    : QDialog(parent), m_capture(capture), m_headers(new QLineEdit), m_query(new QLineEdit),
      m_json(new QLineEdit), m_patterns(new QPlainTextEdit),
      m_addresses(new QCheckBox(tr("Addresses of the parties, too"))),
      m_unreadable(new QCheckBox(tr("Leave what cannot be looked into as it is"))), m_summary(newSentence()),
      m_list(new QTreeWidget), m_accept(new QPushButton), m_strip(new TaskStrip(m_task))
{
    setWindowTitle(use == Use::Save ? tr("Save redacted copy") : tr("Replace secrets"));
    resizeToFit(this, kFirstSize);
    layOut(use);
    setRules(rules);
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoonMs);
    connect(&m_soon, &QTimer::timeout, this, &RedactDialog::preview);
    for (QLineEdit *edit : {m_headers, m_query, m_json})
        connect(edit, &QLineEdit::textChanged, this, &RedactDialog::rulesEdited);
    connect(m_patterns, &QPlainTextEdit::textChanged, this, &RedactDialog::rulesEdited);
    for (QCheckBox *box : {m_addresses, m_unreadable})
        connect(box, &QCheckBox::toggled, this, &RedactDialog::rulesEdited);
    connect(&m_task, &Task::ended, this, &RedactDialog::taskEnded);
    connect(m_list, &QTreeWidget::currentItemChanged, this, [this](const QTreeWidgetItem *row) {
        const base::EventId event{row ? std::uint64_t(row->data(0, kEventRole).toULongLong()) : 0};
        if (event)
            emit eventChosen(event);
    });
    preview();
}

RedactDialog::~RedactDialog()
{
    m_task.cancel();
}

QWidget *RedactDialog::makeRules()
{
    auto *rules = new QWidget;
    auto *form = new QFormLayout(rules);
    form->setContentsMargins(0, 0, 0, 0);
    form->setSpacing(kGrid);
    form->addRow(tr("&Headers"), m_headers);
    form->addRow(tr("&Query parameters"), m_query);
    form->addRow(tr("&JSON fields"), m_json);
    form->addRow(tr("&Patterns"), m_patterns);
    form->addRow(QString(), m_addresses);
    form->addRow(QString(), m_unreadable);
    m_headers->setToolTip(
        tr("Fields whose values are replaced, beside Authorization and cookies, with commas between"));
    m_query->setToolTip(tr("Parameters of URLs and forms, with commas between"));
    m_json->setToolTip(tr("Fields of JSON at any depth, with commas between"));
    m_patterns->setToolTip(tr("Regular expressions, one a line"));
    m_unreadable->setToolTip(tr("Otherwise data that is not text is replaced as a whole"));
    m_patterns->setFont(monoFont());
    m_patterns->setFixedHeight(kPatternHeight);
    m_patterns->setTabChangesFocus(true);
    return rules;
}

void RedactDialog::layOut(Use use)
{
    auto *what = newSentence("quiet");
    what->setText(tr(
        "Logins, cookies and the passwords of URLs are always replaced, by as many bytes. The capture itself "
        "stays as it is."));
    m_list->setHeaderLabels({tr("Event"), tr("What"), tr("Where"), tr("Before"), tr("After"), tr("Bytes")});
    for (const int column : kRightColumns)
        m_list->headerItem()->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->header()->setSectionResizeMode(Where, QHeaderView::Stretch);
    m_list->header()->setStretchLastSection(false);
    m_list->setAccessibleName(tr("What would be replaced"));
    m_accept->setText(use == Use::Save ? tr("Save copy…") : tr("Use these"));
    m_accept->setToolTip(use == Use::Save ? tr("Choose the file and write the redacted copy")
                                          : tr("Replace these when it is exported"));
    m_accept->setProperty("primary", true);
    m_accept->setDefault(true);
    auto *close = new QPushButton(tr("Close"));
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(close);
    buttons->addWidget(m_accept);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(2 * kGrid, 2 * kGrid, 2 * kGrid, 2 * kGrid);
    column->setSpacing(kGrid);
    column->addWidget(what);
    column->addWidget(makeRules());
    column->addWidget(m_summary);
    column->addWidget(m_list, 1);
    column->addWidget(m_strip);
    column->addLayout(buttons);
    connect(close, &QPushButton::clicked, this, &RedactDialog::reject);
    if (use == Use::Save)
        connect(m_accept, &QPushButton::clicked, this, &RedactDialog::choosePlace);
    else
        connect(m_accept, &QPushButton::clicked, this, &QDialog::accept);
}

capture::RedactionRules RedactDialog::rules() const
{
    capture::RedactionRules rules;
    rules.headers = separated(m_headers->text(), QLatin1Char(','));
    rules.queryParameters = separated(m_query->text(), QLatin1Char(','));
    rules.jsonFields = separated(m_json->text(), QLatin1Char(','));
    rules.patterns = separated(m_patterns->toPlainText(), QLatin1Char('\n'));
    rules.hasAddresses = m_addresses->isChecked();
    rules.keepsUnreadable = m_unreadable->isChecked();
    return rules;
}

void RedactDialog::setRules(const capture::RedactionRules &rules)
{
    m_headers->setText(joined(rules.headers));
    m_query->setText(joined(rules.queryParameters));
    m_json->setText(joined(rules.jsonFields));
    for (QLineEdit *edit : {m_headers, m_query, m_json})
        edit->setCursorPosition(0); // long lists are read from their start
    QStringList patterns;
    for (const std::string &pattern : rules.patterns)
        patterns += fromUtf8(pattern);
    m_patterns->setPlainText(patterns.join(QLatin1Char('\n')));
    m_addresses->setChecked(rules.hasAddresses);
    m_unreadable->setChecked(rules.keepsUnreadable);
}

void RedactDialog::rulesEdited()
{
    m_soon.start();
    if (m_doing != Doing::Preview && m_doing != Doing::Count)
        return;
    m_isStale = true;
    m_task.cancel();
}

void RedactDialog::begin(Doing doing, const QString &words)
{
    m_doing = doing;
    m_outcome.reset();
    m_strip->begin(words);
}

void RedactDialog::preview()
{
    if (m_task.isRunning())
        return;
    m_isStale = false;
    look(Doing::Preview, tr("Looking…"), kMaxListed, capture::PreviewEnd::Stop);
}

/// There is more than is listed: how much more.
void RedactDialog::countAll()
{
    look(Doing::Count, tr("Counting…"), 0, capture::PreviewEnd::CountOn);
}

void RedactDialog::look(Doing doing, const QString &words, std::size_t limit, capture::PreviewEnd end)
{
    begin(doing, words);
    m_task.start([this, limit, end, wanted = rules(), path = toUtf8(m_capture)](Task &task) {
        const auto watch = [&task](const capture::RedactionProgress &now) {
            return task.tell(now.bytes, now.allBytes, [&] {
                return tr("%1 secrets in %2")
                    .arg(QLocale().toString(qulonglong(now.count)), fromUtf8(diagram::sizeText(now.bytes)));
            });
        };
        m_outcome = capture::previewRedaction(path, wanted, limit, watch, end);
        m_found.clear();
        if (!*m_outcome || m_outcome->value().items.empty())
            return;
        const auto reader = capture::Reader::open(path);
        if (!reader)
            return;
        for (const capture::Redaction &each : m_outcome->value().items)
            m_found.push_back(redactionRow(*reader.value(), each));
    });
}

void RedactDialog::taskEnded()
{
    const Doing done = std::exchange(m_doing, Doing::Nothing);
    if (!m_outcome)
        return;
    const bool isLook = done == Doing::Preview || done == Doing::Count;
    if (isLook && !m_wantedPath.isEmpty())
        return saveTo(std::exchange(m_wantedPath, {}));
    if (isLook && m_isStale)
        return preview();
    if (done == Doing::Count) {
        showCount(bool(*m_outcome));
    } else if (!*m_outcome) {
        m_summary->setText(m_outcome->error().isCancelled ? tr("Cancelled: not all was looked at.")
                                                          : fromUtf8(capture::describe(m_outcome->error())));
    } else if (done == Doing::Preview) {
        showPreview();
    } else {
        emit saved(m_savePath, m_outcome->value().count);
        accept();
    }
    if (isLook && !m_task.isRunning())
        emit previewed();
}

void RedactDialog::showPreview()
{
    const capture::RedactionReport report = m_outcome->value();
    m_list->clear();
    QList<QTreeWidgetItem *> rows;
    for (const RedactionRow &each : m_found)
        rows += itemOf(each);
    m_list->addTopLevelItems(rows);
    for (const int column : {Event, What, Before, After, Bytes})
        m_list->resizeColumnToContents(column);
    const QString count = QLocale().toString(qulonglong(report.count));
    m_summary->setText(report.count == 0 ? tr("No secret was found by these rules.")
                           : report.isCut
                           ? tr("More than %1 secrets would be replaced; the first are listed.").arg(count)
                           : tr("%n secrets would be replaced.", nullptr, int(report.count)));
    if (report.isCut)
        countAll();
}

/// `isWhole`: it was not cancelled.
void RedactDialog::showCount(bool isWhole)
{
    if (!isWhole)
        return;
    const auto count = [](std::uint64_t value) { return QLocale().toString(qulonglong(value)); };
    m_summary->setText(tr("%1 secrets would be replaced; the first %2 places are listed.")
                           .arg(count(m_outcome->value().count), count(std::uint64_t(listedRows()))));
}

void RedactDialog::choosePlace()
{
    const QString name = QFileInfo(m_capture).completeBaseName() + QStringLiteral("-redacted.hop101");
    const QString path =
        QFileDialog::getSaveFileName(this, tr("Save redacted copy"), name, tr("Captures (*.hop101)"));
    if (!path.isEmpty())
        saveTo(QFileInfo(path).suffix().isEmpty() ? path + QStringLiteral(".hop101") : path);
}

void RedactDialog::saveTo(const QString &path)
{
    m_soon.stop();
    m_isStale = false;
    if (QFileInfo(path).absoluteFilePath() == QFileInfo(m_capture).absoluteFilePath())
        return m_summary->setText(tr("That is the capture itself: choose another place."));
    if (m_doing == Doing::Preview || m_doing == Doing::Count) {
        m_wantedPath = path; // the list is not waited for
        return m_task.cancel();
    }
    if (m_task.isRunning())
        return;
    m_savePath = path;
    begin(Doing::Save, tr("Writing…"));
    // Replacing was agreed to where the place was chosen; a failure before leaves what is there.
    m_task.start([this, wanted = rules(), from = toUtf8(m_capture), path](Task &task) {
        const QString part = path + QStringLiteral(".part");
        QFile::remove(part);
        m_outcome =
            capture::saveRedacted(from, toUtf8(part), wanted, [&task](const capture::RedactionProgress &now) {
                return task.tell(now.bytes, now.allBytes, [&] {
                    return tr("%1 secrets in %2")
                        .arg(QLocale().toString(qulonglong(now.count)),
                             fromUtf8(diagram::sizeText(now.bytes)));
                });
            });
        if (!*m_outcome)
            return;
        if ((QFile::exists(path) && !QFile::remove(path)) || !QFile::rename(part, path)) {
            QFile::remove(part);
            capture::RedactionError error;
            error.capture = capture::CaptureError{capture::CaptureFault::NoPermission, toUtf8(path), {}};
            m_outcome = error;
        }
    });
}

QString RedactDialog::summaryText() const
{
    return m_summary->text();
}

int RedactDialog::listedRows() const
{
    return m_list->topLevelItemCount();
}

QString RedactDialog::listedText(int row) const
{
    QStringList cells;
    for (int column = 0; column < m_list->columnCount(); ++column)
        cells += m_list->topLevelItem(row)->text(column);
    return cells.join(QLatin1Char('\t'));
}

void RedactDialog::reject()
{
    if (m_doing == Doing::Save)
        return m_task.cancel();
    QDialog::reject();
}

} // namespace hop101::ui
