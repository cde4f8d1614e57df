// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/sqlite.h"
#include "core/hop/verdict.h"

#include <vector>

namespace hop101::capture {

/// All rows, by number; what could be read where the file is damaged: then `isWhole` is false.
struct ExchangeRows
{
    std::vector<hop::Exchange> rows;
    bool isWhole = true;
};
ExchangeRows exchangeRows(const Database &database);
/// See Reader::exchangeOf().
std::optional<hop::Exchange> exchangeRowOf(const Database &database, const hop::Event &event);

} // namespace hop101::capture
