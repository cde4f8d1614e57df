// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/snippet.h"
#include "core/formats/snippetrequest.h"

#include <initializer_list>

namespace hop101::formats {

/// What each of the writers below works on.
struct SnippetInput
{
    const plan::Plan &plan;
    const plan::Url &url;
    SnippetRequest request;
    Shell shell;
};

Snippet curlSnippet(const SnippetInput &input);
Snippet curlWsSnippet(const SnippetInput &input);
Snippet phpSnippet(const SnippetInput &input);
Snippet phpStreamsSnippet(const SnippetInput &input);
Snippet pythonSnippet(const SnippetInput &input);
Snippet pythonSocketSnippet(const SnippetInput &input);
Snippet nodeSnippet(const SnippetInput &input);
Snippet websocatSnippet(const SnippetInput &input);

/// The header lines for curl and PHP cURL, and which of the plan's they cannot be. curl sends Host,
/// User-Agent and Accept by itself: "Name:" takes one away. `allowsLineEnds`: a line may hold CRLF, which
/// curl passes on, and so can carry the next header, where that is empty or begins with "@".
struct CurlHeaders
{
    std::vector<std::string> lines;
    std::vector<std::string> left;
};
CurlHeaders curlHeaders(const SnippetRequest &request, bool allowsLineEnds);

/// "http://host:port/target" for curl, without user information.
std::string httpUrl(const plan::Url &url);
/// Fills the places %1 to %9 of a template; values are taken as they are.
std::string filled(std::string_view form, std::initializer_list<std::string> values);
/// What the plan has that only programs that write bytes can do: a raw request, pauses within it. One
/// sentence each, beginning with `tool`.
void addRequestLimits(const SnippetInput &input, const std::string &tool, std::vector<std::string> &left);
/// Each line behind `mark`.
std::string comments(std::string_view mark, const std::vector<std::string> &lines);
/// "2 s" is "2", "1.5 s" is "1.5".
std::string seconds(std::chrono::milliseconds time);

} // namespace hop101::formats
