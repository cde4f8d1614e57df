// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/config/pattern.h"

#include <QElapsedTimer>
#include <QTest>

using hop101::doctor::config::Answer;
using hop101::doctor::config::matches;

class TestPattern : public QObject
{
    Q_OBJECT
private slots:
    void patternsFit_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("answer");
        const auto row = [](const char *pattern, const char *text, Answer answer) {
            QTest::addRow("%s in %s", pattern, text) << pattern << text << int(answer);
        };
        row("ws", "/ws/", Answer::Yes);
        row("^/ws$", "/ws/", Answer::No);
        row("^/ws/?$", "/ws/", Answer::Yes);
        row("^/(api|ws)/.*", "/ws/x", Answer::Yes);
        row("^/(?:api|ws)$", "/wss", Answer::No);
        row("^[a-c]+$", "abcab", Answer::Yes);
        row("^[^a-c]+$", "xay", Answer::No);
        row("\\.php$", "/a.php", Answer::Yes);
        row("\\.php$", "/aphp", Answer::No);
        row("^\\d{2,3}$", "1234", Answer::No);
        row("^\\d{2,3}$", "123", Answer::Yes);
        row("^a{2}$", "aa", Answer::Yes);
        row("a*?b", "aaab", Answer::Yes);
        row("(?i)WS", "/ws", Answer::Yes);
        row("WS", "/ws", Answer::No);
        row("^(?<name>x)$", "x", Answer::Yes);
        row("[]a]", "]", Answer::Yes);
        row("", "x", Answer::Yes);
        row("(?=x)", "x", Answer::Maybe);
        row("(", "x", Answer::Maybe);
        row("*", "x", Answer::Maybe);
        row("\\1", "x", Answer::Maybe);
    }
    void patternsFit()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, text);
        QTEST(int(matches(pattern.toStdString(), text.toStdString())), "answer");
    }
    void lettersMayCountForNothing()
    {
        QCOMPARE(matches("^WebSocket$", "websocket", true), Answer::Yes);
        QCOMPARE(matches("^[A-Z]+$", "websocket", true), Answer::Yes);
        QCOMPARE(matches("^WebSocket$", "websocket"), Answer::No);
    }
    void aHostilePatternEnds()
    {
        QElapsedTimer timer;
        timer.start();
        const std::string many(2000, 'a');
        QCOMPARE(matches("((a*)*)*b", many), Answer::Maybe);
        QCOMPARE(matches(std::string(10'000, '('), many), Answer::Maybe);
        QCOMPARE(matches("((a{100}){100}){100}", many), Answer::Maybe);
        QVERIFY(timer.elapsed() < 5'000);
    }
};

QTEST_APPLESS_MAIN(TestPattern)
#include "tst_pattern.moc"
