// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/utf8.h"
#include "tests/bench/codec.h"
#include "tests/bench/comparison.h"
#include "tests/bench/samples.h"

#include <simdjson.h>

namespace hop101::bench {
namespace {

template<typename IsValid>
Work checking(const std::string &text, IsValid isValid)
{
    return [text, isValid](benchmark::State &state) {
        for ([[maybe_unused]] const auto turn : state) {
            bool good = isValid(text);
            benchmark::DoNotOptimize(good);
            if (!good)
                state.SkipWithError("good text was refused");
        }
        state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
    };
}

} // namespace

void addUtf8Comparisons()
{
    const struct
    {
        const char *name;
        std::string_view words;
    } texts[] = {
        {"ascii", "The quick brown fox jumps over the lazy dog. "},
        {"mixed",
         "Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich 🥊 – déjà vu, naïve "
         "señor. "},
        {"cjk", "我能吞下玻璃而不伤身体。私はガラスを食べられます。"},
    };
    for (const auto &text : texts) {
        for (const std::size_t size : {125U, 4096U, 65536U}) {
            const std::string sample = textOf(size, text.words);
            compare(
                std::string("utf8-") + text.name + '-' + sizeName(size) + "-vs-simdjson",
                checking(sample, [](const std::string &s) { return websocket::isUtf8(base::asBytes(s)); }),
                checking(sample, [](const std::string &s) { return simdjson::validate_utf8(s); }));
        }
    }
}

} // namespace hop101::bench
