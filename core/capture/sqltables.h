// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/reader.h"

#include <functional>
#include <memory>

struct sqlite3;

namespace hop101::capture {

/// The virtual tables `event`, `message` and `finding` on a connection (docs/capture-format.md). They are
/// TEMP, so that a table of that name in a file cannot stand before them. Rows come from `reader`, a block at
/// a time, and payloads only when they are asked for.
class SqlTables
{
public:
    /// On the reader's own connection. `reader` must outlive it, and no statement on the connection may.
    /// `isStopped` is asked often, also in the middle of a query, which then ends as interrupted.
    [[nodiscard]] static base::Result<std::unique_ptr<SqlTables>, CaptureError>
    create(Reader &reader, std::function<bool()> isStopped);
    /// On the connection of somebody else, which must not outlive this object. `reader` is of the same file.
    [[nodiscard]] static base::Result<std::unique_ptr<SqlTables>, CaptureError> createOn(sqlite3 *handle,
                                                                                         Reader &reader);
    ~SqlTables();
    SqlTables(const SqlTables &) = delete;
    SqlTables &operator=(const SqlTables &) = delete;

    /// What could not be read first; rows that it held were left out.
    const std::optional<CaptureError> &damage() const noexcept;

private:
    class Private;
    explicit SqlTables(std::unique_ptr<Private> impl);
    std::unique_ptr<Private> d;
};

} // namespace hop101::capture
