// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hop/verdict.h"
#include "core/http/headparser.h"
#include "transcript.h"

#include <QString>
#include <QStringList>

namespace hop101::hop {

// Heads for tests of the judges, and what the judges say of them, as lines to compare.

/// `text` with its one `part` replaced.
inline std::string with(std::string text, const std::string &part, const std::string &instead)
{
    const auto at = text.find(part);
    Q_ASSERT(at != std::string::npos);
    return text.replace(at, part.size(), instead);
}

inline http::RequestHead request(const std::string &text = goodRequest())
{
    return http::parseRequestHead(base::asBytes(text));
}

inline http::ResponseHead response(const std::string &text = good101())
{
    return http::parseResponseHead(base::asBytes(text));
}

/// "StatusIs101: found 400 Bad Request, expected 101 @0+24", one line a result of that outcome.
inline QStringList lines(const std::vector<RuleResult> &results, Outcome outcome = Outcome::Broken)
{
    QStringList lines;
    for (const auto &result : results) {
        if (result.outcome == outcome)
            lines += QString("%1: found %2, expected %3 @%4+%5")
                         .arg(rules::info(result.rule).id, QString::fromStdString(result.found),
                              QString::fromStdString(result.expected))
                         .arg(result.at.first)
                         .arg(result.at.size);
    }
    return lines;
}

inline QStringList ids(const std::vector<RuleResult> &results, Outcome outcome)
{
    QStringList ids;
    for (const auto &result : results) {
        if (result.outcome == outcome)
            ids += rules::info(result.rule).id;
    }
    return ids;
}

} // namespace hop101::hop
