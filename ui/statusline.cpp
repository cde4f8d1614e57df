// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/statusline.h"

#include "core/diagram/rowtext.h"
#include "ui/detail/verdictcontent.h"
#include "ui/state/capturestate.h"
#include "ui/text/text.h"
#include "ui/theme/labels.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <array>

namespace hop101::ui {

namespace {

constexpr int kDot = 10;
/// What may follow the last frame: the ends of both directions and a failure.
constexpr std::uint64_t kTail = 4;

std::optional<hop::Exchange> lastExchange(const CaptureState &state)
{
    if (!state.reader())
        return std::nullopt;
    const std::vector<hop::Exchange> all = state.reader()->exchanges();
    return all.empty() ? std::nullopt : std::optional(all.back());
}

/// All events between the switch and the end are frames; nothing is counted one by one.
std::uint64_t frameCount(const capture::Reader &reader, const hop::Exchange &exchange)
{
    const std::uint64_t all = reader.eventCount();
    const std::uint64_t before = exchange.response.value + 1; // the switch follows the 101
    if (exchange.status != 101 || all <= before)
        return 0;
    std::uint64_t others = 0;
    for (std::uint64_t id = all; id > before && all - id < kTail; --id)
        others += reader.event({id}).kind != hop::EventKind::Frame ? 1 : 0;
    return all - before - others;
}

std::pair<Tone, QString> endOf(const session::Notice &notice, const std::optional<hop::Exchange> &exchange)
{
    using State = hop::ExchangeState;
    if (exchange && exchange->state == State::Refused)
        return {Tone::Bad, StatusLine::tr("Refused")};
    if (exchange && exchange->state == State::Broken101)
        return {Tone::Bad, StatusLine::tr("Broken upgrade")};
    if (notice.failedAt == hop::FailStage::Cancelled)
        return {Tone::Neutral, StatusLine::tr("Cancelled")};
    if (notice.failedAt)
        return {Tone::Bad, StatusLine::tr("Failed")};
    if (exchange && exchange->state == State::NoAnswer)
        return {Tone::Bad, StatusLine::tr("No answer")};
    return {Tone::Neutral, exchange ? StatusLine::tr("Closed") : StatusLine::tr("Not connected")};
}

std::pair<Tone, QString> stateOf(const session::Notice &notice, const std::optional<hop::Exchange> &exchange)
{
    switch (notice.state) {
    case session::State::Connecting:
        return {Tone::Neutral, StatusLine::tr("Connecting")};
    case session::State::Securing:
        return {Tone::Neutral, StatusLine::tr("TLS handshake")};
    case session::State::Upgrading:
        return {Tone::Neutral, StatusLine::tr("Upgrading")};
    case session::State::Open:
        return {Tone::Good, StatusLine::tr("Open")};
    case session::State::Closing:
        return {Tone::Neutral, StatusLine::tr("Closing")};
    case session::State::Idle:
    case session::State::Closed:
        break;
    }
    return endOf(notice, exchange);
}

QString sizeOf(std::uint64_t bytes)
{
    return fromUtf8(diagram::sizeText(bytes));
}

QString answerFact(const capture::Reader &reader, const hop::Exchange &exchange)
{
    const hop::Event request = reader.event(exchange.request);
    const hop::Event response = reader.event(exchange.response);
    if (exchange.status <= 0 || !response.id)
        return {};
    if (!request.id)
        return QString::number(exchange.status);
    return StatusLine::tr("%1 in %2")
        .arg(exchange.status)
        .arg(fromUtf8(diagram::durationText(response.time - request.time)));
}

/// Of a certificate that somebody accepted: it stays in sight.
bool hasAcceptedCertificate(const capture::Reader &reader)
{
    std::array<hop::Event, 4> first;
    const std::size_t count = reader.events({1}, first);
    return std::any_of(first.begin(), first.begin() + std::ptrdiff_t(count), [](const hop::Event &event) {
        return event.kind == hop::EventKind::TlsUp && event.has(hop::flag::Accepted);
    });
}

} // namespace

StatusTexts statusTexts(const session::Notice &notice, const CaptureState &state)
{
    const std::optional<hop::Exchange> exchange = lastExchange(state);
    const auto [tone, name] = stateOf(notice, exchange);
    StatusTexts texts{tone, name, {}};
    if (!state.reader())
        return texts;
    const capture::Reader &reader = *state.reader();
    if (exchange) {
        const QString answer = answerFact(reader, *exchange);
        if (!answer.isEmpty())
            texts.facts += answer;
        const std::uint64_t frames = frameCount(reader, *exchange);
        if (frames > 0)
            texts.facts +=
                StatusLine::tr("%n frames", nullptr, int(std::min<std::uint64_t>(frames, INT_MAX)));
    }
    if (notice.bytesFromLeft + notice.bytesFromRight > 0)
        texts.facts += sizeOf(notice.bytesFromLeft + notice.bytesFromRight);
    if (notice.unsentBytes > 0)
        texts.facts += StatusLine::tr("%1 waiting to be sent").arg(sizeOf(notice.unsentBytes));
    if (hasAcceptedCertificate(reader))
        texts.facts += StatusLine::tr("certificate accepted by you");
    if (reader.damage())
        texts.facts += StatusLine::tr("only a part could be read");
    return texts;
}

QString whyNotOpen(session::State state, bool hasCapture)
{
    switch (state) {
    case session::State::Idle:
        return hasCapture ? StatusLine::tr("This is a capture; connect to send.")
                          : StatusLine::tr("Connect first.");
    case session::State::Closing:
        return StatusLine::tr("A Close was sent.");
    case session::State::Closed:
        return StatusLine::tr("The connection is closed.");
    default:
        return StatusLine::tr("Not upgraded yet.");
    }
}

class StatusLine::Dot final : public QWidget
{
public:
    Dot() { setFixedSize(kDot, kDot); }
    void setTone(Tone tone)
    {
        m_tone = tone;
        update();
    }

protected:
    void paintEvent(QPaintEvent * /*event*/) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        const Token ink = m_tone == Tone::Good ? Token::Holds
            : m_tone == Tone::Bad              ? Token::Broken
                                               : Token::Control;
        painter.setBrush(color(ink));
        painter.drawEllipse(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
    }

private:
    Tone m_tone = Tone::Neutral;
};

StatusLine::StatusLine(QWidget *parent)
    : QWidget(parent), m_dot(new Dot), m_state(newLabel()), m_facts(newLabel("quiet")),
      m_selected(newLabel()), m_capture(newLabel("quiet"))
{
    setProperty("ground", QStringLiteral("alternate"));
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Status"));
    for (QLabel *label : {m_state, m_facts, m_selected, m_capture})
        label->setFont(uiFont(-1));
    m_facts->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(kGrid * 3 / 2, 3, kGrid * 3 / 2, 3);
    row->setSpacing(kGrid);
    row->addWidget(m_dot);
    row->addWidget(m_state);
    row->addSpacing(kGrid);
    row->addWidget(m_facts, 1);
    row->addWidget(m_selected);
    row->addSpacing(kGrid);
    row->addWidget(m_capture);
    m_selected->hide();
}

void StatusLine::setTexts(const StatusTexts &texts)
{
    m_dot->setTone(texts.tone);
    m_state->setText(texts.state);
    setRole(m_state, texts.tone == Tone::Good ? "holds" : texts.tone == Tone::Bad ? "broken" : "");
    m_facts->setText(texts.facts.join(QStringLiteral("     ")));
    m_facts->setToolTip(texts.facts.join(QStringLiteral(" · ")));
}

void StatusLine::setSelectedCount(quint64 events)
{
    m_selected->setText(tr("%Ln selected", nullptr, int(std::min<quint64>(events, INT_MAX))));
    m_selected->setVisible(events > 1);
}

void StatusLine::setCaptureName(const QString &name, const QString &path)
{
    m_capture->setText(name);
    m_capture->setToolTip(path);
}

QString StatusLine::text() const
{
    QStringList texts{m_state->text(), m_facts->text(), m_capture->text()};
    if (!m_selected->isHidden())
        texts.insert(2, m_selected->text());
    return texts.join(QLatin1Char('|'));
}

} // namespace hop101::ui
