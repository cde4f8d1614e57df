// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"

#include <QWidget>

#include <optional>
#include <string>

class QStackedWidget;

namespace hop101::ui {

class BehaviourPage;
class FoldHeader;
class HeaderModel;
class HeaderTable;
class RequestLinePage;
class RequestPreview;
class SegmentBar;
class TimeoutsPage;
class TlsPage;

/// Edits a plan: request line, headers, TLS, time-outs, behaviour. Beside it the exact bytes that a
/// connection will send, which can be typed there instead, with the key that it will send: renewKey() after
/// each start. Folds to one line. The URL is edited elsewhere.
class Composer final : public QWidget
{
    Q_OBJECT
public:
    enum Page { Request, Headers, Tls, Timeouts, Behaviour };

    explicit Composer(QWidget *parent = nullptr);

    plan::Plan plan() const;
    /// The URL of the plan is taken too; tells nobody.
    void setPlan(const plan::Plan &plan);
    /// `parsed` is nothing where the text is no URL: the last good one stays.
    void setUrl(const QString &text, const std::optional<plan::Url> &parsed);

    /// The key of the next connection.
    const std::string &key() const { return m_key; }
    void renewKey();
    base::Bytes requestBytes() const;
    QStringList brokenRules() const;

    bool isFolded() const;
    void setFolded(bool isFolded);
    /// Takes less height, for small windows.
    void setCompact(bool isCompact);
    void showPage(Page page);
    HeaderModel *headers() const { return m_headers; }
    HeaderTable *headerTable() const { return m_table; }
    RequestPreview *preview() const { return m_preview; }

signals:
    void edited();
    void foldedChanged(bool isFolded);

private:
    void refresh();
    QStringList summary() const;
    QWidget *makeBody();
    void connectPages();

    std::string m_key;
    std::string m_urlText;
    plan::Url m_url;
    HeaderModel *m_headers;
    FoldHeader *m_fold;
    QWidget *m_body;
    SegmentBar *m_pages;
    QStackedWidget *m_stack;
    RequestLinePage *m_requestLine;
    HeaderTable *m_table;
    TlsPage *m_tls;
    TimeoutsPage *m_timeouts;
    BehaviourPage *m_behaviour;
    RequestPreview *m_preview;
};

} // namespace hop101::ui
