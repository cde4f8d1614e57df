// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/rule.h"

#include "core/base/ascii.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <set>

using namespace hop101;
using namespace hop101::rules;

class TestRule : public QObject
{
    Q_OBJECT
private slots:
    void numbersAndIdsAreUnique()
    {
        std::set<Rule> numbers;
        std::set<std::string> ids;
        for (const RuleInfo &rule : allRules()) {
            QVERIFY2(numbers.insert(rule.rule).second, rule.id);
            QVERIFY2(ids.insert(rule.id).second, rule.id);
        }
        QVERIFY(numbers.size() >= 50);
    }

    void everyRuleIsComplete()
    {
        for (const RuleInfo &rule : allRules()) {
            QVERIFY2(std::string_view(rule.section).starts_with("RFC "), rule.id);
            QVERIFY2(!std::string_view(rule.title).empty() && !std::string_view(rule.title).ends_with('.'),
                     rule.id);
            QVERIFY2(std::string_view(rule.meaning).ends_with('.'), rule.id);
            QVERIFY2(rule.severity != Severity::None, rule.id);
            const bool mayClose = rule.stage == Stage::Frame && rule.severity == Severity::Error;
            const std::set<int> codes{1002, 1007, 1009}; // RFC 6455 section 7.4.1
            QVERIFY2(rule.closeCode == 0 || (mayClose && codes.contains(rule.closeCode)), rule.id);
        }
    }

    void theHundredsAreTheStages()
    {
        for (const RuleInfo &rule : allRules())
            QCOMPARE(static_cast<int>(rule.rule) / 100, static_cast<int>(rule.stage) + 1);
    }

    void lookUp()
    {
        for (const RuleInfo &rule : allRules()) {
            QCOMPARE(&info(rule.rule), &rule);
            QVERIFY(ruleFromId(rule.id) == rule.rule);
            QVERIFY(ruleFromNumber(static_cast<std::uint16_t>(rule.rule)) == rule.rule);
        }
        QVERIFY(!ruleFromId("statusis101"));
        QVERIFY(!ruleFromId(""));
        QVERIFY(!ruleFromNumber(0));
        QVERIFY(!ruleFromNumber(65535));
    }

    void severityNames()
    {
        QCOMPARE(severityName(Severity::Error), "error");
        QCOMPARE(severityName(Severity::Warning), "warning");
        QCOMPARE(severityName(Severity::Note), "note");
        QCOMPARE(severityName(Severity::None), "");
    }

    /// A number of a capture never changes its meaning.
    void numbersAreForEver_data()
    {
        QTest::addColumn<int>("number");
        QTest::addColumn<QString>("id");
        QTest::newRow("first of the request") << 100 << "RequestLineValid";
        QTest::newRow("status") << 202 << "StatusIs101";
        QTest::newRow("first of the frames") << 300 << "ClientFrameMasked";
        QTest::newRow("last of the frames") << 316 << "NothingAfterClose";
        QTest::newRow("reset") << 406 << "NotReset";
    }
    void numbersAreForEver()
    {
        QFETCH(int, number);
        QFETCH(QString, id);
        QCOMPARE(QString::fromLatin1(info(*ruleFromNumber(static_cast<std::uint16_t>(number))).id), id);
    }

    /// Each rule has a row in tests/core/hop that breaks it and names it.
    void everyRuleHasATest()
    {
        QString sources;
        QDirIterator files(QStringLiteral(HOP101_SOURCE_DIR "/tests/core/hop"), {"tst_*.cpp"}, QDir::Files);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            sources += QString::fromUtf8(file.readAll());
        }
        QStringList missing;
        for (const RuleInfo &rule : allRules()) {
            if (!sources.contains(QRegularExpression(QString("\\b%1\\b").arg(rule.id))))
                missing += rule.id;
        }
        QCOMPARE(missing, QStringList());
    }
};

QTEST_APPLESS_MAIN(TestRule)
#include "tst_rule.moc"
