// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagram/drawing.h"

namespace hop101::diagram {

/// Widths by a table, for a picture whose fonts are another program's: those of Inter for Latin, which is as
/// wide as what systems use for their windows or a little wider, and an estimate for all else.
class TableMeasure final : public TextMeasure
{
public:
    double width(Face face, const std::string &utf8) const override;
    double height(Face face) const override;
    std::string elided(Face face, const std::string &utf8, double width, bool atFront) const override;

    /// In pixels.
    static double sizeOf(Face face) noexcept;
};

} // namespace hop101::diagram
