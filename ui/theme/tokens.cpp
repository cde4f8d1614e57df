// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/tokens.h"

namespace hop101::ui {

namespace {

QColor colorOf(diagram::Rgb color)
{
    return {color.red, color.green, color.blue};
}

diagram::Rgb rgbOf(const QColor &color)
{
    return {std::uint8_t(color.red()), std::uint8_t(color.green()), std::uint8_t(color.blue())};
}

} // namespace

QColor tokenColor(Token token, bool dark)
{
    return colorOf(diagram::tokenRgb(token, dark));
}

double contrast(const QColor &a, const QColor &b)
{
    return diagram::contrast(rgbOf(a), rgbOf(b));
}

QColor tokenColorOn(Token text, Token ground, bool dark)
{
    return colorOf(diagram::tokenRgbOn(text, ground, dark));
}

} // namespace hop101::ui
