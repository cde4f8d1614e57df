// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagram/excerpt.h"

#include <string>

namespace hop101::diagram {

// A sequence diagram as text for programs that draw one. Whatever stands in a capture is shown by them as it
// is: no label can end its line, its quotes or the diagram, and none is taken for markup. Longer captures are
// shown in part, and the diagram says where and how much is left out.

/// What Mermaid draws without being told otherwise: maxTextSize, in UTF-16 units, and maxEdges.
inline constexpr std::size_t kMermaidText = 50'000;
inline constexpr std::size_t kMermaidEdges = 500;
/// The height of a PlantUML picture in pixels, beyond which it is cut without a word.
inline constexpr std::size_t kPlantUmlHeight = 4096;

/// What a sequence text is of.
struct SequenceSource
{
    const capture::Reader &reader;
    Events events;
    bool isWhole = true;
    std::string filter; ///< as the user wrote it; empty: none
};

/// `sequenceDiagram`, at most `limit` UTF-16 units (at least 20,000). Ends in a line end.
std::string mermaidText(const SequenceSource &source, Translate translate = nullptr,
                        std::size_t limit = kMermaidText);
/// From @startuml to @enduml, at most as high as kPlantUmlHeight.
std::string plantUmlText(const SequenceSource &source, Translate translate = nullptr);

/// A label as Mermaid takes it, and as PlantUML does, shown as it stands. One line.
std::string mermaidLabel(std::string_view text);
std::string plantUmlLabel(std::string_view text);

} // namespace hop101::diagram
