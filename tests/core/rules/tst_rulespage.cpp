// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/rulespage.h"

#include "core/rules/rule.h"

#include <QFile>
#include <QTest>

using namespace hop101;

class TestRulesPage : public QObject
{
    Q_OBJECT
private slots:
    void everyRuleIsOnThePageOnce()
    {
        const QString page = QString::fromStdString(rules::rulesPage());
        for (const auto &rule : rules::allRules()) {
            const QString start = QString("| %1 | `%2` | ").arg(int(rule.rule)).arg(rule.id);
            QCOMPARE(page.count('\n' + start), 1);
            QVERIFY2(page.contains(QString::fromUtf8(rule.meaning).replace('|', "\\|")), rule.id);
        }
    }
    void everyRowHasItsCells()
    {
        for (const QString &line : QString::fromStdString(rules::rulesPage()).split('\n')) {
            if (line.startsWith('|'))
                QCOMPARE(QString(line).remove("\\|").count('|'), 7);
        }
    }
    void theFileIsUpToDate()
    {
        QFile file(QStringLiteral(HOP101_SOURCE_DIR "/docs/rules.md"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const bool isSame = file.readAll() == QByteArray::fromStdString(rules::rulesPage());
        QVERIFY2(isSame, "docs/rules.md is old: cmake --build build/dev --target update_rules_page");
    }
};

QTEST_APPLESS_MAIN(TestRulesPage)
#include "tst_rulespage.moc"
