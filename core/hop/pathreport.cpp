// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hop/pathreport.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>

namespace hop101::hop {
namespace {

constexpr auto kChecks = std::to_array<PathCheck>({
    PathCheck::Arrives,
    PathCheck::Upgrade,
    PathCheck::Subprotocol,
    PathCheck::Extensions,
    PathCheck::Key,
    PathCheck::Host,
    PathCheck::Origin,
    PathCheck::Credentials,
    PathCheck::Target,
    PathCheck::FramesToServer,
    PathCheck::FramesToClient,
    PathCheck::Fragments,
    PathCheck::Ping,
    PathCheck::CloseToServer,
    PathCheck::CloseToClient,
    PathCheck::LargeHeader,
    PathCheck::HalfClose,
    PathCheck::Idle,
});

struct Words
{
    const char *name, *title;
};

Words wordsOf(PathCheck check) noexcept
{
    switch (check) {
    case PathCheck::Arrives:
        return {"arrives", HOP101_TEXT("path", "The request reaches the server")};
    case PathCheck::Upgrade:
        return {"upgrade", HOP101_TEXT("path", "The upgrade passes: 101 comes back")};
    case PathCheck::Subprotocol:
        return {"subprotocol", HOP101_TEXT("path", "Subprotocol passes both ways")};
    case PathCheck::Extensions:
        return {"extensions", HOP101_TEXT("path", "Extensions pass both ways")};
    case PathCheck::Key:
        return {"key", HOP101_TEXT("path", "Key and accept pass untouched")};
    case PathCheck::Host:
        return {"host", HOP101_TEXT("path", "Host arrives as sent")};
    case PathCheck::Origin:
        return {"origin", HOP101_TEXT("path", "Origin arrives as sent")};
    case PathCheck::Credentials:
        return {"credentials", HOP101_TEXT("path", "Cookie and Authorization arrive as sent")};
    case PathCheck::Target:
        return {"target", HOP101_TEXT("path", "Path, query and percent-encoding arrive as sent")};
    case PathCheck::FramesToServer:
        return {"frames-to-server", HOP101_TEXT("path", "Messages to the server arrive byte for byte")};
    case PathCheck::FramesToClient:
        return {"frames-to-client", HOP101_TEXT("path", "Messages to the client arrive byte for byte")};
    case PathCheck::Fragments:
        return {"fragments", HOP101_TEXT("path", "Fragments stay fragments")};
    case PathCheck::Ping:
        return {"ping", HOP101_TEXT("path", "Ping and pong pass end to end")};
    case PathCheck::CloseToServer:
        return {"close-to-server", HOP101_TEXT("path", "Close code and reason reach the server")};
    case PathCheck::CloseToClient:
        return {"close-to-client", HOP101_TEXT("path", "Close code and reason reach the client")};
    case PathCheck::LargeHeader:
        return {"large-header", HOP101_TEXT("path", "A large header passes")};
    case PathCheck::HalfClose:
        return {"half-close", HOP101_TEXT("path", "One direction can end without the other")};
    case PathCheck::Idle:
        return {"idle", HOP101_TEXT("path", "Silence is borne")};
    }
    return {"", ""};
}

} // namespace

const PathCheckResult *PathReport::find(PathCheck check) const noexcept
{
    const auto at = std::find_if(results.begin(), results.end(),
                                 [check](const PathCheckResult &one) { return one.check == check; });
    return at == results.end() ? nullptr : &*at;
}

bool PathReport::passes(PathCheck check) const noexcept
{
    const auto *result = find(check);
    return result && result->outcome == CheckOutcome::Passed;
}

bool PathReport::fails(PathCheck check) const noexcept
{
    const auto *result = find(check);
    return result && result->outcome == CheckOutcome::Failed;
}

bool PathReport::allPass() const noexcept
{
    return isComplete && passes(PathCheck::Upgrade)
        && std::none_of(results.begin(), results.end(),
                        [](const PathCheckResult &one) { return one.outcome == CheckOutcome::Failed; });
}

std::span<const PathCheck> pathChecks() noexcept
{
    return kChecks;
}

const char *pathCheckName(PathCheck check) noexcept
{
    return wordsOf(check).name;
}

std::optional<PathCheck> pathCheckNamed(std::string_view name) noexcept
{
    const auto at = std::find_if(kChecks.begin(), kChecks.end(),
                                 [name](PathCheck check) { return wordsOf(check).name == name; });
    return at == kChecks.end() ? std::nullopt : std::optional(*at);
}

const char *pathCheckTitle(PathCheck check) noexcept
{
    return wordsOf(check).title;
}

const char *checkOutcomeName(CheckOutcome outcome) noexcept
{
    switch (outcome) {
    case CheckOutcome::Passed:
        return "passed";
    case CheckOutcome::Failed:
        return "failed";
    case CheckOutcome::Differs:
        return "differs";
    case CheckOutcome::NotReached:
        break;
    }
    return "not reached";
}

} // namespace hop101::hop
