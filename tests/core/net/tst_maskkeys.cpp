// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/maskkeys.h"

#include <QTest>

#include <set>

using namespace hop101::net;

class TestMaskKeys : public QObject
{
    Q_OBJECT
private slots:
    /// RFC 6455 section 5.3: "fresh" for each frame, and not to be foreseen. It draws 256 at a time: none may
    /// come again when it draws anew.
    void noKeyComesAgain()
    {
        MaskKeys keys;
        std::set<hop101::websocket::MaskKey> seen;
        constexpr std::size_t kCount = 1000;
        for (std::size_t i = 0; i < kCount; ++i)
            seen.insert(keys.next());
        QVERIFY(seen.size() >= kCount - 1); // two of a thousand may be alike once in ten thousand runs
    }
    void twoSourcesAreNotAlike()
    {
        MaskKeys one, other;
        int alike = 0;
        for (int i = 0; i < 100; ++i)
            alike += one.next() == other.next() ? 1 : 0;
        QVERIFY(alike <= 1);
    }
};

QTEST_APPLESS_MAIN(TestMaskKeys)
#include "tst_maskkeys.moc"
