// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/block.h"
#include "core/capture/signaldata.h"
#include "tests/fuzz/require.h"
#include "tests/fuzz/targets.h"

#include <algorithm>
#include <string_view>

namespace hop101::fuzz {
namespace {

constexpr std::uint64_t kFirstEvent = capture::kBlockEvents + 1;

void checkBlock(base::ByteSpan input)
{
    if (input.size() < 2)
        return;
    const auto count =
        std::to_integer<std::uint64_t>(input[0]) | std::to_integer<std::uint64_t>(input[1]) << 8;
    input = input.subspan(2);
    const auto view = capture::BlockView::parse(kFirstEvent, count, base::Bytes(input.begin(), input.end()));
    if (!view)
        return;
    std::vector<hop::Event> events;
    for (std::size_t row = 0; row < view->count(); ++row)
        events.push_back(view->event(row));
    std::vector<hop::Finding> findings;
    for (std::size_t i = 0; i < view->findingCount(); ++i) {
        if (const auto finding = view->finding(i))
            findings.push_back(*finding);
    }
    // What was read can be written and read back the same, in today's form.
    const auto again =
        capture::BlockView::parse(kFirstEvent, count, capture::encodeColumns(events, findings));
    HOP101_REQUIRE(again);
    for (std::size_t row = 0; row < view->count(); ++row)
        HOP101_REQUIRE(again->event(row) == events[row]);
    HOP101_REQUIRE(again->findingCount() == findings.size());
    for (std::size_t i = 0; i < findings.size(); ++i)
        HOP101_REQUIRE(again->finding(i) == findings[i]);
}

void checkSummary(base::ByteSpan input)
{
    const auto summary = capture::decodeSummary(input);
    if (summary)
        HOP101_REQUIRE(std::ranges::equal(capture::encodeSummary(*summary), input));
}

/// The kind up to the first line end, the rest is the data.
void checkSignal(base::ByteSpan input)
{
    const std::string_view text = base::asText(input);
    const std::size_t end = std::min(text.find('\n'), text.size());
    const auto data = capture::decodeSignal(text.substr(0, end), text.substr(std::min(end + 1, text.size())));
    if (!data)
        return;
    const capture::SignalData written = capture::encodeSignal(*data);
    const auto again = capture::decodeSignal(written.kind, written.data);
    HOP101_REQUIRE(again);
    const capture::SignalData twice = capture::encodeSignal(*again);
    HOP101_REQUIRE(std::string_view(twice.kind) == written.kind && twice.data == written.data);
    (void)capture::signalWords(*data);
}

} // namespace

void captureRow(base::ByteSpan input)
{
    if (input.empty())
        return;
    const base::ByteSpan rest = input.subspan(1);
    switch (std::to_integer<unsigned>(input.front()) % 3) {
    case 0:
        return checkBlock(rest);
    case 1:
        return checkSummary(rest);
    default:
        return checkSignal(rest);
    }
}

} // namespace hop101::fuzz
