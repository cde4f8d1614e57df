// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

#include <QLineEdit>

#include <vector>

class QCompleter;
class QStandardItemModel;

namespace hop101::ui {

/// A line for a filter expression (docs/filter.md): it offers the words that may stand at the cursor, and
/// draws a line under what is wrong.
class FilterEdit final : public QLineEdit
{
    Q_OBJECT
public:
    explicit FilterEdit(QWidget *parent = nullptr);

    /// Characters of the text; nothing: all is right. At its end, a place of one character.
    void setFault(int first, int count);
    void clearFault();
    bool hasFault() const { return m_faultCount > 0; }
    /// The words that may stand there and begin as what stands before the cursor; all where nothing does.
    void offerWords(bool evenAll);
    QCompleter *completer() const { return m_words; }

signals:
    void escaped();
    /// Down: to what the filter shows.
    void left();

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    int wordStart() const;
    void complete(const QString &word);
    double xOf(int character) const;

    QStandardItemModel *m_model;
    QCompleter *m_words;
    int m_faultFirst = 0;
    int m_faultCount = 0;
};

} // namespace hop101::ui
