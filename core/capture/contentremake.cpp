// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/contentremake.h"

namespace hop101::capture {

namespace {

/// So much is made before it is given on.
constexpr std::size_t kMostMadeBytes = std::size_t{1024} * 1024;

} // namespace

ContentRemake::ContentRemake(std::unique_ptr<TapSet> taps, BatchTarget &target)
    : m_taps(std::move(taps)), m_target(target)
{
    m_taps->setBatch(&m_made);
    m_taps->setGrown([this] {
        if (m_made.sizeBytes() >= kMostMadeBytes)
            giveContents();
    });
}

void ContentRemake::addInput(const hop::Input &input)
{
    m_target.addInput(input);
    m_taps->take(input);
    giveContents();
}

void ContentRemake::addHop(const Hop &hop)
{
    m_target.addHop(hop);
    m_taps->addHop(hop.id, hop.limits, nullptr);
}

void ContentRemake::giveContents()
{
    m_made.giveContents(m_target);
    m_made.clear();
}

} // namespace hop101::capture
