// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/config/edits.h"

#include <QTest>

using namespace hop101::doctor::config;

namespace {

Tree tree(const std::string &text)
{
    Tree out;
    out.files.emplace_back("a/x.conf", text);
    return out;
}

} // namespace

class TestEdits : public QObject
{
    Q_OBJECT
private slots:
    void equalAndOverlappingOnesAreDoneOnce()
    {
        const Tree one = tree("abcdef");
        QCOMPARE(
            QString::fromStdString(applied(
                one, 0, {{0, 2, 2, "X"}, {0, 2, 2, "X"}, {0, 3, 2, "Y"}, {0, 2, 0, "<"}, {0, 2, 0, ">"}})),
            "ab<>Xef");
    }
    void aDiffHasWhatPatchReads_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("first");
        QTest::addColumn<int>("size");
        QTest::addColumn<QString>("added");
        QTest::addColumn<QString>("diff");
        QTest::newRow("a word") << "a\nb c\nd\n"
                                << 2 << 1 << "x"
                                << "@@ -1,3 +1,3 @@\n a\n-b c\n+x c\n d\n";
        QTest::newRow("a new line") << "a\nb\n"
                                    << 1 << 0 << "\nx"
                                    << "@@ -1,2 +1,3 @@\n a\n+x\n b\n";
        QTest::newRow("a line that goes") << "a\nb\nc\n"
                                          << 2 << 2 << ""
                                          << "@@ -1,3 +1,2 @@\n a\n-b\n c\n";
        QTest::newRow("at the end") << "a\n"
                                    << 2 << 0 << "}\n"
                                    << "@@ -1,1 +1,2 @@\n a\n+}\n";
        QTest::newRow("without a line end")
            << "a\nb" << 3 << 0 << ";"
            << "@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b;\n\\ No newline at end of file\n";
        QTest::newRow("with CRLF") << "a\r\nb\r\n"
                                   << 1 << 0 << "\nx"
                                   << "@@ -1,2 +1,3 @@\n a\r\n+x\r\n b\r\n";
        QTest::newRow("nothing") << "a\n"
                                 << 0 << 1 << "a"
                                 << "";
    }
    void aDiffHasWhatPatchReads()
    {
        QFETCH(QString, text);
        QFETCH(int, first);
        QFETCH(int, size);
        QFETCH(QString, added);
        QFETCH(QString, diff);
        const Tree one = tree(text.toStdString());
        const std::string out =
            unifiedDiff(one, {{0, std::size_t(first), std::size_t(size), added.toStdString()}});
        const QString head = diff.isEmpty() ? "" : "--- ./a/x.conf\n+++ ./a/x.conf\n";
        QCOMPARE(QString::fromStdString(out), head + diff);
    }
    void farChangesAreHunksOfTheirOwn()
    {
        std::string text;
        for (int i = 1; i <= 30; ++i)
            text += std::to_string(i) + '\n';
        const std::string out = unifiedDiff(tree(text), {{0, 0, 0, "x\n"}, {0, text.size() - 3, 0, "y\n"}});
        QVERIFY(out.find("@@ -1,3 +1,4 @@\n+x\n 1\n") != std::string::npos);
        QVERIFY2(out.find("@@ -27,4 +28,5 @@\n") != std::string::npos, out.c_str());
    }
    void pathsOfAFolderAreSeenFromThere()
    {
        Tree one;
        one.files.emplace_back("/etc/x.conf", "a\n");
        const std::vector<Edit> edits{{0, 0, 1, "b"}};
        QVERIFY(unifiedDiff(one, edits, "/etc").starts_with("--- ./x.conf\n"));
        QVERIFY(unifiedDiff(one, edits, "/var").starts_with("--- /etc/x.conf\n"));
    }
    void aBlockIsShownWithoutItsIndentation()
    {
        const Tree one = tree("x\n    a {\n      b;\n    }\n");
        QCOMPARE(QString::fromStdString(corrected(one, one.place(0, 6, 18), {{0, 16, 1, "c"}})),
                 "a {\n  c;\n}\n");
        const auto others = elsewhere(one, one.place(0, 6, 18), {{0, 0, 1, "y"}, {0, 16, 1, "c"}});
        QCOMPARE(others.size(), std::size_t(1));
        QCOMPARE(QString::fromStdString(others[0].text), "y\n");
    }
};

QTEST_APPLESS_MAIN(TestEdits)
#include "tst_edits.moc"
