// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/signaldata.h"

#include "core/base/bytes.h"
#include "core/base/overloaded.h"
#include "core/websocket/utf8.h"

#include <nlohmann/json.hpp>

#include <cassert>

namespace hop101::capture {

using nlohmann::json;

namespace {

/// An import may know one end alone.
std::string endpoints(const std::string &left, const std::string &right)
{
    if (left.empty() || right.empty())
        return left + (right.empty() ? "" : "→ " + right);
    return left + " → " + right;
}

json fromText(const std::string &text)
{
    if (websocket::isUtf8(base::asBytes(text)))
        return text;
    return json{{"hex", base::toHex(base::asBytes(text))}};
}

std::optional<std::string> toText(const json &object, const char *key)
{
    const auto it = object.find(key);
    if (it == object.end())
        return std::nullopt;
    if (it->is_string())
        return it->get<std::string>();
    if (!it->is_object() || !it->contains("hex") || !(*it)["hex"].is_string())
        return std::nullopt;
    const auto bytes = base::fromHex((*it)["hex"].get<std::string>());
    return bytes ? std::optional(base::toText(*bytes)) : std::nullopt;
}

std::optional<std::uint64_t> toNumber(const json &object, const char *key, std::uint64_t lowest,
                                      std::uint64_t highest)
{
    const auto it = object.find(key);
    if (it == object.end() || !it->is_number_unsigned())
        return std::nullopt;
    const auto number = it->get<std::uint64_t>();
    return number >= lowest && number <= highest ? std::optional(number) : std::nullopt;
}

std::optional<hop::InputData> opened(const json &object)
{
    const auto left = toText(object, "left");
    const auto right = toText(object, "right");
    if (!left || !right)
        return std::nullopt;
    return hop::Opened{*left, *right};
}

std::optional<hop::InputData> secured(const json &object)
{
    const auto protocol = toText(object, "protocol");
    const auto cipher = toText(object, "cipher");
    const auto certificate = toText(object, "certificate");
    const auto objection = toText(object, "objection");
    if (!protocol || !cipher || !certificate || !objection)
        return std::nullopt;
    return hop::Secured{*protocol, *cipher, *certificate, *objection};
}

std::optional<hop::InputData> ended(const json &object)
{
    const auto cause = toNumber(object, "cause", 1, static_cast<std::uint64_t>(hop::EndCause::ByUs));
    if (!cause)
        return std::nullopt;
    return hop::Ended{static_cast<hop::EndCause>(*cause)};
}

std::optional<hop::InputData> failed(const json &object)
{
    const auto stage = toNumber(object, "stage", 1, static_cast<std::uint64_t>(hop::FailStage::Io));
    const auto reason = toText(object, "reason");
    if (!stage || !reason)
        return std::nullopt;
    return hop::Failed{static_cast<hop::FailStage>(*stage), *reason};
}

std::optional<hop::InputData> lost(const json &object)
{
    const auto bytes = toNumber(object, "bytes", 0, std::uint64_t{1} << 62);
    // The first version told bytes alone.
    const auto events = object.contains("events") ? toNumber(object, "events", 0, std::uint64_t{1} << 62)
                                                  : std::optional<std::uint64_t>(0);
    const auto frames = object.find("frames");
    if (!bytes || !events || (frames != object.end() && !frames->is_boolean()))
        return std::nullopt;
    return hop::Lost{*bytes, *events, frames != object.end() && frames->get<bool>()};
}

} // namespace

SignalData encodeSignal(const hop::InputData &input)
{
    return std::visit(
        base::overloaded{
            [](const hop::Opened &o) {
                return SignalData{"opened",
                                  json{{"left", fromText(o.left)}, {"right", fromText(o.right)}}.dump()};
            },
            [](const hop::Secured &s) {
                const json object{{"protocol", fromText(s.protocol)},
                                  {"cipher", fromText(s.cipher)},
                                  {"certificate", fromText(s.certificate)},
                                  {"objection", fromText(s.objection)}};
                return SignalData{"secured", object.dump()};
            },
            [](const hop::BytesSeen &) {
                assert(false && "bytes stand in the table wire");
                return SignalData{};
            },
            [](const hop::Ended &e) {
                return SignalData{"ended", json{{"cause", static_cast<unsigned>(e.cause)}}.dump()};
            },
            [](const hop::Failed &f) {
                const json object{{"stage", static_cast<unsigned>(f.stage)}, {"reason", fromText(f.reason)}};
                return SignalData{"failed", object.dump()};
            },
            [](const hop::Tick &) {
                return SignalData{"tick", {}};
            },
            [](const hop::Lost &l) {
                json object{{"bytes", l.bytes}};
                if (l.events > 0)
                    object["events"] = l.events;
                if (l.framesFollow)
                    object["frames"] = true;
                return SignalData{"lost", object.dump()};
            },
        },
        input);
}

std::optional<hop::InputData> decodeSignal(std::string_view kind, std::string_view data)
{
    if (kind == "tick")
        return data.empty() ? std::optional<hop::InputData>(hop::Tick{}) : std::nullopt;
    const json object = json::parse(data, nullptr, false);
    if (!object.is_object())
        return std::nullopt;
    if (kind == "opened")
        return opened(object);
    if (kind == "secured")
        return secured(object);
    if (kind == "ended")
        return ended(object);
    if (kind == "failed")
        return failed(object);
    return kind == "lost" ? lost(object) : std::nullopt;
}

std::string signalWords(const hop::InputData &input)
{
    if (const auto *failure = std::get_if<hop::Failed>(&input))
        return failure->reason;
    if (const auto *open = std::get_if<hop::Opened>(&input))
        return endpoints(open->left, open->right);
    const auto *tls = std::get_if<hop::Secured>(&input);
    if (!tls)
        return {};
    std::string words;
    for (const std::string *part : {&tls->protocol, &tls->cipher, &tls->certificate, &tls->objection}) {
        if (!part->empty())
            words += (words.empty() ? "" : ", ") + *part;
    }
    return words;
}

} // namespace hop101::capture
