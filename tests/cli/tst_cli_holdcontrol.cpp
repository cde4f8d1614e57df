// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/holdcontrol.h"

#include <QTest>

#include <unistd.h>

using namespace hop101;
using namespace hop101::cli;

namespace {

/// What a relay is asked for.
class Relay final : public session::Listening
{
public:
    std::string url() const override { return {}; }
    std::size_t maxConnections() const override { return 1; }
    session::ListenNotice takeNotice() override { return {}; }
    void stop() override { }
    void continueIn(const std::string &) override { }
    void send(std::uint64_t, const plan::FramePlan &) override { }
    void close(std::uint64_t, std::uint16_t, const std::string &) override { }
    void release(std::uint64_t held, const std::optional<std::string> &edited) override
    {
        asked += QStringLiteral("release %1").arg(held)
            + (edited ? " as " + QString::fromStdString(*edited) : QString());
    }
    void drop(std::uint64_t held) override { asked += QStringLiteral("drop %1").arg(held); }
    void setRules(const plan::RelayRules &) override { }

    QStringList asked;
};

plan::HeldMessage held(std::uint64_t id)
{
    plan::HeldMessage message;
    message.id = id;
    message.connection = 2;
    message.bytes = "hello\r\n";
    return message;
}

/// A control that reads from a pipe.
struct Stage
{
    Relay relay;
    Output output;
    std::array<int, 2> ends = [] {
        std::array<int, 2> made{};
        return ::pipe(made.data()) == 0 ? made : std::array<int, 2>{-1, -1};
    }();
    HoldControl control{relay, output, ends[0]};

    void type(const char *text) const
    {
        QCOMPARE(::write(ends[1], text, strlen(text)), ssize_t(strlen(text)));
    }
    void endInput()
    {
        ::close(ends[1]);
        ends[1] = -1;
    }
    ~Stage()
    {
        ::close(ends[0]);
        if (ends[1] >= 0)
            ::close(ends[1]);
    }
};

} // namespace

class TestCliHoldControl : public QObject
{
    Q_OBJECT
private slots:
    void anOrderIsRead()
    {
        const auto order = [](const char *line) { return holdOrderFrom(line).value(); };
        QVERIFY(order("release 3") == (HoldOrder{HoldOrder::What::Release, 3, {}}));
        QVERIFY(order("drop all") == (HoldOrder{HoldOrder::What::Drop, 0, {}}));
        QVERIFY(order("edit 3 two words") == (HoldOrder{HoldOrder::What::Edit, 3, "two words"}));
        QVERIFY(order("edit 3 ") == (HoldOrder{HoldOrder::What::Edit, 3, ""}));
        QVERIFY(order("edit 3 a\\r\\n\\\\n\\x") == (HoldOrder{HoldOrder::What::Edit, 3, "a\r\n\\n\\x"}));
    }
    void whatIsNoneIsSaid_data()
    {
        QTest::addColumn<QString>("line");
        for (const char *line : {"release", "release x", "release 0", "release 3x", "release 3 more",
                                 "open 3", "edit all text", "release 99999999999999999999"})
            QTest::newRow(line) << line;
    }
    void whatIsNoneIsSaid()
    {
        QFETCH(QString, line);
        const auto order = holdOrderFrom(line.toStdString());
        QVERIFY(!order);
        QVERIFY(order.error().sentence.find("release N") != std::string::npos);
    }
    void whatIsHeldIsOneLine()
    {
        QCOMPARE(heldLine(held(3)).substr(0, 44),
                 std::string("held 3 #2 from the client, text, 7 bytes: he"));
        QVERIFY(heldLine(held(3)).find('\n') == std::string::npos);
        plan::HeldMessage head = held(4);
        head.part = plan::RelayPart::Response;
        head.direction = plan::RelayDirection::FromServer;
        QVERIFY(heldLine(head).starts_with("held 4 #2 from the server, response, 7 bytes: "));
    }
    void linesOfStandardInputDecide()
    {
        Stage stage;
        stage.control.setHeld({held(1), held(2), held(3)});
        stage.type("release 1\nedit 2 ne");
        QTRY_COMPARE(stage.relay.asked, QStringList("release 1"));
        stage.type("w\nnonsense\n\ndrop 9\ndrop 3\n");
        QTRY_COMPARE(stage.relay.asked, QStringList({"release 1", "release 2 as new", "drop 3"}));
    }
    void allIsAllThatIsHeldNow()
    {
        Stage stage;
        stage.control.setHeld({held(1), held(2)});
        stage.type("drop all\n");
        QTRY_COMPARE(stage.relay.asked, QStringList({"drop 1", "drop 2"}));
    }
    void whenNobodyCanSayMoreAllGoesOn()
    {
        Stage stage;
        stage.control.setHeld({held(1)});
        stage.endInput();
        QTRY_COMPARE(stage.relay.asked, QStringList("release 1"));
        stage.control.setHeld({held(2)});
        QCOMPARE(stage.relay.asked, QStringList({"release 1", "release 2"}));
    }
};

QTEST_GUILESS_MAIN(TestCliHoldControl)
#include "tst_cli_holdcontrol.moc"
