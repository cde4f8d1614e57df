// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/reader.h"
#include "core/capture/sqlquery.h"

#include <QString>
#include <QStringList>

namespace hop101::capture::fixture {

inline QString sqlText(const SqlValue &value)
{
    if (const auto *number = std::get_if<std::int64_t>(&value))
        return QString::number(*number);
    if (const auto *number = std::get_if<double>(&value))
        return QString::number(*number, 'g', 12);
    if (const auto *words = std::get_if<std::string_view>(&value))
        return QString::fromUtf8(words->data(), qsizetype(words->size()));
    if (const auto *bytes = std::get_if<base::ByteSpan>(&value))
        return "x" + QString::fromStdString(base::toHex(*bytes));
    return QStringLiteral("NULL");
}

/// The rows of a query, a line each, values with a bar between; a line that begins with "error" where it
/// fails.
inline QStringList sqlRows(const Reader &reader, const QString &sql)
{
    auto query = SqlQuery::prepare(reader.database(), sql.toStdString());
    if (!query)
        return {"error " + QString::fromStdString(query.error().words)};
    QStringList lines;
    for (;;) {
        const Step step = query.value().step();
        if (step == Step::Failed)
            lines += "error " + QString::fromStdString(query.value().error().words);
        if (step != Step::Row)
            return lines;
        QStringList values;
        for (int i = 0; i < query.value().columnCount(); ++i)
            values += sqlText(query.value().value(i));
        lines += values.join('|');
    }
}

} // namespace hop101::capture::fixture
