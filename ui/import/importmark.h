// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;

namespace hop101::capture {
class Reader;
}

namespace hop101::ui {

/// What is to be known of a capture that came from another program's file: one sentence, and all that was
/// made up for it. Both empty of a capture that was recorded.
struct ImportOrigin
{
    QString sentence;
    QString madeUp;
};
ImportOrigin importOrigin(const capture::Reader &reader);

/// The sentence above the timeline, quiet; hidden where the capture was recorded.
class ImportMark final : public QWidget
{
    Q_OBJECT
public:
    explicit ImportMark(QWidget *parent = nullptr);

    /// Null: no capture.
    void setCapture(const capture::Reader *reader);
    QString text() const;

private:
    QLabel *m_icon;
    QLabel *m_sentence;
};

} // namespace hop101::ui
