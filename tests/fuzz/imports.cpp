// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/reader.h"
#include "core/capture/verify.h"
#include "core/formats/har/harimport.h"
#include "core/formats/importrun.h"
#include "core/plan/import.h"
#include "tests/fuzz/require.h"
#include "tests/fuzz/targets.h"

#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace hop101::fuzz {
namespace {

/// Of this process; what is in it goes with each input, and itself at the end.
struct Folder
{
    Folder() : path((std::filesystem::temp_directory_path() / "hop101-fuzz-XXXXXX").string())
    {
        HOP101_REQUIRE(mkdtemp(path.data()) != nullptr);
    }
    ~Folder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
    std::string path;
};
const std::string &folder()
{
    static const Folder made;
    return made.path;
}

void checkCapture(const std::string &path)
{
    const auto reader = capture::Reader::open(path);
    HOP101_REQUIRE(reader);
    HOP101_REQUIRE(!reader.value()->damage());
    HOP101_REQUIRE(reader.value()->hops().size() > 0);
    HOP101_REQUIRE(capture::verify(*reader.value()).isSame());
}

void checkBreak(const formats::ImportReport &report, const formats::ImportSource &source)
{
    HOP101_REQUIRE(report.remarks.size() <= formats::kMaxImportRemarks);
    if (report.broken)
        HOP101_REQUIRE(report.broken->offset <= source.offset() && !report.broken->expected.empty());
}

} // namespace

void importText(base::ByteSpan input)
{
    const std::string_view text = base::asText(input);
    auto imported = plan::importText(text);
    if (!imported) {
        HOP101_REQUIRE(imported.error().at <= text.size());
        HOP101_REQUIRE(*plan::describe(imported.error().fault) != '\0');
        return;
    }
    const auto target = plan::parseUrl(imported.value().plan.url);
    HOP101_REQUIRE(target);
    const auto again = plan::fromJson(plan::toJson(imported.value().plan));
    HOP101_REQUIRE(again && again.value() == imported.value().plan);
    HOP101_REQUIRE(!plan::requestHead(imported.value().plan, target.value(), "key").empty());
    plan::fillUpgrade(imported.value());
    HOP101_REQUIRE(plan::missingUpgradeHeaders(imported.value().plan).empty());
}

/// One input in sixteen goes all the way: a capture takes a hundred times as long as the rest.
void har(base::ByteSpan input)
{
    constexpr std::size_t kAllTheWay = 16;
    const std::string path = folder() + "/made.hop101";
    const auto source = formats::ImportSource::over(base::asText(input));
    auto stage = formats::ImportStage::create(path, formats::ImportFormat::Har, "fuzz.har", true);
    HOP101_REQUIRE(stage);
    formats::ImportReport report;
    report.format = formats::ImportFormat::Har;
    const formats::ImportOptions options;
    const formats::ImportWatch watch;
    if (input.size() % kAllTheWay == 0) {
        const auto made =
            formats::importInto(*stage.value(), *source, formats::ImportFormat::Har, options, watch);
        if (made)
            checkCapture(path);
        std::filesystem::remove(path);
        return;
    }
    formats::ImportRun run(*source, *stage.value(), options, watch, report);
    HOP101_REQUIRE(!formats::importHar(run));
    checkBreak(report, *source);
}

} // namespace hop101::fuzz
