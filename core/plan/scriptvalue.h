// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/import.h"

#include <string>
#include <string_view>
#include <vector>

namespace hop101::plan {

/// A JavaScript literal: what DevTools write into fetch(…).
struct ScriptValue
{
    enum class Kind : std::uint8_t { Word, Text, List, Object };

    Kind kind = Kind::Word;
    std::string text; ///< of a string; of a number, null, true, undefined as written
    std::string name; ///< of a member of an object
    std::vector<ScriptValue> items; ///< of a list; the members of an object
    std::size_t at = 0; ///< offset of its first byte

    const ScriptValue *member(std::string_view name) const;
};

/// The arguments of a call; `at` is behind its opening bracket. Nothing is evaluated: an expression is
/// BadLiteral. At most 32 levels.
base::Result<std::vector<ScriptValue>, ImportError> scriptArguments(std::string_view text, std::size_t at);

} // namespace hop101::plan
