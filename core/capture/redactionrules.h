// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hop101::capture {

/// What is redacted, beside Authorization, Proxy-Authorization, cookies, the credentials of URLs and tokens
/// among subprotocols, which always are. Names count without regard to case, '-' and '_': "api_key" is
/// "apiKey", too.
struct RedactionRules
{
    std::vector<std::string> headers; ///< names of fields whose values go
    std::vector<std::string> queryParameters; ///< of URLs and forms
    std::vector<std::string> jsonFields; ///< at any depth, also in JSON inside a string of JSON
    /// Regular expressions in the syntax of RE2: that of ECMAScript without look-around and back references,
    /// so that no text makes one slow. Looked for in payloads, bodies, header values, targets, notes and
    /// titles. A match counts up to kMaxMatchBytes.
    std::vector<std::string> patterns;
    bool hasPatternsInHeads = true; ///< false: patterns are not looked for in heads
    bool hasAddresses = false; ///< addresses of parties and connections go, too
    /// What cannot be looked into (data of a protocol that is not text, content codings, compressed messages
    /// that cannot be inflated) stays as it is; else all of it is replaced.
    bool keepsUnreadable = false;
    bool operator==(const RedactionRules &) const = default;
};
/// The names that mostly stand for secrets; no pattern.
RedactionRules defaultRedactionRules();

/// The most bytes of a match that is sure to be found across the pieces of a message.
inline constexpr std::size_t kMaxMatchBytes = std::size_t{16} * 1024;
inline constexpr std::size_t kMaxPatterns = 100;

struct PatternError
{
    std::size_t index = 0; ///< in RedactionRules::patterns
    std::string detail; ///< what is wrong with it
    bool operator==(const PatternError &) const = default;
};
/// Nothing where all patterns can be used.
std::optional<PatternError> checkPatterns(const std::vector<std::string> &patterns);

/// Without '-' and '_', in lower case: how names of fields are compared.
std::string comparableName(std::string_view name);

} // namespace hop101::capture
