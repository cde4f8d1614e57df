// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"
#include "core/diagram/drawing.h"
#include "core/diagram/visibletext.h"

#include <algorithm>
#include <cmath>

namespace hop101::diagram {

namespace {

constexpr double kSlotGap = 6;
constexpr std::size_t kMaxHeadCharacters = 200;

[[maybe_unused]] constexpr const char *kPartyNames[] = {
    HOP101_TEXT("party", "Client"),
    HOP101_TEXT("party", "Proxy"),
    HOP101_TEXT("party", "Server"),
};

std::string visible(const std::string &text)
{
    return visibleText(base::asBytes(text), kMaxHeadCharacters);
}

/// The names that Hop101 gives are translated; others come as they are.
std::string laneName(const std::string &name, Translate translate)
{
    const auto isOurs = [&name](const char *ours) { return name == ours; };
    const bool isKnown = std::any_of(std::begin(kPartyNames), std::end(kPartyNames), isOurs);
    return isKnown && translate ? translate("party", name.c_str()) : visible(name);
}

/// Up to half the way to the neighbours, and to the edge of the picture.
Box slotOf(const Geometry &geometry, std::size_t lane)
{
    const double x = geometry.lanes[lane];
    const bool isFirst = lane == 0;
    const bool isLast = lane + 1 == geometry.lanes.size();
    const double left =
        isFirst ? geometry.timeRight + kSlotGap + 2 : (x + geometry.lanes[lane - 1]) / 2 + kSlotGap;
    const double after = isLast ? 2 * geometry.width - x : geometry.lanes[lane + 1];
    return {left, 0, (x + after) / 2 - kSlotGap - left, 0};
}

DrawnText centred(std::string words, Face face, Token ink, double x, Box slot, const TextMeasure &measure)
{
    std::string fitting = measure.elided(face, words, slot.width, false);
    const double width = measure.width(face, fitting);
    const double left = std::clamp(x - width / 2, slot.x, std::max(slot.right() - width, slot.x));
    const bool isCut = fitting != words;
    return {{left, slot.y, width + 1, slot.height}, std::move(fitting), ink, face, false, isCut};
}

} // namespace

std::vector<DrawnText> laneHeads(const std::vector<Lane> &lanes, const Geometry &geometry, double height,
                                 const TextMeasure &measure, Translate translate)
{
    const double nameHeight = measure.height(Face::Strong);
    const double smallHeight = measure.height(Face::Small);
    const double top = std::round((height - nameHeight - smallHeight) / 2);
    std::vector<DrawnText> texts;
    texts.push_back(
        {{0, top + nameHeight, geometry.timeRight, smallHeight}, "ms", Token::Quiet, Face::Small, true});
    for (std::size_t i = 0; i < lanes.size() && i < geometry.lanes.size(); ++i) {
        Box slot = slotOf(geometry, i);
        slot.y = top, slot.height = nameHeight;
        const double x = geometry.lanes[i];
        texts.push_back(
            centred(laneName(lanes[i].name, translate), Face::Strong, Token::Text, x, slot, measure));
        slot.y = top + nameHeight, slot.height = smallHeight;
        texts.push_back(centred(visible(lanes[i].address), Face::Small, Token::Quiet, x, slot, measure));
    }
    return texts;
}

} // namespace hop101::diagram
