// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/targets.h"

#include <QDir>
#include <QTest>

using namespace hop101;

namespace {

/// Prefixes of a seed are inputs, too: every cut of a small one, some of a large one.
constexpr qsizetype kMostPrefixes = 16;

QDir seedsOf(const char *target)
{
    return QDir(QString(HOP101_SOURCE_DIR) + "/tests/fuzz/seeds/" + target);
}

const fuzz::Target &targetNamed(const QString &name)
{
    const auto all = fuzz::targets();
    const auto found =
        std::find_if(all.begin(), all.end(), [&name](const fuzz::Target &one) { return name == one.name; });
    return found == all.end() ? all.front() : *found;
}

} // namespace

/// The seeds of the fuzzers, and inputs that once broke a property, through the same functions.
class TestFuzzSeeds : public QObject
{
    Q_OBJECT
private slots:
    void everyTargetHasSeeds()
    {
        for (const fuzz::Target &target : fuzz::targets())
            QVERIFY2(!seedsOf(target.name).entryList(QDir::Files).isEmpty(), target.name);
    }

    void everySeedFolderHasATarget()
    {
        const QStringList folders = seedsOf("").entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        for (const QString &folder : folders)
            QCOMPARE(QString(targetNamed(folder).name), folder);
    }

    void propertiesHoldForEverySeed_data()
    {
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("path");
        for (const fuzz::Target &target : fuzz::targets()) {
            const QDir seeds = seedsOf(target.name);
            for (const QString &file : seeds.entryList(QDir::Files))
                QTest::addRow("%s: %s", target.name, qPrintable(file))
                    << QString(target.name) << seeds.filePath(file);
        }
    }
    void propertiesHoldForEverySeed()
    {
        QFETCH(QString, target);
        QFETCH(QString, path);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        const auto seed = std::as_bytes(std::span(bytes.data(), std::size_t(bytes.size())));
        const std::size_t step = 1 + seed.size() / kMostPrefixes;
        for (std::size_t size = 0; size < seed.size(); size += step)
            targetNamed(target).run(seed.first(size));
        targetNamed(target).run(seed);
    }

    void noBytesAreAnInput()
    {
        for (const fuzz::Target &target : fuzz::targets())
            target.run({});
    }
};

QTEST_APPLESS_MAIN(TestFuzzSeeds)
#include "tst_fuzzseeds.moc"
