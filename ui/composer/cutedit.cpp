// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/cutedit.h"

#include "ui/text/text.h"
#include "ui/theme/labels.h"
#include "ui/theme/theme.h"

#include <QRegularExpression>
#include <QSignalBlocker>

#include <algorithm>

namespace hop101::ui {

base::Result<std::vector<plan::WriteCut>, CutFault> parseCuts(const QString &typed)
{
    static const QRegularExpression separators(QStringLiteral("[,;\\s]+"));
    static const QRegularExpression place(QStringLiteral("^(\\d{1,18})(?::(\\d{1,8}))?$"));
    std::vector<plan::WriteCut> cuts;
    for (const QString &word : typed.split(separators, Qt::SkipEmptyParts)) {
        const auto match = place.match(word);
        const std::chrono::milliseconds wait(match.captured(2).toLongLong());
        if (!match.hasMatch() || wait > plan::kMaxTimeout || cuts.size() == plan::kMaxCuts)
            return CutFault{word};
        cuts.push_back({match.captured(1).toULongLong(), wait});
    }
    std::stable_sort(cuts.begin(), cuts.end(), [](const auto &a, const auto &b) { return a.at < b.at; });
    return cuts;
}

QString cutsText(const std::vector<plan::WriteCut> &cuts)
{
    QStringList words;
    for (const plan::WriteCut &cut : cuts) {
        const QString at = QString::number(cut.at);
        words += cut.wait.count() == 0 ? at : at + QLatin1Char(':') + QString::number(cut.wait.count());
    }
    return words.join(QStringLiteral(", "));
}

CutEdit::CutEdit(QWidget *parent) : QLineEdit(parent)
{
    setFont(monoFont());
    setLayoutDirection(Qt::LeftToRight);
    setPlaceholderText(QStringLiteral("16, 20:500"));
    connect(this, &QLineEdit::textChanged, this, [this] {
        read();
        emit edited();
    });
}

void CutEdit::setCuts(const std::vector<plan::WriteCut> &cuts)
{
    const QSignalBlocker quiet(this);
    setText(cutsText(cuts));
    read();
}

void CutEdit::read()
{
    auto parsed = parseCuts(text());
    m_wrongWord = parsed ? QString() : parsed.error().word;
    if (parsed)
        m_cuts = std::move(parsed).value();
    setStyleProperty(this, "invalid", !m_wrongWord.isEmpty());
}

QString CutEdit::errorText() const
{
    return m_wrongWord.isEmpty()
        ? QString()
        : tr("“%1” is no place to split at: write a byte, or byte:milliseconds as in 20:500.")
              .arg(elided(m_wrongWord, 24));
}

} // namespace hop101::ui
