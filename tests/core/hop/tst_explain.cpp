// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hop/explain.h"

#include <QTest>

using namespace hop101;
using namespace hop101::hop;
using rules::Rule;

static Event frameEvent()
{
    Event event;
    event.kind = EventKind::Frame;
    return event;
}

/// The Frame rules are explained in tst_frametrack, with the frames that break them.
class TestExplain : public QObject
{
    Q_OBJECT
private slots:
    void courses_data()
    {
        QTest::addColumn<int>("rule");
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, Rule rule, EventKind kind, int code, const char *expected) {
            QTest::newRow(name) << static_cast<int>(rule) << static_cast<int>(kind) << code << expected;
        };
        row("no answer at a FIN", Rule::AnswerCame, EventKind::Closed, 1, "FIN|HTTP/1.1 101");
        row("no answer at a time-out", Rule::AnswerCame, EventKind::Failed, 7, "|HTTP/1.1 101");
        row("no Close before the FIN", Rule::CloseBeforeEnd, EventKind::Closed, 1, "FIN|Close");
        row("no Close before the reset", Rule::CloseBeforeEnd, EventKind::Closed, 2, "RST|Close");
        row("no Close before our end", Rule::CloseBeforeEnd, EventKind::Closed, 3, "closed by Hop101|Close");
        row("Close was not answered", Rule::CloseAnswered, EventKind::Closed, 1, "FIN|Close");
        row("a reset", Rule::NotReset, EventKind::Closed, 2, "RST|FIN");
        row("the client ended first", Rule::ServerClosesTcpFirst, EventKind::Closed, 1,
            "FIN|the end of the server's side first");
        row("a Ping without its Pong", Rule::PingAnswered, EventKind::Closed, 2, "RST|Pong");
        row("a message without its end", Rule::MessageCompleteAtClose, EventKind::Closed, 1,
            "FIN|a continuation with FIN first");
        row("silence", Rule::NotSilent, EventKind::Closed, 1,
            "60 seconds or more without a byte|a byte within 60 seconds");
        row("an interim answer", Rule::InterimWasAsked, EventKind::ResponseHead, 103,
            "103|100 only, after Expect: 100-continue");
        row("a body that never began", Rule::BodyComplete, EventKind::Closed, 1, "FIN|the whole body");
        row("a rule of another stage", Rule::StatusIs101, EventKind::ResponseHead, 400, "|");
        row("an end cause from a damaged file", Rule::CloseBeforeEnd, EventKind::Closed, 77, "|Close");
    }
    void courses()
    {
        QFETCH(int, rule);
        QFETCH(int, kind);
        QFETCH(int, code);
        Event event;
        event.kind = static_cast<EventKind>(kind);
        event.code = static_cast<std::uint16_t>(code);
        const auto [found, expected] = explain({{1}, static_cast<Rule>(rule), {}}, event, {});
        QTEST(QString::fromStdString(found + '|' + expected), "expected");
    }

    /// The bytes of a frame may be missing: then there is nothing to show, and no read beyond them.
    void withoutBytesThereIsLittleToSay()
    {
        const auto wire = *base::fromHex("8187fa213d7f9f4d5158ff");
        for (const auto &info : rules::allRules()) {
            Event event;
            event.kind = EventKind::Frame;
            for (std::size_t size = 0; size <= wire.size(); ++size) {
                for (const std::uint64_t first :
                     {std::uint64_t{0}, std::uint64_t{6}, std::uint64_t{10}, ~std::uint64_t{0}})
                    (void)explain({{1}, info.rule, {first, 3}}, event, base::ByteSpan(wire).first(size));
            }
        }
        QCOMPARE(explain({{1}, Rule::TextIsUtf8, {1000, 1}}, frameEvent(), wire).found, std::string());
    }
};

QTEST_APPLESS_MAIN(TestExplain)
#include "tst_explain.moc"
