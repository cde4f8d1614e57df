// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/url.h"

#include "core/base/ascii.h"
#include "core/base/text.h"

#include <arpa/inet.h>

#include <algorithm>
#include <optional>

namespace hop101::plan {
namespace {

constexpr std::string_view kWhiteSpace = " \t\r\n\v\f";

std::uint16_t defaultPort(bool secure)
{
    return secure ? 443 : 80;
}

bool isHostChar(char c)
{
    return base::isAlpha(c) || base::isDigit(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

bool isIpv6Address(const std::string &text)
{
    in6_addr ignored{};
    if (text.find('\0') != std::string::npos)
        return false; // inet_pton would stop there
    return inet_pton(AF_INET6, text.c_str(), &ignored) == 1;
}

/// Reads from left to right, so that the first fault is the one that is told.
class Parser
{
public:
    explicit Parser(std::string_view text) : m_text(text) { }

    base::Result<Url, UrlError> parse()
    {
        if (!trim())
            return UrlError{UrlFault::Empty, 0};
        const bool isRead = scheme() && userInfo() && host() && port() && target();
        return isRead ? base::Result<Url, UrlError>(m_url) : base::Result<Url, UrlError>(*m_error);
    }

private:
    bool fail(UrlFault fault, std::size_t at)
    {
        m_error = UrlError{fault, at};
        return false;
    }

    bool trim()
    {
        m_at = m_text.find_first_not_of(kWhiteSpace);
        if (m_at == std::string_view::npos)
            return false;
        m_text = m_text.substr(0, m_text.find_last_not_of(kWhiteSpace) + 1);
        return true;
    }

    bool scheme()
    {
        const auto slash = m_text.find_first_of("/?#", m_at);
        const bool isWritten = slash != std::string_view::npos && slash > m_at && m_text[slash - 1] == ':'
            && m_text.substr(slash, 2) == "//";
        if (isWritten) {
            const auto name = base::toLower(m_text.substr(m_at, slash - 1 - m_at));
            m_url.secure = name == "wss" || name == "https";
            if (!m_url.secure && name != "ws" && name != "http")
                return fail(UrlFault::UnknownScheme, m_at);
            m_at = slash + 2;
        }
        m_url.port = defaultPort(m_url.secure);
        m_authorityEnd = std::min(m_text.find_first_of("/?#", m_at), m_text.size());
        return true;
    }

    bool userInfo()
    {
        const auto authority = m_text.substr(m_at, m_authorityEnd - m_at);
        const auto sign = authority.rfind('@');
        if (sign == std::string_view::npos)
            return true;
        m_url.userInfo = authority.substr(0, sign);
        if (!checkOctets(m_at, m_at + sign))
            return false;
        m_at += sign + 1;
        return true;
    }

    bool host()
    {
        if (m_at == m_authorityEnd || m_text[m_at] == ':')
            return fail(UrlFault::NoHost, m_at);
        if (m_text[m_at] == '[')
            return ipv6Host();
        const auto start = m_at;
        while (m_at < m_authorityEnd && isHostChar(m_text[m_at]))
            ++m_at;
        if (m_at < m_authorityEnd && m_text[m_at] != ':')
            return fail(UrlFault::BadHost, m_at);
        m_url.host = m_text.substr(start, m_at - start);
        return true;
    }

    bool ipv6Host()
    {
        const auto end = m_text.find(']', m_at);
        if (end == std::string_view::npos || end >= m_authorityEnd)
            return fail(UrlFault::BadHost, m_at);
        m_url.host = m_text.substr(m_at + 1, end - m_at - 1);
        if (!isIpv6Address(m_url.host))
            return fail(UrlFault::BadHost, m_at);
        m_at = end + 1;
        return m_at == m_authorityEnd || m_text[m_at] == ':' || fail(UrlFault::BadHost, m_at);
    }

    bool port()
    {
        if (m_at == m_authorityEnd)
            return true;
        const auto digits = m_text.substr(m_at + 1, m_authorityEnd - m_at - 1);
        if (digits.empty()) { // RFC 3986 section 3.2.3: the same as no port
            m_at = m_authorityEnd;
            return true;
        }
        unsigned value = 0;
        for (const char c : digits) {
            value = base::isDigit(c) ? value * 10 + static_cast<unsigned>(c - '0') : 65536;
            if (value > 65535)
                return fail(UrlFault::BadPort, m_at + 1);
        }
        if (value == 0)
            return fail(UrlFault::BadPort, m_at + 1);
        m_url.port = static_cast<std::uint16_t>(value);
        m_url.isPortWritten = true;
        m_at = m_authorityEnd;
        return true;
    }

    bool target()
    {
        if (!checkOctets(m_at, m_text.size()))
            return false;
        // RFC 6455 section 3: "Fragment identifiers are meaningless in the context of WebSocket URIs and MUST
        // NOT be used".
        if (const auto hash = m_text.find('#', m_at); hash != std::string_view::npos)
            return fail(UrlFault::Fragment, hash);
        m_url.target = m_text.substr(m_at);
        if (m_url.target.empty() || m_url.target.front() != '/')
            m_url.target.insert(0, 1, '/');
        return true;
    }

    bool checkOctets(std::size_t first, std::size_t end)
    {
        for (auto at = first; at < end; ++at) {
            if (m_text[at] <= ' ' || m_text[at] > '~')
                return fail(UrlFault::BadOctet, at);
        }
        return true;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::size_t m_authorityEnd = 0;
    Url m_url;
    std::optional<UrlError> m_error;
};

} // namespace

std::string Url::hostHeader() const
{
    const bool isIpv6 = host.find(':') != std::string::npos;
    std::string value = host;
    if (isIpv6)
        value.insert(0, 1, '[').push_back(']');
    if (port != defaultPort(secure))
        value.append(1, ':').append(std::to_string(port));
    return value;
}

std::string Url::text() const
{
    return (secure ? "wss://" : "ws://") + base::toLower(hostHeader()) + target;
}

base::Result<Url, UrlError> parseUrl(std::string_view text)
{
    return Parser(text).parse();
}

const char *describe(UrlFault fault) noexcept
{
    switch (fault) {
    case UrlFault::Empty:
        return HOP101_TEXT("url", "There is no URL; write one such as ws://localhost:8080/chat.");
    case UrlFault::UnknownScheme:
        return HOP101_TEXT("url", "The URL must start with ws://, wss://, http:// or https://.");
    case UrlFault::NoHost:
        return HOP101_TEXT("url", "The URL names no host; write one behind the scheme.");
    case UrlFault::BadHost:
        return HOP101_TEXT("url",
                           "The host is not a name or an address; an IPv6 address stands in brackets, and "
                           "letters beyond ASCII are written in their xn-- form.");
    case UrlFault::BadPort:
        return HOP101_TEXT("url", "The port must be a number from 1 to 65535.");
    case UrlFault::Fragment:
        return HOP101_TEXT(
            "url", "A WebSocket URL has no fragment; remove “#” and what follows, or write it as %23.");
    case UrlFault::BadOctet:
        return HOP101_TEXT("url",
                           "The URL holds a space, a control character or a letter beyond ASCII; write it "
                           "percent-encoded, such as %20.");
    }
    return "";
}

} // namespace hop101::plan
