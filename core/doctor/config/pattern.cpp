// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/config/pattern.h"

#include "core/base/ascii.h"

#include <bitset>
#include <limits>
#include <vector>

namespace hop101::doctor::config {
namespace {

constexpr std::size_t kMaxPattern = 512;
constexpr std::size_t kMaxSteps = 50'000;
constexpr std::size_t kMaxGroups = 32;
constexpr unsigned kUnbounded = std::numeric_limits<unsigned>::max();

using Set = std::bitset<256>;

/// The program of a backtracking machine: one instruction tests a byte, jumps, or forks.
struct Instruction
{
    enum class Kind : std::uint8_t { Byte, Begin, End, WordEdge, Fork, Jump, Match } kind = Kind::Match;
    Set set{};
    std::size_t first = 0; ///< Jump, and what a Fork tries first
    std::size_t second = 0; ///< what a Fork tries then
};
using Program = std::vector<Instruction>;
using Kind = Instruction::Kind;

unsigned byteOf(char c)
{
    return static_cast<unsigned char>(c);
}

Set classOf(char c)
{
    Set set;
    for (unsigned i = 0; i < 256; ++i) {
        const char one = static_cast<char>(i);
        const bool isWord = base::isAlpha(one) || base::isDigit(one) || one == '_';
        const bool isSpace = one == ' ' || (one >= '\t' && one <= '\r');
        const char kind = base::toLower(c);
        const bool isIn = kind == 'd' ? base::isDigit(one) : kind == 'w' ? isWord : isSpace;
        set[i] = isIn != (c != kind);
    }
    return set;
}

class Compiler
{
public:
    Compiler(std::string_view pattern, bool ignoresCase) : m_text(pattern), m_ignoresCase(ignoresCase) { }

    bool compile(Program &program)
    {
        if (m_text.size() > kMaxPattern || !alternatives(program, 0) || m_at != m_text.size())
            return false;
        program.push_back({});
        return program.size() < 20'000;
    }

private:
    bool atEnd() const { return m_at >= m_text.size(); }
    bool takes(char c)
    {
        const bool is = !atEnd() && m_text[m_at] == c;
        m_at += is ? 1 : 0;
        return is;
    }

    void put(Program &into, Set set) const
    {
        if (m_ignoresCase) {
            for (unsigned c = 'a'; c <= 'z'; ++c)
                set[c] = set[c - 32] = set[c] || set[c - 32];
        }
        into.push_back({Kind::Byte, set, 0, 0});
    }

    /// Jumps in a piece of program are relative to its own first instruction until it is appended.
    static void append(Program &to, const Program &piece)
    {
        const std::size_t base = to.size();
        for (Instruction one : piece) {
            one.first += base;
            one.second += base;
            to.push_back(one);
        }
    }

    bool alternatives(Program &into, std::size_t depth)
    {
        Program left;
        if (depth > kMaxGroups || !sequence(left, depth))
            return false;
        while (takes('|')) {
            Program right;
            if (!sequence(right, depth))
                return false;
            Program both;
            both.push_back({Kind::Fork, {}, 1, left.size() + 2});
            append(both, left);
            both.push_back({Kind::Jump, {}, both.size() + 1 + right.size(), 0});
            append(both, right);
            left = std::move(both);
        }
        append(into, left);
        return true;
    }

    bool sequence(Program &into, std::size_t depth)
    {
        while (!atEnd() && m_text[m_at] != '|' && m_text[m_at] != ')') {
            Program piece;
            if (!atom(piece, depth) || !repeated(piece))
                return false;
            append(into, piece);
            if (into.size() > 20'000)
                return false;
        }
        return true;
    }

    bool group(Program &into, std::size_t depth)
    {
        if (takes('?')) {
            if (takes('<') || (takes('P') && takes('<'))) { // a name; look-behind has = or ! here
                const std::size_t end = m_text.find('>', m_at);
                if (end == std::string_view::npos || m_text[m_at] == '=' || m_text[m_at] == '!')
                    return false;
                m_at = end + 1;
            } else if (!takes(':'))
                return false;
        }
        return alternatives(into, depth + 1) && takes(')');
    }

    bool atom(Program &into, std::size_t depth)
    {
        const char c = m_text[m_at++];
        switch (c) {
        case '(':
            return group(into, depth);
        case '[':
            return bracket(into);
        case '^':
            into.push_back({Kind::Begin, {}, 0, 0});
            return true;
        case '$':
            into.push_back({Kind::End, {}, 0, 0});
            return true;
        case '.':
            put(into, ~Set().set(byteOf('\n')));
            return true;
        case '\\':
            return escape(into);
        case '*':
        case '+':
        case '?':
            return false;
        default:
            put(into, Set().set(byteOf(c)));
            return true;
        }
    }

    bool escape(Program &into)
    {
        if (atEnd())
            return false;
        const char c = m_text[m_at++];
        if (std::string_view("dDwWsS").find(c) != std::string_view::npos) {
            put(into, classOf(c));
            return true;
        }
        if (c == 'b') {
            into.push_back({Kind::WordEdge, {}, 0, 0});
            return true;
        }
        if (base::isAlpha(c) || base::isDigit(c))
            return false;
        put(into, Set().set(byteOf(c)));
        return true;
    }

    bool bracket(Program &into)
    {
        Set set;
        const bool negated = takes('^');
        bool isFirst = true;
        while (!atEnd() && (m_text[m_at] != ']' || isFirst)) {
            isFirst = false;
            char low = m_text[m_at++];
            if (low == '[' && !atEnd() && m_text[m_at] == ':')
                return false;
            if (low == '\\') {
                if (atEnd())
                    return false;
                low = m_text[m_at++];
                if (std::string_view("dDwWsS").find(low) != std::string_view::npos) {
                    set |= classOf(low);
                    continue;
                }
                if (base::isAlpha(low) || base::isDigit(low))
                    return false;
            }
            char high = low;
            if (m_at + 1 < m_text.size() && m_text[m_at] == '-' && m_text[m_at + 1] != ']') {
                high = m_text[m_at + 1];
                m_at += 2;
            }
            for (unsigned i = byteOf(low); i <= byteOf(high); ++i)
                set.set(i);
        }
        put(into, negated ? ~set : set);
        return takes(']');
    }

    bool count(unsigned &least, unsigned &most)
    {
        const auto number = [this](unsigned otherwise) {
            if (atEnd() || !base::isDigit(m_text[m_at]))
                return otherwise;
            unsigned value = 0;
            while (!atEnd() && base::isDigit(m_text[m_at]) && value < 1000)
                value = value * 10 + byteOf(m_text[m_at++]) - '0';
            return value;
        };
        least = number(0);
        most = takes(',') ? number(kUnbounded) : least;
        return takes('}') && least <= 100 && (most == kUnbounded || (most >= least && most <= 100));
    }

    bool repeated(Program &piece)
    {
        unsigned least = 1, most = 1;
        if (takes('*'))
            least = 0, most = kUnbounded;
        else if (takes('+'))
            most = kUnbounded;
        else if (takes('?'))
            least = 0;
        else if (takes('{')) {
            if (!count(least, most))
                return false;
        } else
            return true;
        takes('?') || takes('+');
        const Program one = piece;
        piece.clear();
        for (unsigned i = 0; i < least; ++i)
            append(piece, one);
        if (most == kUnbounded) {
            Program loop;
            loop.push_back({Kind::Fork, {}, 1, one.size() + 2});
            append(loop, one);
            loop.push_back({Kind::Jump, {}, 0, 0});
            append(piece, loop);
        } else {
            for (unsigned i = least; i < most; ++i) {
                Program maybe;
                maybe.push_back({Kind::Fork, {}, 1, one.size() + 1});
                append(maybe, one);
                append(piece, maybe);
            }
        }
        return piece.size() < 20'000;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    bool m_ignoresCase;
};

bool isWordAt(std::string_view text, std::size_t at)
{
    return at < text.size() && (base::isAlpha(text[at]) || base::isDigit(text[at]) || text[at] == '_');
}

/// One byte or one test; the next instruction, or none.
bool step(const Instruction &one, std::string_view text, std::size_t &at)
{
    switch (one.kind) {
    case Kind::Byte:
        return at < text.size() && one.set[byteOf(text[at++])];
    case Kind::Begin:
        return at == 0;
    case Kind::End:
        return at == text.size();
    case Kind::WordEdge:
        return (at > 0 && isWordAt(text, at - 1)) != isWordAt(text, at);
    case Kind::Fork:
    case Kind::Jump:
    case Kind::Match:
        return true;
    }
    return false;
}

Answer run(const Program &program, std::string_view text, std::size_t from, std::size_t &steps)
{
    std::vector<std::pair<std::size_t, std::size_t>> waiting{{0, from}};
    while (!waiting.empty()) {
        auto [next, at] = waiting.back();
        waiting.pop_back();
        for (;;) {
            if (++steps > kMaxSteps)
                return Answer::Maybe;
            const Instruction &one = program[next];
            if (one.kind == Kind::Match)
                return Answer::Yes;
            if (!step(one, text, at))
                break;
            if (one.kind == Kind::Fork)
                waiting.emplace_back(one.second, at);
            next = one.kind == Kind::Fork || one.kind == Kind::Jump ? one.first : next + 1;
        }
    }
    return Answer::No;
}

} // namespace

Answer matches(std::string_view pattern, std::string_view text, bool ignoresCase)
{
    if (pattern.starts_with("(?i)")) {
        pattern.remove_prefix(4);
        ignoresCase = true;
    }
    Program program;
    if (!Compiler(pattern, ignoresCase).compile(program))
        return Answer::Maybe;
    std::size_t steps = 0;
    for (std::size_t from = 0; from <= text.size(); ++from) {
        if (const Answer found = run(program, text, from, steps); found != Answer::No)
            return found;
    }
    return Answer::No;
}

} // namespace hop101::doctor::config
