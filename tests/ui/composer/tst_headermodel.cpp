// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/headermodel.h"

#include <QAbstractItemModelTester>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>

using namespace hop101;
using ui::HeaderModel;

namespace {

/// "Host=auto:h [off] …": one readable line for the whole table.
QString printed(const HeaderModel &model)
{
    QStringList rows;
    for (int row = 0; row < model.rowCount(); ++row) {
        const auto text = [&](int column) { return model.index(row, column).data().toString(); };
        const bool isOn = model.index(row, 0).data(Qt::CheckStateRole).toInt() == Qt::Checked;
        const bool isAutomatic = model.index(row, 1).data(HeaderModel::IsAutomaticRole).toBool();
        rows += text(0) + '=' + (isAutomatic ? "auto:" : "") + text(1) + (isOn ? "" : " off");
    }
    return rows.join(" | ");
}

} // namespace

class TestHeaderModel : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_model = std::make_unique<HeaderModel>();
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_model->setHeaders({{"Host", "", true, plan::ValueSource::Host},
                             {"A", "1", true, plan::ValueSource::Literal},
                             {"B", "2", true, plan::ValueSource::Literal}});
        m_model->setAutomaticValues("h:1", "key");
    }
    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
    }
    void automaticValuesAreShownAsTheyWillBeSent()
    {
        QCOMPARE(printed(*m_model), "Host=auto:h:1 | A=1 | B=2");
    }
    void aRowIsAddedBehindTheCurrentOne()
    {
        QCOMPARE(m_model->addAfter(0), 1);
        QCOMPARE(printed(*m_model), "Host=auto:h:1 | = | A=1 | B=2");
        QCOMPARE(m_model->addAfter(-1), 4);
    }
    void rowsAreDuplicatedAndRemoved()
    {
        m_model->duplicate(1);
        QCOMPARE(printed(*m_model), "Host=auto:h:1 | A=1 | A=1 | B=2");
        m_model->remove(0);
        QCOMPARE(printed(*m_model), "A=1 | A=1 | B=2");
        m_model->remove(7);
        QCOMPARE(m_model->rowCount(), 3);
    }
    void rowsMoveByKeyboard_data()
    {
        QTest::addColumn<int>("row");
        QTest::addColumn<int>("steps");
        QTest::addColumn<QString>("expected");
        QTest::newRow("down") << 0 << 1 << "A=1 | Host=auto:h:1 | B=2";
        QTest::newRow("down by two") << 0 << 2 << "A=1 | B=2 | Host=auto:h:1";
        QTest::newRow("up") << 2 << -1 << "Host=auto:h:1 | B=2 | A=1";
        QTest::newRow("up at the top stays") << 0 << -1 << "Host=auto:h:1 | A=1 | B=2";
        QTest::newRow("down at the end stays") << 2 << 1 << "Host=auto:h:1 | A=1 | B=2";
    }
    void rowsMoveByKeyboard()
    {
        QFETCH(int, row);
        QFETCH(int, steps);
        m_model->moveRowBy(row, steps);
        QTEST(printed(*m_model), "expected");
    }
    void rowsMoveByDrag_data()
    {
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("gap");
        QTest::addColumn<QString>("expected");
        QTest::newRow("to the top") << 2 << 0 << "B=2 | Host=auto:h:1 | A=1";
        QTest::newRow("to the end") << 0 << 3 << "A=1 | B=2 | Host=auto:h:1";
        QTest::newRow("onto its own place") << 1 << 2 << "Host=auto:h:1 | A=1 | B=2";
    }
    void rowsMoveByDrag()
    {
        QFETCH(int, from);
        QFETCH(int, gap);
        const std::unique_ptr<QMimeData> data(m_model->mimeData({m_model->index(from, 0)}));
        QVERIFY2(!m_model->dropMimeData(data.get(), Qt::MoveAction, gap, 0, {}),
                 "or the view removes the row, too");
        QTEST(printed(*m_model), "expected");
    }
    void aForeignDropChangesNothing()
    {
        QMimeData data;
        data.setText("0");
        QVERIFY(!m_model->dropMimeData(&data, Qt::MoveAction, 2, 0, {}));
        QCOMPARE(printed(*m_model), "Host=auto:h:1 | A=1 | B=2");
    }
    void aRowIsSwitchedOff()
    {
        QSignalSpy edited(m_model.get(), &HeaderModel::edited);
        QVERIFY(m_model->setData(m_model->index(1, 0), Qt::Unchecked, Qt::CheckStateRole));
        QCOMPARE(printed(*m_model), "Host=auto:h:1 | A=1 off | B=2");
        QCOMPARE(edited.count(), 1);
    }
    void writingOverAnAutomaticValueMakesItLiteral()
    {
        QVERIFY(m_model->setData(m_model->index(0, 1), "other", Qt::EditRole));
        QCOMPARE(printed(*m_model), "Host=other | A=1 | B=2");
        QVERIFY(m_model->makeAutomatic(0));
        QCOMPARE(printed(*m_model), "Host=auto:h:1 | A=1 | B=2");
        QVERIFY2(!m_model->makeAutomatic(1), "only Host and Sec-WebSocket-Key have automatic values");
    }
    void leavingAnAutomaticValueAsItIsKeepsItAutomatic()
    {
        QVERIFY(m_model->setData(m_model->index(0, 1), "h:1", Qt::EditRole));
        QCOMPARE(printed(*m_model), "Host=auto:h:1 | A=1 | B=2");
    }
    void anAutomaticRowWithAnotherNameKeepsWhatItShows()
    {
        QVERIFY(m_model->setData(m_model->index(0, 0), "X-Host", Qt::EditRole));
        QCOMPARE(printed(*m_model), "X-Host=h:1 | A=1 | B=2");
        QVERIFY(m_model->setData(m_model->index(0, 0), "Host", Qt::EditRole));
        m_model->makeAutomatic(0);
        QVERIFY(m_model->setData(m_model->index(0, 0), "HOST", Qt::EditRole));
        QCOMPARE(printed(*m_model), "HOST=auto:h:1 | A=1 | B=2");
    }

private:
    std::unique_ptr<HeaderModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

QTEST_MAIN(TestHeaderModel)
#include "tst_headermodel.moc"
