// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>

namespace hop101::ui {

/// The field of a URL. What is pasted or dropped into it and is more than a URL, a curl command say, is told
/// instead of being put on one line.
class UrlEdit final : public QLineEdit
{
    Q_OBJECT
public:
    using QLineEdit::QLineEdit;

signals:
    void requestPasted(const QString &text);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void pasteFromClipboard();
    bool takes(const QString &text);
};

} // namespace hop101::ui
