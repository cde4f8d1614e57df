// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/sequencediff.h"

#include <QTest>

#include <random>

using namespace hop101::capture;

namespace {

using Sequence = std::vector<std::uint64_t>;

Sequence sequence(const QByteArray &letters)
{
    return {letters.begin(), letters.end()};
}

/// "ab" equal, "-a" only left, "+b" only right.
QString script(const QByteArray &left, const QByteArray &right)
{
    QString text;
    qsizetype l = 0, r = 0;
    for (const Run &run : alignedRuns(sequence(left), sequence(right))) {
        const auto count = static_cast<qsizetype>(run.count);
        if (!text.isEmpty())
            text += ' ';
        if (run.kind == RunKind::Equal) {
            text += QString::fromLatin1(left.mid(l, count));
            l += count;
            r += count;
        } else if (run.kind == RunKind::Left) {
            text += '-' + QString::fromLatin1(left.mid(l, count));
            l += count;
        } else {
            text += '+' + QString::fromLatin1(right.mid(r, count));
            r += count;
        }
    }
    return text;
}

/// Checks that the runs are exactly both sequences, and returns how many elements are equal.
std::size_t equalCount(const Sequence &left, const Sequence &right)
{
    std::size_t l = 0, r = 0, equal = 0;
    for (const Run &run : alignedRuns(left, right)) {
        for (std::size_t i = 0; i < run.count; ++i) {
            if (run.kind == RunKind::Equal && left.at(l) != right.at(r))
                qFatal("elements are paired that differ");
            equal += run.kind == RunKind::Equal ? 1 : 0;
            l += run.kind != RunKind::Right ? 1 : 0;
            r += run.kind != RunKind::Left ? 1 : 0;
        }
    }
    if (l != left.size() || r != right.size())
        qFatal("elements are missing");
    return equal;
}

std::size_t longestCommon(const Sequence &left, const Sequence &right)
{
    std::vector<std::size_t> row(right.size() + 1, 0);
    for (const std::uint64_t element : left) {
        std::size_t diagonal = 0;
        for (std::size_t j = 0; j < right.size(); ++j) {
            const std::size_t above = row[j + 1];
            row[j + 1] = element == right[j] ? diagonal + 1 : std::max(row[j + 1], row[j]);
            diagonal = above;
        }
    }
    return row.back();
}

} // namespace

class TestSequenceDiff : public QObject
{
    Q_OBJECT
private slots:
    void runsAreInOrder_data()
    {
        QTest::addColumn<QByteArray>("left");
        QTest::addColumn<QByteArray>("right");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const char *left, const char *right, const char *expected) {
            QTest::newRow(name) << QByteArray(left) << QByteArray(right) << QString(expected);
        };
        row("nothing", "", "", "");
        row("the same", "abc", "abc", "abc");
        row("only the left has something", "abc", "", "-abc");
        row("only the right has something", "", "abc", "+abc");
        row("one more in the middle", "abcd", "abxcd", "ab +x cd");
        row("one less at the front", "xabc", "abc", "-x abc");
        row("one more at the end", "abc", "abcx", "abc +x");
        row("one is another: left before right", "abc", "axc", "a -b +x c");
        row("nothing in common", "abc", "xyz", "-abc +xyz");
        row("a block that moved", "123abcdef", "abcdef123", "-123 abcdef +123");
        row("repeated elements only", "aaaa", "aaa", "aaa -a");
        row("the example of Myers' paper", "abcabba", "cbabac", "-ab c +b ab -b a +c");
    }
    void runsAreInOrder()
    {
        QFETCH(QByteArray, left);
        QFETCH(QByteArray, right);
        QTEST(script(left, right), "expected");
    }

    void aShortScriptIsTheShortest()
    {
        std::mt19937 random(7);
        for (int round = 0; round < 2000; ++round) {
            Sequence left(random() % 40), right(random() % 40);
            const std::uint64_t values = 1 + random() % 30;
            for (Sequence *sequence : {&left, &right})
                for (std::uint64_t &element : *sequence)
                    element = random() % values;
            QCOMPARE(equalCount(left, right), longestCommon(left, right));
        }
    }

    void beyondItsBoundItTakesTheBestItHas()
    {
        std::mt19937 random(3);
        Sequence left(20'000), right(20'000);
        for (std::uint64_t &element : left)
            element = random() % 50;
        for (std::uint64_t &element : right)
            element = random() % 50;
        QVERIFY(equalCount(left, right) > 2'000);
    }

    void anchorsFindWhatIsFarAway()
    {
        // 3,000 new ones before 1,000 that stand once on each side, among others that repeat.
        Sequence left, right;
        for (std::uint64_t i = 0; i < 3'000; ++i)
            right.push_back(i % 7);
        for (std::uint64_t i = 0; i < 1'000; ++i) {
            for (Sequence *sequence : {&left, &right}) {
                sequence->push_back(100 + i);
                sequence->push_back(i % 7);
            }
        }
        QCOMPARE(equalCount(left, right), std::size_t{2'000});
    }

    void aMillionWithAFewEditsAreFoundAgain()
    {
        std::mt19937_64 random(5);
        Sequence left(1'000'000);
        for (std::uint64_t &element : left)
            element = random();
        Sequence right = left;
        right.erase(right.begin() + 1000);
        right.insert(right.begin() + 500'000, 42);
        right[900'000] = 43;
        QCOMPARE(equalCount(left, right), std::size_t{999'998});
    }
};

QTEST_APPLESS_MAIN(TestSequenceDiff)
#include "tst_sequencediff.moc"
