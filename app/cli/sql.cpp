// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/opencapture.h"
#include "app/cli/sqlprint.h"
#include "app/cli/values.h"
#include "core/capture/sqlquery.h"
#include "core/capture/sqltables.h"
#include "core/doctor/words.h"

#include <algorithm>
#include <cctype>
#include <csignal>

namespace hop101::cli {
namespace {

constexpr std::size_t kMaxWords = 300;
volatile std::sig_atomic_t g_isStopped = 0;

/// Ctrl+C ends the query, so that what was printed is whole and a private copy of the file is removed; then
/// the program ends by that signal, as it would have.
class StopOnSignal
{
public:
    StopOnSignal()
    {
        g_isStopped = 0;
        for (const int signal : {SIGINT, SIGTERM})
            std::signal(signal, [](int number) { g_isStopped = number; });
    }
    ~StopOnSignal()
    {
        for (const int signal : {SIGINT, SIGTERM})
            std::signal(signal, SIG_DFL);
    }
    StopOnSignal(const StopOnSignal &) = delete;
    StopOnSignal &operator=(const StopOnSignal &) = delete;
};

/// "at “frum” (character 10)": the word of the query that SQLite stumbled over.
std::string placeOf(const std::string &query, std::size_t at)
{
    const std::size_t begin = std::min(at, query.size());
    const auto characters =
        std::count_if(query.begin(), query.begin() + static_cast<std::ptrdiff_t>(begin),
                      [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; });
    std::size_t end = begin;
    const auto isWord = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; };
    while (end < query.size() && isWord(query[end]))
        ++end;
    const std::string word = query.substr(begin, std::max<std::size_t>(end - begin, 1));
    const std::string number = "character " + std::to_string(characters + 1);
    return word.empty() ? number : "at " + inQuotes(word) + ", " + number;
}

std::string sentenceFor(const capture::SqlError &error, const std::string &query)
{
    using Kind = capture::SqlError::Kind;
    const std::string words = doctor::shown(error.words, kMaxWords);
    const std::string place = error.at ? ", " + placeOf(query, *error.at) : "";
    switch (error.kind) {
    case Kind::Empty:
        return "There is no query: give one such as \"select * from event limit 10\".";
    case Kind::Several:
        return "There is more than one statement: give one SELECT" + place + '.';
    case Kind::NotAllowed:
        return "A capture can only be read (" + words + place + "): give one SELECT.";
    case Kind::File:
        return "The query ended early because the file cannot be read further (" + words
            + "): what came before is printed.";
    case Kind::Stopped:
    case Kind::Words:
        break;
    }
    return "The query does not work (" + words + place
        + "): see docs/capture-format.md for tables and columns.";
}

ExitStatus statusFor(const capture::SqlError &error)
{
    return error.kind == capture::SqlError::Kind::File ? ExitStatus::File : ExitStatus::Usage;
}

ExitStatus run(capture::SqlQuery &query, const SqlOptions &options, Output &output)
{
    std::vector<std::string> names;
    for (int i = 0; i < query.columnCount(); ++i)
        names.push_back(query.columnName(i));
    const auto printer = sqlPrinter(options.format, std::move(names), output);
    std::vector<capture::SqlValue> values(static_cast<std::size_t>(query.columnCount()));
    for (;;) {
        const capture::Step step = query.step();
        bool goesOn = step == capture::Step::Row;
        for (std::size_t i = 0; goesOn && i < values.size(); ++i)
            values[i] = query.value(static_cast<int>(i));
        goesOn = goesOn && printer->row(values);
        if (goesOn)
            continue;
        printer->end();
        if (step != capture::Step::Failed || g_isStopped)
            return ExitStatus::Ok;
        output.complain(sentenceFor(query.error(), options.query));
        return statusFor(query.error());
    }
}

/// Everything that must be gone before a signal ends the program.
ExitStatus runOnFile(const SqlOptions &options, Output &output)
{
    const auto reader = openCapture(options.path, output);
    if (!reader)
        return ExitStatus::File;
    const auto tables = capture::SqlTables::create(*reader, [] { return g_isStopped != 0; });
    if (!tables) {
        output.complain(doctor::shown(capture::describe(tables.error()), kMaxWords));
        return ExitStatus::File;
    }
    ExitStatus status = ExitStatus::Ok;
    {
        auto query = capture::SqlQuery::prepare(reader->database(), options.query);
        if (!query) {
            output.complain(sentenceFor(query.error(), options.query));
            return statusFor(query.error());
        }
        status = run(query.value(), options, output);
    }
    if (status != ExitStatus::Ok || g_isStopped)
        return status;
    if (const auto &damage = tables.value()->damage()) {
        output.complain(doctor::shown(capture::describe(*damage), kMaxWords));
        return ExitStatus::File;
    }
    return statusOf(*reader, output);
}

} // namespace

ExitStatus sql(const SqlOptions &options, Output &output)
{
    ExitStatus status = ExitStatus::Ok;
    {
        const StopOnSignal stop;
        status = runOnFile(options, output);
    }
    if (g_isStopped) {
        (void)output.finish(status);
        std::raise(static_cast<int>(g_isStopped));
    }
    return status;
}

} // namespace hop101::cli
