// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/plan.h"

#include "core/websocket/utf8.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>

namespace hop101::plan {
namespace {

using Json = nlohmann::ordered_json;

template<typename Value>
struct Named
{
    const char *name;
    Value value;
};

constexpr auto kSources = std::to_array<Named<ValueSource>>(
    {{"literal", ValueSource::Literal}, {"host", ValueSource::Host}, {"key", ValueSource::Key}});
constexpr auto kOnError =
    std::to_array<Named<OnError>>({{"fail", OnError::Fail}, {"keepOpen", OnError::KeepOpen}});
constexpr auto kMaskings =
    std::to_array<Named<Masking>>({{"byRole", Masking::ByRole}, {"on", Masking::On}, {"off", Masking::Off}});
constexpr auto kLengthForms = std::to_array<std::uint8_t>({0, 1, 3, 9});
constexpr auto kOpcodes = std::to_array<Named<websocket::Opcode>>({
    {"continuation", websocket::Opcode::Continuation},
    {"text", websocket::Opcode::Text},
    {"binary", websocket::Opcode::Binary},
    {"close", websocket::Opcode::Close},
    {"ping", websocket::Opcode::Ping},
    {"pong", websocket::Opcode::Pong},
});

// --- out

template<typename Value, std::size_t Size>
Json named(const std::array<Named<Value>, Size> &table, Value value)
{
    for (const auto &[name, known] : table) {
        if (known == value)
            return name;
    }
    return static_cast<int>(value);
}

/// Headers may hold any octets, JSON strings only UTF-8: what is not stands as {"base64": …}.
Json octets(std::string_view text)
{
    if (websocket::isUtf8(base::asBytes(text)))
        return std::string(text);
    return {{"base64", base::toBase64(base::asBytes(text))}};
}

Json strings(const std::vector<std::string> &list)
{
    Json array = Json::array();
    for (const auto &text : list)
        array.push_back(octets(text));
    return array;
}

Json header(const HeaderRow &row)
{
    return {{"name", octets(row.name)},
            {"value", octets(row.value)},
            {"enabled", row.enabled},
            {"source", named(kSources, row.source)}};
}

Json cuts(const std::vector<WriteCut> &list)
{
    Json array = Json::array();
    for (const WriteCut &cut : list)
        array.push_back({{"at", cut.at}, {"wait", cut.wait.count()}});
    return array;
}

/// What few frames have is written only where it is not the default.
void addUnusual(Json &json, const FramePlan &plan)
{
    if (plan.masking != Masking::ByRole)
        json["masking"] = named(kMaskings, plan.masking);
    if (plan.maskKey)
        json["maskKey"] = base::toHex(*plan.maskKey);
    if (plan.lengthBytes != 0)
        json["lengthBytes"] = plan.lengthBytes;
    if (plan.statedLength)
        json["statedLength"] = *plan.statedLength;
    if (plan.fragmentBytes != 0)
        json["fragmentBytes"] = plan.fragmentBytes;
    if (!plan.compress)
        json["compress"] = false;
    if (plan.isRaw)
        json["raw"] = true;
    if (!plan.cuts.empty())
        json["cuts"] = cuts(plan.cuts);
}

Json frame(const FramePlan &plan)
{
    Json json{{"opcode", named(kOpcodes, plan.opcode)}};
    const bool isBinary = plan.opcode == websocket::Opcode::Binary || plan.isRaw;
    if (!isBinary && websocket::isUtf8(plan.payload))
        json["text"] = base::toText(plan.payload);
    else
        json["base64"] = base::toBase64(plan.payload);
    json["fin"] = plan.fin;
    json["rsv1"] = plan.rsv1;
    json["rsv2"] = plan.rsv2;
    json["rsv3"] = plan.rsv3;
    addUnusual(json, plan);
    return json;
}

// --- in

constexpr std::uint64_t kMaxInteger = std::numeric_limits<std::uint64_t>::max();

/// A value of the text and its JSON pointer. Each read leaves `to` as it is where the value is missing, and
/// notes the first thing that is wrong.
class Reader
{
public:
    Reader(const Json &json, std::string pointer, std::optional<PlanError> &error)
        : m_json(json), m_pointer(std::move(pointer)), m_error(error)
    { }

    bool isObject() const { return m_json.is_object() || fail(); }
    bool has(const char *key) const { return m_json.contains(key); }
    Reader at(const char *key) const { return {m_json.at(key), m_pointer + '/' + key, m_error}; }
    bool fail() const
    {
        if (!m_error)
            m_error = PlanError{m_pointer, 0};
        return false;
    }

    void read(const char *key, bool &to) const
    {
        if (!has(key))
            return;
        if (const Json &value = m_json.at(key); value.is_boolean())
            to = value.get<bool>();
        else
            at(key).fail();
    }

    void read(const char *key, std::string &to) const
    {
        if (has(key))
            at(key).octets(to);
    }

    void read(const char *key, std::uint64_t &to, std::uint64_t most = kMaxInteger) const
    {
        if (!has(key))
            return;
        const Json &value = m_json.at(key);
        if (value.is_number_unsigned() && value.get<std::uint64_t>() <= most)
            to = value.get<std::uint64_t>();
        else
            at(key).fail();
    }

    void read(const char *key, std::chrono::milliseconds &to) const
    {
        auto count = static_cast<std::uint64_t>(to.count());
        read(key, count, static_cast<std::uint64_t>(kMaxTimeout.count()));
        to = std::chrono::milliseconds(count);
    }

    void read(const char *key, std::optional<std::uint64_t> &to) const
    {
        if (has(key))
            read(key, to.emplace());
    }

    void read(const char *key, std::optional<base::Bytes> &to) const
    {
        std::string bytes;
        read(key, bytes);
        if (has(key))
            to = base::toBytes(bytes);
    }

    /// Eight hex digits.
    void read(const char *key, std::optional<websocket::MaskKey> &to) const
    {
        if (!has(key))
            return;
        const Json &value = m_json.at(key);
        const auto bytes =
            value.is_string() ? base::fromHex(value.get_ref<const std::string &>()) : std::nullopt;
        if (bytes && bytes->size() == to.emplace().size())
            std::copy(bytes->begin(), bytes->end(), to->begin());
        else
            at(key).fail();
    }

    /// They ascend.
    void read(const char *key, std::vector<WriteCut> &to) const
    {
        each(key, kMaxCuts, [&to](const Reader &element) {
            WriteCut cut;
            if (!element.isObject())
                return;
            element.read("at", cut.at);
            element.read("wait", cut.wait);
            if (!to.empty() && cut.at < to.back().at)
                element.at("at").fail();
            to.push_back(cut);
        });
    }

    void lengthForm(const char *key, std::uint8_t &to) const
    {
        std::uint64_t size = to;
        read(key, size);
        if (std::find(kLengthForms.begin(), kLengthForms.end(), size) == kLengthForms.end())
            at(key).fail();
        else
            to = static_cast<std::uint8_t>(size);
    }

    void read(const char *key, std::vector<std::string> &to) const
    {
        each(key, kMaxHeaderRows, [&to](const Reader &element) { element.octets(to.emplace_back()); });
    }

    template<typename Table, typename Value>
    void read(const char *key, const Table &table, Value &to) const
    {
        if (!has(key))
            return;
        for (const auto &[name, known] : table) {
            if (m_json.at(key) == name) {
                to = known;
                return;
            }
        }
        at(key).fail();
    }

    template<typename Visit>
    void each(const char *key, std::size_t most, Visit visit) const
    {
        if (!has(key))
            return;
        const Reader list = at(key);
        if (!list.m_json.is_array() || list.m_json.size() > most) {
            list.fail();
            return;
        }
        for (std::size_t i = 0; i < list.m_json.size(); ++i)
            visit(Reader(list.m_json[i], list.m_pointer + '/' + std::to_string(i), m_error));
    }

    void base64(const char *key, base::Bytes &to) const
    {
        const Json &value = m_json.at(key);
        const auto bytes =
            value.is_string() ? base::fromBase64(value.get_ref<const std::string &>()) : std::nullopt;
        if (bytes)
            to = *bytes;
        else
            at(key).fail();
    }

    /// 0 to 15, or a name.
    void opcode(const char *key, websocket::Opcode &to) const
    {
        const bool isNumber =
            has(key) && m_json.at(key).is_number_unsigned() && m_json.at(key).get<std::uint64_t>() < 16;
        if (isNumber)
            to = static_cast<websocket::Opcode>(m_json.at(key).get<unsigned>());
        else
            read(key, kOpcodes, to);
    }

private:
    void octets(std::string &to) const
    {
        if (m_json.is_string()) {
            to = m_json.get<std::string>();
        } else if (m_json.is_object() && has("base64")) {
            base::Bytes bytes;
            base64("base64", bytes);
            to = base::toText(bytes);
        } else {
            fail();
        }
    }

    const Json &m_json;
    std::string m_pointer;
    std::optional<PlanError> &m_error;
};

HeaderRow readHeader(const Reader &reader)
{
    HeaderRow row;
    if (!reader.isObject())
        return row;
    reader.read("name", row.name);
    reader.read("value", row.value);
    reader.read("enabled", row.enabled);
    reader.read("source", kSources, row.source);
    return row;
}

FramePlan readFrame(const Reader &reader)
{
    FramePlan frame;
    if (!reader.isObject())
        return frame;
    reader.opcode("opcode", frame.opcode);
    std::string text;
    reader.read("text", text);
    frame.payload = base::toBytes(text);
    if (reader.has("base64"))
        reader.base64("base64", frame.payload);
    reader.read("fin", frame.fin);
    reader.read("rsv1", frame.rsv1);
    reader.read("rsv2", frame.rsv2);
    reader.read("rsv3", frame.rsv3);
    reader.read("masking", kMaskings, frame.masking);
    reader.read("maskKey", frame.maskKey);
    reader.lengthForm("lengthBytes", frame.lengthBytes);
    reader.read("statedLength", frame.statedLength);
    reader.read("fragmentBytes", frame.fragmentBytes);
    reader.read("compress", frame.compress);
    reader.read("raw", frame.isRaw);
    reader.read("cuts", frame.cuts);
    return frame;
}

void readTls(const Reader &reader, TlsPlan &tls)
{
    if (!reader.isObject())
        return;
    reader.read("verify", tls.verify);
    reader.read("caFile", tls.caFile);
    reader.read("serverName", tls.serverName);
    reader.read("acceptedFingerprints", tls.acceptedFingerprints);
}

void readTimeouts(const Reader &reader, Timeouts &timeouts)
{
    if (!reader.isObject())
        return;
    reader.read("connect", timeouts.connect);
    reader.read("tls", timeouts.tls);
    reader.read("upgrade", timeouts.upgrade);
    reader.read("close", timeouts.close);
}

void readLimits(const Reader &reader, Limits &limits)
{
    if (!reader.isObject())
        return;
    reader.read("inflatedMessageBytes", limits.inflatedMessageBytes);
    reader.read("inflateRatio", limits.inflateRatio);
    reader.read("messageBytes", limits.messageBytes);
}

Plan readPlan(const Reader &reader)
{
    Plan plan;
    if (!reader.isObject())
        return plan;
    reader.read("url", plan.url);
    reader.read("method", plan.method);
    reader.read("target", plan.target);
    reader.read("version", plan.version);
    reader.each("headers", kMaxHeaderRows,
                [&plan](const Reader &row) { plan.headers.push_back(readHeader(row)); });
    reader.read("key", plan.key);
    reader.read("rawRequest", plan.rawRequest);
    reader.read("requestCuts", plan.requestCuts);
    if (reader.has("tls"))
        readTls(reader.at("tls"), plan.tls);
    if (reader.has("timeouts"))
        readTimeouts(reader.at("timeouts"), plan.timeouts);
    if (reader.has("limits"))
        readLimits(reader.at("limits"), plan.limits);
    reader.read("onError", kOnError, plan.onError);
    reader.read("autoPong", plan.autoPong);
    reader.read("autoClose", plan.autoClose);
    reader.read("autoMask", plan.autoMask);
    reader.each("frames", kMaxFrames,
                [&plan](const Reader &frame) { plan.frames.push_back(readFrame(frame)); });
    return plan;
}

} // namespace

std::string toJson(const Plan &plan)
{
    Json headers = Json::array();
    for (const auto &row : plan.headers)
        headers.push_back(header(row));
    Json frames = Json::array();
    for (const auto &one : plan.frames)
        frames.push_back(frame(one));
    Json json{
        {"url", octets(plan.url)},
        {"method", octets(plan.method)},
        {"target", octets(plan.target)},
        {"version", octets(plan.version)},
        {"headers", std::move(headers)},
        {"key", octets(plan.key)},
        {"requestCuts", cuts(plan.requestCuts)},
        {"tls",
         {{"verify", plan.tls.verify},
          {"caFile", octets(plan.tls.caFile)},
          {"serverName", octets(plan.tls.serverName)},
          {"acceptedFingerprints", strings(plan.tls.acceptedFingerprints)}}},
        {"timeouts",
         {{"connect", plan.timeouts.connect.count()},
          {"tls", plan.timeouts.tls.count()},
          {"upgrade", plan.timeouts.upgrade.count()},
          {"close", plan.timeouts.close.count()}}},
        {"limits",
         {{"inflatedMessageBytes", plan.limits.inflatedMessageBytes},
          {"inflateRatio", plan.limits.inflateRatio},
          {"messageBytes", plan.limits.messageBytes}}},
        {"onError", named(kOnError, plan.onError)},
        {"autoPong", plan.autoPong},
        {"autoClose", plan.autoClose},
        {"autoMask", plan.autoMask},
        {"frames", std::move(frames)},
    };
    if (plan.rawRequest)
        json["rawRequest"] = octets(base::asText(*plan.rawRequest));
    return json.dump(2);
}

base::Result<Plan, PlanError> fromJson(std::string_view text)
{
    if (text.size() > kMaxPlanBytes)
        return PlanError{"", kMaxPlanBytes};
    try {
        const Json json = Json::parse(text);
        std::optional<PlanError> error;
        Plan plan = readPlan(Reader(json, "", error));
        return error ? base::Result<Plan, PlanError>(*error) : base::Result<Plan, PlanError>(std::move(plan));
    } catch (const Json::parse_error &error) {
        return PlanError{"", error.byte > 0 ? error.byte - 1 : 0};
    } catch (const Json::exception &) {
        return PlanError{"", 0}; // a number that no double holds
    }
}

} // namespace hop101::plan
