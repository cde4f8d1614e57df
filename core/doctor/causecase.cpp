// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/causecase.h"

#include "core/base/ascii.h"
#include "core/base/text.h"

namespace hop101::doctor {

using hop::PathCheck;

namespace {

std::string withoutSlash(std::string path)
{
    while (path.size() > 1 && path.back() == '/')
        path.pop_back();
    return path;
}

/// The path of an absolute or relative reference.
std::string pathOf(const std::string &location)
{
    const std::size_t scheme = location.find("://");
    if (scheme == std::string::npos)
        return splitTarget(location).path;
    const std::size_t slash = location.find('/', scheme + 3);
    return slash == std::string::npos ? "/" : splitTarget(location.substr(slash)).path;
}

/// What servers write when they saw no upgrade in the request.
bool saysNoUpgradeSeen(const Case &c)
{
    return c.bodySays("can \"upgrade\" only to") || c.bodySays("no websocket upgrade")
        || c.bodySays("missing upgrade") || c.bodySays("invalid upgrade header")
        || c.bodySays("invalid connection header") || c.bodySays("upgrade required");
}

} // namespace

Target splitTarget(const std::string &target)
{
    const std::size_t at = target.find('?');
    return {target.substr(0, at), at == std::string::npos ? std::string() : target.substr(at)};
}

bool containsIgnoringCase(std::string_view text, std::string_view lowerPart)
{
    return base::toLower(text).find(lowerPart) != std::string::npos;
}

bool isRequestComplete(const Evidence &evidence)
{
    return evidence.request && evidence.request->fields.hasToken("Upgrade", "websocket")
        && evidence.request->fields.hasToken("Connection", "upgrade");
}

Match Case::upgradeLost() const
{
    if (!isRequestComplete(e.left))
        return {};
    if (arrived())
        return arrived()->fields.find("Upgrade")
            ? Match{}
            : CauseMatch{Likelihood::Certain, values("Upgrade: " + sent()->fields.combined("Upgrade"), {})};
    if (isOneSided() && (status() == 426 || (status() == 400 && saysNoUpgradeSeen(*this))))
        return CauseMatch{Likelihood::Likely, answered()};
    return {};
}

Match Case::cutWhenIdle() const
{
    if (auto match = failed(PathCheck::Idle))
        return match;
    using namespace std::chrono;
    const auto silence = duration_cast<milliseconds>(e.left.silenceBeforeEnd);
    const bool isRound =
        silence >= seconds(1) && (silence + milliseconds(50)) % seconds(1) < milliseconds(250);
    const bool isCut = e.left.ended == hop::EndCause::Fin
        && std::find(e.left.broken.begin(), e.left.broken.end(), rules::Rule::CloseBeforeEnd)
            != e.left.broken.end();
    if (!isUpgraded() || !isCut || !isRound)
        return {};
    return CauseMatch{Likelihood::Likely,
                      say(HOP101_TEXT("cause", "ended after %1 s of silence, without a Close"),
                          {std::to_string((silence.count() + 100) / 1000)})};
}

Match matchOfTrailingSlash(const Case &c)
{
    if (!c.sent())
        return {};
    const std::string path = splitTarget(c.sent()->target).path;
    const std::string other = c.arrived()       ? splitTarget(c.arrived()->target).path
        : c.status() >= 300 && c.status() < 400 ? pathOf(c.header("Location"))
                                                : path;
    if (path == other || withoutSlash(path) != withoutSlash(other))
        return {};
    return CauseMatch{Likelihood::Certain, c.values(path, other)};
}

} // namespace hop101::doctor
