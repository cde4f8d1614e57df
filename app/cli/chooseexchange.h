// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/usageerror.h"
#include "core/base/result.h"
#include "core/capture/reader.h"

#include <optional>

namespace hop101::cli {

/// The exchange of that number; without one the first that was upgraded, else the first. What is wrong names
/// the choices. `option` is what chooses.
base::Result<hop::Exchange, UsageError> chooseExchange(const capture::Reader &reader, const std::string &path,
                                                       const std::string &option,
                                                       std::optional<std::uint64_t> number);
/// "1 GET ws://127.0.0.1:8101/chat, upgraded"
std::string exchangeName(const capture::Reader &reader, const hop::Exchange &exchange);

} // namespace hop101::cli
