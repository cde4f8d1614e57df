// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hop/judge101.h"
#include "core/hop/judgelines.h"
#include "core/hop/judgerefusal.h"

#include "core/base/text.h"

#include <array>

namespace hop101::hop {
namespace {

using http::ResponseHead;
using rules::Rule;

constexpr auto kSingletons = std::to_array<std::string_view>(
    {"Access-Control-Allow-Origin", "Age", "Content-Location", "Content-Range", "Content-Type", "Date",
     "ETag", "Expires", "Last-Modified", "Location", "Retry-After", "Server"});
constexpr LineRules kLineRules{Rule::ResponseFieldsValid,
                               Rule::ResponseLinesEndInCrLf,
                               Rule::ResponseLinesNotFolded,
                               Rule::ResponseNoSpaceBeforeColon,
                               Rule::ResponseOctetsAllowed,
                               Rule::ResponseSingletonsOnce,
                               kSingletons};

/// nginx's proxy_buffer_size: one memory page.
constexpr HeadLimits kLimits{0, std::uint64_t{4} * 1024};

Judged statusLine(const ResponseHead &head)
{
    const bool holds = head.startLineValid && !has(head.startLineFaults, http::LineFault::BadValue);
    return {holds, head.version + " " + statusText(head), "HTTP/1.1 101 Switching Protocols", head.startLine};
}

} // namespace

std::string statusText(const ResponseHead &head)
{
    std::string text = head.status < 0 ? std::string() : std::to_string(head.status);
    if (!head.reason.empty())
        text += (text.empty() ? "" : " ") + head.reason;
    return text;
}

std::vector<RuleResult> judgeResponse(const http::RequestHead *request, const ResponseHead &response)
{
    Judgement results;
    results.add(Rule::ResponseIsHttp,
                {true, response.version, "", {response.startLine.first, response.version.size()}});
    results.add(Rule::StatusLineValid, statusLine(response));
    if (!request || !asksForTunnel(*request))
        results.add(Rule::StatusIs101,
                    {response.status == 101, statusText(response), "101", response.startLine});
    judgeLines(response.fields, response.startLine, response.startLineFaults, kLineRules, results);
    results.add(Rule::ResponseHeadFits,
                headFits(response.fields, response.startLine, response.size, kLimits,
                         HOP101_TEXT("expected", "at most 4096 bytes")));
    if (response.status == 101)
        judge101(request, response, results);
    else
        judgeRefusal(request, response, results);
    return results.take();
}

} // namespace hop101::hop
