// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/scenario.h"

#include <QSet>
#include <QTest>

using namespace hop101::lab;

class TestScenario : public QObject
{
    Q_OBJECT
private slots:
    void theDefaultIsOurOwnEcho()
    {
        QCOMPARE(scenarios().front().name, "echo");
        QVERIFY(scenarios().front().isRecordable);
    }
    void eachIsFoundByItsName()
    {
        QSet<QString> names;
        for (const Scenario &scenario : scenarios()) {
            QCOMPARE(findScenario(scenario.name), &scenario);
            QVERIFY(QString::fromUtf8(scenario.description).endsWith('.'));
            QVERIFY(*scenario.title != '\0');
            names += scenario.name;
        }
        QCOMPARE(std::size_t(names.size()), scenarios().size());
    }
    void noneIsFoundByAnother()
    {
        QVERIFY(!findScenario("nothing"));
        QVERIFY(!findScenario(""));
        QVERIFY(!findScenario("Echo"));
    }
    void theListIsReadable() { QCOMPARE(scenarioNames(), std::string("echo, qt-echo")); }
};

QTEST_APPLESS_MAIN(TestScenario)
#include "tst_scenario.moc"
