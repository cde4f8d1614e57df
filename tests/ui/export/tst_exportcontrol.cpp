// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/exportcontrol.h"

#include "tests/ui/timeline/recordings.h"
#include "ui/banner.h"
#include "ui/capturedocument.h"
#include "ui/state/rowfilter.h"
#include "ui/timeline/timelinepane.h"

#include <QApplication>
#include <QClipboard>
#include <QImage>
#include <QSignalSpy>
#include <QTest>

using namespace hop101;
using namespace hop101::ui;

namespace {

/// A timeline with a capture, and what leaves it.
struct Stage
{
    fixture::Recording recording;
    CaptureState state;
    CaptureDocument document;
    TimelinePane timeline{state};
    Banner banner;
    ExportControl exports{{state, document, timeline, banner}, nullptr};

    explicit Stage(int frames)
    {
        auto reader = fixture::recorded(recording, frames);
        document.setExisting(QString::fromStdString(recording.path()));
        state.setReader(std::move(reader));
    }
    QStringList scopes() const
    {
        QStringList texts;
        for (const ExportScope &scope : exports.scopes())
            texts += scope.text;
        return texts;
    }
    void filter(const char *expression)
    {
        auto filter = capture::parseFilter(expression);
        QVERIFY(bool(filter));
        timeline.filter().setFilter(std::move(filter).value());
        QTRY_VERIFY(!timeline.filter().isScanning());
    }
    /// How many lines the chosen events are as JSON Lines.
    int lines(const formats::EventChoice &choice)
    {
        ExportRequest request;
        request.capture = document.path();
        request.as = formats::ExportFormat::Text;
        request.choice = choice;
        std::string text;
        const ExportResult result = exportText(request, 1 << 20U, text, {});
        return result.end == ExportResult::End::Whole ? int(result.progress.events) : -1;
    }
};

} // namespace

class TestExportControl : public QObject
{
    Q_OBJECT
private slots:
    void oneSelectedEventIsOfferedAlone()
    {
        Stage stage(20);
        stage.state.select({5});
        QVERIFY(stage.scopes().contains("The selected event alone: 5"));
        QCOMPARE(stage.exports.likelyScope(), 0);
    }
    void severalAreOfferedWithTheirNumberAndChosen()
    {
        Stage stage(20);
        stage.state.select({5});
        stage.state.selectTo({8});
        stage.state.toggleSelected({12});
        const auto scopes = stage.exports.scopes();
        const ExportScope &chosen = scopes.at(std::size_t(stage.exports.likelyScope()));
        QCOMPARE(chosen.text, QString("Selection: 5 events"));
        QCOMPARE(stage.lines(chosen.choice), 5);
    }
    void aFilterHidesEventsFromTheSelection()
    {
        Stage stage(50);
        stage.filter("from client and text");
        const std::uint64_t shown = stage.state.rowCount();
        QVERIFY(shown > 3 && shown < 50);
        stage.state.select(stage.state.eventAt(0));
        stage.state.selectTo(stage.state.eventAt(2));
        const auto scopes = stage.exports.scopes();
        const ExportScope &chosen = scopes.at(std::size_t(stage.exports.likelyScope()));
        QCOMPARE(chosen.text, QString("Selection: 3 events"));
        QCOMPARE(stage.lines(chosen.choice), 3);
    }
    void copyTakesTheSelection()
    {
        Stage stage(50);
        stage.state.select({6});
        stage.state.selectTo({9});
        QSignalSpy copied(&stage.exports, &ExportControl::copied);
        stage.exports.copyAs(formats::ExportFormat::Text);
        QTRY_COMPARE(copied.count(), 1);
        QVERIFY2(stage.banner.sentence().contains('4'), qPrintable(stage.banner.sentence()));
        QCOMPARE(QApplication::clipboard()->text().count("hello"), qsizetype(4));
    }
    void aPictureOfALongSelectionIsOfItsFirstRows()
    {
        Stage stage(900);
        stage.state.select({100});
        stage.state.selectTo({200});
        stage.state.toggleSelected({300});
        EventSelection more = stage.state.selection();
        more.set({{100, 200}, {300, 800}});
        stage.state.setSelection(more, {800});
        QSignalSpy copied(&stage.exports, &ExportControl::copied);
        stage.exports.copyAs(PictureFormat::Png);
        QTRY_COMPARE(copied.count(), 1);
        QVERIFY2(stage.banner.sentence().contains("200"), qPrintable(stage.banner.sentence()));
        QVERIFY(!QApplication::clipboard()->image().isNull());
    }
};

QTEST_MAIN(TestExportControl)
#include "tst_exportcontrol.moc"
