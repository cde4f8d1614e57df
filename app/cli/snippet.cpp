// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/snippet.h"
#include "app/cli/commands.h"
#include "app/cli/outfile.h"
#include "app/cli/snippetwords.h"
#include "core/formats/proxysnippet.h"

#include <algorithm>

namespace hop101::cli {
namespace {

std::string asCode(const SnippetOptions &options)
{
    const auto kind = formats::snippetKindFrom(options.as);
    return kind ? formats::snippetOf(*kind, options.plan, options.url, plan::freshKey(), options.shell).text
                : std::string();
}

std::string asConfig(const SnippetOptions &options)
{
    const auto product = doctor::config::productFrom(options.as);
    return product ? formats::proxySnippet(*product, options.url, options.proxyVersion, options.listen)
                   : std::string();
}

/// What --as may say, in the order of the help.
struct Writer
{
    const char *word;
    std::string (*write)(const SnippetOptions &);
};
constexpr Writer kWriters[] = {
    {"curl", asCode},     {"curl-ws", asCode},   {"php", asCode},      {"php-streams", asCode},
    {"python", asCode},   {"node", asCode},      {"websocat", asCode}, {"nginx", asConfig},
    {"apache", asConfig}, {"haproxy", asConfig}, {"caddy", asConfig},
};

} // namespace

std::string snippetWords()
{
    std::string words;
    for (const Writer &writer : kWriters)
        words += (words.empty() ? "" : ", ") + std::string(writer.word);
    return words;
}

bool isSnippetWord(std::string_view word)
{
    return std::any_of(std::begin(kWriters), std::end(kWriters),
                       [word](const Writer &writer) { return word == writer.word; });
}

ExitStatus snippet(const SnippetOptions &options, Output &output)
{
    for (const std::string &note : options.notes)
        output.complain(note);
    const auto *writer = std::find_if(std::begin(kWriters), std::end(kWriters),
                                      [&options](const Writer &one) { return options.as == one.word; });
    const std::string text = writer == std::end(kWriters) ? std::string() : writer->write(options);
    if (options.outPath.empty() || options.outPath == "-") {
        output.writeText(text);
        return ExitStatus::Ok;
    }
    OutFile file(options.outPath);
    if (file.isOpen())
        file.write(base::asBytes(text));
    if (file.finish())
        return ExitStatus::Ok;
    output.complain(file.complaint());
    return ExitStatus::File;
}

} // namespace hop101::cli
