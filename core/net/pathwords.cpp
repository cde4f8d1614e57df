// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/pathwords.h"

#include "core/base/ascii.h"

#include <QRandomGenerator>
#include <QString>

#include <algorithm>

namespace hop101::net {

namespace {

constexpr std::size_t kMaxValue = 200; // bytes of a value in a result

} // namespace

std::string elided(std::string text)
{
    if (text.size() > kMaxValue)
        text = text.substr(0, kMaxValue) + "…";
    return text;
}

std::string sizeText(std::uint64_t bytes)
{
    constexpr std::uint64_t kKiB = 1024;
    if (bytes >= kKiB * kKiB && bytes % (kKiB * kKiB) == 0)
        return std::to_string(bytes / kKiB / kKiB) + " MiB";
    if (bytes >= kKiB && bytes % kKiB == 0)
        return std::to_string(bytes / kKiB) + " KiB";
    return std::to_string(bytes) + " B";
}

base::Bytes pattern(std::uint64_t size, unsigned seed)
{
    base::Bytes bytes(size);
    std::uint32_t state = seed * 2654435761U + 1;
    for (std::byte &byte : bytes) {
        state = state * 1664525U + 1013904223U;
        byte = static_cast<std::byte>(state >> 24U);
    }
    return bytes;
}

std::string freshProbe()
{
    const quint64 number = QRandomGenerator::system()->generate64();
    return QString::number(number, 16).rightJustified(16, u'0').toStdString();
}

void setHeader(plan::Plan &plan, const std::string &name, const std::string &value)
{
    std::erase_if(plan.headers,
                  [&name](const plan::HeaderRow &row) { return base::equalsIgnoringCase(row.name, name); });
    plan.headers.push_back({name, value});
}

bool hasHeader(const plan::Plan &plan, std::string_view name)
{
    return std::any_of(plan.headers.begin(), plan.headers.end(), [name](const plan::HeaderRow &row) {
        return row.enabled && base::equalsIgnoringCase(row.name, name);
    });
}

std::string headerOf(const http::HeaderFields &fields, const char *name)
{
    const auto *field = fields.find(name);
    return field ? std::string(name) + ": " + fields.combined(name) : std::string("no ") + name;
}

std::string upgradeWords(const http::RequestHead &head)
{
    return head.version + ", " + headerOf(head.fields, "Upgrade") + ", "
        + headerOf(head.fields, "Connection");
}

std::string statusWords(const std::optional<http::ResponseHead> &response)
{
    if (!response)
        return "no answer";
    return std::to_string(response->status) + (response->reason.empty() ? "" : " " + response->reason);
}

} // namespace hop101::net
