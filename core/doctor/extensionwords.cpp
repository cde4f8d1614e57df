// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/extensionwords.h"

#include "core/base/text.h"

namespace hop101::doctor {
namespace {

std::string sideSummary(const websocket::DeflateSide &side, const Words &words)
{
    return words(side.noContextTakeover ? HOP101_TEXT("doctor", "window %1 bits, context dropped")
                                        : HOP101_TEXT("doctor", "window %1 bits, context kept"),
                 {std::to_string(side.windowBits)});
}

} // namespace

std::string deflateWords(const websocket::DeflateParameters &agreed, const Translate &translate)
{
    const Words words(translate);
    const std::string client = words(
        agreed.client.noContextTakeover
            ? HOP101_TEXT("doctor",
                          "The client may compress with a window of %1 bits and begins each message anew.")
            : HOP101_TEXT("doctor",
                          "The client may compress with a window of %1 bits and keeps it between messages."),
        {std::to_string(agreed.client.windowBits)});
    const std::string server = words(
        agreed.server.noContextTakeover
            ? HOP101_TEXT("doctor",
                          "The server may compress with a window of %1 bits and begins each message anew.")
            : HOP101_TEXT("doctor",
                          "The server may compress with a window of %1 bits and keeps it between messages."),
        {std::to_string(agreed.server.windowBits)});
    return client + ' ' + server;
}

std::string deflateSummary(const websocket::DeflateParameters &agreed, const Translate &translate)
{
    const Words words(translate);
    return words(HOP101_TEXT("doctor", "client: %1; server: %2"),
                 {sideSummary(agreed.client, words), sideSummary(agreed.server, words)});
}

} // namespace hop101::doctor
