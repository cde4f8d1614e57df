// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/usageerror.h"
#include "core/base/result.h"
#include "core/plan/relayrules.h"

#include <string>

namespace hop101::cli {

/// A rule in words, as an option of relay takes it. For messages: [client:|server:][KIND:]MATCH, KIND one of
/// text, binary, close, ping and pong, MATCH what the message must contain (empty: any); the actions that put
/// something there have =>TEXT behind it. For heads: [request:|response:]Name: value, or only the name to
/// remove. `option` is named in the sentence that says what is wrong.
base::Result<plan::RelayRule, UsageError> relayRuleFrom(plan::RelayAction action, const std::string &option,
                                                        const std::string &text);

} // namespace hop101::cli
