// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/options.h"
#include "app/cli/output.h"
#include "core/capture/redact.h"

#include <optional>
#include <string>

namespace hop101::cli {

/// A redacted copy in a folder of its own, for as long as it is exported. It tells its progress, and ends at
/// Ctrl-C.
class RedactedCopy
{
public:
    RedactedCopy() = default;
    ~RedactedCopy(); ///< nothing stays
    RedactedCopy(const RedactedCopy &) = delete;
    RedactedCopy &operator=(const RedactedCopy &) = delete;

    /// False where it has complained.
    bool make(const std::string &path, const capture::RedactionRules &rules, Output &output);
    const std::string &path() const noexcept { return m_path; }
    const capture::RedactionReport &report() const noexcept { return m_report; }

private:
    std::string m_folder, m_path;
    capture::RedactionReport m_report;
};

/// What a redacted copy would not have; nothing is written.
ExitStatus previewRedacted(const ExportOptions &options, Output &output);
/// The copy as a file that stays: `--to hop101`, redacted or as it is.
ExitStatus saveCapture(const ExportOptions &options, Output &output);
void printRedaction(const ExportOptions &options, const capture::RedactionReport &report, Output &output);

} // namespace hop101::cli
