// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/redact.h"
#include "core/capture/jsonvalue.h"
#include "core/capture/recorder.h"
#include "core/capture/redactionhead.h"
#include "core/capture/secretfinder.h"
#include "core/capture/verify.h"
#include "core/websocket/utf8.h"
#include "tests/fuzz/require.h"
#include "tests/fuzz/targets.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

namespace hop101::fuzz {
namespace {

using namespace hop101::capture;

constexpr std::string_view kSecret = "S3CRETvalue";

RedactionRules rules()
{
    RedactionRules rules = defaultRedactionRules();
    rules.patterns = {"sec[a-z]*t", "[0-9]{3}-[0-9]+"};
    return rules;
}
std::shared_ptr<const RedactionMatcher> matcher()
{
    static const auto made = std::move(RedactionMatcher::make(rules())).value();
    return made;
}

/// Does what it is told to a text.
class Apply final : public SecretSink
{
public:
    explicit Apply(std::string text) : m_text(std::move(text)) { }
    void secret(RedactionPlace, std::string_view) override { ++m_secrets; }
    void range(std::uint64_t first, std::uint64_t size, char fill) override
    {
        HOP101_REQUIRE(m_secrets > 0);
        HOP101_REQUIRE(size > 0 && first <= m_text.size() && size <= m_text.size() - first);
        std::fill_n(m_text.begin() + static_cast<std::ptrdiff_t>(first), size, fill);
    }
    const std::string &text() const { return m_text; }

private:
    std::string m_text;
    std::uint64_t m_secrets = 0;
};

std::string redacted(const std::string &text, std::size_t step)
{
    Apply apply(text);
    SecretFinder finder(*matcher(), apply);
    finder.begin();
    for (std::size_t at = 0; at < text.size(); at += step) {
        finder.add(base::asBytes(std::string_view(text).substr(at, step)));
        HOP101_REQUIRE(finder.earliest() <= std::min(at + step, text.size()));
    }
    finder.end();
    return apply.text();
}

void checkText(const std::string &text)
{
    const std::string whole = redacted(text, std::max<std::size_t>(text.size(), 1));
    HOP101_REQUIRE(whole == redacted(text, 1) && whole == redacted(text, 7));
    HOP101_REQUIRE(!websocket::isUtf8(base::asBytes(text)) || websocket::isUtf8(base::asBytes(whole)));
    HOP101_REQUIRE(!jsonFrom(base::asBytes(text)) || jsonFrom(base::asBytes(whole)));
}

/// Whatever stands around it.
void checkPlanted(const std::string &text)
{
    if (text.find(kSecret) != std::string::npos)
        return; // the fuzzer knows it
    const std::size_t half = text.size() / 2;
    const std::string planted = text.substr(0, half) + "\"password\":\"" + std::string(kSecret) + "\"";
    HOP101_REQUIRE(redacted(planted + text.substr(half), 3).find(kSecret) == std::string::npos);
}

void checkHead(const std::string &text)
{
    if (text.find(kSecret) != std::string::npos)
        return;
    TokenBook tokens;
    const std::string head = "GET / HTTP/1.1\r\n" + text + "\nAuthorization: Bearer " + std::string(kSecret)
        + "\r\nCookie: a=" + std::string(kSecret) + "\r\n\r\n" + text;
    Apply apply(head);
    HeadSecrets(*matcher(), apply, tokens).findIn(base::asBytes(head));
    HOP101_REQUIRE(apply.text().find(kSecret) == std::string::npos);
    HOP101_REQUIRE(std::count(head.begin(), head.end(), '\n')
                   == std::count(apply.text().begin(), apply.text().end(), '\n'));
}

/// A folder in memory, for this process.
const std::string &folder()
{
    static const std::string made = [] {
        const bool hasMemory = std::filesystem::is_directory("/dev/shm");
        std::string name = std::string(hasMemory ? "/dev/shm" : "/tmp") + "/hop101-fuzz-XXXXXX";
        HOP101_REQUIRE(mkdtemp(name.data()) != nullptr);
        return name;
    }();
    return made;
}

/// Each piece of the input is what one side sends: a length, whose lowest bit is the side, and bytes.
void record(const std::string &path, base::ByteSpan input)
{
    constexpr std::string_view kRequest =
        "GET /chat HTTP/1.1\r\nHost: example.com\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n";
    constexpr std::string_view kSwitch =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"
        "Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n";
    Recorder::Options options;
    options.overwrite = true;
    const auto recorder = std::move(Recorder::create(path, options)).value();
    const auto left = recorder->addParty({{}, "Client", Role::Client, ""});
    const auto right = recorder->addParty({{}, "Server", Role::Server, ""});
    const auto hop = recorder->addHop({{}, left, right, "", "", ""}, nullptr);
    const bool isUpgraded = !input.empty() && (std::to_integer<unsigned>(input.front()) & 128U) == 0;
    hop::Nanoseconds now{};
    const auto take = [&](hop::Direction from, base::ByteSpan bytes) {
        recorder->take(hop, from, now += std::chrono::milliseconds(1), hop::BytesSeen{bytes});
    };
    if (isUpgraded) {
        take(hop::Direction::FromLeft, base::asBytes(kRequest));
        take(hop::Direction::FromRight, base::asBytes(kSwitch));
    }
    while (!input.empty()) {
        const auto head = std::to_integer<unsigned>(input.front());
        input = input.subspan(1);
        const auto size = std::min<std::size_t>((head & 127U) >> 1U, input.size());
        take((head & 1U) != 0 ? hop::Direction::FromLeft : hop::Direction::FromRight, input.first(size));
        input = input.subspan(size);
    }
    recorder->finish();
}

void checkCapture(base::ByteSpan input)
{
    const std::string path = folder() + "/a.hop101", copy = folder() + "/b.hop101";
    record(path, input);
    std::filesystem::remove(copy);
    const auto report = saveRedacted(path, copy, rules());
    HOP101_REQUIRE(report);
    const auto reader = Reader::open(copy);
    HOP101_REQUIRE(reader);
    HOP101_REQUIRE(verify(*reader.value()).isSame());
    const auto preview = previewRedaction(path, rules(), kMaxRedactions);
    HOP101_REQUIRE(preview && preview.value().count == report.value().count);
}

} // namespace

void redaction(base::ByteSpan input)
{
    if (input.empty())
        return;
    const base::ByteSpan rest = input.subspan(1);
    switch (std::to_integer<unsigned>(input.front()) % 8) {
    case 0:
        return checkCapture(rest);
    case 1:
    case 2:
        return checkHead(base::toText(rest));
    case 3:
    case 4:
    case 5:
        return checkPlanted(base::toText(rest));
    default:
        return checkText(base::toText(rest));
    }
}

} // namespace hop101::fuzz
