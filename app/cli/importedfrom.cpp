// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/importedfrom.h"

#include "core/doctor/words.h"

#include <algorithm>

namespace hop101::cli {
namespace {

constexpr std::size_t kMaxFiles = 20;

std::string titleOf(const std::string &format)
{
    for (const formats::ImportFormatInfo &known : formats::importFormats())
        if (known.name == format)
            return known.title;
    return format;
}

} // namespace

std::vector<formats::ImportMark> importMarks(const capture::Reader &reader)
{
    std::vector<formats::ImportMark> marks;
    for (const capture::Hop &hop : reader.hops()) {
        auto mark = formats::importMark(hop);
        if (!mark)
            continue;
        auto found = std::ranges::find_if(
            marks, [&](const auto &m) { return m.file == mark->file && m.format == mark->format; });
        if (found == marks.end() && marks.size() < kMaxFiles) {
            marks.push_back(std::move(*mark));
            continue;
        }
        if (found == marks.end())
            continue;
        for (std::string &what : mark->madeUp)
            if (std::ranges::find(found->madeUp, what) == found->madeUp.end())
                found->madeUp.push_back(std::move(what));
    }
    return marks;
}

void printImportedFrom(Output &output, const capture::Reader &reader)
{
    const doctor::Translate english = doctor::asWritten;
    for (const formats::ImportMark &mark : importMarks(reader)) {
        std::string line = "Imported from " + doctor::shown(mark.file, 300) + ", read as "
            + doctor::shown(titleOf(mark.format), 60);
        line += mark.madeUp.empty() ? ". Every byte is as it was on the wire.\n"
                                    : ". Made up, because the file does not have it: "
                + doctor::shown(doctor::Words(english).list(mark.madeUp), 500) + ".\n";
        output.print(line);
    }
}

} // namespace hop101::cli
