// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/framespec.h"

#include "app/cli/values.h"
#include "core/websocket/closecode.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace hop101::cli {
namespace {

using plan::FramePlan;
using websocket::Opcode;

constexpr auto kKinds = std::to_array<std::pair<std::string_view, Opcode>>({
    {"continuation", Opcode::Continuation},
    {"text", Opcode::Text},
    {"binary", Opcode::Binary},
    {"close", Opcode::Close},
    {"ping", Opcode::Ping},
    {"pong", Opcode::Pong},
});

/// What stands in front of `separator`; takes it and the separator off `rest`.
std::string_view takeUntil(char separator, std::string_view &rest)
{
    const std::size_t at = rest.find(separator);
    const auto front = rest.substr(0, at);
    rest = at == std::string_view::npos ? std::string_view() : rest.substr(at + 1);
    return front;
}

bool readKind(std::string_view word, FramePlan &frame)
{
    const auto number = numberFrom(word);
    const auto known =
        std::find_if(kKinds.begin(), kKinds.end(), [word](const auto &kind) { return kind.first == word; });
    frame.isRaw = word == "raw";
    if (known != kKinds.end())
        frame.opcode = known->second;
    else if (number && *number < 16)
        frame.opcode = static_cast<Opcode>(*number);
    else
        return frame.isRaw;
    return true;
}

std::optional<bool> switchFrom(std::string_view value)
{
    if (value == "0" || value == "off")
        return false;
    return value.empty() || value == "1" || value == "on" ? std::optional(true) : std::nullopt;
}

bool readSwitch(std::string_view value, bool &to)
{
    const auto read = switchFrom(value);
    to = read.value_or(to);
    return read.has_value();
}

bool readMask(std::string_view value, FramePlan &frame)
{
    if (const auto isOn = switchFrom(value); isOn && !value.empty()) {
        frame.masking = *isOn ? plan::Masking::On : plan::Masking::Off;
        return true;
    }
    const auto key = base::fromHex(value);
    if (!key || key->size() != websocket::MaskKey{}.size())
        return false;
    frame.masking = plan::Masking::On;
    std::copy(key->begin(), key->end(), frame.maskKey.emplace().begin());
    return true;
}

bool readLength(std::string_view value, FramePlan &frame)
{
    const auto size = numberFrom(value);
    if (!size || (*size != 1 && *size != 3 && *size != 9))
        return false;
    frame.lengthBytes = static_cast<std::uint8_t>(*size);
    return true;
}

bool readCode(std::string_view value, FramePlan &frame)
{
    const auto code = numberFrom(value);
    if (!code || *code > 0xffff)
        return false;
    frame.payload = websocket::closeBody(static_cast<std::uint16_t>(*code), {});
    return true;
}

bool readHex(std::string_view value, FramePlan &frame)
{
    const auto bytes = base::fromHex(value);
    if (bytes)
        base::append(frame.payload, *bytes);
    return bytes.has_value();
}

template<typename To>
bool readNumber(std::string_view value, To &to)
{
    const auto number = numberFrom(value);
    if (number)
        to = *number;
    return number.has_value();
}

bool readCut(std::string_view value, FramePlan &frame)
{
    auto cut = cutFrom("cut", value);
    if (cut)
        frame.cuts.push_back(cut.value());
    return bool(cut) && frame.cuts.size() <= plan::kMaxCuts;
}

bool readOption(std::string_view name, std::string_view value, FramePlan &frame)
{
    if (name == "fin")
        return readSwitch(value, frame.fin);
    if (name == "rsv1")
        return readSwitch(value, frame.rsv1);
    if (name == "rsv2")
        return readSwitch(value, frame.rsv2);
    if (name == "rsv3")
        return readSwitch(value, frame.rsv3);
    if (name == "compress")
        return readSwitch(value, frame.compress);
    if (name == "mask")
        return readMask(value, frame);
    if (name == "length")
        return readLength(value, frame);
    if (name == "stated")
        return readNumber(value, frame.statedLength);
    if (name == "fragment")
        return readNumber(value, frame.fragmentBytes);
    if (name == "cut")
        return readCut(value, frame);
    if (name == "code")
        return frame.opcode == Opcode::Close && !frame.isRaw && readCode(value, frame);
    return name == "hex" && readHex(value, frame);
}

UsageError refusal(std::string_view spec, std::string_view word)
{
    return {"--frame " + inQuotes(spec) + ": " + inQuotes(word)
            + " cannot be used here: write KIND[,OPTION]… such as ping,text=hi or "
              "text,fin=0,mask=off,cut=2:500,text=Hello."};
}

void sort(std::vector<plan::WriteCut> &cuts)
{
    std::stable_sort(cuts.begin(), cuts.end(),
                     [](const plan::WriteCut &a, const plan::WriteCut &b) { return a.at < b.at; });
}

} // namespace

base::Result<FramePlan, UsageError> frameFrom(std::string_view spec)
{
    FramePlan frame;
    std::string_view rest = spec;
    if (const auto kind = takeUntil(',', rest); !readKind(kind, frame))
        return refusal(spec, kind);
    while (!rest.empty()) {
        if (rest.starts_with("text=")) {
            base::append(frame.payload, base::asBytes(rest.substr(5)));
            break;
        }
        const auto word = takeUntil(',', rest);
        std::string_view value = word;
        const auto name = takeUntil('=', value);
        if (!readOption(name, value, frame))
            return refusal(spec, word);
    }
    sort(frame.cuts);
    return frame;
}

base::Result<plan::WriteCut, UsageError> cutFrom(const std::string &option, std::string_view text)
{
    std::string_view rest = text;
    const auto at = numberFrom(takeUntil(':', rest));
    const bool hasWait = text.find(':') != std::string_view::npos;
    const auto wait = hasWait ? numberFrom(rest) : std::optional<std::uint64_t>(0);
    if (!at || !wait || *wait > static_cast<std::uint64_t>(plan::kMaxTimeout.count()))
        return UsageError{option + " " + inQuotes(text)
                          + " is no place to split at: give AT or AT:MS such as 16:500, which waits half a "
                            "second behind byte 16."};
    return plan::WriteCut{*at, std::chrono::milliseconds(*wait)};
}

base::Result<std::vector<plan::WriteCut>, UsageError> cutsFrom(const std::string &option,
                                                               const std::vector<std::string> &texts)
{
    std::vector<plan::WriteCut> cuts;
    for (const std::string &text : texts) {
        auto cut = cutFrom(option, text);
        if (!cut)
            return cut.error();
        cuts.push_back(cut.value());
    }
    if (cuts.size() > plan::kMaxCuts)
        return UsageError{option + " is given more than " + std::to_string(plan::kMaxCuts)
                          + " times: that many splits are the most."};
    sort(cuts);
    return cuts;
}

} // namespace hop101::cli
