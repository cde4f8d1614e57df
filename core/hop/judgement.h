// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hop/verdict.h"

#include <string_view>
#include <vector>

namespace hop101::hop {

/// What one rule saw.
struct Judged
{
    bool holds = false;
    std::string found;
    std::string expected;
    base::ByteRange at;
};

/// Collects the results of the handshake judges.
class Judgement
{
public:
    void add(rules::Rule rule, Judged judged);
    void notReached(rules::Rule rule) { m_results.push_back({rule, Outcome::NotReached, {}, {}, {}}); }
    /// In table order.
    std::vector<RuleResult> take();

private:
    std::vector<RuleResult> m_results;
};

/// At most 200 bytes of it, then "…".
std::string elided(std::string text);

/// Sec-WebSocket-Version is there and says 13, in each of its lines.
bool asksForVersion13(const http::HeaderFields &request);
/// "404 Not Found"
std::string statusText(const http::ResponseHead &head);

// The rules that requests and responses share.

/// A header that must stand there exactly once.
Judged presentOnce(const http::HeaderFields &fields, std::string_view name);
/// A header that is there and must not stand there again.
Judged notRepeated(const http::HeaderFields &fields, std::string_view name);
/// The combined value of a header, where it stands, and whether it holds.
Judged valueOf(const http::HeaderFields &fields, std::string_view name, std::string expected, bool holds);
/// "Content-Length: 5, Transfer-Encoding: chunked", or empty; `at` is the first of them.
Judged bodyAnnounced(const http::HeaderFields &fields, std::string expected, bool holds);
/// The Content-Length and Transfer-Encoding of a message say one thing.
Judged framingClear(const http::HeaderFields &fields, bool isAmbiguous);

} // namespace hop101::hop
