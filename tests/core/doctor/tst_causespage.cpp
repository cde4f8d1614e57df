// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/causespage.h"

#include <QFile>
#include <QTest>

class TestCausesPage : public QObject
{
    Q_OBJECT
private slots:
    void thePageInTheTreeIsTheOneThatTheTableGives()
    {
        QFile file(QStringLiteral(HOP101_SOURCE_DIR "/docs/causes.md"));
        QVERIFY2(file.open(QIODevice::ReadOnly), "docs/causes.md is missing");
        const QByteArray wanted = QByteArray::fromStdString(hop101::doctor::causesPage());
        QVERIFY2(file.readAll() == wanted,
                 "docs/causes.md is old: cmake --build build/dev --target update_causes_page");
    }
};

QTEST_APPLESS_MAIN(TestCausesPage)
#include "tst_causespage.moc"
