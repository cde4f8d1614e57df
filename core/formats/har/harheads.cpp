// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/har/harheads.h"

#include "core/base/ascii.h"
#include "core/plan/url.h"
#include "core/websocket/acceptkey.h"

#include <algorithm>
#include <array>

namespace hop101::formats {
namespace {

constexpr std::string_view kVersion = "HTTP/1.1";

bool isHttp1(std::string_view version)
{
    return version.empty() || base::toLower(version).starts_with("http/1.");
}

bool isOverHttp2(const HarEntry &entry)
{
    return isWebSocket(entry)
        && (entry.method == "CONNECT" || find(entry.requestFields, ":protocol") != nullptr);
}

/// "http/1.1" → "HTTP/1.1"; HTTP/2 has no other form here.
std::string versionOf(std::string_view version)
{
    if (!isHttp1(version) || version.empty())
        return std::string(kVersion);
    std::string upper(version);
    std::ranges::transform(upper, upper.begin(),
                           [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    return upper;
}

std::string withoutLineEnds(std::string_view text)
{
    std::string kept(text);
    std::erase_if(kept, [](char c) { return c == '\r' || c == '\n'; });
    return kept;
}

/// Chrome joins the values of fields of one name by line ends.
void appendField(std::string &head, std::string_view name, std::string_view value)
{
    if (name.empty() || name.starts_with(':'))
        return; // a pseudo field of HTTP/2
    for (;;) {
        const std::size_t end = value.find('\n');
        head += withoutLineEnds(name) + ": " + withoutLineEnds(value.substr(0, end)) + "\r\n";
        if (end == std::string_view::npos)
            return;
        value.remove_prefix(end + 1);
    }
}

void set(HarFields &fields, std::string_view name, std::string value)
{
    const auto found =
        std::ranges::find_if(fields, [&](const auto &f) { return base::equalsIgnoringCase(f.first, name); });
    if (found == fields.end())
        fields.emplace_back(name, std::move(value));
    else
        found->second = std::move(value);
}

/// False where it is there already.
bool addMissing(HarFields &fields, std::string_view name, const std::string &value)
{
    if (find(fields, name))
        return false;
    fields.emplace_back(name, value);
    return true;
}

std::string madeUpKey(std::mt19937 &random)
{
    std::array<std::byte, 16> nonce{};
    for (std::byte &byte : nonce)
        byte = static_cast<std::byte>(random() & 0xffU);
    return base::toBase64(nonce);
}

std::string hostOf(const std::string &url)
{
    const auto parsed = plan::parseUrl(url.substr(0, url.find('#')));
    return parsed ? parsed.value().hostHeader() : "unknown.invalid";
}

std::string headOf(std::string startLine, const HarFields &fields)
{
    std::string head = withoutLineEnds(startLine) + "\r\n";
    for (const auto &[name, value] : fields)
        appendField(head, name, value);
    return head + "\r\n";
}

/// The fields of an upgrade to WebSocket that a list does not have. True where the key is one of them.
bool fillRequest(HarFields &fields, const HarEntry &entry, std::mt19937 &random)
{
    if (find(fields, "host") == nullptr) {
        const std::string *authority = find(fields, ":authority");
        fields.insert(fields.begin(), {"Host", authority ? *authority : hostOf(entry.url)});
    }
    addMissing(fields, "Upgrade", "websocket");
    addMissing(fields, "Connection", "Upgrade");
    addMissing(fields, "Sec-WebSocket-Version", "13");
    return addMissing(fields, "Sec-WebSocket-Key", madeUpKey(random));
}

class Rebuild
{
public:
    Rebuild(const HarEntry &entry, std::optional<std::uint64_t> bodyBytes, std::mt19937 &random)
        : m_entry(entry), m_bodyBytes(bodyBytes), m_random(random), m_requestFields(entry.requestFields)
    {
        m_heads.isOverHttp2 = isOverHttp2(entry);
    }

    HarHeads heads()
    {
        request();
        response();
        return std::move(m_heads);
    }

private:
    void madeUp(std::string what)
    {
        if (std::ranges::find(m_heads.madeUp, what) == m_heads.madeUp.end())
            m_heads.madeUp.push_back(std::move(what));
    }

    /// The WebSocket came about, whether or not the file has its 101.
    bool isOpen() const { return m_entry.status == 101 || m_heads.isOverHttp2 || m_entry.messages > 0; }

    void request()
    {
        if (m_entry.requestHead) {
            m_heads.request = *m_entry.requestHead;
            m_heads.isExact = true;
            return;
        }
        madeUp("spelling of the heads");
        const bool isListed = find(m_requestFields, "upgrade") != nullptr;
        const bool isFilled = isWebSocket(m_entry) && (m_heads.isOverHttp2 || !isListed);
        if (isFilled) {
            m_isKeyMadeUp = fillRequest(m_requestFields, m_entry, m_random);
            madeUp(m_heads.isOverHttp2 ? "a handshake of HTTP/1.1 in place of that of HTTP/2"
                                       : "fields of the request");
        }
        const std::string method = isFilled || m_entry.method.empty() ? "GET" : m_entry.method;
        m_heads.request = base::toBytes(headOf(
            method + ' ' + targetOf(m_entry.url) + ' ' + versionOf(m_entry.requestVersion), m_requestFields));
    }

    void response()
    {
        for (const base::Bytes &head : m_entry.interimHeads)
            base::append(m_heads.response, head);
        if (m_entry.responseHead) {
            base::append(m_heads.response, *m_entry.responseHead);
            return;
        }
        m_heads.isExact = false;
        const bool fills = isWebSocket(m_entry) && isOpen();
        if (m_entry.status <= 0 && !fills)
            return;
        HarFields fields = m_entry.responseFields;
        int status = m_entry.status;
        std::string reason = m_entry.statusText;
        if (fills)
            fillResponse(fields, status, reason);
        else
            fitBody(fields);
        if (status == 101 && reason.empty())
            reason = "Switching Protocols";
        const std::string version = versionOf(m_entry.responseVersion);
        std::string code = std::to_string(std::clamp(status, 0, 999));
        code.insert(0, 3 - code.size(), '0');
        base::append(m_heads.response, base::asBytes(headOf(version + ' ' + code + ' ' + reason, fields)));
    }

    void fillResponse(HarFields &fields, int &status, std::string &reason)
    {
        if (status != 101) {
            madeUp(m_heads.isOverHttp2 ? "a handshake of HTTP/1.1 in place of that of HTTP/2"
                                       : "the response");
            status = 101;
            reason.clear();
        }
        const bool isListed = find(fields, "upgrade") || find(fields, "sec-websocket-accept");
        if (isListed && !m_isKeyMadeUp && !m_heads.isOverHttp2)
            return;
        addMissing(fields, "Upgrade", "websocket");
        addMissing(fields, "Connection", "Upgrade");
        const std::string *key = find(m_requestFields, "sec-websocket-key");
        if (key)
            set(fields, "Sec-WebSocket-Accept", websocket::acceptKeyFor(*key));
        madeUp(m_heads.isOverHttp2 ? "a handshake of HTTP/1.1 in place of that of HTTP/2"
                                   : "fields of the response");
    }

    /// A HAR has bodies without their Content-Encoding, and may have only a part.
    void fitBody(HarFields &fields)
    {
        const std::string *length = find(fields, "content-length");
        if (!length || !m_bodyBytes || *length == std::to_string(*m_bodyBytes))
            return;
        set(fields, "Content-Length", std::to_string(*m_bodyBytes));
        madeUp("Content-Length of the response");
    }

    const HarEntry &m_entry;
    const std::optional<std::uint64_t> m_bodyBytes;
    std::mt19937 &m_random;
    HarFields m_requestFields;
    bool m_isKeyMadeUp = false;
    HarHeads m_heads;
};

} // namespace

const std::string *find(const HarFields &fields, std::string_view name)
{
    const auto found =
        std::ranges::find_if(fields, [&](const auto &f) { return base::equalsIgnoringCase(f.first, name); });
    return found == fields.end() ? nullptr : &found->second;
}

bool isWebSocket(const HarEntry &entry)
{
    const std::string scheme = base::toLower(entry.url.substr(0, entry.url.find(':')));
    const std::string *upgrade = find(entry.requestFields, "upgrade");
    return scheme == "ws" || scheme == "wss" || base::equalsIgnoringCase(entry.resourceType, "websocket")
        || entry.hasMessages || (upgrade && base::listHasToken(*upgrade, "websocket"));
}

bool isUpgrade(const HarEntry &entry)
{
    constexpr int kSwitching = 101;
    constexpr int kUpgradeRequired = 426;
    return isWebSocket(entry) || entry.hasExtras || entry.status == kSwitching
        || entry.status == kUpgradeRequired || find(entry.requestFields, "upgrade");
}

std::string targetOf(const std::string &url)
{
    const std::size_t scheme = url.find("://");
    const std::size_t authority = scheme == std::string::npos ? 0 : scheme + 3;
    const std::size_t path = url.find_first_of("/?#", authority);
    std::string target = path == std::string::npos ? std::string() : url.substr(path, url.find('#') - path);
    if (!target.starts_with('/'))
        target.insert(target.begin(), '/');
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string written;
    for (const char c : target) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte > ' ' && byte != 0x7f)
            written += c;
        else
            written += {'%', kDigits[byte >> 4U], kDigits[byte & 15U]};
    }
    return written;
}

HarHeads headsOf(const HarEntry &entry, std::optional<std::uint64_t> bodyBytes, std::mt19937 &random)
{
    return Rebuild(entry, bodyBytes, random).heads();
}

} // namespace hop101::formats
