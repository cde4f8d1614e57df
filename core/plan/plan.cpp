// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/plan.h"

#include "core/http/headwriter.h"

#include <openssl/rand.h>

#include <array>
#include <cstdlib>

namespace hop101::plan {
namespace {

std::string valueOf(const HeaderRow &row, const Url &url, std::string_view key)
{
    switch (row.source) {
    case ValueSource::Literal:
        return row.value;
    case ValueSource::Host:
        return url.hostHeader();
    case ValueSource::Key:
        return std::string(key);
    }
    return row.value;
}

} // namespace

Plan defaultPlan(std::string url)
{
    Plan plan;
    plan.url = std::move(url);
    plan.headers = {
        {"Host", "", true, ValueSource::Host},
        {"Upgrade", "websocket"},
        {"Connection", "Upgrade"},
        {"Sec-WebSocket-Key", "", true, ValueSource::Key},
        {"Sec-WebSocket-Version", "13"},
        {"Sec-WebSocket-Extensions", "permessage-deflate; client_max_window_bits"},
    };
    return plan;
}

std::string freshKey()
{
    std::array<unsigned char, 16> random{};
    // RFC 6455 section 4.1: "The nonce MUST be selected randomly for each connection." Without a random
    // source there is nothing sensible left to do.
    if (RAND_bytes(random.data(), static_cast<int>(random.size())) != 1)
        std::abort();
    return base::toBase64(std::as_bytes(std::span(random)));
}

base::Bytes requestHead(const Plan &plan, const Url &url, std::string_view key)
{
    if (plan.rawRequest)
        return *plan.rawRequest;
    const std::string_view sentKey = plan.key.empty() ? key : plan.key;
    std::vector<http::FieldToWrite> fields;
    fields.reserve(plan.headers.size());
    for (const HeaderRow &row : plan.headers) {
        if (row.enabled)
            fields.push_back({row.name, valueOf(row, url, sentKey)});
    }
    return http::writeRequestHead(plan.method, plan.target.empty() ? url.target : plan.target, plan.version,
                                  fields);
}

} // namespace hop101::plan
