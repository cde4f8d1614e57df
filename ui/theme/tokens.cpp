// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/tokens.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace hop101::ui {

namespace {

constexpr double kEnough = 4.5; // WCAG 2.1, 1.4.3

struct Pair
{
    QRgb light;
    QRgb dark;
};

// In the order of Token. The accent and a client's arrows differ only in the dark.
constexpr std::array<Pair, kTokenCount> kTokens = {{
    {0xfff6f7f9, 0xff171a1f}, // Window
    {0xffffffff, 0xff1e2228}, // Pane
    {0xfffafbfc, 0xff22272e}, // Alternate
    {0xffdde1e7, 0xff343a44}, // Hairline
    {0xff1c2430, 0xffe4e8ee}, // Text
    {0xff667080, 0xff98a2b0}, // Quiet
    {0xff1f6feb, 0xff5aa2ff}, // Accent
    {0xffffffff, 0xff0b1220}, // OnAccent
    {0xff1f6feb, 0xff6fb0ff}, // FromLeft
    {0xff0f766e, 0xff4fd1c0}, // FromRight
    {0xff0f766e, 0xff4fd1c0}, // Seam
    {0xffe7f1f0, 0xff22332f}, // SeamGround
    {0xff7c3aed, 0xffb794f6}, // Binary
    {0xff8a94a3, 0xff8a94a3}, // Control
    {0xffe3eefc, 0xff24374f}, // Selection
    {0xff1a7f37, 0xff57c26b}, // Holds
    {0xff9a6700, 0xffe0b04a}, // Warning
    {0xffc0262d, 0xffff7b7b}, // Broken
    {0xfff1f3f6, 0xff272c34}, // CodeGround
}};

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

QColor mixed(const QColor &from, const QColor &to, double part)
{
    const auto channel = [part](int a, int b) { return int(std::lround(a + (b - a) * part)); };
    return {channel(from.red(), to.red()), channel(from.green(), to.green()),
            channel(from.blue(), to.blue())};
}

} // namespace

QColor tokenColor(Token token, bool dark)
{
    const Pair &pair = kTokens.at(std::size_t(token));
    return QColor::fromRgb(dark ? pair.dark : pair.light);
}

double contrast(const QColor &a, const QColor &b)
{
    const auto [darker, lighter] = std::minmax({luminance(a), luminance(b)});
    return (lighter + 0.05) / (darker + 0.05);
}

QColor tokenColorOn(Token text, Token ground, bool dark)
{
    const QColor wanted = tokenColor(text, dark);
    const QColor behind = tokenColor(ground, dark);
    const QColor readable = tokenColor(Token::Text, dark);
    for (int step = 0; step < 20; ++step) {
        const QColor candidate = mixed(wanted, readable, step / 20.0);
        if (contrast(candidate, behind) >= kEnough)
            return candidate;
    }
    return readable;
}

} // namespace hop101::ui
