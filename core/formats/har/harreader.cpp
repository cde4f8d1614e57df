// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/har/harreader.h"

#include "core/base/ascii.h"
#include "core/formats/har/hartime.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

namespace hop101::formats {
namespace {

constexpr std::size_t kMaxFields = 10'000;
constexpr std::size_t kMaxInterimHeads = 100;
constexpr std::uint32_t kMaxFragments = 65'536;

int integerOf(const std::string &text, int otherwise)
{
    double value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    return fault == std::errc() && value >= -1e9 && value <= 1e9 ? static_cast<int>(value) : otherwise;
}

bool isBase64Character(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
}

/// Whether characters that come in pieces are base64, with its padding or without.
class Base64Check
{
public:
    void feed(std::string_view piece)
    {
        for (const char c : piece) {
            m_isGood = m_isGood && (c == '=' ? m_padding < 2 : isBase64Character(c) && m_padding == 0);
            m_padding += c == '=' ? 1 : 0;
            ++m_count;
        }
    }
    bool isGood() const { return m_isGood && (m_padding > 0 ? m_count % 4 == 0 : m_count % 4 != 1); }

private:
    bool m_isGood = true;
    int m_padding = 0;
    std::uint64_t m_count = 0;
};

/// What a program calls a direction; Chrome says "send" and "receive".
std::optional<HarRow::Type> typeOf(const std::string &text)
{
    using Type = HarRow::Type;
    constexpr std::array<std::pair<std::string_view, Type>, 13> kNames{{
        {"send", Type::Send},
        {"sent", Type::Send},
        {"request", Type::Send},
        {"outgoing", Type::Send},
        {"client", Type::Send},
        {"out", Type::Send},
        {"receive", Type::Receive},
        {"received", Type::Receive},
        {"response", Type::Receive},
        {"incoming", Type::Receive},
        {"server", Type::Receive},
        {"in", Type::Receive},
        {"error", Type::Error},
    }};
    const auto known = std::ranges::find_if(
        kNames, [&](const auto &name) { return base::equalsIgnoringCase(name.first, text); });
    return known == kNames.end() ? std::nullopt : std::optional(known->second);
}

template<typename T>
std::string_view recordOf(const T &record)
{
    return {reinterpret_cast<const char *>(&record), sizeof record};
}

} // namespace

// --- values

/// Calls `member` for each; what it does not read is skipped.
bool HarReader::object(Token first, const Member &member)
{
    if (first != Token::BeginObject)
        return m_json.skip(first);
    for (Token token = m_json.next(); token != Token::EndObject; token = m_json.next()) {
        if (token != Token::Key)
            return false;
        const std::string name = m_json.text();
        if (!member(name, m_json.next()) || m_json.fault())
            return false;
    }
    return true;
}

bool HarReader::array(Token first, const std::function<bool(Token)> &element)
{
    if (first != Token::BeginArray)
        return m_json.skip(first);
    for (Token token = m_json.next(); token != Token::EndArray; token = m_json.next())
        if (token == Token::Fault || token == Token::End || !element(token) || m_json.fault())
            return false;
    return true;
}

/// Empty where the value is no string.
std::string HarReader::string(Token value, std::size_t limit)
{
    if (value == Token::String)
        return m_json.readText(limit);
    m_json.skip(value);
    return {};
}

/// A string or a number, as it stands.
std::string HarReader::scalar(Token value)
{
    return value == Token::Number ? m_json.text() : string(value);
}

// --- the file

void HarReader::readLog(const Visit &visit)
{
    const Token first = m_json.next();
    if (first == Token::BeginObject)
        object(first, [&](const std::string &name, Token value) {
            return (name == "log" ? readLogObject(value, visit) : m_json.skip(value)) && m_goesOn;
        });
}

bool HarReader::readLogObject(Token first, const Visit &visit)
{
    return object(first, [&](const std::string &name, Token value) {
        if (name == "entries")
            return readEntries(value, visit);
        if (name != "creator")
            return m_json.skip(value);
        std::map<std::string, std::string> creator;
        const bool isRead = object(value, [&](const std::string &member, Token what) {
            creator[member] = scalar(what);
            return creator.size() < kMaxFields;
        });
        m_creator = creator["name"] + (creator["version"].empty() ? "" : ' ' + creator["version"]);
        return isRead;
    });
}

bool HarReader::readEntries(Token first, const Visit &visit)
{
    return array(first, [&](Token token) {
        HarEntry entry;
        const bool isWhole = readEntry(token, entry);
        ++m_entries;
        // Of an entry that is cut by the end of the file, what is there counts.
        m_goesOn = visit(entry);
        return isWhole && m_goesOn;
    });
}

// --- an entry

bool HarReader::readEntry(Token first, HarEntry &entry)
{
    m_data.clear();
    m_rows.clear();
    entry.offset = m_json.tokenOffset();
    return object(first,
                  [&](const std::string &name, Token value) { return entryMember(name, value, entry); });
}

bool HarReader::entryMember(const std::string &name, Token value, HarEntry &entry)
{
    if (name == "request")
        return request(value, entry);
    if (name == "response")
        return response(value, entry);
    if (name == "timings")
        return timings(value, entry);
    if (name == "_webSocketMessages")
        return readMessages(value, entry);
    if (name == "_webSocketClose")
        return close(value, entry);
    if (name == "_hop101")
        return extras(value, entry);
    if (name == "startedDateTime")
        entry.start = harTime(string(value));
    else if (name == "_resourceType")
        entry.resourceType = string(value);
    else if (name == "serverIPAddress")
        entry.serverAddress = string(value);
    else
        return extra(name, value, entry);
    return true;
}

/// Members of one program alone.
bool HarReader::extra(const std::string &name, Token value, HarEntry &entry)
{
    if (name == "_error")
        entry.error = string(value);
    else
        return m_json.skip(value);
    return true;
}

bool HarReader::request(Token first, HarEntry &entry)
{
    return object(first, [&](const std::string &name, Token value) {
        if (name == "method")
            entry.method = string(value);
        else if (name == "url")
            entry.url = string(value);
        else if (name == "httpVersion")
            entry.requestVersion = string(value);
        else if (name == "headers")
            return fields(value, entry.requestFields);
        else
            return m_json.skip(value);
        return true;
    });
}

bool HarReader::response(Token first, HarEntry &entry)
{
    return object(first, [&](const std::string &name, Token value) {
        if (name == "status")
            entry.status = integerOf(scalar(value), -1);
        else if (name == "statusText")
            entry.statusText = string(value);
        else if (name == "httpVersion")
            entry.responseVersion = string(value);
        else if (name == "headers")
            return fields(value, entry.responseFields);
        else if (name == "content")
            return content(value, entry);
        else if (name == "_error")
            entry.error = string(value);
        else
            return m_json.skip(value);
        return true;
    });
}

bool HarReader::fields(Token first, HarFields &to)
{
    std::size_t bytes = 0;
    return array(first, [&](Token token) { return field(token, to, bytes); });
}

/// { "name": …, "value": … } or [ name, value ].
bool HarReader::field(Token first, HarFields &to, std::size_t &bytes)
{
    std::pair<std::string, std::string> one;
    bool isRead = false;
    int place = 0;
    if (first == Token::BeginArray)
        isRead = array(first, [&](Token value) {
            (place++ == 0 ? one.first : one.second) = scalar(value);
            return place <= 100;
        });
    else
        isRead = object(first, [&](const std::string &name, Token value) {
            if (name != "name" && name != "value")
                return m_json.skip(value);
            (name == "name" ? one.first : one.second) = scalar(value);
            return true;
        });
    bytes += one.first.size() + one.second.size();
    if (to.size() < kMaxFields && bytes <= kMaxHarFieldsBytes)
        to.push_back(std::move(one));
    else
        m_remark("A head has more fields than are read; the rest of them is left out.", true,
                 m_json.tokenOffset());
    return isRead;
}

bool HarReader::content(Token first, HarEntry &entry)
{
    return object(first, [&](const std::string &name, Token value) {
        if (name == "_file")
            entry.bodyFile = string(value); // Playwright: beside the HAR
        else if (name == "encoding")
            entry.isBodyBase64 = base::equalsIgnoringCase(string(value), "base64");
        else if (name == "text" && value == Token::String) {
            HarRow body;
            spool(body);
            entry.hasBody = true;
            entry.bodyAt = body.dataAt;
            entry.bodySize = body.dataSize;
            entry.hasBase64Body = body.isBase64;
        } else
            return m_json.skip(value);
        return true;
    });
}

bool HarReader::timings(Token first, HarEntry &entry)
{
    return object(first, [&](const std::string &name, Token value) {
        const auto time = harMilliseconds(scalar(value));
        const bool isBefore = name == "blocked" || name == "dns" || name == "connect";
        if (time && isBefore)
            entry.untilConnected += *time;
        if (time && (isBefore || name == "send" || name == "wait"))
            entry.untilAnswered += *time;
        return true;
    });
}

bool HarReader::close(Token first, HarEntry &entry)
{
    HarClose close;
    if (first == Token::String) {
        close.isAborted = string(first) == "aborted";
        if (close.isAborted)
            entry.close = close;
        return true;
    }
    if (first != Token::BeginObject)
        return m_json.skip(first);
    const bool isRead = object(first, [&](const std::string &name, Token value) {
        if (name == "code")
            close.code = static_cast<std::uint16_t>(std::clamp(integerOf(scalar(value), 0), 0, 65'535));
        else if (name == "reason")
            close.reason = string(value);
        else if (name == "timestamp" || name == "time")
            close.time = harSeconds(scalar(value));
        else
            return m_json.skip(value);
        return true;
    });
    entry.close = close;
    return isRead;
}

// --- messages

bool HarReader::readMessages(Token first, HarEntry &entry)
{
    entry.hasMessages = entry.hasMessages || first == Token::BeginArray;
    return array(first, [&](Token token) { return message(token, entry); });
}

void HarReader::readMessageFile(HarEntry &entry)
{
    entry.hasMessages = true;
    do {
        const Token first = m_json.next();
        if (!(first == Token::BeginArray ? readMessages(first, entry) : message(first, entry)))
            return;
    } while (m_json.next() == Token::End && m_json.hasMore());
}

/// The string that was begun goes to the scratch file.
void HarReader::spool(HarRow &row)
{
    Base64Check check;
    row.dataAt = m_data.size();
    std::string piece;
    while (m_json.readPiece(piece)) {
        check.feed(piece);
        m_data.append(piece);
    }
    row.dataSize = m_data.size() - row.dataAt;
    row.isBase64 = check.isGood();
}

bool HarReader::message(Token first, HarEntry &entry)
{
    HarRow row;
    std::string type, time;
    bool hasData = false;
    const std::uint64_t offset = m_json.tokenOffset();
    const bool isRead = object(first, [&](const std::string &name, Token value) {
        if (name == "type" || name == "direction") {
            const std::string said = string(value);
            type = typeOf(said) ? said : type; // some say the kind of data in one of them
        } else if (name == "time" || name == "timestamp")
            time = scalar(value);
        else if (name == "opcode")
            row.opcode = integerOf(scalar(value), 1);
        else if (name == "data" && value == Token::String) {
            hasData = true;
            if (row.isExact)
                return m_json.skip(value);
            spool(row);
        } else if (name == "_hop101")
            return messageExtras(value, row);
        else
            return m_json.skip(value);
        return true;
    });
    if (isRead)
        endMessage(row, time, type, hasData, offset, entry);
    return isRead;
}

bool HarReader::messageExtras(Token first, HarRow &row)
{
    return object(first, [&](const std::string &name, Token value) {
        if (name == "base64" && value == Token::String) {
            spool(row);
            row.isExact = row.isBase64;
            return true;
        }
        if (name != "fragments" || value != Token::BeginArray)
            return m_json.skip(value);
        std::vector<std::uint64_t> sizes;
        const bool isRead = array(value, [&](Token size) {
            const int bytes = integerOf(scalar(size), 0);
            if (sizes.size() < kMaxFragments)
                sizes.push_back(static_cast<std::uint64_t>(std::max(bytes, 0)));
            return true;
        });
        row.fragmentsAt = m_data.size();
        row.fragments = static_cast<std::uint32_t>(sizes.size());
        for (const std::uint64_t size : sizes)
            m_data.append(recordOf(size));
        return isRead;
    });
}

void HarReader::endMessage(const HarRow &read, const std::string &time, const std::string &type, bool hasData,
                           std::uint64_t offset, HarEntry &entry)
{
    HarRow row = read;
    auto when = harSeconds(time);
    when = when ? when : harTime(time);
    const auto known = typeOf(type);
    if (!known || (!hasData && row.dataSize == 0 && !row.isExact)) {
        m_remark(known ? "A message without data is left out."
                       : "A message that says neither send nor receive is left out.",
                 true, offset);
        return;
    }
    if (!when)
        m_remark("A message without a time stands at the time of the one before it.", false, offset);
    row.type = *known;
    row.timeNs = when ? when->time_since_epoch().count() : -1;
    if (when && (!entry.firstMessage || *when < *entry.firstMessage))
        entry.firstMessage = when;
    entry.hasCloseRow = entry.hasCloseRow || (row.opcode == 8 && row.type != HarRow::Type::Error);
    ++entry.messages;
    m_rows.append(recordOf(row));
}

// --- extras of ours

std::optional<base::Bytes> HarReader::bytes(Token first)
{
    std::optional<base::Bytes> found;
    object(first, [&](const std::string &name, Token value) {
        if (name == "text" && value == Token::String)
            found = base::toBytes(string(value));
        else if (name == "base64" && value == Token::String)
            found = base::fromBase64(string(value));
        else
            return m_json.skip(value);
        return true;
    });
    return found;
}

bool HarReader::extras(Token first, HarEntry &entry)
{
    entry.hasExtras = first == Token::BeginObject;
    return object(first, [&](const std::string &name, Token value) {
        if (name == "requestHead")
            entry.requestHead = bytes(value);
        else if (name == "responseHead")
            entry.responseHead = bytes(value);
        else if (name == "closes")
            return array(value, [&](Token token) { return message(token, entry); });
        else if (name == "interimHeads")
            return array(value, [&](Token token) {
                auto head = bytes(token);
                if (head && entry.interimHeads.size() < kMaxInterimHeads)
                    entry.interimHeads.push_back(std::move(*head));
                return true;
            });
        else
            return m_json.skip(value);
        return true;
    });
}

} // namespace hop101::formats
