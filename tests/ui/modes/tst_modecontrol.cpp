// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/modecontrol.h"

#include "core/net/clientsession.h"
#include "core/net/sessionfactory.h"
#include "core/plan/url.h"
#include "ui/banner.h"
#include "ui/composer/composer.h"
#include "ui/composer/urlbar.h"
#include "ui/mainwindow.h"
#include "ui/modes/listenbar.h"
#include "ui/modes/pathbar.h"
#include "ui/modes/relaybar.h"
#include "ui/sendbar/sendbar.h"
#include "ui/state/livesession.h"
#include "ui/text/text.h"
#include "ui/theme/segmentbar.h"
#include "ui/timeline/sequenceview.h"
#include "ui/timeline/timelinepane.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace hop101;
using namespace hop101::ui;

namespace {

struct Stage
{
    net::SessionFactory factory;
    MainWindow window{factory, {false, false, false}};
    ModeControl &modes = *window.modes();

    Stage()
    {
        window.resize(1100, 700);
        window.show();
    }
    ~Stage() { window.close(); }
    std::uint64_t events() const
    {
        const auto *reader = const_cast<Stage *>(this)->window.state().reader();
        return reader ? reader->eventCount() : 0;
    }
    QString listeningUrl() { return fromUtf8(modes.listening().url()); }
};

/// A client of our own that connects to this URL and stays until the end of the test.
class Client
{
public:
    explicit Client(const QString &url)
    {
        net::ClientSession::Options options;
        options.capturePath = toUtf8(m_folder.filePath(QStringLiteral("client.hop101")));
        m_session = std::move(net::ClientSession::create(std::move(options))).value();
        const plan::Url parsed = plan::parseUrl(toUtf8(url)).value();
        plan::Plan plan = plan::defaultPlan(toUtf8(url));
        m_session->start(plan, parsed, plan::freshKey());
    }
    bool isOpen() { return m_session->takeNotice().state == session::State::Open; }
    bool isClosed() { return m_session->takeNotice().state == session::State::Closed; }
    void say(const char *text)
    {
        plan::FramePlan frame;
        const std::string_view view(text);
        frame.payload = base::Bytes(base::asBytes(view).begin(), base::asBytes(view).end());
        m_session->send(frame);
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<session::Session> m_session;
};

} // namespace

class TestModeControl : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void eachModeHasItsLine()
    {
        Stage stage;
        QVERIFY(stage.window.urlBar()->isVisible());
        stage.modes.bar()->segments()->segment(int(Mode::Relay))->click();
        QVERIFY(stage.modes.bar()->relay()->isVisible() && !stage.window.urlBar()->isVisible());
        QVERIFY(!stage.window.composer()->isVisible());
        stage.window.chooseMode(Mode::Path);
        QVERIFY(stage.modes.bar()->path()->isVisible() && stage.window.composer()->isVisible());
        stage.window.chooseMode(Mode::Client);
        QVERIFY(stage.window.urlBar()->isVisible());
    }
    void whatIsWrongWithAFieldIsSaidBelowIt()
    {
        Stage stage;
        stage.window.chooseMode(Mode::Listen);
        ListenBar *bar = stage.modes.bar()->listen();
        bar->address()->setText("nowhere");
        bar->button()->click();
        QVERIFY(bar->errorText().contains("127.0.0.1:9001"));
        bar->address()->setText("127.0.0.1:0");
        bar->answer()->setCurrentIndex(ListenBar::Refuse);
        bar->status()->setText("99");
        bar->button()->click();
        QVERIFY(bar->errorText().contains("200"));
        QVERIFY(!stage.modes.isRunning());
        stage.window.chooseMode(Mode::Relay);
        stage.modes.bar()->relay()->target()->setText("ftp://x");
        stage.window.connectNow();
        QVERIFY(!stage.modes.bar()->relay()->errorText().isEmpty());
    }
    void aListenerShowsItsClientsAndSpeaksToThem()
    {
        Stage stage;
        stage.window.chooseMode(Mode::Listen);
        stage.modes.bar()->listen()->address()->setText("127.0.0.1:0");
        stage.modes.bar()->listen()->button()->click();
        QVERIFY(stage.modes.isRunning());
        QVERIFY(!stage.modes.bar()->segments()->segment(int(Mode::Client))->isEnabled());
        QVERIFY(!stage.modes.canSend());
        Client client(stage.listeningUrl() + "chat");
        QTRY_VERIFY(client.isOpen());
        QTRY_VERIFY(stage.modes.canSend());
        client.say("hello");
        QTRY_VERIFY(stage.events() >= 6); // connected, request, 101, switch, text and its echo
        const std::uint64_t before = stage.events();
        stage.window.sendFrame({});
        QTRY_VERIFY(stage.events() > before);
        stage.modes.bar()->listen()->button()->click();
        QTRY_VERIFY(!stage.modes.isRunning());
        QVERIFY(stage.modes.bar()->segments()->segment(int(Mode::Client))->isEnabled());
        QVERIFY(stage.window.state().reader());
    }
    void aRefusalSaysWhatWasAskedFor()
    {
        Stage stage;
        stage.window.chooseMode(Mode::Listen);
        ListenBar *bar = stage.modes.bar()->listen();
        bar->address()->setText("127.0.0.1:0");
        bar->answer()->setCurrentIndex(ListenBar::Refuse);
        bar->status()->setText("418");
        bar->body()->setText("no coffee");
        bar->submit();
        Client client(stage.listeningUrl());
        QTRY_VERIFY(client.isClosed());
        QTRY_VERIFY(stage.events() > 0 && !stage.window.state().reader()->exchanges().empty()
                    && stage.window.state().reader()->exchanges().front().status == 418);
    }
    void anAddressThatIsTakenIsSaid()
    {
        Stage stage;
        stage.window.chooseMode(Mode::Listen);
        ListenBar *bar = stage.modes.bar()->listen();
        bar->address()->setText(stage.window.urlBar()->text().section('/', 2, 2)); // the embedded endpoint's
        bar->submit();
        QVERIFY(!stage.modes.isRunning());
        QVERIFY2(bar->errorText().contains("cannot listen"), qPrintable(bar->errorText()));
        QVERIFY(stage.window.capturePath().isEmpty());
    }
    void aRelayShowsBothHopsInThreeLanes()
    {
        Stage stage;
        const QString endpoint = stage.window.urlBar()->text();
        stage.window.chooseMode(Mode::Relay);
        RelayBar *bar = stage.modes.bar()->relay();
        bar->address()->setText("127.0.0.1:0");
        bar->target()->setText(endpoint);
        bar->submit();
        QVERIFY2(stage.modes.isRunning(), qPrintable(bar->errorText()));
        Client client(stage.listeningUrl() + "echo");
        QTRY_VERIFY(client.isOpen());
        client.say("hello");
        QTRY_VERIFY(stage.events() >= 12);
        QCOMPARE(stage.window.state().reader()->hops().size(), std::size_t(2));
        QCOMPARE(stage.window.timeline()->sequence().drawList().lifelines.size(), std::size_t(3));
        stage.window.cancelNow();
        QTRY_VERIFY(!stage.modes.isRunning());
    }
    void aRecordingIsSentAgainIntoANewCapture()
    {
        Stage stage;
        stage.window.connectNow();
        QTRY_VERIFY(stage.window.live().isOpen());
        for (int i = 0; i < 3; ++i)
            stage.window.sendFrame({});
        QTRY_VERIFY(stage.events() >= 10);
        stage.window.closeNow(1000, {});
        QTRY_VERIFY(!stage.window.live().isLive());
        const QString first = stage.window.capturePath();
        const std::uint64_t recorded = stage.events();
        session::ReplayPace pace;
        pace.kind = session::ReplayPace::Kind::AsAnswered;
        stage.window.replayTo(plan::parseUrl(toUtf8(stage.window.urlBar()->text())).value(), pace, false);
        QVERIFY(stage.window.live().isLive());
        QTRY_VERIFY(!stage.window.live().isLive());
        QVERIFY(stage.window.capturePath() != first);
        QCOMPARE(stage.events(), recorded);
        QVERIFY2(stage.window.banner()->sentence().contains("4"),
                 qPrintable(stage.window.banner()->sentence()));
    }
    void aPathCheckEndsAndLeavesItsCapture()
    {
        // Without a proxy: Hop101 is asked itself.
        Stage stage;
        stage.window.chooseMode(Mode::Path);
        PathBar *bar = stage.modes.bar()->path();
        bar->via()->setText(stage.window.urlBar()->text());
        bar->address()->setText("127.0.0.1:0");
        bar->submit();
        QVERIFY(stage.modes.isRunning());
        stage.window.cancelNow();
        QTRY_VERIFY(!stage.modes.isRunning());
        QVERIFY(!bar->isRunning());
    }
};

QTEST_MAIN(TestModeControl)
#include "tst_modecontrol.moc"
