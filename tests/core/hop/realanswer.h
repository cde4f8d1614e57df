// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/websocket/acceptkey.h"
#include "transcript.h"

#include <QTest>

namespace hop101::hop {

/// What a server in the field did, byte by byte, and what Hop101 makes of it.
struct RealAnswer
{
    QString name;
    Conversation conversation;
    ExchangeState state = ExchangeState::Upgraded;
    int status = 101;
    QStringList broken; ///< rules, once each, in any order
    QStringList after; ///< frames and raw runs of the server, in order: "text 5", "close 2", "raw"
};

inline const std::string kHelloAndClose = "\x81\x05hello\x88\x02\x03\xe8";
inline const QStringList kHelloAndCloseSeen{"text 5", "close 2"};

/// `text` with its first `part` replaced.
inline std::string with(std::string text, const std::string &part, const std::string &instead)
{
    return text.replace(text.find(part), part.size(), instead);
}

/// A head from "line | line | line", as people note them down.
inline std::string head(const std::string &noted)
{
    const std::string between = " | ";
    std::string lines;
    for (std::size_t from = 0; from <= noted.size();) {
        const auto to = std::min(noted.find(between, from), noted.size());
        lines += noted.substr(from, to - from) + "\r\n";
        from = to == noted.size() ? to + 1 : to + between.size();
    }
    return lines + "\r\n";
}

inline QStringList seenOf(const Recorder &recorder)
{
    QStringList seen;
    for (const Event &event : recorder.events()) {
        if (event.direction != Direction::FromRight)
            continue;
        const QStringList words = describe(event).split(' ');
        if (event.kind == EventKind::Frame)
            seen += words[3] + QString(" %1").arg(event.payloadSize);
        else if (event.kind == EventKind::RawRun) // a raw run ends with the stream
            seen += "raw";
    }
    return seen;
}

inline void check(const RealAnswer &answer)
{
    const Recorder recorder = answer.conversation.record(); // in pieces of all sizes
    const QStringList broken = recorder.rules();
    for (const QString &rule : answer.broken)
        QVERIFY2(broken.contains(rule), qPrintable(rule + " is not among " + broken.join(", ")));
    for (const QString &rule : broken)
        QVERIFY2(answer.broken.contains(rule), qPrintable(rule + " was not expected"));
    QCOMPARE(static_cast<int>(recorder.verdict.state), static_cast<int>(answer.state));
    QCOMPARE(recorder.verdict.status, answer.status);
    compare(seenOf(recorder), answer.after);
}

} // namespace hop101::hop
