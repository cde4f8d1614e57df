// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/usageerror.h"
#include "core/base/result.h"
#include "core/capture/redactionrules.h"

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace hop101::cli {

/// The options that say what is redacted. Each of them asks for redaction; names are added to the defaults.
class RedactArguments
{
public:
    void addTo(CLI::App &app);
    /// Nothing where none was given.
    base::Result<std::optional<capture::RedactionRules>, UsageError> rules() const;

private:
    bool m_isAsked = false;
    bool m_hasNoDefaults = false;
    std::vector<std::string> m_headers, m_query, m_json, m_patterns;
    bool m_sparesHeads = false;
    bool m_hasAddresses = false;
    bool m_keepsUnreadable = false;
};

} // namespace hop101::cli
