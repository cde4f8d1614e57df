// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/headparser.h"
#include "tests/bench/beastreader.h"
#include "tests/bench/codec.h"
#include "tests/bench/comparison.h"

namespace hop101::bench {
namespace {

/// As a browser asks.
constexpr std::string_view kRequest =
    "GET /chat?room=lobby HTTP/1.1\r\n"
    "Host: server.example.com:8101\r\n"
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0\r\n"
    "Accept: */*\r\n"
    "Accept-Language: en-US,en;q=0.5\r\n"
    "Accept-Encoding: gzip, deflate, br, zstd\r\n"
    "Sec-WebSocket-Version: 13\r\n"
    "Origin: http://server.example.com\r\n"
    "Sec-WebSocket-Protocol: chat, superchat\r\n"
    "Sec-WebSocket-Extensions: permessage-deflate\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    "Connection: keep-alive, Upgrade\r\n"
    "Upgrade: websocket\r\n"
    "\r\n";
constexpr std::string_view kResponse = "HTTP/1.1 101 Switching Protocols\r\n"
                                       "Server: nginx/1.22.1\r\n"
                                       "Date: Sat, 01 Jun 2024 12:30:59 GMT\r\n"
                                       "Connection: upgrade\r\n"
                                       "Upgrade: websocket\r\n"
                                       "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"
                                       "Sec-WebSocket-Protocol: chat\r\n"
                                       "\r\n";

template<typename Head>
std::size_t ourFields(base::ByteSpan bytes)
{
    http::HeadParser<Head> parser;
    const auto step = parser.next(bytes);
    const auto *done = std::get_if<http::HeadDone<Head>>(&step);
    return done ? done->head.fields.lines.size() : 0;
}

Work parsing(std::string_view text, std::size_t fields, std::size_t (*parse)(base::ByteSpan))
{
    return [text, fields, parse](benchmark::State &state) {
        for ([[maybe_unused]] const auto turn : state)
            if (parse(base::asBytes(text)) != fields)
                state.SkipWithError("not the fields that were sent");
        state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
    };
}

} // namespace

void addHeadComparisons()
{
    compare("head-request-vs-beast-parser", parsing(kRequest, 12, ourFields<http::RequestHead>),
            parsing(kRequest, 12, beastRequestFields));
    compare("head-response-vs-beast-parser", parsing(kResponse, 6, ourFields<http::ResponseHead>),
            parsing(kResponse, 6, beastResponseFields));
}

} // namespace hop101::bench
