// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/capture/textpattern.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hop101::capture {

/// What a term of a filter asks about.
enum class FilterField : std::uint8_t {
    Direction,
    Kind,
    Opcode, ///< of frames alone
    Size, ///< of the payload or decoded body
    Wire, ///< with headers
    Message, ///< size of the message so far
    Time, ///< nanoseconds
    Event,
    Hop,
    Exchange,
    Status, ///< of response heads alone
    CloseCode, ///< of Close frames alone
    Severity, ///< of the worst finding
    Rule, ///< number of the rule of any finding
    Flag,
    Ended, ///< 0 or 1
    Payload, ///< its bytes
};

/// Both ends belong to it.
struct ValueRange
{
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    bool operator==(const ValueRange &) const = default;
};

/// One question about an event.
struct FilterTerm
{
    FilterField field = FilterField::Kind;
    bool isNegated = false;
    std::vector<ValueRange> ranges; ///< true where the value lies in any; empty: never
    std::uint16_t flags = 0; ///< FilterField::Flag: all of these are set
    TextPattern pattern; ///< FilterField::Payload: the bytes have it

    /// Needs the bytes of an event, not only what the index knows.
    bool readsBytes() const noexcept
    {
        return field == FilterField::Payload || field == FilterField::CloseCode;
    }
    bool operator==(const FilterTerm &) const = default;
};

/// A filter over events, as a value: terms joined by "and" and "or". Negations stand at the terms alone.
struct Filter
{
    enum class Op : std::uint8_t { Term, And, Or };
    /// One step of the postfix program: Term puts the answer of the next term down, in their order; the
    /// others take two answers and put one down.
    std::vector<Op> program; ///< empty: every event
    std::vector<FilterTerm> terms;

    bool isEmpty() const noexcept { return program.empty(); }
    bool readsBytes() const noexcept;
    bool operator==(const Filter &) const = default;
};

inline constexpr std::size_t kMaxFilterBytes = 4096;
inline constexpr std::size_t kMaxFilterTerms = 256;
inline constexpr std::size_t kMaxFilterDepth = 64; ///< parentheses and negations within each other

enum class FilterFault : std::uint8_t {
    TooLong,
    TooManyTerms,
    TooDeep,
    StrayCharacter,
    OpenText,
    WrongEscape,
    OpenParenthesis,
    StrayParenthesis,
    MissingTerm,
    UnknownWord,
    MissingOperator,
    WrongOperator, ///< this field has no order, or holds no text
    MissingValue,
    WrongValue,
    UnknownUnit,
    MissingUnit,
    TooLarge,
    ReversedRange,
    UnknownRule,
    EmptyText,
    WrongHex,
};

/// Why an expression is no filter, and where: bytes of the expression. `length` is 0 at its end.
struct FilterError
{
    FilterFault fault = FilterFault::MissingTerm;
    std::size_t offset = 0;
    std::size_t length = 0;
    std::string found; ///< what stands there, or the field that lacks something
    const char *expected = ""; ///< what would be right there, marked for translation; may be empty
    std::string nearest; ///< a word that may have been meant; may be empty

    bool operator==(const FilterError &other) const
    {
        return fault == other.fault && offset == other.offset && length == other.length;
    }
};
/// Gives a text marked with HOP101_TEXT in the language of who reads.
using TranslateText = std::string (*)(const char *context, const char *text);
/// One sentence: what is wrong there, and what to write instead. Null: English.
std::string describe(const FilterError &error, TranslateText translate = nullptr);

/// Reads an expression (docs/filter.md). White space alone is a filter that lets every event through.
base::Result<Filter, FilterError> parseFilter(std::string_view expression);

} // namespace hop101::capture
