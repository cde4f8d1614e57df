// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ascii.h"
#include "core/base/bytes.h"
#include "core/plan/curloptions.h"
#include "core/plan/planbuilder.h"

#include <algorithm>
#include <charconv>

namespace hop101::plan {
namespace {

/// What --resolve and --connect-to ask for.
struct Detour
{
    std::string fromHost; ///< empty: any
    std::string fromPort;
    std::string toHost; ///< empty: as before
    std::string toPort;
    std::string option;
};

/// Splits at colons, but not in brackets, which are taken away.
std::vector<std::string> colonParts(std::string_view text)
{
    std::vector<std::string> parts(1);
    bool isBracketed = false;
    for (const char c : text) {
        if (c == '[' || c == ']')
            isBracketed = c == '[';
        else if (c == ':' && !isBracketed)
            parts.emplace_back();
        else
            parts.back() += c;
    }
    return parts;
}

class CurlReader
{
public:
    CurlReader(ImportKind kind, Words words, std::size_t at)
        : m_builder(kind), m_words(std::move(words.words)), m_base(at)
    {
        m_builder.note(words.notes);
    }

    ImportResult read(std::string_view config)
    {
        while (m_next < m_words.size() && !m_builder.hasFailed())
            word(m_words[m_next++]);
        if (!config.empty())
            readConfig(config);
        return finish();
    }

private:
    std::size_t place(const Word &word) const { return m_base + word.at; }

    void word(const Word &word)
    {
        if (!m_onlyUrls && word.text == "--")
            m_onlyUrls = true;
        else if (!m_onlyUrls && word.text.starts_with("--"))
            longOption(word);
        else if (!m_onlyUrls && word.text.size() > 1 && word.text.front() == '-')
            shortOptions(word);
        else
            url(word.text, place(word));
    }

    void url(const std::string &text, std::size_t at)
    {
        if (m_builder.hasUrl())
            m_builder.note(Remark::ValueLeftOut, text);
        else
            m_builder.setUrl(text, at);
    }

    void longOption(const Word &word)
    {
        std::string name = word.text.substr(2);
        std::optional<std::string> value;
        if (const std::size_t equals = name.find('='); equals != std::string::npos) {
            value = name.substr(equals + 1);
            name.resize(equals);
        }
        const CurlOption *option = findCurlOption(name);
        if (!option) {
            m_builder.note(Remark::OptionUnknown, "--" + name);
            return;
        }
        take(*option, word.text.substr(0, name.size() + 2), value, place(word));
    }

    void shortOptions(const Word &word)
    {
        for (std::size_t i = 1; i < word.text.size(); ++i) {
            const CurlOption *option = findCurlOption(word.text[i]);
            const std::string shown{'-', word.text[i]};
            if (!option) {
                m_builder.note(Remark::OptionUnknown, shown);
                continue;
            }
            if (!option->hasValue) {
                take(*option, shown, {}, place(word));
                continue;
            }
            const std::string rest = word.text.substr(i + 1);
            take(*option, shown, rest.empty() ? std::nullopt : std::optional(rest), place(word));
            return;
        }
    }

    void take(const CurlOption &option, const std::string &shown, std::optional<std::string> value,
              std::size_t at)
    {
        if (!option.hasValue) {
            flag(option.meaning, shown);
            return;
        }
        if (!value) {
            if (m_next >= m_words.size()) {
                m_builder.fail(ImportFault::NoValue, at, shown);
                return;
            }
            at = place(m_words[m_next]);
            value = m_words[m_next++].text;
        }
        valued(option.meaning, shown, *value, at);
    }

    void flag(CurlMeaning meaning, const std::string &shown)
    {
        switch (meaning) {
        case CurlMeaning::Http10:
            m_builder.plan().version = "HTTP/1.0";
            break;
        case CurlMeaning::Http11:
            m_builder.plan().version = "HTTP/1.1";
            break;
        case CurlMeaning::HttpNewer:
            m_builder.note(Remark::OnlyHttp11, shown);
            break;
        case CurlMeaning::Insecure:
            m_builder.plan().tls.verify = false;
            break;
        case CurlMeaning::Compressed:
            m_encoding = "deflate, gzip, br, zstd";
            break;
        case CurlMeaning::Get:
            m_isGet = true;
            break;
        case CurlMeaning::Head:
            m_builder.plan().method = "HEAD";
            break;
        case CurlMeaning::Next:
            m_builder.note(Remark::OptionLeftOut, shown);
            m_next = m_words.size();
            break;
        case CurlMeaning::NoPlace:
            m_builder.note(Remark::OptionLeftOut, shown);
            break;
        default: // of the output, or of no account here
            break;
        }
    }

    void valued(CurlMeaning meaning, const std::string &shown, const std::string &value, std::size_t at)
    {
        switch (meaning) {
        case CurlMeaning::Header:
            header(shown, value, at);
            break;
        case CurlMeaning::Method:
            m_method = value;
            break;
        case CurlMeaning::Url:
            url(value, at);
            break;
        case CurlMeaning::Target:
            m_builder.plan().target = value;
            if (value.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos)
                m_builder.fail(ImportFault::LineEnd, at, shown);
            break;
        case CurlMeaning::User:
            m_authorization = "Basic " + base::toBase64(base::asBytes(value));
            m_builder.note(Remark::UserInfoSent);
            break;
        case CurlMeaning::Bearer:
            m_authorization = "Bearer " + value;
            break;
        case CurlMeaning::Agent:
            m_agent = value;
            break;
        case CurlMeaning::Referer:
            m_referer = value.substr(0, value.find(";auto"));
            break;
        case CurlMeaning::Cookie:
            cookie(shown, value);
            break;
        case CurlMeaning::Range:
            m_range = "bytes=" + value;
            break;
        case CurlMeaning::Body:
        case CurlMeaning::Json:
            m_hasBody = true;
            m_isJson = m_isJson || meaning == CurlMeaning::Json;
            break;
        case CurlMeaning::CaFile:
            m_builder.plan().tls.caFile = value;
            break;
        case CurlMeaning::ConnectTimeout:
        case CurlMeaning::MaxTime:
            time(meaning, shown, value, at);
            break;
        case CurlMeaning::Resolve:
        case CurlMeaning::ConnectTo:
            detour(meaning, shown, value);
            break;
        case CurlMeaning::Config:
            if (value != "-")
                m_builder.fail(ImportFault::ConfigFile, at, shown + ' ' + value);
            break;
        case CurlMeaning::NoPlace:
            m_builder.note(Remark::OptionLeftOut, shown);
            break;
        default:
            break;
        }
    }

    /// As curl reads it: "Name:" takes its own away, "Name;" is empty, what stands behind a line end is
    /// another.
    void header(const std::string &shown, const std::string &text, std::size_t at)
    {
        if (text.starts_with('@')) {
            m_builder.fail(ImportFault::HeaderFile, at, shown + ' ' + text);
            return;
        }
        const std::size_t colon = text.find(':');
        const std::size_t semicolon = text.find(';');
        if (colon == std::string::npos && semicolon != std::string::npos && semicolon + 1 == text.size()) {
            m_given.push_back({text.substr(0, semicolon), "", at});
            return;
        }
        if (colon == std::string::npos) {
            m_builder.fail(ImportFault::BadHeader, at, text);
            return;
        }
        const bool isEmpty = text.find_first_not_of(" \t\r\n\v\f", colon + 1) == std::string::npos;
        if (isEmpty && !base::equalsIgnoringCase(text, "Host: "))
            m_given.push_back({text.substr(0, colon), std::nullopt, at});
        else
            headerLines(text, at);
    }

    void headerLines(std::string_view text, std::size_t at)
    {
        while (true) {
            const std::size_t end = text.find("\r\n");
            const auto line = text.substr(0, end);
            const std::size_t colon = line.find(':');
            if (colon == std::string_view::npos) {
                m_builder.fail(ImportFault::BadHeader, at, std::string(line));
                return;
            }
            auto value = line.substr(colon + 1);
            if (value.starts_with(' '))
                value.remove_prefix(1);
            else if (!value.empty())
                m_builder.note(Remark::SpaceAdded, std::string(line.substr(0, colon)));
            m_given.push_back({std::string(line.substr(0, colon)), std::string(value), at});
            if (end == std::string_view::npos)
                return;
            text = text.substr(end + 2);
        }
    }

    void cookie(const std::string &shown, const std::string &value)
    {
        if (value.find('=') == std::string::npos)
            m_builder.note(Remark::FileLeftOut, shown + ' ' + value);
        else
            m_cookie += (m_cookie.empty() ? "" : "; ") + value;
    }

    void time(CurlMeaning meaning, const std::string &shown, const std::string &value, std::size_t at)
    {
        const auto time = secondsOf(value);
        if (!time || time->count() == 0) {
            m_builder.fail(ImportFault::BadNumber, at, shown);
            return;
        }
        Timeouts &timeouts = m_builder.plan().timeouts;
        if (meaning == CurlMeaning::MaxTime)
            timeouts.upgrade = *time;
        else
            timeouts.connect = timeouts.tls = *time;
    }

    void detour(CurlMeaning meaning, const std::string &shown, const std::string &value)
    {
        auto parts = colonParts(value.starts_with('+') ? value.substr(1) : value);
        parts.resize(std::max<std::size_t>(parts.size(), 4));
        if (meaning == CurlMeaning::ConnectTo) {
            m_detours.push_back({parts[0], parts[1], parts[2], parts[3], shown + ' ' + value});
            return;
        }
        std::string address = value.substr(value.find(parts[1]) + parts[1].size());
        address = address.substr(0, address.find(','));
        address.erase(0, address.find_first_not_of(":["));
        if (!address.empty() && address.back() == ']')
            address.pop_back();
        m_detours.push_back({parts[0] == "*" ? "" : parts[0], parts[1], address, "", shown + ' ' + value});
    }

    /// Lines of a curl configuration: "name = value", "name value", "-x value"; the value may be quoted.
    void readConfig(std::string_view lines)
    {
        m_words.clear();
        m_next = 0;
        while (!lines.empty()) {
            const std::size_t end = lines.find('\n');
            configLine(base::trimmed(lines.substr(0, end)));
            lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
        }
        while (m_next < m_words.size() && !m_builder.hasFailed())
            word(m_words[m_next++]);
    }

    void configLine(std::string_view line)
    {
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        if (line.empty() || line.front() == '#')
            return;
        const std::size_t end = std::min(line.find_first_of(" \t=:"), line.size());
        std::string name(line.substr(0, end));
        if (!name.starts_with('-'))
            name.insert(0, "--");
        m_words.push_back({name, 0, false});
        auto value = line.substr(end);
        value.remove_prefix(std::min(value.find_first_not_of(" \t=:"), value.size()));
        if (value.empty())
            return;
        const bool isQuoted = value.front() == '"';
        m_words.push_back({isQuoted ? unquoted(value.substr(1)) : std::string(value), 0, isQuoted});
    }

    static std::string unquoted(std::string_view text)
    {
        static constexpr std::string_view kFrom = "tnrv";
        static constexpr std::string_view kTo = "\t\n\r\v";
        std::string value;
        for (std::size_t i = 0; i < text.size() && text[i] != '"'; ++i) {
            if (text[i] != '\\' || i + 1 == text.size()) {
                value += text[i];
                continue;
            }
            const std::size_t known = kFrom.find(text[++i]);
            value += known == std::string_view::npos ? text[i] : kTo[known];
        }
        return value;
    }

    struct Given
    {
        std::string name;
        std::optional<std::string> value; ///< nothing: curl's own is taken away
        std::size_t at;
    };
    const Given *firstGiven(std::string_view name) const
    {
        for (const Given &given : m_given) {
            if (base::equalsIgnoringCase(given.name, name))
                return &given;
        }
        return nullptr;
    }

    /// In curl's order: its own first, and then what is given, but Host only once where curl sends it first.
    void writeHeaders()
    {
        const Given *host = firstGiven("Host");
        const bool isHostFirst = !host || host->value;
        if (isHostFirst)
            m_builder.addHeader("Host", host ? *host->value : m_builder.url().hostHeader(),
                                host ? host->at : 0);
        const auto own = [this](const char *name, const std::string &value) {
            if (!value.empty() && !firstGiven(name))
                m_builder.addHeader(name, value, 0);
        };
        own("Authorization", m_authorization);
        own("Range", m_range);
        own("User-Agent", m_agent);
        own("Accept", m_isJson ? "application/json" : "");
        own("Accept-Encoding", m_encoding);
        own("Referer", m_referer);
        own("Cookie", m_cookie);
        for (const Given &given : m_given) {
            const bool isFirstHost = isHostFirst && base::equalsIgnoringCase(given.name, "Host");
            if (given.value && !isFirstHost)
                m_builder.addHeader(given.name, *given.value, given.at);
        }
        if ((!firstGiven("User-Agent") && m_agent.empty()) || !firstGiven("Accept"))
            m_builder.note(Remark::OwnHeadersLeftOut);
    }

    void leaveBodyOut()
    {
        if (!m_hasBody)
            return;
        m_builder.note(Remark::BodyLeftOut);
        if (!m_isGet && m_method.empty())
            m_builder.plan().method = "POST";
    }

    void takeDetours()
    {
        const Url url = m_builder.url();
        for (const Detour &detour : m_detours) {
            const bool fits = (detour.fromHost.empty() || base::equalsIgnoringCase(detour.fromHost, url.host))
                && (detour.fromPort.empty() || detour.fromPort == "*"
                    || detour.fromPort == std::to_string(url.port));
            if (!fits)
                continue;
            std::uint16_t port = url.port;
            const char *last = detour.toPort.data() + detour.toPort.size();
            const bool isPort =
                detour.toPort.empty() || std::from_chars(detour.toPort.data(), last, port).ptr == last;
            Url there = url;
            there.host = detour.toHost.empty() ? url.host : detour.toHost;
            there.port = port;
            if (!isPort || port == 0 || !parseUrl(there.text())) {
                m_builder.note(Remark::OptionLeftOut, detour.option);
                continue;
            }
            m_builder.connectTo(there.host, port);
            m_builder.note(Remark::ConnectsElsewhere, detour.option);
            return;
        }
    }

    ImportResult finish()
    {
        if (m_builder.hasFailed() || !m_builder.hasUrl())
            return m_builder.finish();
        leaveBodyOut();
        if (!m_method.empty())
            m_builder.plan().method = m_method;
        if (m_method.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos)
            m_builder.fail(ImportFault::LineEnd, 0, "-X");
        if (m_authorization.empty() && !m_builder.url().userInfo.empty()) {
            m_authorization = "Basic " + base::toBase64(base::asBytes(m_builder.url().userInfo));
            m_builder.note(Remark::UserInfoSent);
        }
        writeHeaders();
        takeDetours();
        return m_builder.finish();
    }

    PlanBuilder m_builder;
    std::vector<Word> m_words;
    std::size_t m_base;
    std::size_t m_next = 1; ///< behind the program's name
    bool m_onlyUrls = false;
    bool m_isGet = false;
    bool m_hasBody = false;
    bool m_isJson = false;
    std::string m_method, m_authorization, m_range, m_agent, m_encoding, m_referer, m_cookie;
    std::vector<Given> m_given;
    std::vector<Detour> m_detours;
};

} // namespace

ImportResult importCurl(ImportKind kind, Words words, std::string_view config, std::size_t at)
{
    return CurlReader(kind, std::move(words), at).read(config);
}

} // namespace hop101::plan
