// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/comparedialog.h"

#include "core/capture/recorder.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

using namespace hop101;
using namespace hop101::ui;

namespace {

/// A capture of one upgrade, in which the client then says this.
QString captureOf(const QTemporaryDir &folder, const char *name, const std::string &header,
                  const std::string &frames)
{
    const QString path = folder.filePath(QLatin1String(name));
    auto recorder = std::move(capture::Recorder::create(path.toStdString(), {})).value();
    const base::HopId hop = recorder->addHop({}, nullptr);
    auto take = [&, time = hop::Nanoseconds{}](hop::Direction direction, const std::string &bytes) mutable {
        recorder->take(hop, direction, time += std::chrono::milliseconds(1),
                       hop::BytesSeen{base::asBytes(bytes)});
    };
    take(hop::Direction::FromLeft,
         "GET /chat HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
         "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
             + header + "\r\n");
    take(hop::Direction::FromRight,
         "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
         "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n");
    take(hop::Direction::FromRight, frames);
    recorder->finish();
    return path;
}

QStringList marksOf(const CompareDialog &dialog)
{
    QStringList marks;
    for (int i = 0; i < dialog.lines()->topLevelItemCount(); ++i)
        if (const QString mark = dialog.lines()->topLevelItem(i)->text(0); mark.size() == 1)
            marks += mark;
    return marks;
}

} // namespace

class TestCompareDialog : public QObject
{
    Q_OBJECT
private slots:
    void whatDiffersIsMarked()
    {
        const QTemporaryDir folder;
        const QString left = captureOf(folder, "a.hop101", "X-A: 1\r\n", "\x81\x02hi\x81\x03one");
        const QString right = captureOf(folder, "b.hop101", "X-A: 2\r\nX-B: 1\r\n", "\x81\x02hi\x81\x03two");
        CompareDialog dialog(left, {}, right);
        QTRY_VERIFY(dialog.isDone());
        QVERIFY2(dialog.lead().startsWith("Not the same"), qPrintable(dialog.lead()));
        const QStringList marks = marksOf(dialog);
        QVERIFY2(marks.contains("+") && marks.count("≠") >= 2, qPrintable(marks.join(' ')));
        QVERIFY(dialog.lines()->headerItem()->text(1).contains("GET /chat"));
        const auto found = dialog.lines()->findItems("one", Qt::MatchContains, 1);
        QVERIFY(!found.isEmpty());
        QVERIFY(found.first()->text(2).contains("two"));
        QSignalSpy chosen(&dialog, &CompareDialog::eventChosen);
        dialog.lines()->setCurrentItem(found.first());
        QCOMPARE(chosen.count(), 1);
    }
    void theSameIsSaid()
    {
        const QTemporaryDir folder;
        const QString left = captureOf(folder, "a.hop101", "", "\x81\x02hi");
        const QString right = captureOf(folder, "b.hop101", "", "\x81\x02hi");
        CompareDialog dialog(left, {}, right);
        QTRY_VERIFY(dialog.isDone());
        QVERIFY2(dialog.lead().startsWith("The same"), qPrintable(dialog.lead()));
        QCOMPARE(marksOf(dialog), QStringList());
    }
    void aFileThatIsNoCaptureIsSaid()
    {
        const QTemporaryDir folder;
        const QString left = captureOf(folder, "a.hop101", "", "");
        CompareDialog dialog(left, {}, folder.filePath("none.hop101"));
        QTRY_VERIFY(dialog.isDone());
        QVERIFY(!dialog.lead().isEmpty() && dialog.lines()->topLevelItemCount() == 0);
    }
    void itMayBeClosedWhileItCompares()
    {
        const QTemporaryDir folder;
        const QString left = captureOf(folder, "a.hop101", "", "");
        {
            const CompareDialog dialog(left, {}, left);
        }
        QTest::qWait(100); // the thread ends, and nobody hears it
    }
};

QTEST_MAIN(TestCompareDialog)
#include "tst_comparedialog.moc"
