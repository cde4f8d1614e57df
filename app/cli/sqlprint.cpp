// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/sqlprint.h"

#include "core/base/overloaded.h"
#include "core/diagram/textwidth.h"
#include "core/doctor/words.h"
#include "core/formats/json.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace hop101::cli {
namespace {

using capture::SqlValue;

/// Rows that are looked at for the widths of their columns, before the first is printed.
constexpr std::size_t kMeasuredRows = 500;
constexpr int kMaxCellColumns = 60;
/// Of a table of one column: payloads are asked for on purpose.
constexpr int kMaxOnlyCellColumns = 4000;

/// As SQLite writes it: also a whole number has its ".0".
std::string realText(double value)
{
    if (std::isinf(value))
        return value < 0 ? "-Inf" : "Inf";
    char digits[40];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    std::string text(digits, end);
    return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

std::string plainText(const SqlValue &value)
{
    return std::visit(base::overloaded{
                          [](std::monostate) { return std::string(); },
                          [](std::int64_t number) { return std::to_string(number); },
                          [](double number) { return realText(number); },
                          [](std::string_view text) { return std::string(text); },
                          [](base::ByteSpan bytes) { return base::toHex(bytes); },
                      },
                      value);
}

bool isNumber(const SqlValue &value)
{
    return std::holds_alternative<std::int64_t>(value) || std::holds_alternative<double>(value);
}

class TablePrinter final : public SqlPrinter
{
public:
    TablePrinter(std::vector<std::string> columns, Output &output)
        : m_maxColumns(columns.size() == 1 ? kMaxOnlyCellColumns : kMaxCellColumns), m_output(output)
    {
        m_widths.resize(columns.size());
        m_isRight.assign(columns.size(), true);
        m_hasValue.assign(columns.size(), false);
        for (std::string &name : columns)
            name = doctor::shown(name, 100);
        m_waiting.push_back(std::move(columns));
        measure(m_waiting.front());
    }
    bool row(const std::vector<SqlValue> &values) override
    {
        std::vector<std::string> cells;
        for (std::size_t i = 0; i < values.size(); ++i) {
            cells.push_back(cell(values[i]));
            const bool isNull = std::holds_alternative<std::monostate>(values[i]);
            m_hasValue[i] = m_hasValue[i] || !isNull;
            m_isRight[i] = m_isRight[i] && (isNull || isNumber(values[i]));
        }
        if (m_isMeasured)
            return print(cells);
        measure(cells);
        m_waiting.push_back(std::move(cells));
        return m_waiting.size() <= kMeasuredRows || printWaiting();
    }
    void end() override
    {
        if (!m_isMeasured)
            printWaiting();
    }

private:
    std::string cell(const SqlValue &value) const
    {
        // Bytes that are not shown need not become digits first.
        const auto most = static_cast<std::size_t>(m_maxColumns);
        if (const auto *bytes = std::get_if<base::ByteSpan>(&value); bytes && bytes->size() > most)
            return diagram::elidedTo(base::toHex(bytes->first(most)) + "00", m_maxColumns, "…");
        if (const auto *text = std::get_if<std::string_view>(&value))
            return diagram::elidedTo(doctor::shown(*text, most + 1), m_maxColumns, "…");
        return plainText(value);
    }
    void measure(const std::vector<std::string> &cells)
    {
        for (std::size_t i = 0; i < cells.size(); ++i)
            m_widths[i] = std::max(m_widths[i], diagram::columnsOf(cells[i]));
    }
    bool printWaiting()
    {
        m_isMeasured = true;
        for (std::size_t i = 0; i < m_isRight.size(); ++i)
            m_isRight[i] = m_isRight[i] && m_hasValue[i];
        bool goesOn = true;
        for (std::size_t i = 0; goesOn && i < m_waiting.size(); ++i) {
            goesOn = print(m_waiting[i]);
            if (i == 0 && goesOn)
                goesOn = printRule();
        }
        m_waiting.clear();
        return goesOn;
    }
    bool printRule()
    {
        std::vector<std::string> dashes;
        for (const int width : m_widths)
            dashes.emplace_back(static_cast<std::size_t>(width), '-');
        return print(dashes);
    }
    bool print(const std::vector<std::string> &cells)
    {
        std::string line;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const int missing = m_widths[i] - diagram::columnsOf(cells[i]);
            const std::string space(static_cast<std::size_t>(std::max(missing, 0)), ' ');
            line += (i == 0 ? "" : "  ") + (m_isRight[i] ? space + cells[i] : cells[i] + space);
        }
        line.erase(line.find_last_not_of(' ') + 1);
        m_output.print(line + '\n');
        return m_output.isTaking();
    }

    int m_maxColumns;
    Output &m_output;
    std::vector<int> m_widths;
    std::vector<bool> m_isRight, m_hasValue;
    std::vector<std::vector<std::string>> m_waiting; ///< the names first
    bool m_isMeasured = false;
};

class JsonPrinter final : public SqlPrinter
{
public:
    JsonPrinter(std::vector<std::string> columns, Output &output) : m_output(output)
    {
        // Members of the same name would hide each other.
        for (std::string &name : columns) {
            std::string unique = name;
            for (int n = 2; std::find(m_names.begin(), m_names.end(), unique) != m_names.end(); ++n)
                unique = name + ':' + std::to_string(n);
            m_names.push_back(std::move(unique));
        }
    }
    bool row(const std::vector<SqlValue> &values) override
    {
        formats::Json object = formats::Json::object();
        for (std::size_t i = 0; i < values.size(); ++i)
            object[m_names[i]] = json(values[i]);
        const bool goesOn = m_output.writeText((m_isFirst ? "[\n  " : ",\n  ") + formats::write(object, -1));
        m_isFirst = false;
        return goesOn;
    }
    void end() override { m_output.writeText(m_isFirst ? "[]\n" : "\n]\n"); }

private:
    static formats::Json json(const SqlValue &value)
    {
        return std::visit(base::overloaded{
                              [](std::monostate) { return formats::Json(); },
                              [](std::int64_t number) { return formats::Json(number); },
                              [](double number) { return formats::Json(number); },
                              [](std::string_view text) { return formats::Json(text); },
                              [](base::ByteSpan bytes) { return formats::Json(base::toHex(bytes)); },
                          },
                          value);
    }

    Output &m_output;
    std::vector<std::string> m_names;
    bool m_isFirst = true;
};

std::string csvCell(std::string text, bool mustBeQuoted)
{
    if (!mustBeQuoted && text.find_first_of(",\"\r\n") == std::string::npos)
        return text;
    for (std::size_t at = text.find('"'); at != std::string::npos; at = text.find('"', at + 2))
        text.insert(at, 1, '"');
    return '"' + text + '"';
}

class CsvPrinter final : public SqlPrinter
{
public:
    CsvPrinter(const std::vector<std::string> &columns, Output &output) : m_output(output)
    {
        std::string line;
        for (const std::string &name : columns)
            line += (line.empty() ? "" : ",") + csvCell(name, name.empty());
        m_output.writeText(line + '\n');
    }
    bool row(const std::vector<SqlValue> &values) override
    {
        std::string line;
        for (std::size_t i = 0; i < values.size(); ++i) {
            // NULL is nothing at all, and an empty text a pair of quotes.
            const auto *text = std::get_if<std::string_view>(&values[i]);
            const bool isEmptyText = text && text->empty();
            line += (i == 0 ? "" : ",") + csvCell(plainText(values[i]), isEmptyText);
        }
        return m_output.writeText(line + '\n');
    }
    void end() override { }

private:
    Output &m_output;
};

} // namespace

std::unique_ptr<SqlPrinter> sqlPrinter(SqlFormat format, std::vector<std::string> columns, Output &output)
{
    switch (format) {
    case SqlFormat::Json:
        return std::make_unique<JsonPrinter>(std::move(columns), output);
    case SqlFormat::Csv:
        return std::make_unique<CsvPrinter>(columns, output);
    case SqlFormat::Table:
        break;
    }
    return std::make_unique<TablePrinter>(std::move(columns), output);
}

} // namespace hop101::cli
