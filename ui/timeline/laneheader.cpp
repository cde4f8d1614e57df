// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/laneheader.h"

#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace hop101::ui {

namespace {

[[maybe_unused]] constexpr const char *kPartyNames[] = {
    QT_TRANSLATE_NOOP("party", "Client"),
    QT_TRANSLATE_NOOP("party", "Proxy"),
    QT_TRANSLATE_NOOP("party", "Server"),
};

/// The names that Hop101 gives are translated; others come as they are.
QString laneName(const std::string &name)
{
    return shown(text("party", name.c_str()).toStdString());
}

} // namespace

LaneHeader::LaneHeader(QWidget *parent) : QWidget(parent)
{
    setLayoutDirection(Qt::LeftToRight);
}

void LaneHeader::setLanes(std::vector<diagram::Lane> lanes, std::vector<double> xs, double timeRight,
                          double right)
{
    m_lanes = std::move(lanes);
    m_xs = std::move(xs);
    m_timeRight = timeRight;
    m_right = right;
    update();
}

QSize LaneHeader::sizeHint() const
{
    const int lines = QFontMetrics(uiFont(0, QFont::DemiBold)).height() + QFontMetrics(uiFont(-1)).height();
    return {200, std::max(44, lines + 12)};
}

/// Up to half the way to the neighbours, and to the edge of the widget.
QRectF LaneHeader::slot(std::size_t lane) const
{
    const double x = m_xs[lane];
    const double before = lane == 0 ? x : m_xs[lane - 1];
    const double after = lane + 1 == m_xs.size() ? 2 * m_right - x : m_xs[lane + 1];
    const double left = lane == 0 ? m_timeRight + 8 : (x + before) / 2 + 6;
    return {left, 0, (x + after) / 2 - 6 - left, double(height())};
}

void LaneHeader::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), color(Token::Alternate));
    painter.fillRect(QRect(0, height() - 1, width(), 1), color(Token::Hairline));
    const QFont strong = uiFont(0, QFont::DemiBold);
    const QFont small = uiFont(-1);
    const double nameHeight = QFontMetricsF(strong).height();
    const double top = std::round((height() - nameHeight - QFontMetricsF(small).height()) / 2.0);
    const auto write = [&](const QString &words, const QFont &font, Token ink, std::size_t lane, double y) {
        const QFontMetricsF metrics(font);
        const QRectF room = slot(lane);
        const QString fitting = metrics.elidedText(words, Qt::ElideRight, room.width());
        const double textWidth = metrics.horizontalAdvance(fitting);
        const double left = std::clamp(m_xs[lane] - textWidth / 2, room.left(),
                                       std::max(room.right() - textWidth, room.left()));
        painter.setFont(font);
        painter.setPen(colorOn(ink, Token::Alternate));
        painter.drawText(QRectF(left, y, textWidth + 1, metrics.height()),
                         Qt::AlignLeft | Qt::TextSingleLine | Qt::TextForceLeftToRight, fitting);
    };
    painter.setFont(small);
    painter.setPen(colorOn(Token::Quiet, Token::Alternate));
    painter.drawText(QRectF(0, top + nameHeight, m_timeRight, QFontMetricsF(small).height()), Qt::AlignRight,
                     QStringLiteral("ms"));
    for (std::size_t i = 0; i < m_lanes.size() && i < m_xs.size(); ++i) {
        write(laneName(m_lanes[i].name), strong, Token::Text, i, top);
        write(shown(m_lanes[i].address), small, Token::Quiet, i, top + nameHeight);
    }
}

} // namespace hop101::ui
