// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/capture/block.h"
#include "core/capture/sqlite.h"
#include "tests/core/capture/secondversion.h"

#include <QtGlobal>

#include <string>
#include <utility>
#include <vector>

namespace hop101::capture::fixture {

/// A column of 8 bytes a row: the rows of the events that findings belong to, as they stood before form 3.
inline base::Bytes plainFindingRows(const base::Bytes &columns, std::size_t count)
{
    const auto located = BlockColumns::locate(1, count, columns);
    base::Bytes column(1 + 8);
    column.front() = std::byte{8};
    for (std::size_t i = 0; i < located->findingCount(); ++i) {
        const std::uint64_t row = located->findingRow(i);
        const auto *bytes = reinterpret_cast<const std::byte *>(&row);
        column.insert(column.end(), bytes, bytes + sizeof row);
    }
    return column;
}

/// The columns of `count` events as the first version wrote them: without the thirteenth.
inline base::Bytes columnsOfFirstVersion(const base::Bytes &columns, std::size_t count)
{
    constexpr std::size_t kHead = 1 + 4 + 4;
    constexpr std::size_t kColumnHead = 1 + 8;
    std::size_t at = kHead;
    const auto sizeHere = [&](std::size_t rows) {
        return kColumnHead + std::to_integer<std::size_t>(columns[at]) * rows;
    };
    for (int column = 0; column < 12; ++column)
        at += sizeHere(count);
    base::Bytes old(columns.begin(), columns.begin() + static_cast<std::ptrdiff_t>(at));
    old.front() = std::byte{1};
    at += sizeHere(count);
    base::append(old, plainFindingRows(columns, count));
    at += sizeHere(BlockColumns::locate(1, count, columns)->findingCount());
    old.insert(old.end(), columns.begin() + static_cast<std::ptrdiff_t>(at), columns.end());
    return old;
}

/// Makes a finished capture what the first version would have written.
inline void makeFirstVersion(const std::string &path)
{
    makeSecondVersion(path);
    const auto database = std::move(Database::open(path, Database::Mode::ReadWrite)).value();
    std::vector<std::pair<std::uint64_t, base::Bytes>> blocks;
    Statement select = database.prepare("SELECT first_event, count, columns FROM block");
    while (select.step() == Step::Row) {
        const base::ByteSpan columns = select.blob(2);
        blocks.emplace_back(select.number(0),
                            columnsOfFirstVersion({columns.begin(), columns.end()}, select.number(1)));
    }
    select.reset();
    Statement update = database.prepare("UPDATE block SET columns = ?2 WHERE first_event = ?1");
    for (const auto &[first, columns] : blocks) {
        if (!update.bind(1, first).bind(2, base::ByteSpan(columns)).run())
            qFatal("a block could not be changed");
    }
    // Word for word as it was.
    constexpr const char *kSql =
        "DROP INDEX content_message; DROP TABLE content; "
        "CREATE TABLE content (hop INTEGER, direction INTEGER, first_byte INTEGER, bytes BLOB); "
        "CREATE TEMP TABLE kept AS SELECT id, left, right, url, transport, plan FROM hop; DROP TABLE hop; "
        "CREATE TABLE hop (id INTEGER PRIMARY KEY, left INTEGER, right INTEGER, url TEXT, transport TEXT, "
        "plan TEXT); INSERT INTO hop SELECT * FROM kept; DROP TABLE kept; PRAGMA user_version=1";
    if (!database.run(kSql))
        qFatal("the file could not be changed");
}

} // namespace hop101::capture::fixture
