// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

/// Values of a flow file of mitmproxy, as text.
namespace hop101::tnettext {

inline std::string tnet(const std::string &content, char type)
{
    return std::to_string(content.size()) + ':' + content + type;
}
inline std::string bytes(const std::string &text)
{
    return tnet(text, ',');
}
inline std::string text(const std::string &words)
{
    return tnet(words, ';');
}
inline std::string number(std::int64_t value)
{
    return tnet(std::to_string(value), '#');
}
inline std::string real(const std::string &value)
{
    return tnet(value, '^');
}
inline std::string boolean(bool value)
{
    return tnet(value ? "true" : "false", '!');
}
inline const std::string kNull = "0:~";
inline std::string list(const std::vector<std::string> &items)
{
    std::string all;
    for (const std::string &item : items)
        all += item;
    return tnet(all, ']');
}
inline std::string dict(const std::vector<std::pair<std::string, std::string>> &members)
{
    std::string all;
    for (const auto &[name, value] : members)
        all += text(name) + value;
    return tnet(all, '}');
}
inline std::string field(const std::string &name, const std::string &value)
{
    return list({bytes(name), bytes(value)});
}
inline std::string address(const std::string &host, int port)
{
    return list({text(host), number(port)});
}

} // namespace hop101::tnettext
