// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

namespace hop101::ui {

namespace {

/// Draws a line icon in a token's colour when it is painted, so that a change of appearance needs no new
/// icons.
class LineIconEngine : public QIconEngine
{
public:
    LineIconEngine(QByteArray svg, Token token) : m_svg(std::move(svg)), m_token(token) { }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        QColor ink = color(mode == QIcon::Disabled ? Token::Quiet : m_token);
        QByteArray coloured = m_svg;
        coloured.replace("currentColor", ink.name(QColor::HexRgb).toLatin1());
        QSvgRenderer renderer(coloured);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (mode == QIcon::Disabled)
            painter->setOpacity(0.6);
        const int side = qMin(rect.width(), rect.height());
        renderer.render(painter,
                        QRectF(rect.x() + (rect.width() - side) / 2.0,
                               rect.y() + (rect.height() - side) / 2.0, side, side));
        painter->restore();
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap image(size);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return image;
    }
    QIconEngine *clone() const override { return new LineIconEngine(m_svg, m_token); }

private:
    QByteArray m_svg;
    Token m_token;
};

} // namespace

QIcon icon(const char *name, Token token)
{
    QFile file(QStringLiteral(":/icons/") + QLatin1String(name) + QStringLiteral(".svg"));
    if (!file.open(QIODevice::ReadOnly)) {
        qWarning("no icon %s in resources/icons", name);
        return {};
    }
    return QIcon(new LineIconEngine(file.readAll(), token));
}

} // namespace hop101::ui
