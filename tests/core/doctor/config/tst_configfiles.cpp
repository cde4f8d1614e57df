// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/config/files.h"
#include "tests/core/doctor/config/judged.h"

#include <QTest>

using namespace hop101::doctor::config;

class TestConfigFiles : public QObject
{
    Q_OBJECT
private slots:
    void pathsCountFromTheFolderOfTheFile()
    {
        QCOMPARE(QString::fromStdString(beside("/etc/x.conf", "a")), "/etc/a");
        QCOMPARE(QString::fromStdString(beside("/etc/x.conf", "/a")), "/a");
        QCOMPARE(QString::fromStdString(beside("x.conf", "a")), "a");
        QCOMPARE(QString::fromStdString(folderOf("/x")), "/");
        QCOMPARE(QString::fromStdString(folderOf("x")), ".");
    }
    void depthIsBounded()
    {
        judged::Files files;
        for (int i = 0; i < 30; ++i)
            files["f" + std::to_string(i)] = "include f" + std::to_string(i + 1) + ";";
        Question question;
        question.product = Product::Nginx;
        const auto report = readConfig("f0", judged::in(files), question);
        QCOMPARE(judged::found(*report), "include-too-deep");
        QCOMPARE(report->tree.files.size(), kMaxIncludeDepth);
    }
    void aFileThatIsTooLargeIsNotRead()
    {
        const judged::Files files{{"a", std::string(kMaxFileBytes, ' ')},
                                  {"b", std::string(kMaxFileBytes + 1, ' ')}};
        QVERIFY(readConfig("a", judged::in(files), {}).has_value());
        QVERIFY(!readConfig("b", judged::in(files), {}).has_value());
        QVERIFY(!readConfig("c", judged::in(files), {}).has_value());
    }
};

QTEST_APPLESS_MAIN(TestConfigFiles)
#include "tst_configfiles.moc"
