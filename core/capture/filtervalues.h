// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/filterfields.h"
#include "core/capture/filterlexer.h"

namespace hop101::capture {

struct UnitInfo
{
    const char *name;
    std::uint64_t factor; ///< bytes, or nanoseconds
    bool isOffered; ///< the others are understood alone
};
/// Of ValueForm::Size and ValueForm::Time; empty for the others.
std::span<const UnitInfo> filterUnits(ValueForm form) noexcept;
/// Ignoring case; nullptr where there is none. An empty name: bytes; there is no time without a unit.
const UnitInfo *filterUnit(ValueForm form, std::string_view name) noexcept;

/// The number of such a token times a factor, rounded down; nothing where it is too large for a signed
/// 64-bit number.
std::optional<std::uint64_t> scaledNumber(const FilterToken &number, std::uint64_t factor) noexcept;

} // namespace hop101::capture
