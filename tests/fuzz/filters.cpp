// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/filterparser.h"
#include "tests/fuzz/require.h"
#include "tests/fuzz/targets.h"

namespace hop101::fuzz {

void filter(base::ByteSpan input)
{
    const std::string_view expression = base::asText(input);
    const auto filter = capture::parseFilter(expression);
    if (!filter) {
        HOP101_REQUIRE(filter.error().offset <= expression.size());
        HOP101_REQUIRE(filter.error().length <= expression.size() - filter.error().offset);
        HOP101_REQUIRE(!capture::describe(filter.error()).empty());
        return;
    }
    // The program is whole: each step finds its answers, one is left, and each term is used once.
    std::size_t answers = 0;
    std::size_t terms = 0;
    for (const capture::Filter::Op op : filter.value().program) {
        const bool isTerm = op == capture::Filter::Op::Term;
        HOP101_REQUIRE(isTerm || answers >= 2);
        answers = isTerm ? answers + 1 : answers - 1;
        terms += isTerm ? 1 : 0;
    }
    HOP101_REQUIRE(terms == filter.value().terms.size() && terms <= capture::kMaxFilterTerms);
    HOP101_REQUIRE(answers == (filter.value().isEmpty() ? 0 : 1));
    // Parentheses around it, and two negations, change nothing.
    if (expression.size() + 16 <= capture::kMaxFilterBytes && !filter.value().isEmpty()) {
        const auto again = capture::parseFilter("not(not(" + std::string(expression) + "))");
        HOP101_REQUIRE(!again ? again.error().fault == capture::FilterFault::TooDeep
                              : again.value() == filter.value());
    }
}

} // namespace hop101::fuzz
