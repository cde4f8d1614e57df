// SPDX-License-Identifier: GPL-3.0-or-later
//
// The folder table of docs/architecture.md as a test: who may include whom, where Qt lives, and that each
// source is listed and licensed. The linker sees only symbols; this sees includes.

#include <QDirIterator>
#include <QMap>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

namespace {

struct Source
{
    QString path; // from the top of the tree
    QString text;
};

using Rows = QSet<QString>;

/// What each row names as its "sees", not yet transitive.
const QMap<QString, Rows> &table()
{
    static const QMap<QString, Rows> rows = {
        {"core/base", {}},
        {"core/http", {"core/base"}},
        {"core/websocket", {"core/base"}},
        {"core/tls", {"core/base"}},
        {"core/rules", {"core/base"}},
        {"core/plan", {"core/http", "core/websocket"}},
        {"core/hop", {"core/http", "core/websocket", "core/rules", "core/plan"}},
        {"core/capture", {"core/hop"}},
        {"core/doctor", {"core/hop", "core/capture"}},
        {"core/diagram", {"core/capture"}},
        {"core/formats", {"core/capture", "core/doctor", "core/diagram"}},
        {"core/session", {"core/plan", "core/capture"}},
        {"core/lab", {"core/plan", "core/hop"}},
        {"core/net", {"core/session", "core/tls", "core/lab"}},
        {"ui", {"core/session", "core/lab", "core/formats"}}, // all of core but net and tls
        {"app", {"ui", "core/net"}},
    };
    return rows;
}

/// The row itself and all that it sees, directly or not.
Rows visibleFrom(const QString &row)
{
    Rows seen{row};
    const Rows direct = table().value(row);
    for (const QString &next : direct)
        seen += visibleFrom(next);
    return seen;
}

/// "core/http" for core/http/head.h, "ui" for ui/detail/bytes.h, empty outside the table's folders.
QString rowOf(const QString &path)
{
    const QStringList parts = path.split('/');
    if (parts.value(0) == "ui" || parts.value(0) == "app")
        return parts.value(0);
    return parts.value(0) == "core" && parts.size() > 2 ? parts.value(0) + '/' + parts.value(1) : QString();
}

bool mayUseQt(const QString &row)
{
    return row == "core/net" || row == "ui" || row == "app";
}

QString includeViolation(const QString &row, const QString &target, bool quoted)
{
    if (!quoted)
        return target.startsWith('q', Qt::CaseInsensitive) && !mayUseQt(row) ? row + " is without Qt"
                                                                             : QString();
    if (target.endsWith(".moc"))
        return {};
    const QString targetRow = rowOf(target);
    if (targetRow.isEmpty())
        return "a path of this tree starts at its top";
    return visibleFrom(row).contains(targetRow) ? QString() : row + " may not see " + targetRow;
}

QStringList includeViolations(const Source &source)
{
    static const QRegularExpression include(R"(^[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]+)[>"])",
                                            QRegularExpression::MultilineOption);
    QStringList found;
    for (auto it = include.globalMatch(source.text); it.hasNext();) {
        const auto match = it.next();
        const QString why =
            includeViolation(rowOf(source.path), match.captured(2), match.captured(1) == "\"");
        if (!why.isEmpty())
            found += source.path + ": " + match.captured(2) + ": " + why;
    }
    return found;
}

/// A target named in a row's CMakeLists.txt is seen as an include is.
QStringList linkViolations(const Source &source)
{
    static const QRegularExpression target(R"(\bhop101_([a-z]+)\b(?!\s*\())");
    const QString row = rowOf(source.path);
    QStringList found;
    for (auto it = target.globalMatch(source.text); it.hasNext();) {
        const QString name = it.next().captured(1);
        const QString targetRow = name == "ui" ? name : "core/" + name;
        if (table().contains(targetRow) && !visibleFrom(row).contains(targetRow))
            found += source.path + ": hop101_" + name + ": " + row + " may not see " + targetRow;
    }
    return found;
}

bool namesItsLicence(const Source &source)
{
    const QStringList lines = source.text.split('\n');
    return lines.mid(0, 2).join('\n').contains("SPDX-License-Identifier: GPL-3.0-or-later");
}

bool listsFile(const QString &cmakeText, const QString &relativePath)
{
    const QRegularExpression word("(?<![\\w./-])" + QRegularExpression::escape(relativePath)
                                  + "(?![\\w./-])");
    return cmakeText.contains(word);
}

/// tst_cli_report.cpp as a word of its own, or as what is left of it in a loop: "cli_report", "report".
bool listsTest(const QString &cmakeText, const QString &fileName)
{
    if (!fileName.startsWith("tst_"))
        return false;
    for (QString name = fileName.chopped(4); !name.isEmpty(); name = name.section('_', 1)) {
        if (listsFile(cmakeText, name))
            return true;
    }
    return false;
}

QString textOf(const QString &path)
{
    QFile file(QString(HOP101_SOURCE_DIR) + '/' + path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QList<Source> sourcesUnder(const QStringList &folders, const QStringList &patterns)
{
    const QDir top(HOP101_SOURCE_DIR);
    QStringList paths;
    for (const QString &folder : folders) {
        QDirIterator it(top.filePath(folder), patterns, QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext())
            paths += top.relativeFilePath(it.next());
    }
    paths.sort();
    QList<Source> sources;
    for (const QString &path : std::as_const(paths))
        sources += Source{path, textOf(path)};
    return sources;
}

/// The CMakeLists.txt that is responsible for `path`: the nearest one upwards that exists.
Source cmakeListOf(const QString &path)
{
    for (QString folder = path.section('/', 0, -2); !folder.isEmpty(); folder = folder.section('/', 0, -2)) {
        const QString list = folder + "/CMakeLists.txt";
        if (QFile::exists(QString(HOP101_SOURCE_DIR) + '/' + list))
            return {list, textOf(list)};
    }
    return {};
}

QString reported(const QStringList &violations)
{
    return violations.join("; ");
}

} // namespace

class TestLayers : public QObject
{
    Q_OBJECT
private slots:
    void aForbiddenIncludeIsCaught_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("line");
        QTest::addColumn<int>("violations");
        const auto row = [](const char *name, QString path, QString line, int violations) {
            QTest::newRow(name) << path << line << violations;
        };
        row("a row sees itself", "core/http/a.cpp", "#include \"core/http/b.h\"", 0);
        row("a row sees what the table names", "core/http/a.cpp", "#include \"core/base/b.h\"", 0);
        row("seeing is transitive", "core/lab/a.h", "#include \"core/rules/b.h\"", 0);
        row("http does not see hop", "core/http/a.h", "#include \"core/hop/b.h\"", 1);
        row("rules do not see http", "core/rules/a.h", "#include \"core/http/b.h\"", 1);
        row("session does not see net", "core/session/a.h", "#include \"core/net/b.h\"", 1);
        row("ui sees session", "ui/state/a.h", "#include \"core/session/b.h\"", 0);
        row("ui does not see net", "ui/state/a.h", "#include \"core/net/b.h\"", 1);
        row("ui does not see tls", "ui/state/a.h", "  #  include \"core/tls/b.h\"", 1);
        row("core does not see ui", "core/net/a.h", "#include \"ui/mainwindow.h\"", 1);
        row("ui does not see app", "ui/a.h", "#include \"app/gui/b.h\"", 1);
        row("app sees net", "app/cli/a.cpp", "#include \"core/net/b.h\"", 0);
        row("no Qt class in core", "core/http/a.h", "#include <QString>", 1);
        row("no Qt module in core", "core/plan/a.h", "#include <QtCore/QString>", 1);
        row("no Qt header in lower case in core", "core/plan/a.h", "#include <qglobal.h>", 1);
        row("Qt in net", "core/net/a.h", "#include <QTcpSocket>", 0);
        row("Qt in ui", "ui/a.h", "#include <QWidget>", 0);
        row("the standard library anywhere", "core/base/a.h", "#include <string>", 0);
        row("a path relative to its own folder", "core/http/a.h", "#include \"../hop/b.h\"", 1);
        row("a bare file name", "core/http/a.h", "#include \"b.h\"", 1);
        row("a moc file", "core/net/a.cpp", "#include \"a.moc\"", 0);
        row("a commented-out include", "core/http/a.h", "// #include \"core/hop/b.h\"", 0);
    }
    void aForbiddenIncludeIsCaught()
    {
        QFETCH(QString, path);
        QFETCH(QString, line);
        const QStringList found = includeViolations({path, "#pragma once\n" + line + "\n"});
        QTEST(int(found.size()), "violations");
    }
    void aForbiddenLinkIsCaught()
    {
        const auto violations = [](QString row, QString text) {
            return int(linkViolations({row + "/CMakeLists.txt", text}).size());
        };
        QCOMPARE(violations("core/http", "hop101_library(hop101_http SEES hop101_base)"), 0);
        QCOMPARE(violations("core/http", "hop101_library(hop101_http SEES hop101_hop hop101_tls)"), 2);
        QCOMPARE(violations("ui", "hop101_qt_library(hop101_ui SEES hop101_session\n hop101_net)"), 1);
    }
    void aMissingLicenceIsCaught()
    {
        QVERIFY(namesItsLicence({"a.h", "// SPDX-License-Identifier: GPL-3.0-or-later\n"}));
        QVERIFY(namesItsLicence({"run", "#!/bin/bash\n# SPDX-License-Identifier: GPL-3.0-or-later\n"}));
        QVERIFY(!namesItsLicence({"a.h", "#pragma once\n"}));
        QVERIFY(!namesItsLicence({"a.h", "// SPDX-License-Identifier: MIT\n"}));
    }
    void anUnlistedSourceIsCaught()
    {
        const QString list = "SOURCES\n    head.cpp head.h\n    parts/body.cpp)";
        QVERIFY(listsFile(list, "head.cpp"));
        QVERIFY(listsFile(list, "parts/body.cpp"));
        QVERIFY(!listsFile(list, "ead.cpp"));
        QVERIFY(!listsFile(list, "body.cpp"));
        QVERIFY(!listsFile(list, "head.c"));
        QVERIFY(listsTest("hop101_test(tst_head LINKS hop101_http)", "tst_head.cpp"));
        QVERIFY(listsTest("foreach(test head body)", "tst_body.cpp"));
        QVERIFY(listsTest("foreach(test report)", "tst_cli_report.cpp"));
        QVERIFY(!listsTest("hop101_test(tst_header LINKS hop101_http)", "tst_head.cpp"));
    }
    void theTreeKeepsTheTable()
    {
        const QList<Source> sources = sourcesUnder({"core", "ui", "app"}, {"*.cpp", "*.h", "*.def"});
        QVERIFY2(sources.size() > 10, "the walk found no tree");
        QStringList violations;
        for (const Source &source : sources) {
            if (!table().contains(rowOf(source.path)))
                violations += source.path + ": its folder is not in the table";
            violations += includeViolations(source);
        }
        for (const Source &list : sourcesUnder({"core", "ui"}, {"CMakeLists.txt"})) {
            if (!rowOf(list.path).isEmpty())
                violations += linkViolations(list);
        }
        QCOMPARE(reported(violations), QString());
    }
    void everySourceNamesItsLicence()
    {
        QStringList without;
        const QStringList patterns{"*.cpp", "*.h",     "*.def", "*.py",          "*.js",
                                   "*.sh",  "*.cmake", "run",   "CMakeLists.txt"};
        for (const Source &source :
             sourcesUnder({"core", "ui", "app", "tests", "translations", ".ci"}, patterns)) {
            if (!namesItsLicence(source))
                without += source.path;
        }
        QCOMPARE(reported(without), QString());
    }
    void everySourceIsListed()
    {
        QStringList unlisted;
        for (const Source &source : sourcesUnder({"core", "ui", "app", "tests"}, {"*.cpp"})) {
            const Source list = cmakeListOf(source.path);
            const QString relative = source.path.mid(list.path.section('/', 0, -2).size() + 1);
            if (!listsFile(list.text, relative) && !listsTest(list.text, relative))
                unlisted += source.path;
        }
        QCOMPARE(reported(unlisted), QString());
    }
};

QTEST_APPLESS_MAIN(TestLayers)
#include "tst_layers.moc"
