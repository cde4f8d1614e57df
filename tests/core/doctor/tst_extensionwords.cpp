// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/extensionwords.h"

#include <QTest>

using namespace hop101;
using namespace hop101::doctor;

class TestExtensionWords : public QObject
{
    Q_OBJECT
private slots:
    void bothSidesAreNamed()
    {
        websocket::DeflateParameters agreed;
        QCOMPARE(deflateSummary(agreed),
                 std::string("client: window 15 bits, context kept; server: window 15 bits, context kept"));
        agreed.client = {9, false};
        agreed.server = {10, true};
        QCOMPARE(deflateSummary(agreed),
                 std::string("client: window 9 bits, context kept; server: window 10 bits, context dropped"));
        QCOMPARE(
            deflateWords(agreed),
            std::string("The client may compress with a window of 9 bits and keeps it between messages. "
                        "The server may compress with a window of 10 bits and begins each message anew."));
    }
};

QTEST_APPLESS_MAIN(TestExtensionWords)
#include "tst_extensionwords.moc"
