// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/filter.h"

#include <span>

namespace hop101::capture {

// The vocabulary of the filter language, as tables: parser, completion, window and docs read the same.

/// How the values of a field are written.
enum class ValueForm : std::uint8_t { Name, Number, Size, Time, RuleId, Text };

struct FieldInfo
{
    const char *name;
    FilterField field;
    ValueForm form;
    const char *help; ///< one line, marked for translation
    const char *expected; ///< what a value looks like, marked for translation
    bool isAlias = false; ///< another name of an earlier field: understood, not offered
};
std::span<const FieldInfo> filterFields() noexcept;
/// Ignoring case; nullptr where there is none.
const FieldInfo *filterField(std::string_view name) noexcept;

/// A name for values of a field: "text" of opcode. One name may have several rows.
struct ValueName
{
    FilterField field;
    const char *name;
    ValueRange range; ///< of Flag: both ends are the bits
    bool isTerm; ///< stands alone as a term, too
    const char *help; ///< marked for translation; empty: an alias that is understood, not offered
};
std::span<const ValueName> filterNames() noexcept;
/// The values of this field that have this name; empty where there are none.
std::vector<ValueRange> namedValues(FilterField field, std::string_view name);
/// The name as a term of its own; nullptr where it is none.
const ValueName *filterWord(std::string_view name) noexcept;
/// Of all words that can begin a term the one that is most like `word`; empty where none is.
std::string nearestFilterWord(std::string_view word);
/// The same of the rules' ids.
std::string nearestRuleId(std::string_view word);

} // namespace hop101::capture
