// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/filterfields.h"

#include <QFile>
#include <QTest>

using namespace hop101;
using namespace hop101::capture;

class TestFilterFields : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QFile file(QStringLiteral(HOP101_SOURCE_DIR "/docs/filter.md"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        m_docs = QString::fromUtf8(file.readAll());
    }
    void eachExampleOfTheDocsIsAFilter()
    {
        const QStringList blocks = m_docs.split("```filter\n").mid(1);
        int examples = 0;
        for (const QString &block : blocks) {
            for (const QString &example : block.left(block.indexOf("```")).split('\n', Qt::SkipEmptyParts)) {
                const auto filter = parseFilter(example.toStdString());
                QVERIFY2(filter,
                         qPrintable(example + ": " + (filter ? "" : describe(filter.error()).c_str())));
                ++examples;
            }
        }
        QVERIFY(examples > 35);
    }
    void theDocsTellOfAll()
    {
        for (const FieldInfo &field : filterFields())
            QVERIFY2(m_docs.contains(QString("`%1`").arg(field.name)), field.name);
        for (const ValueName &name : filterNames()) {
            if (*name.help)
                QVERIFY2(m_docs.contains(QString("`%1`").arg(name.name)), name.name);
        }
    }
    void eachNameIsFound()
    {
        for (const FieldInfo &field : filterFields())
            QCOMPARE(filterField(field.name)->field, field.field);
        for (const ValueName &name : filterNames()) {
            QVERIFY(!namedValues(name.field, name.name).empty());
            if (name.isTerm)
                QVERIFY2(filterWord(name.name), name.name);
        }
        QVERIFY(!filterField("nothing") && !filterWord("nothing"));
        QCOMPARE(filterField("SIZE"), filterField("size"));
    }
    void aWordIsGuessed()
    {
        QCOMPARE(nearestFilterWord("requst"), std::string("request"));
        QCOMPARE(nearestFilterWord("comp"), std::string("compressed"));
        QCOMPARE(nearestFilterWord("zzzzzzzz"), std::string());
        QCOMPARE(nearestRuleId("rsv1clea"), std::string("Rsv1Clear"));
    }

private:
    QString m_docs;
};

QTEST_APPLESS_MAIN(TestFilterFields)
#include "tst_filterfields.moc"
