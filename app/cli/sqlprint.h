// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/options.h"
#include "app/cli/output.h"
#include "core/capture/sqlquery.h"

#include <memory>
#include <string>
#include <vector>

namespace hop101::cli {

/// Prints the rows of a query as they come. Bytes are lower-case hex.
class SqlPrinter
{
public:
    virtual ~SqlPrinter() = default;
    /// False where nobody reads any more.
    virtual bool row(const std::vector<capture::SqlValue> &values) = 0;
    /// After the last row, and also where a row could not be had.
    virtual void end() = 0;
};
/// Text: a table with aligned columns, cells elided. Json: an array of objects. Csv: RFC 4180 with a line of
/// names, line feeds alone, and nothing for NULL. `output` must outlive it.
std::unique_ptr<SqlPrinter> sqlPrinter(SqlFormat format, std::vector<std::string> columns, Output &output);

} // namespace hop101::cli
