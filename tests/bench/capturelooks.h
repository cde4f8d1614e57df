// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace hop101::bench {

// Each of these is the whole work of a child process of the group "capture" on the capture at `path`, and
// says its figures (see say()): times in nanoseconds, "peak" in bytes. They return the exit status.

/// Opens it and reads the rows that a window shows first: "first_rows_ns". Then those around event `jump`
/// with a reader of their own: "jump_ns", and "jump_records", how many records were decoded for that.
int lookAtRows(const std::string &path, const std::string &jump);
/// Answers a filter over all events: "first_hit_ns", "all_ns", "hits", "blocks_read", "peak".
int filterAll(const std::string &path, const std::string &expression);
/// Looks for the text in all payloads: "first_hit_ns", "all_ns", "hits", "peak".
int searchAll(const std::string &path, const std::string &text);
/// What a filter cannot do without: reads the columns of all blocks and looks at each byte: "raw_ns".
int readAllColumns(const std::string &path);
/// What a text search cannot do without: reads all wire bytes and looks for the text with memmem: "raw_ns",
/// "bytes".
int searchAllBytes(const std::string &path, const std::string &text);

} // namespace hop101::bench
