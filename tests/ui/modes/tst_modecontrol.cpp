// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/modecontrol.h"

#include "core/net/clientsession.h"
#include "core/net/sessionfactory.h"
#include "core/plan/url.h"
#include "ui/banner.h"
#include "ui/composer/composer.h"
#include "ui/composer/urlbar.h"
#include "ui/mainwindow.h"
#include "ui/modes/heldstrip.h"
#include "ui/modes/listenbar.h"
#include "ui/modes/pathbar.h"
#include "ui/modes/relaybar.h"
#include "ui/sendbar/sendbar.h"
#include "ui/settings/settings.h"
#include "ui/state/livesession.h"
#include "ui/text/text.h"
#include "ui/theme/segmentbar.h"
#include "ui/timeline/sequenceview.h"
#include "ui/timeline/timelinepane.h"

#include <QAbstractButton>
#include <QAction>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
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
        bar->headers()->setPlainText("X-Kind: pot\nX-Two: a:b");
        bar->body()->setPlainText("no coffee");
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
    void whatARelayHoldsIsChangedAndReleased()
    {
        Stage stage;
        const QString endpoint = stage.window.urlBar()->text();
        stage.window.chooseMode(Mode::Relay);
        RelayBar *bar = stage.modes.bar()->relay();
        bar->address()->setText("127.0.0.1:0");
        bar->target()->setText(endpoint);
        plan::RelayRules rules;
        rules.rules.resize(1);
        rules.rules[0].action = plan::RelayAction::Hold;
        rules.rules[0].direction = plan::RelayDirection::FromClient;
        bar->setRules(rules);
        bar->submit();
        Client client(stage.listeningUrl() + "echo");
        QTRY_VERIFY(client.isOpen());
        client.say("hello");
        HeldStrip *held = stage.modes.held();
        QTRY_VERIFY(held->isVisible());
        QCOMPARE(held->edit()->toPlainText(), "hello");
        held->edit()->setPlainText("changed");
        held->edit()->document()->setModified(true);
        held->releaseButton()->click();
        QTRY_VERIFY(held->isHidden());
        const auto says = [&](const std::string &text) {
            const auto *reader = stage.window.state().reader();
            for (std::uint64_t i = 1; i <= reader->eventCount(); ++i) {
                const hop::Event event = reader->event({i});
                if (event.kind == hop::EventKind::Frame && event.payloadSize == std::int64_t(text.size()))
                    return true;
            }
            return false;
        };
        QTRY_VERIFY(says("changed"));
        client.say("stays here no longer");
        QTRY_VERIFY(held->isVisible());
        stage.window.cancelNow(); // what is held goes on when the relay stops
        QTRY_VERIFY(!stage.modes.isRunning());
        QVERIFY(held->isHidden());
        const auto *reader = stage.window.state().reader();
        int sent = 0;
        for (std::uint64_t i = 1; i <= reader->eventCount(); ++i)
            sent += reader->event({i}).payloadSize == 20 && reader->event({i}).kind == hop::EventKind::Frame;
        QCOMPARE(sent, 2); // on the client's side, and on the server's
    }
    void aChosenConnectionIsSpokenToAlone()
    {
        Stage stage;
        stage.window.chooseMode(Mode::Listen);
        ListenBar *bar = stage.modes.bar()->listen();
        bar->address()->setText("127.0.0.1:0");
        bar->answer()->setCurrentIndex(ListenBar::Silent);
        bar->submit();
        Client first(stage.listeningUrl() + "a");
        QTRY_VERIFY(first.isOpen());
        Client second(stage.listeningUrl() + "b");
        QTRY_VERIFY(second.isOpen());
        QTRY_COMPARE(stage.modes.sendText(), QString("Send to all 2"));
        QTRY_VERIFY(stage.events() > 0);
        QTRY_COMPARE(stage.window.state().reader()->hops().size(), std::size_t(2));
        stage.window.state().chooseHop(stage.window.state().reader()->hops()[1].id);
        QCOMPARE(stage.modes.sendText(), QString("Send to #2"));
        stage.window.closeNow(1000, {});
        QTRY_VERIFY(second.isClosed());
        QVERIFY(first.isOpen());
        QTRY_VERIFY(!stage.modes.canSend());
        QVERIFY(stage.modes.whyNotOpen().contains("has ended"));
        stage.window.state().chooseHop({});
        QVERIFY(stage.modes.canSend());
    }
    void aScenarioAndASubprotocolAnswer()
    {
        Stage stage;
        stage.window.chooseMode(Mode::Listen);
        ListenBar *bar = stage.modes.bar()->listen();
        bar->address()->setText("127.0.0.1:0");
        bar->answer()->setCurrentIndex(bar->answer()->findData("wrong-accept"));
        QVERIFY(bar->answer()->toolTip().contains("Sec-WebSocket-Accept"));
        bar->subprotocols()->setText("bad name,");
        bar->submit(); // two names, both right
        QVERIFY2(stage.modes.isRunning(), qPrintable(bar->errorText()));
        Client client(stage.listeningUrl());
        QTRY_VERIFY(client.isClosed());
        QTRY_VERIFY(stage.events() > 0 && !stage.window.state().reader()->exchanges().empty());
        QTRY_COMPARE(stage.window.state().reader()->exchanges().front().state, hop::ExchangeState::Broken101);
    }
    void aLineIsRememberedFromItsStart()
    {
        Stage stage;
        QTemporaryDir folder;
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder.path());
        Settings settings;
        stage.modes.remember(settings);
        stage.window.chooseMode(Mode::Listen);
        ListenBar *bar = stage.modes.bar()->listen();
        bar->address()->setText("127.0.0.1:0");
        bar->answer()->setCurrentIndex(bar->answer()->findData("busy"));
        bar->submit();
        QVERIFY(stage.modes.isRunning());
        Stage next;
        QCOMPARE(next.modes.bar()->listen()->answer()->currentData().toString(), QString("echo"));
        next.modes.remember(settings);
        QCOMPARE(next.modes.bar()->listen()->answer()->currentData().toString(), QString("busy"));
        QCOMPARE(next.modes.bar()->listen()->address()->text(), QString("127.0.0.1:0"));
    }
    void closeIsOfferedWhereSomebodyCanBeClosed()
    {
        Stage stage;
        stage.window.chooseMode(Mode::Listen);
        stage.modes.bar()->listen()->address()->setText("127.0.0.1:0");
        stage.modes.bar()->listen()->submit();
        const auto closeAction = [&]() -> QAction * {
            for (QAction *action : stage.window.findChildren<QAction *>())
                if (action->shortcut() == QKeySequence(Qt::CTRL | Qt::Key_W))
                    return action;
            return nullptr;
        };
        QVERIFY(closeAction() && !closeAction()->isEnabled());
        Client client(stage.listeningUrl());
        QTRY_VERIFY(closeAction()->isEnabled());
        closeAction()->trigger();
        QCOMPARE(stage.window.sendBar()->kind(), SendBar::Close);
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
