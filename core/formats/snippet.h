// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/quoting.h"
#include "core/plan/plan.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hop101::formats {

/// What a plan can be written as.
enum class SnippetKind : std::uint8_t { Curl, CurlWs, Php, PhpStreams, Python, Node, Websocat };

struct SnippetKindName
{
    SnippetKind kind;
    const char *word; ///< for --as
    bool hasShells; ///< it is a command line, so the shell matters
};
std::span<const SnippetKindName> snippetKinds() noexcept;
std::optional<SnippetKind> snippetKindFrom(std::string_view word) noexcept;
/// "bash", "cmd" or "powershell".
std::optional<Shell> shellFrom(std::string_view word) noexcept;

struct Snippet
{
    std::string text; ///< ends with a line end
    /// What of the plan the program cannot do, a sentence each; they stand at the top of the text, too.
    std::vector<std::string> left;
};

/// A program or command line that does what the plan says as exactly as its tool can. Nothing of the plan,
/// its URL or its headers gets out of its quoting. `key` is the Sec-WebSocket-Key where the plan pins none.
Snippet snippetOf(SnippetKind kind, const plan::Plan &plan, const plan::Url &url, const std::string &key,
                  Shell shell = Shell::Bash);

} // namespace hop101::formats
