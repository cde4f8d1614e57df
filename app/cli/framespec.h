// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/usageerror.h"
#include "core/base/result.h"
#include "core/plan/plan.h"

#include <string>
#include <string_view>
#include <vector>

namespace hop101::cli {

/// One frame in words: KIND[,OPTION]…, where KIND is text, binary, ping, pong, close, continuation, raw or a
/// number of 0 to 15. Options: fin=0, rsv1, rsv2, rsv3, mask=on|off|KEY (eight hex digits), length=1|3|9,
/// stated=N, fragment=N, compress=0, cut=AT[:MS] (also several), code=N (of a close, before its reason), and
/// last the payload: hex=DIGITS or text=TEXT, which takes the rest as it stands.
base::Result<plan::FramePlan, UsageError> frameFrom(std::string_view spec);

/// AT[:MS]
base::Result<plan::WriteCut, UsageError> cutFrom(const std::string &option, std::string_view text);
/// Several, put into order.
base::Result<std::vector<plan::WriteCut>, UsageError> cutsFrom(const std::string &option,
                                                               const std::vector<std::string> &texts);

/// For --help.
inline constexpr const char *kFrameHelp =
    "Send this frame once upgraded, right or wrong: KIND[,OPTION]... with KIND text, binary, ping, pong, "
    "close, continuation, raw or 0-15, and fin=0 rsv1 rsv2 rsv3 mask=on|off|KEY length=1|3|9 stated=N "
    "fragment=N compress=0 cut=AT[:MS] code=N, last hex=DIGITS or text=TEXT";

} // namespace hop101::cli
