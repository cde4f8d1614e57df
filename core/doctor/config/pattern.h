// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace hop101::doctor::config {

/// Whether something holds for a request; Maybe where it depends on what is not known.
enum class Answer : std::uint8_t { No, Yes, Maybe };

/// Looks for a regular expression (the common part of PCRE: literals, . [] () | * + ? {m,n} ^ $ \d \w \s,
/// lazy forms) anywhere in `text`. Maybe for what else a pattern holds, and where the search takes too long:
/// a hostile pattern costs a bounded number of steps.
Answer matches(std::string_view pattern, std::string_view text, bool ignoresCase = false);

} // namespace hop101::doctor::config
