// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/targets.h"

namespace hop101::fuzz {

std::span<const Target> targets() noexcept
{
    static constexpr Target all[] = {
        {"responsehead", responseHead},
        {"requesthead", requestHead},
        {"framestream", frameStream},
        {"deflatenegotiation", deflateNegotiation},
        {"inflation", inflation},
        {"hopclient", hopClient},
        {"hopserver", hopServer},
        {"planjson", planJson},
        {"url", url},
        {"capturerow", captureRow},
        {"filter", filter},
        {"config", config},
        {"pcap", pcapFile},
        {"pcapng", pcapngFile},
        {"tls", tlsStream},
        {"jsonl", jsonLines},
        {"importtext", importText},
        {"har", har},
        {"redact", redaction},
        {"mitmproxy", mitmproxyFlow},
    };
    return all;
}

} // namespace hop101::fuzz
