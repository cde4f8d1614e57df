// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/relayrulesdialog.h"

#include "ui/modes/relayrulerow.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QTest>
#include <QToolButton>

using namespace hop101;
using namespace hop101::ui;
using plan::RelayAction;
using plan::RelayDirection;
using plan::RelayPart;

namespace {

plan::RelayRule messageRule(RelayAction action, const char *match, const char *text = "")
{
    plan::RelayRule rule;
    rule.action = action;
    rule.match = match;
    rule.text = text;
    rule.frame.payload = base::toBytes(rule.text);
    return rule;
}

plan::RelayRule headerRule(RelayAction action, RelayPart part, const char *name, const char *value)
{
    plan::RelayRule rule;
    rule.action = action;
    rule.part = part;
    rule.name = name;
    rule.value = value;
    return rule;
}

void chooseAction(RelayRuleRow &row, RelayAction action)
{
    row.action()->setCurrentIndex(row.action()->findData(int(action)));
}

} // namespace

class TestRelayRulesDialog : public QObject
{
    Q_OBJECT
private slots:
    void whatItIsGivenItGivesBack()
    {
        plan::RelayRules rules;
        rules.rewritesHost = true;
        plan::RelayRule kind = messageRule(RelayAction::Drop, "x");
        kind.opcode = websocket::Opcode::Ping;
        kind.direction = RelayDirection::FromServer;
        plan::RelayRule head = messageRule(RelayAction::Hold, "/chat");
        head.part = RelayPart::Request;
        rules.rules = {messageRule(RelayAction::Hold, ""),
                       kind,
                       head,
                       messageRule(RelayAction::Replace, "a", "b"),
                       messageRule(RelayAction::SendBefore, "a", "before"),
                       messageRule(RelayAction::SendAfter, "", "behind"),
                       headerRule(RelayAction::SetHeader, RelayPart::Request, "Origin", "http://a:1"),
                       headerRule(RelayAction::AddHeader, RelayPart::Response, "X-A", "1"),
                       headerRule(RelayAction::RemoveHeader, RelayPart::Response, "Via", "")};
        RelayRulesDialog dialog(rules, false);
        const plan::RelayRules back = dialog.rules();
        QCOMPARE(back.rules.size(), rules.rules.size());
        for (std::size_t i = 0; i < rules.rules.size(); ++i) {
            // Only the rules that send say something by their frame.
            plan::RelayRule expected = rules.rules[i];
            if (expected.text.empty())
                expected.frame = {};
            QVERIFY2(back.rules[i] == expected, qPrintable(QString::number(i)));
        }
        QVERIFY(back.rewritesHost);
    }
    void aRowHasTheFieldsOfItsAction()
    {
        RelayRulesDialog dialog({}, false);
        dialog.addRow(messageRule(RelayAction::Hold, ""));
        RelayRuleRow *row = dialog.rows().first();
        QVERIFY(row->text()->isHidden() && !row->match()->isHidden() && !row->from()->isHidden());
        chooseAction(*row, RelayAction::SetHeader);
        QVERIFY(!row->text()->isHidden() && row->match()->isHidden() && row->from()->isHidden());
        QCOMPARE(row->rule().part, RelayPart::Request);
        chooseAction(*row, RelayAction::Drop);
        QCOMPARE(row->rule().part, RelayPart::Message);
        QVERIFY(row->part()->isHidden() && row->text()->isHidden());
    }
    void aHeaderWithoutANameIsSaid()
    {
        RelayRulesDialog dialog({}, false);
        dialog.addRow(headerRule(RelayAction::SetHeader, RelayPart::Request, "", ""));
        dialog.rows().first()->text()->setText("no name");
        dialog.accept();
        QVERIFY(!dialog.errorText().isEmpty());
        QCOMPARE(dialog.result(), int(QDialog::Rejected));
        dialog.rows().first()->text()->setText("X-A: b:c");
        dialog.accept();
        QCOMPARE(dialog.result(), int(QDialog::Accepted));
        QCOMPARE(dialog.rules().rules.front().value, std::string("b:c"));
    }
    void aRuleGoes()
    {
        RelayRulesDialog dialog({}, true);
        dialog.addRow(messageRule(RelayAction::Hold, "a"));
        dialog.addRow(messageRule(RelayAction::Hold, "b"));
        emit dialog.rows().first()->removeRequested();
        QCOMPARE(dialog.rules().rules.size(), std::size_t(1));
        QCOMPARE(dialog.rules().rules.front().match, std::string("b"));
    }
    void thereAreNoMoreThanTheMost()
    {
        RelayRulesDialog dialog({}, false);
        for (int i = 0; i < RelayRulesDialog::kMostRules + 1; ++i)
            dialog.addRow(messageRule(RelayAction::Hold, "a"));
        QCOMPARE(dialog.rows().size(), qsizetype(RelayRulesDialog::kMostRules));
    }
};

QTEST_MAIN(TestRelayRulesDialog)
#include "tst_relayrulesdialog.moc"
