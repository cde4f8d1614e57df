// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/values.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace hop101;
using namespace hop101::cli;

class TestCliValues : public QObject
{
    Q_OBJECT
private slots:
    void numbersAreDigitsAndNothingElse()
    {
        QVERIFY(numberFrom("0") == 0U);
        QVERIFY(numberFrom("18446744073709551615") == ~std::uint64_t{0});
        for (const char *wrong : {"", " 1", "1 ", "-1", "+1", "0x10", "1e3", "18446744073709551616"})
            QVERIFY2(!numberFrom(wrong), wrong);
    }
    void countsHaveALeast()
    {
        QVERIFY(countFrom("--count", "1", 1).value() == 1U);
        QVERIFY(countFrom("--count", "0", 1).error().sentence.starts_with("--count “0”"));
    }
    void secondsRoundUpToMilliseconds()
    {
        QCOMPARE(secondsFrom("-t", "0.0015").value().count(), 2);
        QCOMPARE(secondsFrom("-t", "86400").value().count(), 86'400'000);
        QVERIFY(!secondsFrom("-t", "86400.1"));
        QVERIFY(!secondsFrom("-t", "0"));
    }
    void sizesHaveSuffixes()
    {
        QCOMPARE(sizeFrom("-m", "4096", 1).value(), std::uint64_t{4096});
        QCOMPARE(sizeFrom("-m", "3K", 1).value(), std::uint64_t{3072});
        QCOMPARE(sizeFrom("-m", "2M", 1).value(), std::uint64_t{2} << 20);
        QCOMPARE(sizeFrom("-m", "5G", 1).value(), std::uint64_t{5} << 30);
        QCOMPARE(sizeFrom("-m", "1T", 1).value(), std::uint64_t{1} << 40);
        QVERIFY(sizeFrom("-m", "2M", 2 << 20));
        QVERIFY(!sizeFrom("-m", "2097151", 2 << 20)); // one less than the least
        QVERIFY(!sizeFrom("-m", "16777216T", 1)); // 2^64
        for (const char *none : {"", "M", "1.5G", "2MB", "-1", "x"})
            QVERIFY2(!sizeFrom("-m", none, 1), none);
    }
    void quotesHideControlCharactersAndElide()
    {
        QCOMPARE(inQuotes("a\x1b[31m").find('\x1b'), std::string::npos);
        QVERIFY(inQuotes(std::string(1000, 'x')).size() < 100);
    }
    void filesAreReadWholeUpToALimit()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath("bytes");
        const std::string name = path.toStdString();
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(100'000, '\0') + "end");
        file.close();
        QCOMPARE(fileFrom("--raw", name, 100'003).value().size(), std::size_t{100'003});
        const auto large = fileFrom("--raw", name, 100'002);
        QVERIFY(!large && large.error().status == ExitStatus::File);
        const auto missing = fileFrom("--raw", name + "x", 10);
        QVERIFY(!missing && missing.error().status == ExitStatus::File);
        QVERIFY(missing.error().sentence.find("cannot be read") != std::string::npos);
        QVERIFY(!fileFrom("--raw", folder.path().toStdString(), 10));
    }
};

QTEST_APPLESS_MAIN(TestCliValues)
#include "tst_cli_values.moc"
