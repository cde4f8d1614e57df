// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace hop101::bench {

// Each of these is the whole work of a child process of the group "record", and says its figures (see say()):
// "done", the time at which it had all, "peak", its memory in bytes, "cpu", what all its threads took, and
// others. They return the exit status.

/// Boost.Beast, synchronous, keeps nothing.
int readWithBeast(const std::string &port, const std::string &messages);
/// QWebSocket, keeps nothing.
int readWithQWebSocket(int argc, char **argv, const std::string &port, const std::string &messages);
/// core/net records to `path` while another connection reads 60 times a second what a window would show.
/// "done": when all `messages` frames were committed. "plain": when it was one plain file. "events": how many
/// it says it committed. "slowest_page_ns": the longest that the reading of a visible page took.
int recordWithHop101(int argc, char **argv, const std::string &port, const std::string &messages,
                     const std::string &path);
/// Rows of 256 KiB into one table, in a file with the pragmas of a capture, committed as often as a recorder
/// commits. "begin" is its own beginning.
int insertChunks(const std::string &bytes, const std::string &path);

} // namespace hop101::bench
