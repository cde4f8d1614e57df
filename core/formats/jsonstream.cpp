// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/jsonstream.h"

#include <algorithm>
#include <cstring>
#include <string_view>
#include <utility>

namespace hop101::formats {
namespace {

constexpr std::size_t kBuffer = 64 * 1024;
constexpr std::size_t kPiece = 64 * 1024;
constexpr int kNothing = -1;

void appendUtf8(unsigned code, std::string &to)
{
    const auto put = [&to](unsigned byte) { to += static_cast<char>(byte); };
    if (code < 0x80) {
        put(code);
    } else if (code < 0x800) {
        put(0xc0U | code >> 6U);
        put(0x80U | (code & 0x3fU));
    } else if (code < 0x10000) {
        put(0xe0U | code >> 12U);
        put(0x80U | (code >> 6U & 0x3fU));
        put(0x80U | (code & 0x3fU));
    } else {
        put(0xf0U | code >> 18U);
        put(0x80U | (code >> 12U & 0x3fU));
        put(0x80U | (code >> 6U & 0x3fU));
        put(0x80U | (code & 0x3fU));
    }
}

std::string named(int c)
{
    constexpr std::string_view kDigits = "0123456789abcdef";
    if (c == kNothing)
        return "the file ends";
    if (c > ' ' && c < 0x7f)
        return std::string("“") + static_cast<char>(c) + "” was found";
    const auto byte = static_cast<unsigned>(c);
    return std::string("byte 0x") + kDigits[byte >> 4U] + kDigits[byte & 15U] + " was found";
}

bool isNumberCharacter(int c)
{
    return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
}

} // namespace

JsonStream::JsonStream(Read read) : m_read(std::move(read)), m_buffer(kBuffer) { }

int JsonStream::peek()
{
    if (m_at == m_end) {
        m_bufferAt += m_end;
        m_at = 0;
        m_end = m_read(m_buffer);
        if (m_end == 0)
            return kNothing;
    }
    return static_cast<unsigned char>(m_buffer[m_at]);
}

int JsonStream::take()
{
    const int c = peek();
    m_at += c == kNothing ? 0 : 1;
    return c;
}

void JsonStream::skipSpace()
{
    if (std::exchange(m_isAtStart, false) && peek() == 0xef) {
        for (const int mark : {0xef, 0xbb, 0xbf})
            if (peek() == mark)
                take();
    }
    for (int c = peek(); c == ' ' || c == '\t' || c == '\n' || c == '\r'; c = peek())
        take();
}

JsonStream::Token JsonStream::fail(std::string expected)
{
    if (!m_fault)
        m_fault = FaultAt{m_bufferAt + m_at, std::move(expected)};
    m_isInString = false;
    return Token::Fault;
}

JsonStream::Token JsonStream::failUnexpected(const char *wanted)
{
    const int c = peek();
    return fail(std::string(wanted) + " was expected, and " + named(c));
}

JsonStream::Token JsonStream::next()
{
    std::string rest;
    while (m_isInString && readPiece(rest)) { }
    if (m_fault)
        return Token::Fault;
    skipSpace();
    m_tokenAt = m_bufferAt + m_at;
    switch (m_want) {
    case Want::Value:
        return value(peek());
    case Want::ValueOrEnd:
        return peek() == ']' ? end() : value(peek());
    case Want::KeyOrEnd:
        return peek() == '}' ? end() : key();
    case Want::Key:
        return key();
    case Want::Colon:
        if (peek() != ':')
            return failUnexpected("a colon");
        take();
        m_want = Want::Value;
        return next();
    case Want::CommaOrEnd:
        if (peek() == (m_isObject.back() ? '}' : ']'))
            return end();
        if (peek() != ',')
            return failUnexpected(m_isObject.back() ? "a comma or }" : "a comma or ]");
        take();
        m_want = m_isObject.back() ? Want::Key : Want::Value;
        return next();
    case Want::End:
        return Token::End;
    }
    return Token::End;
}

JsonStream::Token JsonStream::value(int c)
{
    switch (c) {
    case '{':
        return begin(true);
    case '[':
        return begin(false);
    case '"':
        take();
        m_isInString = true;
        endValue();
        return Token::String;
    case 't':
        return word("true", Token::True);
    case 'f':
        return word("false", Token::False);
    case 'n':
        return word("null", Token::Null);
    default:
        return c == '-' || (c >= '0' && c <= '9') ? number() : failUnexpected("a value");
    }
}

JsonStream::Token JsonStream::begin(bool isObject)
{
    if (m_isObject.size() == kMaxJsonStreamDepth)
        return fail("no more than " + std::to_string(kMaxJsonStreamDepth)
                    + " levels were expected, and here is one more");
    take();
    m_isObject.push_back(isObject);
    m_want = isObject ? Want::KeyOrEnd : Want::ValueOrEnd;
    return isObject ? Token::BeginObject : Token::BeginArray;
}

JsonStream::Token JsonStream::end()
{
    take();
    const bool wasObject = m_isObject.back();
    m_isObject.pop_back();
    endValue();
    return wasObject ? Token::EndObject : Token::EndArray;
}

void JsonStream::endValue()
{
    m_want = m_isObject.empty() ? Want::End : Want::CommaOrEnd;
}

JsonStream::Token JsonStream::key()
{
    if (peek() != '"')
        return failUnexpected("a name in quotes");
    take();
    m_isInString = true;
    m_want = Want::Colon;
    m_text = readText(kMaxJsonNameBytes);
    return m_fault ? Token::Fault : Token::Key;
}

JsonStream::Token JsonStream::number()
{
    m_text.clear();
    while (isNumberCharacter(peek())) {
        const int c = take();
        if (m_text.size() < kMaxJsonNameBytes)
            m_text += static_cast<char>(c);
    }
    endValue();
    return Token::Number;
}

JsonStream::Token JsonStream::word(const char *word, Token token)
{
    for (const char *c = word; *c; ++c) {
        if (peek() != *c)
            return failUnexpected((std::string("“") + word + "”").c_str());
        take();
    }
    endValue();
    return token;
}

bool JsonStream::readPiece(std::string &piece)
{
    piece.clear();
    if (!m_isInString)
        return false;
    while (piece.size() < kPiece) {
        if (peek() == kNothing) {
            fail("the end of a string was expected, and the file ends");
            return false;
        }
        const char *from = m_buffer.data() + m_at;
        const std::size_t most = std::min(m_end - m_at, kPiece - piece.size());
        std::size_t run = 0;
        while (run < most && from[run] != '"' && from[run] != '\\')
            ++run;
        piece.append(from, run);
        m_at += run;
        if (run == most)
            continue;
        if (take() == '"') {
            m_isInString = false;
            return !piece.empty();
        }
        if (!takeEscape(piece))
            return false;
    }
    return true;
}

bool JsonStream::takeEscape(std::string &to)
{
    const int c = peek();
    if (c == 'u') {
        take();
        return takeUnicode(to);
    }
    constexpr std::string_view kNames = "\"\\/bfnrt";
    constexpr std::string_view kMeans = "\"\\/\b\f\n\r\t";
    const std::size_t found = c == kNothing ? std::string_view::npos : kNames.find(static_cast<char>(c));
    if (found == std::string_view::npos) {
        failUnexpected("an escape such as \\n");
        return false;
    }
    take();
    to += kMeans[found];
    return true;
}

std::optional<unsigned> JsonStream::takeHex4()
{
    unsigned code = 0;
    for (int i = 0; i < 4; ++i) {
        const int c = peek();
        const int digit = c >= '0' && c <= '9' ? c - '0'
            : c >= 'a' && c <= 'f'             ? c - 'a' + 10
            : c >= 'A' && c <= 'F'             ? c - 'A' + 10
                                               : -1;
        if (digit < 0) {
            failUnexpected("a hex digit");
            return std::nullopt;
        }
        take();
        code = code * 16 + static_cast<unsigned>(digit);
    }
    return code;
}

/// RFC 8259 section 7: beyond the Basic Multilingual Plane as a pair of surrogates.
bool JsonStream::takeUnicode(std::string &to)
{
    constexpr unsigned kReplacement = 0xfffd;
    std::optional<unsigned> code = takeHex4();
    while (code && *code >= 0xd800 && *code < 0xdc00) {
        if (peek() != '\\') {
            appendUtf8(kReplacement, to);
            return true;
        }
        take();
        if (peek() != 'u') {
            appendUtf8(kReplacement, to);
            return takeEscape(to);
        }
        take();
        const std::optional<unsigned> low = takeHex4();
        if (!low)
            return false;
        if (*low >= 0xdc00 && *low < 0xe000) {
            appendUtf8(0x10000U + ((*code - 0xd800U) << 10U) + (*low - 0xdc00U), to);
            return true;
        }
        appendUtf8(kReplacement, to);
        code = low;
    }
    if (code)
        appendUtf8(*code >= 0xdc00 && *code < 0xe000 ? kReplacement : *code, to);
    return code.has_value();
}

std::string JsonStream::readText(std::size_t limit)
{
    std::string all, piece;
    while (readPiece(piece))
        all.append(piece, 0, limit - std::min(limit, all.size()));
    return all;
}

bool JsonStream::skip(Token first)
{
    std::size_t depth = 0;
    for (Token token = first;; token = next()) {
        if (token == Token::BeginObject || token == Token::BeginArray)
            ++depth;
        else if ((token == Token::EndObject || token == Token::EndArray) && depth > 0)
            --depth;
        else if (token == Token::Fault || token == Token::End)
            return false;
        if (depth == 0)
            return true;
    }
}

bool JsonStream::hasMore()
{
    if (m_fault || m_want != Want::End)
        return false;
    skipSpace();
    if (peek() == kNothing)
        return false;
    m_want = Want::Value;
    return true;
}

} // namespace hop101::formats
