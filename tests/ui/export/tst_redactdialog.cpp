// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/redactdialog.h"

#include "tests/ui/timeline/recordings.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace hop101;
using namespace hop101::ui;

class TestRedactDialog : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_recording = std::make_unique<fixture::Recording>();
        m_recording->upgrade();
        m_recording->bytes(hop::Direction::FromRight,
                           fixture::frame(websocket::Opcode::Text, "{\"password\":\"hunter2\"}"));
        m_reader = m_recording->finishAndRead();
        m_capture = QString::fromStdString(m_recording->path());
    }
    void thePreviewListsWhatWouldBeReplacedWithoutShowingIt()
    {
        capture::RedactionRules rules;
        rules.jsonFields = {"password"};
        RedactDialog dialog(m_capture, rules, RedactDialog::Use::Save);
        QSignalSpy previewed(&dialog, &RedactDialog::previewed);
        QTRY_VERIFY(!previewed.isEmpty());
        QCOMPARE(dialog.listedRows(), 1);
        QVERIFY2(dialog.summaryText().contains('1'), qPrintable(dialog.summaryText()));
        const QString row = dialog.listedText(0);
        QVERIFY2(!row.contains("hunter") && row.contains("xxxxxxx") && row.contains(QChar(0x2022)),
                 qPrintable(row));
        QVERIFY2(row.contains("text") && row.contains("$..password"), qPrintable(row));
        rules.jsonFields = {"nothing"};
        dialog.setRules(rules); // as if typed
        QTRY_COMPARE(dialog.listedRows(), 0);
    }
    void theCopyHasNoSecretAndTheOriginalKeepsIt()
    {
        capture::RedactionRules rules;
        rules.jsonFields = {"password"};
        RedactDialog dialog(m_capture, rules, RedactDialog::Use::Save);
        QSignalSpy saved(&dialog, &RedactDialog::saved);
        QTRY_VERIFY(!dialog.isBusy());
        const QString path = m_folder.filePath("copy.hop101");
        dialog.saveTo(path);
        QTRY_COMPARE(saved.size(), 1);
        const auto holds = [](const QString &file) {
            QFile opened(file);
            return opened.open(QIODevice::ReadOnly) && opened.readAll().contains("hunter2");
        };
        QVERIFY(QFile::exists(path) && !holds(path));
        QVERIFY(holds(m_capture));
        QVERIFY(!QFile::exists(path + ".part"));
    }
    void whereThereAreMoreThanItListsAllAreCounted()
    {
        capture::fixture::Recording many;
        many.upgrade();
        for (int i = 0; i < 1100; ++i)
            many.bytes(hop::Direction::FromRight,
                       fixture::frame(websocket::Opcode::Text, "{\"password\":\"hunter2\"}"));
        const auto reader = many.finishAndRead();
        capture::RedactionRules rules;
        rules.jsonFields = {"password"};
        RedactDialog dialog(QString::fromStdString(many.path()), rules, RedactDialog::Use::Save);
        QSignalSpy previewed(&dialog, &RedactDialog::previewed);
        QTRY_COMPARE(previewed.size(), 1);
        QCOMPARE(dialog.listedRows(), 1000);
        const QString all = QLocale().toString(1100), listed = QLocale().toString(1000);
        QVERIFY2(dialog.summaryText().contains(all) && dialog.summaryText().contains(listed),
                 qPrintable(dialog.summaryText()));
    }
    void savingDoesNotWaitForTheList()
    {
        RedactDialog dialog(m_capture, {}, RedactDialog::Use::Save);
        QVERIFY(dialog.isBusy()); // it looks
        QSignalSpy saved(&dialog, &RedactDialog::saved);
        dialog.saveTo(m_folder.filePath("at-once.hop101"));
        QTRY_COMPARE(saved.size(), 1);
        QVERIFY(QFile::exists(m_folder.filePath("at-once.hop101")));
    }
    void aPatternThatIsNoneIsSaid()
    {
        capture::RedactionRules rules;
        rules.patterns = {"("};
        RedactDialog dialog(m_capture, rules, RedactDialog::Use::Rules);
        QTRY_VERIFY2(dialog.summaryText().contains("attern 1"), qPrintable(dialog.summaryText()));
    }
    void theCaptureItselfIsNoPlace()
    {
        RedactDialog dialog(m_capture, {}, RedactDialog::Use::Save);
        QTRY_VERIFY(!dialog.isBusy());
        dialog.saveTo(m_capture);
        QVERIFY(!dialog.isBusy());
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<fixture::Recording> m_recording;
    std::unique_ptr<capture::Reader> m_reader;
    QString m_capture;
};

QTEST_MAIN(TestRedactDialog)
#include "tst_redactdialog.moc"
