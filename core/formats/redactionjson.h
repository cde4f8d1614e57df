// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/redact.h"

#include <string>

namespace hop101::formats {

/// What `export --redact --json` prints (docs/cli-json.md). `copy` is null in JSON where it is empty.
std::string redactionJson(const capture::RedactionReport &report, bool isPreview, const std::string &copy);

} // namespace hop101::formats
