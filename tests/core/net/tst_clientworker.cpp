// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/clientworker.h"

#include <QTest>

#include <set>

using namespace hop101;
using namespace hop101::net;

class TestClientWorker : public QObject
{
    Q_OBJECT
private slots:
    void maskKeysAreFreshBeyondOneRefill()
    {
        MaskKeys keys;
        std::set<websocket::MaskKey> seen;
        for (int i = 0; i < 1000; ++i)
            seen.insert(keys.next());
        QVERIFY(seen.size() > 990); // of 2^32, so hardly any two are alike
    }
};

QTEST_APPLESS_MAIN(TestClientWorker)
#include "tst_clientworker.moc"
