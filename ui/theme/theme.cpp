// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include "ui/theme/fonts.h"
#include "ui/theme/stylesheet.h"
#include "ui/theme/systemappearance.h"
#include "ui/theme/tokens.h"

#include <QApplication>
#include <QFontDatabase>
#include <QPalette>
#include <QPointer>
#include <QStyle>
#include <QStyleFactory>
#include <QWidget>

namespace hop101::ui {

namespace {

struct Present
{
    Appearance wanted = Appearance::System;
    bool isDark = false;
    bool isApplied = false;
    bool platformIsDark = false; // before we set a palette of our own
    QPointer<SystemAppearance> system; // child of the application
};

Present &present()
{
    static Present state;
    return state;
}

QPalette paletteOf(bool dark)
{
    const auto of = [dark](Token token) { return tokenColor(token, dark); };
    QPalette palette(of(Token::Text), of(Token::Pane), of(Token::Pane), of(Token::Hairline),
                     of(Token::Control), of(Token::Text), of(Token::Pane), of(Token::Pane),
                     of(Token::Window));
    palette.setColor(QPalette::AlternateBase, of(Token::Alternate));
    palette.setColor(QPalette::Button, of(Token::Pane));
    palette.setColor(QPalette::Highlight, of(Token::Selection));
    palette.setColor(QPalette::HighlightedText, of(Token::Text));
    palette.setColor(QPalette::Link, of(Token::Accent));
    palette.setColor(QPalette::LinkVisited, of(Token::Binary));
    palette.setColor(QPalette::PlaceholderText, tokenColorOn(Token::Quiet, Token::CodeGround, dark));
    palette.setColor(QPalette::ToolTipBase, of(Token::Alternate));
    palette.setColor(QPalette::ToolTipText, of(Token::Text));
    for (const QPalette::ColorRole role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, of(Token::Control));
    return palette;
}

bool darkNow(const Present &state)
{
    if (state.wanted != Appearance::System)
        return state.wanted == Appearance::Dark;
    const std::optional<bool> desktop = state.system ? state.system->wantsDark() : std::nullopt;
    return desktop.value_or(state.platformIsDark);
}

void dress(QApplication &application, bool dark)
{
    present().isDark = dark;
    application.setPalette(paletteOf(dark));
    application.setStyleSheet(styleSheet(dark));
}

/// What the platform gave, before anything of ours is in place.
void takeOver(QApplication &application)
{
    Present &state = present();
    state.platformIsDark = application.palette().color(QPalette::Window).lightness() < 128;
    application.setFont(interfaceFace(QApplication::font()));
    application.setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    state.system = new SystemAppearance(&application);
    QObject::connect(state.system, &SystemAppearance::changed, &application, [&application] {
        if (present().wanted == Appearance::System && darkNow(present()) != isDark())
            dress(application, darkNow(present()));
    });
    state.isApplied = true;
}

} // namespace

void applyAppearance(QApplication &application, Appearance wanted)
{
    Present &state = present();
    if (!state.isApplied)
        takeOver(application);
    state.wanted = wanted;
    dress(application, darkNow(state));
}

Appearance appearance()
{
    return present().wanted;
}

bool isDark()
{
    return present().isDark;
}

QColor color(Token token)
{
    return tokenColor(token, isDark());
}

QColor colorOn(Token text, Token ground)
{
    return tokenColorOn(text, ground, isDark());
}

QFont monoFont(int delta)
{
    static const QFont face = fixedFace(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    QFont font = face;
    // A little smaller than the text beside it: fixed faces are wide.
    font.setPointSizeF(QApplication::font().pointSizeF() * 0.95 + delta);
    return font;
}

QFont uiFont(int delta, QFont::Weight weight)
{
    QFont font = QApplication::font();
    font.setPointSizeF(font.pointSizeF() + delta);
    font.setWeight(weight);
    return font;
}

void setStyleProperty(QWidget *widget, const char *name, const QVariant &value)
{
    if (widget->property(name) == value)
        return;
    widget->setProperty(name, value);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
    widget->update();
}

void setGround(QWidget *widget, const char *ground)
{
    widget->setAttribute(Qt::WA_StyledBackground);
    setStyleProperty(widget, "ground", QString::fromLatin1(ground));
}

} // namespace hop101::ui
