// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/filterbar.h"

#include "ui/state/capturestate.h"
#include "ui/state/rowfilter.h"
#include "ui/text/text.h"
#include "ui/theme/labels.h"
#include "ui/theme/theme.h"
#include "ui/timeline/filteredit.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace hop101::ui {

namespace {

constexpr int kPauseMs = 350; // in typing, before it is taken

std::string translated(const char *context, const char *source)
{
    return toUtf8(text(context, source));
}

/// Bytes of the UTF-8 text as characters of the QString.
int charactersOf(const std::string &text, std::size_t bytes)
{
    return int(QString::fromUtf8(text.data(), qsizetype(std::min(bytes, text.size()))).size());
}

QToolButton *newButton(const char *iconName, const QString &name, const QString &toolTip)
{
    auto *button = new QToolButton;
    button->setIcon(icon(iconName, Token::Quiet));
    button->setAccessibleName(name);
    button->setToolTip(toolTip);
    return button;
}

} // namespace

FilterBar::FilterBar(CaptureState &state, RowFilter &filter, QWidget *parent)
    : QWidget(parent), m_state(state), m_filter(filter), m_edit(new FilterEdit), m_count(newLabel("quiet")),
      m_stop(new QPushButton(tr("Stop"))),
      m_examples(newButton("list", tr("Examples"), tr("Examples to begin with"))),
      m_close(newButton("x", tr("Close the filter"), tr("Show all events again (Esc)"))),
      m_error(newSentence("broken"))
{
    m_edit->setAccessibleName(tr("Filter"));
    m_edit->setPlaceholderText(tr("Filter, such as: text and size > 64 KiB"));
    m_edit->setToolTip(tr("Which events show. Ctrl+Space lists the words; Esc clears it (Ctrl+Shift+F)"));
    m_stop->setProperty("link", true);
    m_stop->setToolTip(tr("Stop looking; what was found stays"));
    m_error->hide();
    makeExamples();
    auto *line = new QHBoxLayout;
    line->setContentsMargins(2 * kGrid, kGrid / 2, kGrid, kGrid / 2);
    line->setSpacing(kGrid);
    auto *mark = newLabel();
    mark->setPixmap(icon("filter", Token::Quiet).pixmap(16, 16));
    line->addWidget(mark);
    line->addWidget(m_edit, 1);
    line->addWidget(m_count);
    line->addWidget(m_stop);
    line->addWidget(m_examples);
    line->addWidget(m_close);
    auto *below = new QHBoxLayout;
    below->setContentsMargins(5 * kGrid, 0, 2 * kGrid, kGrid / 2);
    below->addWidget(m_error);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(line);
    column->addLayout(below);
    column->addWidget(newHairline());
    m_soon.setSingleShot(true);
    m_soon.setInterval(kPauseMs);
    connect(&m_soon, &QTimer::timeout, this, &FilterBar::apply);
    connect(m_edit, &QLineEdit::textEdited, this, &FilterBar::typed);
    connect(m_edit, &QLineEdit::returnPressed, this, &FilterBar::apply);
    connect(m_edit, &FilterEdit::escaped, this, &FilterBar::escaped);
    connect(m_edit, &FilterEdit::left, this, &FilterBar::left);
    connect(m_stop, &QPushButton::clicked, &m_filter, &RowFilter::stop);
    connect(m_close, &QToolButton::clicked, this, &FilterBar::close);
    connect(&m_filter, &RowFilter::changed, this, &FilterBar::showCount);
    connect(&m_state, &CaptureState::eventsAdvanced, this, &FilterBar::showCount);
    showCount();
    hide();
}

void FilterBar::makeExamples()
{
    const std::pair<const char *, QString> examples[] = {
        {"has finding", tr("what broke a rule")},
        {"from client and text", tr("what the client said")},
        {"not control", tr("without ping, pong and close")},
        {"binary and size > 64 KiB", tr("large binary frames")},
        {"time 10s..20s", tr("ten seconds of the session")},
        {"text ~ \"error\"", tr("a text, in upper or lower case")},
        {"closecode in {1001..1011}", tr("unusual ends")},
        {"status >= 400 or failed", tr("what was refused or failed")},
    };
    auto *menu = new QMenu(m_examples);
    for (const auto &[expression, meaning] : examples) {
        const QString text = QString::fromLatin1(expression);
        QAction *action = menu->addAction(text + QLatin1Char('\t') + meaning);
        connect(action, &QAction::triggered, this, [this, text] {
            setExpression(text);
            m_edit->setFocus();
        });
    }
    m_examples->setMenu(menu);
    m_examples->setPopupMode(QToolButton::InstantPopup);
    m_examples->setStyleSheet(QStringLiteral("QToolButton::menu-indicator { image: none; }"));
}

void FilterBar::open()
{
    show();
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->selectAll();
}

void FilterBar::close()
{
    m_edit->clear();
    apply();
    hide();
    emit left();
}

void FilterBar::escaped()
{
    if (m_edit->text().isEmpty())
        return close();
    m_edit->clear();
    apply();
}

void FilterBar::setExpression(const QString &expression)
{
    show();
    m_edit->setText(expression);
    apply();
}

void FilterBar::typed()
{
    m_edit->clearFault();
    m_error->hide();
    m_edit->offerWords(false);
    m_soon.start();
}

void FilterBar::apply()
{
    m_soon.stop();
    const std::string expression = toUtf8(m_edit->text());
    auto parsed = capture::parseFilter(expression);
    if (parsed) {
        m_edit->clearFault();
        m_error->hide();
        m_filter.setFilter(std::move(parsed).value());
        return;
    }
    const capture::FilterError &error = parsed.error();
    const int first = charactersOf(expression, error.offset);
    m_edit->setFault(first, charactersOf(expression, error.offset + error.length) - first);
    m_error->setText(shown(capture::describe(error, &translated)));
    m_error->show();
}

/// "1,204 of 10,000,000"
void FilterBar::showCount()
{
    const bool isScanning = m_filter.isScanning();
    const std::uint64_t total = m_state.reader() ? m_state.reader()->eventCount() : 0;
    const QLocale locale;
    const auto number = [&locale](std::uint64_t value) { return locale.toString(qulonglong(value)); };
    QString count;
    if (m_filter.isActive() && m_state.reader()) {
        count = tr("%1 of %2").arg(number(m_state.rowCount()), number(total));
        // A live session is looked through again and again: that is no news.
        if (isScanning && total > 0 && m_filter.scanned() < total / 2)
            count += QStringLiteral(" · %1 %").arg(m_filter.scanned() * 100 / total);
        else if (m_filter.isStopped())
            count += QStringLiteral(" · ") + tr("stopped at event %1").arg(number(m_filter.scanned()));
    }
    m_count->setText(count);
    m_stop->setVisible(isScanning && m_filter.scanned() < total / 2);
}

QString FilterBar::countText() const
{
    return m_count->text();
}

QString FilterBar::errorText() const
{
    return m_error->isHidden() ? QString() : m_error->text();
}

} // namespace hop101::ui
