// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace hop101::formats {

/// Reads one JSON text (RFC 8259) token by token, so that memory follows neither the size of the text nor of
/// a string in it: strings are read in pieces. Tolerant where programs are: a byte order mark, control
/// characters in strings, and bytes that are not UTF-8 pass as they are; a lone surrogate becomes U+FFFD.
class JsonStream
{
public:
    enum class Token : std::uint8_t {
        BeginObject,
        EndObject,
        BeginArray,
        EndArray,
        Key, ///< text() is its name
        String, ///< to be read with readPiece() or readText(); else it is skipped
        Number, ///< text() as it stands
        True,
        False,
        Null,
        End, ///< of the text
        Fault, ///< fault() tells; nothing more comes
    };
    /// Fills the span; 0 at the end.
    using Read = std::function<std::size_t(std::span<char>)>;
    struct FaultAt
    {
        std::uint64_t offset = 0; ///< bytes
        std::string expected; ///< "a comma or } was expected, and “x” was found"
        bool operator==(const FaultAt &) const = default;
    };

    explicit JsonStream(Read read);

    Token next();
    const std::string &text() const noexcept { return m_text; }
    /// Of the last token's first byte.
    std::uint64_t tokenOffset() const noexcept { return m_tokenAt; }
    /// The next bytes of the string, unescaped, at most about 64 KiB; false at its end, and after a fault.
    bool readPiece(std::string &piece);
    /// The rest of the string; what is beyond `limit` bytes is read and dropped.
    std::string readText(std::size_t limit);
    /// Goes to the end of the value that `first` begins. False after a fault.
    bool skip(Token first);

    /// After End: whether another text follows in the same stream ("JSON Lines"); it is read next.
    bool hasMore();

    const std::optional<FaultAt> &fault() const noexcept { return m_fault; }

private:
    enum class Want : std::uint8_t { Value, ValueOrEnd, KeyOrEnd, Key, Colon, CommaOrEnd, End };

    int peek();
    int take();
    void skipSpace();
    Token fail(std::string expected);
    Token failUnexpected(const char *wanted);
    Token value(int c);
    Token begin(bool isObject);
    Token end();
    Token key();
    Token number();
    Token word(const char *word, Token token);
    void endValue();
    bool takeEscape(std::string &to);
    std::optional<unsigned> takeHex4();
    bool takeUnicode(std::string &to);

    Read m_read;
    std::vector<char> m_buffer;
    std::size_t m_at = 0, m_end = 0;
    std::uint64_t m_bufferAt = 0; ///< offset of the buffer's first byte
    std::uint64_t m_tokenAt = 0;
    std::string m_text;
    std::vector<bool> m_isObject; ///< of the open containers
    Want m_want = Want::Value;
    bool m_isInString = false;
    bool m_isAtStart = true;
    std::optional<FaultAt> m_fault;
};

/// Deeper texts are a fault.
inline constexpr std::size_t kMaxJsonStreamDepth = 512;
/// What is kept of a name or a number.
inline constexpr std::size_t kMaxJsonNameBytes = 4096;

} // namespace hop101::formats
