// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/findbar.h"

#include "tests/ui/timeline/recordings.h"
#include "ui/detail/detailpane.h"
#include "ui/detail/payloadpane.h"
#include "ui/theme/segmentbar.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTest>

using namespace hop101;
using namespace hop101::ui;
using namespace hop101::ui::fixture;

namespace {

struct Stage
{
    Recording recording;
    CaptureState state;
    FindBar bar{state};
    DetailPane detail{&state};

    Stage()
    {
        recording.upgrade();
        recording.bytes(Direction::FromRight, frame(websocket::Opcode::Text, "one Two"));
        recording.bytes(Direction::FromRight, frame(websocket::Opcode::Text, R"({"a":"two","b":["two"]})"));
        state.setReader(recording.finishAndRead());
        detail.resize(400, 500);
        detail.show();
        bar.open();
    }
    bool find(const QString &text)
    {
        bar.edit()->setText(text);
        bar.findNext();
        return QTest::qWaitFor([this] { return !bar.message().startsWith("Searching"); });
    }
    QString lit() const
    {
        for (const QPlainTextEdit *edit : detail.payload()->findChildren<QPlainTextEdit *>()) {
            if (!edit->extraSelections().isEmpty())
                return edit->extraSelections().first().cursor.selectedText() + ' '
                    + QString::number(edit->extraSelections().first().cursor.blockNumber());
        }
        return {};
    }
};

} // namespace

class TestFindBar : public QObject
{
    Q_OBJECT
private slots:
    void whatIsFoundLightsUpInThePayload()
    {
        Stage stage;
        QVERIFY(stage.find("two"));
        QCOMPARE(stage.state.selected(), base::EventId{5});
        QCOMPARE(stage.detail.currentIndex(), int(DetailPane::Payload));
        QTRY_COMPARE(stage.lit(), QString("Two 0"));
        QCOMPARE(stage.bar.message(), QString("Event 5, byte 4"));
    }
    void theRightOneOfAnIndentedTextLightsUp()
    {
        Stage stage;
        stage.bar.caseBox()->setChecked(true);
        QVERIFY(stage.find("two"));
        QTRY_COMPARE(stage.lit(), QString("two 1"));
        QVERIFY(stage.find("two"));
        QTRY_COMPARE(stage.lit(), QString("two 3"));
    }
    void bytesAreFoundByTheirHex()
    {
        Stage stage;
        stage.bar.forms()->segment(1)->click();
        QVERIFY(stage.find("6f 6E:65"));
        QCOMPARE(stage.bar.message(), QString("Event 5, byte 0"));
        QVERIFY(stage.find("6f 6"));
        QCOMPARE(stage.bar.message(), QString("Hex is pairs of 0–9 and a–f"));
    }
    void whatIsNotThereIsSaid()
    {
        Stage stage;
        QVERIFY(stage.find("three"));
        QCOMPARE(stage.bar.message(), QString("Not found"));
    }
    void aHeadIsShownAsAHead()
    {
        Stage stage;
        QVERIFY(stage.find("Sec-WebSocket-Accept"));
        QCOMPARE(stage.detail.currentIndex(), int(DetailPane::Head));
    }
    void escapeEndsIt()
    {
        Stage stage;
        stage.bar.show();
        QTest::keyClick(stage.bar.edit(), Qt::Key_Escape);
        QVERIFY(stage.bar.isHidden());
    }
};

QTEST_MAIN(TestFindBar)
#include "tst_findbar.moc"
