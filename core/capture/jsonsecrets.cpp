// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/jsonsecrets.h"

#include "core/base/ascii.h"

#include <algorithm>
#include <charconv>

namespace hop101::capture {

namespace {

constexpr std::string_view kEscapedQuote = "u0022";

bool isSpace(char c) noexcept
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}
bool beginsWord(char c) noexcept
{
    return base::isDigit(c) || base::isAlpha(c) || c == '-' || c == '+' || c == '.' || c == '_' || c == '$';
}
bool endsWord(char c) noexcept
{
    return isSpace(c) || c == ',' || c == '}' || c == ']' || c == '{' || c == '[' || c == ':' || c == '\\'
        || c == '\'';
}
bool isLiteral(std::string_view word) noexcept
{
    return word == "true" || word == "false" || word == "null";
}
bool isNumber(std::string_view word) noexcept
{
    return !word.empty() && (base::isDigit(word.front()) || word.front() == '-')
        && std::all_of(word.begin(), word.end(), [](char c) {
               return base::isDigit(c) || c == '+' || c == '-' || c == '.' || c == 'e' || c == 'E';
           });
}

/// A name as JSON means it, whatever number of backslashes stands before an escape.
std::string unescaped(std::string_view name)
{
    std::string plain;
    bool isEscape = false;
    for (std::size_t i = 0; i < name.size(); ++i) {
        unsigned value = 0;
        if (name[i] == '\\') {
            isEscape = true;
            continue;
        }
        const char *end = name.data() + std::min(name.size(), i + 5);
        if (isEscape && name[i] == 'u' && i + 4 < name.size()
            && std::from_chars(name.data() + i + 1, end, value, 16).ptr == end) {
            plain += value < 0x80 ? static_cast<char>(value) : '?';
            i += 4;
        } else {
            plain += name[i];
        }
        isEscape = false;
    }
    return plain;
}

} // namespace

void JsonSecrets::begin()
{
    m_state = State::Search;
    m_at = m_slashes = m_depth = 0;
    m_escape = 0;
    m_name.clear();
}

void JsonSecrets::add(base::ByteSpan piece)
{
    const std::string_view text = base::asText(piece);
    std::size_t i = 0;
    while (i < text.size()) {
        const bool isIdle = m_slashes == 0 && m_escape == 0
            && (m_state == State::Search || m_state == State::String || m_state == State::TreeString);
        if (isIdle) {
            const std::size_t from = i;
            while (i < text.size() && text[i] != '"' && text[i] != '\\')
                ++i;
            m_at += i - from;
            if (i == text.size())
                break;
        }
        take(text[i++]);
    }
    if (m_state == State::String || m_state == State::TreeString)
        flushString(m_at - (m_escape > 0 ? m_escape + m_escapeSlashes : m_slashes));
}

void JsonSecrets::end()
{
    if (m_state == State::Word)
        endWord();
    if (m_state == State::String || m_state == State::TreeString)
        flushString(m_at);
    m_state = State::Search;
}

std::uint64_t JsonSecrets::earliest() const noexcept
{
    if (m_state == State::Word)
        return m_wordFrom;
    return m_state == State::String || m_state == State::TreeString ? m_stringFrom : m_at;
}

void JsonSecrets::take(char byte)
{
    Quote quote;
    if (seesQuote(byte, quote))
        takeQuote(quote);
    else
        takeOther(byte);
    m_slashes = byte == '\\' ? m_slashes + 1 : 0;
    ++m_at;
}

bool JsonSecrets::seesQuote(char byte, Quote &quote)
{
    if (byte == '"') {
        m_escape = 0;
        quote = {m_slashes, false, m_at - m_slashes, m_at + 1};
        return true;
    }
    if (byte == 'u' && m_slashes > 0) {
        m_escape = 1;
        m_escapeSlashes = m_slashes;
        return false;
    }
    m_escape = m_escape > 0 && byte == kEscapedQuote[m_escape] ? m_escape + 1 : 0;
    if (m_escape < kEscapedQuote.size())
        return false;
    m_escape = 0;
    quote = {m_escapeSlashes, true, m_at + 1 - kEscapedQuote.size() - m_escapeSlashes, m_at + 1};
    return true;
}

void JsonSecrets::takeQuote(const Quote &quote)
{
    switch (m_state) {
    case State::Search:
    case State::AfterName:
        m_opener = quote;
        openName();
        break;
    case State::Name:
        closeName(quote);
        break;
    case State::BeforeValue:
        m_opener = quote;
        m_stringFrom = quote.end;
        m_state = State::String;
        break;
    case State::Tree:
        m_opener = quote;
        m_stringFrom = quote.end;
        m_state = State::TreeString;
        break;
    case State::String:
    case State::TreeString: {
        const bool isOuter = quote.slashes < m_opener.slashes;
        if (!isOuter && !closesString(quote))
            break;
        flushString(isOuter ? quote.first : quote.first + (quote.slashes - m_opener.slashes));
        // Where a text is wrong the quote may open a name, or what it closed have been one.
        if (m_state == State::TreeString && !isOuter) {
            m_state = State::Tree;
        } else {
            m_opener = quote;
            openName();
            m_isBehindString = true;
        }
        break;
    }
    case State::Word:
        endWord();
        takeQuote(quote);
        break;
    }
}

/// In a string within a string, as deep as that may be, 2^n - 1 backslashes stand before a quote of level n,
/// and each backslash of the inner text is 2^n.
bool JsonSecrets::closesString(const Quote &quote) const noexcept
{
    if (quote.isEscaped != m_opener.isEscaped)
        return false;
    if (quote.isEscaped)
        return quote.slashes == m_opener.slashes;
    const std::uint64_t unit = m_opener.slashes + 1;
    const std::uint64_t inner = quote.slashes - m_opener.slashes;
    return inner % unit == 0 && inner / unit % 2 == 0;
}

void JsonSecrets::openName()
{
    m_name.clear();
    m_isBehindString = false;
    m_state = State::Name;
}

/// A quote that closes no name of the rules may be the one that opens one.
void JsonSecrets::closeName(const Quote &quote)
{
    const std::uint64_t size = quote.first > m_opener.end ? quote.first - m_opener.end : 0;
    m_rule = nullptr;
    if (size > 0 && size <= kMaxNameBytes)
        m_rule = m_matcher.jsonName(unescaped(std::string_view(m_name).substr(0, size)));
    m_opener = quote;
    openName();
    if (m_rule)
        m_state = State::AfterName;
}

void JsonSecrets::takeOther(char byte)
{
    switch (m_state) {
    case State::Search:
    case State::String:
    case State::TreeString:
        break;
    case State::Name:
        if (m_isBehindString && byte == ':')
            return afterName(byte);
        m_isBehindString = m_isBehindString && isSpace(byte);
        if (m_name.size() < kMaxNameBytes)
            m_name += byte;
        break;
    case State::AfterName:
        afterName(byte);
        break;
    case State::BeforeValue:
        beforeValue(byte);
        break;
    case State::Tree:
        if (byte == '{' || byte == '[')
            ++m_depth;
        else if (byte == '}' || byte == ']')
            m_state = --m_depth == 0 ? State::Search : State::Tree;
        else if (beginsWord(byte) && m_slashes == 0 && m_escape == 0)
            beginWord(State::Tree), takeWord(byte);
        break;
    case State::Word:
        if (endsWord(byte)) {
            endWord();
            takeOther(byte);
        } else {
            takeWord(byte);
        }
        break;
    }
}

/// White space may be escaped, too, in a string within a string.
void JsonSecrets::afterName(char byte)
{
    if (byte == ':') {
        m_state = State::BeforeValue;
        m_isTold = false;
        return;
    }
    if (m_name.size() < kMaxNameBytes)
        m_name += byte;
    if (!isSpace(byte) && byte != '\\' && m_slashes == 0 && m_escape == 0)
        m_state = State::Name; // the quote closed no name after all: it may open one
}

void JsonSecrets::beforeValue(char byte)
{
    if (byte == '{' || byte == '[') {
        m_depth = 1;
        m_state = State::Tree;
    } else if (isSpace(byte) || byte == '\\' || m_slashes > 0 || m_escape > 0) {
        return;
    } else if (beginsWord(byte)) {
        beginWord(State::Search);
        takeWord(byte);
    } else {
        m_state = State::Search;
    }
}

void JsonSecrets::beginWord(State back)
{
    m_afterWord = back;
    m_state = State::Word;
    m_word.clear();
    m_wordFrom = m_at;
    m_isLongWord = false;
}

void JsonSecrets::takeWord(char byte)
{
    m_word += byte;
    if (m_word.size() < kMaxWordBytes)
        return;
    endWord();
    const State back = m_afterWord;
    beginWord(back);
    ++m_wordFrom; // behind this byte
    m_isLongWord = true;
}

void JsonSecrets::endWord()
{
    m_state = m_afterWord;
    if (m_word.empty() || (!m_isLongWord && isLiteral(m_word)))
        return;
    tellSecret();
    if (!isNumber(m_word)) {
        m_sink.range(m_wordFrom, m_word.size(), kFill);
        return;
    }
    for (std::size_t i = 0; i < m_word.size(); ++i) {
        if (base::isDigit(m_word[i]))
            m_sink.range(m_wordFrom + i, 1, kFillDigit);
    }
}

void JsonSecrets::tellSecret()
{
    if (!std::exchange(m_isTold, true))
        m_sink.secret(RedactionPlace::JsonField, "$.." + *m_rule);
}

void JsonSecrets::flushString(std::uint64_t end)
{
    if (end <= m_stringFrom)
        return;
    tellSecret();
    m_sink.range(m_stringFrom, end - m_stringFrom, kFill);
    m_stringFrom = end;
}

} // namespace hop101::capture
