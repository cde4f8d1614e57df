// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/sqlite.h"

#include <QtGlobal>

#include <string>

namespace hop101::capture::fixture {

/// Makes a finished capture of one session what the second version would have written, word for word.
inline void makeSecondVersion(const std::string &path)
{
    const auto database = std::move(Database::open(path, Database::Mode::ReadWrite)).value();
    constexpr const char *kSql =
        "INSERT INTO capture SELECT 'title', title FROM session; "
        "CREATE TEMP TABLE keptparty AS SELECT id, name, role, address FROM party; DROP TABLE party; "
        "CREATE TABLE party (id INTEGER PRIMARY KEY, name TEXT, role INTEGER, address TEXT); "
        "INSERT INTO party SELECT * FROM keptparty; DROP TABLE keptparty; "
        "CREATE TEMP TABLE kepthop AS SELECT id, left, right, url, transport, plan, max_inflated, max_ratio, "
        "max_message FROM hop; DROP TABLE hop; "
        "CREATE TABLE hop (id INTEGER PRIMARY KEY, left INTEGER, right INTEGER, url TEXT, transport TEXT, "
        "plan TEXT, max_inflated INTEGER, max_ratio INTEGER, max_message INTEGER); "
        "INSERT INTO hop SELECT * FROM kepthop; DROP TABLE kepthop; "
        "DROP TABLE note; CREATE TABLE note (event INTEGER, text TEXT); "
        "DROP TABLE session; PRAGMA user_version=2";
    if (!database.run(kSql))
        qFatal("the file could not be changed");
}

} // namespace hop101::capture::fixture
