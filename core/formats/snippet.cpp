// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/snippet.h"

#include "core/formats/snippetparts.h"

#include <algorithm>

namespace hop101::formats {
namespace {

constexpr SnippetKindName kKinds[] = {
    {SnippetKind::Curl, "curl", true},         {SnippetKind::CurlWs, "curl-ws", true},
    {SnippetKind::Php, "php", false},          {SnippetKind::PhpStreams, "php-streams", false},
    {SnippetKind::Python, "python", false},    {SnippetKind::Node, "node", false},
    {SnippetKind::Websocat, "websocat", true},
};

std::string schemeOf(const plan::Url &url)
{
    return url.secure ? "https://" : "http://";
}

} // namespace

std::span<const SnippetKindName> snippetKinds() noexcept
{
    return kKinds;
}

std::optional<SnippetKind> snippetKindFrom(std::string_view word) noexcept
{
    const auto *found = std::find_if(std::begin(kKinds), std::end(kKinds),
                                     [word](const SnippetKindName &kind) { return word == kind.word; });
    return found == std::end(kKinds) ? std::nullopt : std::optional(found->kind);
}

std::optional<Shell> shellFrom(std::string_view word) noexcept
{
    return word == "bash"      ? std::optional(Shell::Bash)
        : word == "cmd"        ? std::optional(Shell::Cmd)
        : word == "powershell" ? std::optional(Shell::PowerShell)
                               : std::nullopt;
}

Snippet snippetOf(SnippetKind kind, const plan::Plan &plan, const plan::Url &url, const std::string &key,
                  Shell shell)
{
    const SnippetInput input{plan, url, snippetRequest(plan, url, key), shell};
    switch (kind) {
    case SnippetKind::Curl:
        return curlSnippet(input);
    case SnippetKind::CurlWs:
        return curlWsSnippet(input);
    case SnippetKind::Php:
        return phpSnippet(input);
    case SnippetKind::PhpStreams:
        return phpStreamsSnippet(input);
    case SnippetKind::Python:
        return pythonSnippet(input);
    case SnippetKind::Node:
        return nodeSnippet(input);
    case SnippetKind::Websocat:
        return websocatSnippet(input);
    }
    return {};
}

std::string httpUrl(const plan::Url &url)
{
    const std::string text = url.text();
    return schemeOf(url) + text.substr(text.find("//") + 2);
}

std::string filled(std::string_view form, std::initializer_list<std::string> values)
{
    std::string result;
    for (std::size_t i = 0; i < form.size(); ++i) {
        const bool isPlace = form[i] == '%' && i + 1 < form.size() && form[i + 1] >= '1'
            && form[i + 1] < '1' + static_cast<int>(values.size());
        if (isPlace)
            result += values.begin()[form[++i] - '1'];
        else
            result += form[i];
    }
    return result;
}

void addRequestLimits(const SnippetInput &input, const std::string &tool, std::vector<std::string> &left)
{
    if (input.request.isRaw)
        left.push_back(tool + " cannot send this raw request byte for byte: use python or php-streams.");
    if (!input.plan.requestCuts.empty())
        left.push_back(tool + " writes the request in one piece: its "
                       + std::to_string(input.plan.requestCuts.size()) + " splits are left out.");
    if (!input.plan.tls.acceptedFingerprints.empty() && input.plan.tls.verify)
        left.push_back(tool + " knows nothing of the certificates that were accepted by their fingerprint.");
}

std::string comments(std::string_view mark, const std::vector<std::string> &lines)
{
    std::string text;
    for (const std::string &line : lines)
        text.append(mark).append(line).append("\n");
    return text;
}

std::string seconds(std::chrono::milliseconds time)
{
    std::string text = std::to_string(time.count() / 1000);
    if (const auto rest = time.count() % 1000; rest != 0) {
        std::string digits = std::to_string(1000 + rest).substr(1);
        digits.erase(digits.find_last_not_of('0') + 1);
        text += '.' + digits;
    }
    return text;
}

} // namespace hop101::formats
