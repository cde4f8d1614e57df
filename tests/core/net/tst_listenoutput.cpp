// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/listenoutput.h"

#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>

using namespace hop101;
using namespace hop101::net;

class TestListenOutput : public QObject
{
    Q_OBJECT
private slots:
    void nothingIsRecordedUnlessThereIsAPlace()
    {
        QVERIFY(recorderFor({}).value() == nullptr);
        const QTemporaryDir folder;
        const std::string path = folder.filePath("x.hop101").toStdString();
        QVERIFY(recorderFor({path, false, false, {}}).value() != nullptr);
        const auto again = recorderFor({path, false, false, {}});
        QVERIFY(!again);
        QVERIFY(again.error().fault == session::ListenFault::Capture);
        QVERIFY(again.error().capture->fault == capture::CaptureFault::Exists);
    }
    void descriptorsBoundTheConnections()
    {
        rlimit before{};
        QCOMPARE(::getrlimit(RLIMIT_NOFILE, &before), 0);
        rlimit few = before;
        few.rlim_cur = std::min<rlim_t>(256, before.rlim_max);
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &few), 0);
        const std::size_t most = connectionsFor(2); // raises the soft limit as far as it may
        rlimit after{};
        QCOMPARE(::getrlimit(RLIMIT_NOFILE, &after), 0);
        QVERIFY(most <= kMaxConnections);
        QVERIFY(most == kMaxConnections || after.rlim_cur == after.rlim_max);
        QVERIFY(after.rlim_cur >= 2 * most);
        QCOMPARE(connectionsFor(1'000'000'000), std::size_t{0}); // so many no system gives
        (void)::setrlimit(RLIMIT_NOFILE, &before);
    }
};

QTEST_APPLESS_MAIN(TestListenOutput)
#include "tst_listenoutput.moc"
