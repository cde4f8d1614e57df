// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/composer.h"

#include "ui/composer/headermodel.h"
#include "ui/composer/headertable.h"
#include "ui/composer/requestpreview.h"
#include "ui/composer/settingspages.h"
#include "ui/theme/foldheader.h"
#include "ui/theme/segmentbar.h"
#include "ui/theme/theme.h"

#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace hop101::ui {

namespace {

constexpr int kBodyHeight = 256;
constexpr int kCompactHeight = 196;

} // namespace

Composer::Composer(QWidget *parent)
    : QWidget(parent), m_key(plan::freshKey()), m_headers(new HeaderModel(this)), m_fold(new FoldHeader),
      m_pages(new SegmentBar), m_stack(new QStackedWidget), m_requestLine(new RequestLinePage),
      m_table(new HeaderTable(m_headers)), m_tls(new TlsPage), m_timeouts(new TimeoutsPage),
      m_behaviour(new BehaviourPage), m_preview(new RequestPreview)
{
    m_body = makeBody();
    m_fold->setChecked(true);
    m_fold->setToolTip(tr("Show or hide what will be sent (Ctrl+E)"));
    setProperty("ground", QStringLiteral("pane"));
    setAttribute(Qt::WA_StyledBackground);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_fold);
    column->addWidget(m_body);
    connectPages();
    setPlan(plan::defaultPlan({}));
}

QWidget *Composer::makeBody()
{
    m_pages->addSegment(Request, tr("Request"), tr("Method, target and version"));
    m_pages->addSegment(Headers, tr("Headers"), tr("The header rows, in the order they are sent"));
    m_pages->addSegment(Tls, tr("TLS"), tr("Certificates and names"));
    m_pages->addSegment(Timeouts, tr("Timeouts"), tr("How long each step may take"));
    m_pages->addSegment(Behaviour, tr("Behaviour"), tr("What Hop101 does by itself"));
    for (QWidget *page : {static_cast<QWidget *>(m_requestLine), static_cast<QWidget *>(m_table),
                          static_cast<QWidget *>(m_tls), static_cast<QWidget *>(m_timeouts),
                          static_cast<QWidget *>(m_behaviour)})
        m_stack->addWidget(page);

    auto *left = new QWidget;
    auto *leftColumn = new QVBoxLayout(left);
    leftColumn->setContentsMargins(kGrid * 3 / 2, 0, kGrid * 3 / 2, 0);
    leftColumn->setSpacing(kGrid);
    leftColumn->addWidget(m_pages);
    leftColumn->addWidget(m_stack, 1);

    auto *halves = new QSplitter(Qt::Horizontal);
    halves->setChildrenCollapsible(false);
    halves->setHandleWidth(1);
    halves->addWidget(left);
    halves->addWidget(m_preview);
    halves->setStretchFactor(0, 1);
    halves->setStretchFactor(1, 1);
    halves->setSizes({560, 500});

    auto *body = new QWidget;
    body->setFixedHeight(kBodyHeight);
    auto *row = new QVBoxLayout(body);
    row->setContentsMargins(0, 0, 0, kGrid * 3 / 2);
    row->addWidget(halves);
    return body;
}

void Composer::connectPages()
{
    const auto onEdit = [this] {
        refresh();
        emit edited();
    };
    connect(m_headers, &HeaderModel::edited, this, onEdit);
    connect(m_requestLine, &RequestLinePage::edited, this, onEdit);
    connect(m_tls, &TlsPage::edited, this, onEdit);
    connect(m_timeouts, &TimeoutsPage::edited, this, onEdit);
    connect(m_behaviour, &BehaviourPage::edited, this, onEdit);
    connect(m_preview, &RequestPreview::rawEdited, this, [this] {
        m_fold->setTexts(tr("Request"), summary());
        emit edited();
    });
    connect(m_pages, &SegmentBar::chosen, m_stack, &QStackedWidget::setCurrentIndex);
    connect(m_fold, &FoldHeader::toggled, this, [this](bool isOpen) {
        m_body->setVisible(isOpen);
        emit foldedChanged(!isOpen);
    });
    showPage(Headers);
}

plan::Plan Composer::plan() const
{
    plan::Plan plan;
    plan.url = m_urlText;
    plan.headers = m_headers->headers();
    m_requestLine->store(plan);
    m_tls->store(plan);
    m_timeouts->store(plan);
    m_behaviour->store(plan);
    plan.rawRequest = m_preview->rawRequest();
    return plan;
}

void Composer::setPlan(const plan::Plan &plan)
{
    m_headers->setHeaders(plan.headers);
    m_requestLine->show(plan);
    m_tls->show(plan);
    m_timeouts->show(plan);
    m_behaviour->show(plan);
    m_preview->setRawRequest(plan.rawRequest);
    const auto parsed = plan::parseUrl(plan.url);
    setUrl(QString::fromStdString(plan.url), parsed ? std::optional(parsed.value()) : std::nullopt);
}

void Composer::setUrl(const QString &text, const std::optional<plan::Url> &parsed)
{
    m_urlText = text.toStdString();
    if (parsed)
        m_url = *parsed;
    m_requestLine->setUrlTarget(QString::fromStdString(m_url.target));
    m_tls->setUrlHost(QString::fromStdString(m_url.host), m_url.secure);
    refresh();
}

void Composer::renewKey()
{
    m_key = plan::freshKey();
    refresh();
}

base::Bytes Composer::requestBytes() const
{
    return plan::requestHead(plan(), m_url, m_key);
}

QStringList Composer::brokenRules() const
{
    return m_preview->brokenRules();
}

void Composer::refresh()
{
    plan::Plan composed = plan();
    composed.rawRequest.reset();
    m_headers->setAutomaticValues(m_url.hostHeader(), composed.key.empty() ? m_key : composed.key);
    m_preview->setBytes(plan::requestHead(composed, m_url, m_key));
    m_fold->setTexts(tr("Request"), summary());
}

QStringList Composer::summary() const
{
    const plan::Plan current = plan();
    const std::string target = current.target.empty() ? m_url.target : current.target;
    const auto sent = std::count_if(current.headers.begin(), current.headers.end(),
                                    [](const plan::HeaderRow &row) { return row.enabled; });
    QStringList parts;
    if (current.rawRequest)
        parts += tr("raw: %n bytes", nullptr, int(current.rawRequest->size()));
    else
        parts += QString::fromStdString(current.method + ' ' + target) + QStringLiteral(" · ")
            + tr("%n headers", nullptr, int(sent));
    if (!current.requestCuts.empty())
        parts += tr("split in %n writes", nullptr, int(current.requestCuts.size()) + 1);
    if (!m_url.secure)
        parts += tr("TLS off");
    else
        parts += current.tls.verify ? tr("TLS on") : tr("TLS on, certificate not verified");
    if (!brokenRules().isEmpty())
        parts += QStringLiteral("⚠ ") + tr("breaks %n rules", nullptr, int(brokenRules().size()));
    return parts;
}

bool Composer::isFolded() const
{
    return !m_fold->isChecked();
}

void Composer::setFolded(bool isFolded)
{
    m_fold->setChecked(!isFolded);
}

void Composer::setCompact(bool isCompact)
{
    m_preview->setCompact(isCompact);
    m_body->setFixedHeight(isCompact ? kCompactHeight : kBodyHeight);
}

void Composer::showPage(Page page)
{
    m_pages->setCurrent(page);
    m_stack->setCurrentIndex(page);
}

} // namespace hop101::ui
