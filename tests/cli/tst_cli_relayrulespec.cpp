// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/relayrulespec.h"

#include <QTest>

using namespace hop101;
using namespace hop101::cli;
using plan::RelayAction;
using plan::RelayDirection;
using plan::RelayPart;
using plan::RelayRule;

namespace {

RelayRule read(RelayAction action, const char *text)
{
    const auto rule = relayRuleFrom(action, "--option", text);
    return rule ? rule.value() : RelayRule{};
}

} // namespace

class TestCliRelayRuleSpec : public QObject
{
    Q_OBJECT
private slots:
    void aMessageIsNamedByWhoAndKind()
    {
        const RelayRule rule = read(RelayAction::Drop, "server:ping:x:y");
        QVERIFY(rule.direction == RelayDirection::FromServer);
        QVERIFY(rule.opcode == websocket::Opcode::Ping);
        QCOMPARE(rule.match, std::string("x:y"));
        const RelayRule any = read(RelayAction::Drop, "");
        QVERIFY(any.direction == RelayDirection::Both && !any.opcode && any.match.empty());
    }
    void aKindIsTakenOnce()
    {
        const RelayRule rule = read(RelayAction::Drop, "text:binary:");
        QVERIFY(rule.opcode == websocket::Opcode::Text);
        QCOMPARE(rule.match, std::string("binary:"));
    }
    void whatIsPutThereStandsBehindTheArrow()
    {
        const RelayRule rule = read(RelayAction::Replace, "client:a=>b=>c");
        QCOMPARE(rule.match, std::string("a"));
        QCOMPARE(rule.text, std::string("b=>c"));
        QVERIFY(rule.frame.payload == base::toBytes("b=>c"));
        QVERIFY(!relayRuleFrom(RelayAction::Replace, "--replace", "a"));
        QVERIFY(!relayRuleFrom(RelayAction::SendAfter, "--send-after", "a"));
    }
    void aHeaderIsOfARequestUnlessTold()
    {
        QVERIFY(read(RelayAction::SetHeader, "Origin: http://a:1").part == RelayPart::Request);
        QCOMPARE(read(RelayAction::SetHeader, "Origin: http://a:1").value, std::string("http://a:1"));
        QVERIFY(read(RelayAction::AddHeader, "response:Via: x").part == RelayPart::Response);
        QCOMPARE(read(RelayAction::RemoveHeader, "request:Cookie").name, std::string("Cookie"));
        QVERIFY(!relayRuleFrom(RelayAction::SetHeader, "--set-header", "Origin"));
        QVERIFY(!relayRuleFrom(RelayAction::RemoveHeader, "--remove-header", "a b"));
    }
    void headsAreHeldToo()
    {
        const RelayRule request = read(RelayAction::Hold, "request:/chat");
        QVERIFY(request.part == RelayPart::Request && request.action == RelayAction::Hold);
        QCOMPARE(request.match, std::string("/chat"));
        QVERIFY(read(RelayAction::Hold, "response:").part == RelayPart::Response);
        const RelayRule message = read(RelayAction::Hold, "client:text:hi");
        QVERIFY(message.part == RelayPart::Message && message.direction == RelayDirection::FromClient);
        QCOMPARE(message.match, std::string("hi"));
    }
};

QTEST_APPLESS_MAIN(TestCliRelayRuleSpec)
#include "tst_cli_relayrulespec.moc"
