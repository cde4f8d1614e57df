// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace hop101::diagram {

/// The colours of the window and of the pictures of it; each text colour has at least 4.5:1 on its ground.
enum class Token : std::uint8_t {
    Window,
    Pane,
    Alternate,
    Hairline,
    Text,
    Quiet,
    Accent,
    OnAccent,
    FromLeft,
    FromRight,
    Seam,
    SeamGround,
    Binary,
    Control,
    Selection,
    Holds,
    Warning,
    Broken,
    CodeGround,
};
inline constexpr int kTokenCount = static_cast<int>(Token::CodeGround) + 1;

struct Rgb
{
    std::uint8_t red = 0;
    std::uint8_t green = 0;
    std::uint8_t blue = 0;
    bool operator==(const Rgb &) const = default;
};
std::string hexOf(Rgb color); ///< "#1f6feb"

/// The one table of colours.
Rgb tokenRgb(Token token, bool isDark);
/// The token's colour, moved towards the text colour as far as 4.5:1 on that ground asks for; unchanged where
/// it has that.
Rgb tokenRgbOn(Token text, Token ground, bool isDark);
/// `part` of the second: 0 is all of the first.
Rgb mixed(Rgb from, Rgb to, double part);
/// Contrast of two opaque colours, 1 to 21 (WCAG 2.1, "contrast ratio").
double contrast(Rgb a, Rgb b);

} // namespace hop101::diagram
