// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagram/colors.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace hop101::diagram {

namespace {

constexpr double kEnough = 4.5; // WCAG 2.1, 1.4.3

struct Pair
{
    std::uint32_t light;
    std::uint32_t dark;
};

// In the order of Token. The accent and a client's arrows differ only in the dark.
constexpr std::array<Pair, kTokenCount> kTokens = {{
    {0xf6f7f9, 0x171a1f}, // Window
    {0xffffff, 0x1e2228}, // Pane
    {0xfafbfc, 0x22272e}, // Alternate
    {0xdde1e7, 0x343a44}, // Hairline
    {0x1c2430, 0xe4e8ee}, // Text
    {0x667080, 0x98a2b0}, // Quiet
    {0x1f6feb, 0x5aa2ff}, // Accent
    {0xffffff, 0x0b1220}, // OnAccent
    {0x1f6feb, 0x6fb0ff}, // FromLeft
    {0x0f766e, 0x4fd1c0}, // FromRight
    {0x0f766e, 0x4fd1c0}, // Seam
    {0xe7f1f0, 0x22332f}, // SeamGround
    {0x7c3aed, 0xb794f6}, // Binary
    {0x8a94a3, 0x8a94a3}, // Control
    {0xe3eefc, 0x24374f}, // Selection
    {0x1a7f37, 0x57c26b}, // Holds
    {0x9a6700, 0xe0b04a}, // Warning
    {0xc0262d, 0xff7b7b}, // Broken
    {0xf1f3f6, 0x272c34}, // CodeGround
}};

double linear(std::uint8_t value)
{
    const double channel = value / 255.0;
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(Rgb color)
{
    return 0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue);
}

} // namespace

std::string hexOf(Rgb color)
{
    constexpr const char *kDigits = "0123456789abcdef";
    std::string text = "#";
    for (const unsigned value : {color.red, color.green, color.blue}) {
        text += kDigits[value >> 4U];
        text += kDigits[value & 15U];
    }
    return text;
}

Rgb tokenRgb(Token token, bool isDark)
{
    const Pair &pair = kTokens.at(static_cast<std::size_t>(token));
    const std::uint32_t value = isDark ? pair.dark : pair.light;
    return {static_cast<std::uint8_t>(value >> 16U), static_cast<std::uint8_t>(value >> 8U & 0xffU),
            static_cast<std::uint8_t>(value & 0xffU)};
}

Rgb mixed(Rgb from, Rgb to, double part)
{
    const auto channel = [part](std::uint8_t a, std::uint8_t b) {
        return static_cast<std::uint8_t>(std::lround(a + (b - a) * part));
    };
    return {channel(from.red, to.red), channel(from.green, to.green), channel(from.blue, to.blue)};
}

double contrast(Rgb a, Rgb b)
{
    const auto [darker, lighter] = std::minmax({luminance(a), luminance(b)});
    return (lighter + 0.05) / (darker + 0.05);
}

Rgb tokenRgbOn(Token text, Token ground, bool isDark)
{
    const Rgb wanted = tokenRgb(text, isDark);
    const Rgb behind = tokenRgb(ground, isDark);
    const Rgb readable = tokenRgb(Token::Text, isDark);
    for (int step = 0; step < 20; ++step) {
        const Rgb candidate = mixed(wanted, readable, step / 20.0);
        if (contrast(candidate, behind) >= kEnough)
            return candidate;
    }
    return readable;
}

} // namespace hop101::diagram
