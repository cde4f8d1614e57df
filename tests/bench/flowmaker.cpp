// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/flowmaker.h"

#include "tests/core/formats/mitmproxy/tnettext.h"

#include <fstream>

namespace hop101::bench {
namespace {

using namespace tnettext;

constexpr std::int64_t kStart = 1'700'000'000;
constexpr std::uint64_t kMessagesPerSecond = 1000;

std::string message(std::uint64_t index)
{
    const std::string content(20 + index * 37 % 201, static_cast<char>('a' + index % 26));
    const std::string milliseconds =
        std::to_string(kMessagesPerSecond + index % kMessagesPerSecond).substr(1);
    const std::string time =
        std::to_string(kStart + 1 + static_cast<std::int64_t>(index / kMessagesPerSecond)) + '.'
        + milliseconds;
    return list({number(index % 5 == 0 ? 2 : 1), boolean(index % 2 == 0), bytes(content), real(time),
                 boolean(false), boolean(false)});
}

std::string head(bool isRequest)
{
    std::vector<std::string> fields{field("Upgrade", "websocket"), field("Connection", "Upgrade")};
    std::vector<std::pair<std::string, std::string>> members{{"http_version", bytes("HTTP/1.1")},
                                                             {"content", bytes("")},
                                                             {"timestamp_start", real("1700000000.5")}};
    if (isRequest) {
        fields.insert(fields.end(),
                      {field("Host", "example.com"), field("Sec-WebSocket-Version", "13"),
                       field("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")});
        members.insert(members.end(),
                       {{"host", text("example.com")},
                        {"port", number(80)},
                        {"method", bytes("GET")},
                        {"scheme", bytes("http")},
                        {"path", bytes("/flood")}});
    } else {
        fields.push_back(field("Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
        members.insert(members.end(),
                       {{"status_code", number(101)}, {"reason", bytes("Switching Protocols")}});
    }
    members.emplace_back("headers", list(fields));
    return dict(members);
}

/// What stands around the messages: a value of a tnetstring says its length in front.
struct Frame
{
    std::string before, after;
};

Frame wrapped(const Frame &inside, std::uint64_t insideSize, const std::string &front,
              const std::string &behind, char type)
{
    const std::uint64_t size =
        front.size() + inside.before.size() + insideSize + inside.after.size() + behind.size();
    return {std::to_string(size) + ':' + front + inside.before, inside.after + behind + type};
}

Frame frameOf(std::uint64_t messageBytes)
{
    const Frame messages = wrapped({}, messageBytes, {}, {}, ']');
    const Frame webSocket =
        wrapped(messages, messageBytes, text("messages"),
                text("closed_by_client") + boolean(true) + text("close_code") + number(1000), '}');
    const std::string front = text("version") + number(17) + text("type") + text("http") + text("id")
        + text("flood") + text("request") + head(true) + text("response") + head(false) + text("websocket");
    return wrapped(webSocket, messageBytes, front, {}, '}');
}

} // namespace

std::string makeFlows(const std::string &path, std::uint64_t messages)
{
    std::uint64_t size = 0;
    for (std::uint64_t i = 0; i < messages; ++i)
        size += message(i).size();
    const Frame frame = frameOf(size);
    std::ofstream file(path, std::ios::binary);
    file << frame.before;
    for (std::uint64_t i = 0; i < messages; ++i)
        file << message(i);
    file << frame.after;
    file.close();
    return file ? std::string() : path + " cannot be written";
}

} // namespace hop101::bench
