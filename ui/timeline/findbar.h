// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/textsearch.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QToolButton;

namespace hop101::ui {

class CaptureState;
class SegmentBar;
class TextFinder;

/// The line that finds a text, or bytes in hex, in what events carry: next, previous, around the end.
class FindBar final : public QWidget
{
    Q_OBJECT
public:
    /// `state` must outlive it.
    explicit FindBar(CaptureState &state, QWidget *parent = nullptr);

    void open();
    void close();
    void findNext();
    void findPrevious();
    QLineEdit *edit() const { return m_edit; }
    SegmentBar *forms() const { return m_forms; }
    QCheckBox *caseBox() const { return m_case; }
    QString message() const;

signals:
    void left();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void find(bool isForward);
    void found(const capture::TextHit &hit, bool isWrapped);
    void say(const QString &message, const char *role = "quiet");
    std::optional<capture::TextPattern> pattern();

    CaptureState &m_state;
    TextFinder *m_finder;
    SegmentBar *m_forms;
    QLineEdit *m_edit;
    QCheckBox *m_case;
    QLabel *m_message;
};

} // namespace hop101::ui
