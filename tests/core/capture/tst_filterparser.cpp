// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/filterparser.h"

#include "core/hop/event.h"

#include <QTest>

using namespace hop101;
using namespace hop101::capture;

namespace {

QString text(const FilterTerm &term)
{
    QString line = QString("%1f%2").arg(term.isNegated ? "!" : "").arg(static_cast<int>(term.field));
    for (const ValueRange &range : term.ranges)
        line += range.first == range.last ? QString(" %1").arg(range.first)
                                          : QString(" %1-%2").arg(range.first).arg(range.last);
    if (term.flags != 0)
        line += QString(" flags %1").arg(term.flags);
    if (term.pattern.size() > 0)
        line += QString(" %1 %2").arg(term.pattern.letterCase() == LetterCase::Ignored ? "~" : "==",
                                      QString::fromStdString(base::toHex(term.pattern.bytes())));
    return line;
}

/// The program, as postfix: terms as they are told above, & and |.
QString text(const Filter &filter)
{
    QStringList parts;
    auto term = filter.terms.begin();
    for (const Filter::Op op : filter.program)
        parts += op == Filter::Op::Term ? text(*term++) : op == Filter::Op::And ? "&" : "|";
    return parts.join(" ; ");
}

QString text(std::string_view expression)
{
    const auto filter = parseFilter(expression);
    return filter ? text(filter.value()) : "error: " + QString::fromStdString(describe(filter.error()));
}

constexpr const char *kClient = "f0 0";
constexpr const char *kText = "f2 1";

} // namespace

class TestFilterParser : public QObject
{
    Q_OBJECT
private slots:
    void aFilterIsRead_data()
    {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<QString>("program");
        const auto row = [](const char *name, const char *expression, const QString &program) {
            QTest::newRow(name) << expression << program;
        };
        row("nothing", "", "");
        row("white space alone", " \t\n", "");
        row("a bare kind", "frame", "f1 7");
        row("a bare opcode", "text", kText);
        row("case does not matter", "FROM Client AND Text", QString("%1 ; %2 ; &").arg(kClient, kText));
        row("from and to", "from server or to client", "f0 1 ; !f0 0 ; |");
        row("an arrow", "->", kClient);
        row("a back arrow", "<-", "f0 1");
        row("arrows as they are shown", "→ or ←", "f0 0 ; f0 1 ; |");
        row("direction by its field", "direction == ->", kClient);
        row("side by side is and", "client text", QString("%1 ; %2 ; &").arg(kClient, kText));
        row("and binds stronger than or", "text or binary and client", "f2 1 ; f2 2 ; f0 0 ; & ; |");
        row("parentheses", "(text or binary) and client", "f2 1 ; f2 2 ; | ; f0 0 ; &");
        row("signs for words", "text || binary && !client", "f2 1 ; f2 2 ; !f0 0 ; & ; |");
        row("not goes down to the terms", "not (text and not client)", "!f2 1 ; f0 0 ; |");
        row("not twice", "not not text", kText);
        row("not equal", "opcode != text", "!f2 1");
        row("an opcode by number", "opcode == 0x3", "f2 3");
        row("a set", "opcode in {text, binary, 9}", "f2 1 2 9");
        row("a set in parentheses", "kind in (request, response)", "f1 3 4");
        row("a name for several values", "reserved", "f2 3-7 11-15");
        row("bytes without a unit", "size == 5", "f3 5");
        row("a colon", "status:101", "f10 101");
        row("a value right behind the field", "hop 2", "f8 2");
        row("KiB", "size >= 64 KiB", "f3 65536-9223372036854775807");
        row("a unit that touches its number", "size < 1kb", "f3 0-999");
        row("nothing is less than 0", "size < 0", "f3");
        row("a fraction", "wire <= 1.5KiB", "f4 0-1536");
        row("a range", "size 1KiB..2KiB", "f3 1024-2048");
        row("a range in a set", "event in {1..3, 7}", "f7 1-3 7");
        row("time", "time > 1.5 s", "f6 1500000001-9223372036854775807");
        row("a range of time", "time == 10ms..1min", "f6 10000000-60000000000");
        row("time 0 needs no unit", "time >= 0", "f6 0-9223372036854775807");
        row("microseconds", "time 1µs", "f6 1000");
        row("has finding", "has finding", "f12 1-3");
        row("a severity", "severity >= warning", "f12 2-9223372036854775807");
        row("no finding", "not finding", "!f12 1-3");
        row("a rule by its id", "rule == clientframemasked",
            QString("f13 %1").arg(static_cast<int>(rules::Rule::ClientFrameMasked)));
        row("a rule by its number", "rule == 101", "f13 101");
        row("a flag", "is masked", QString("f14 flags %1").arg(hop::flag::Masked));
        row("a flag and a truth", "masked == no", QString("!f14 flags %1").arg(hop::flag::Masked));
        row("a flag and no lie", "fin != false", QString("f14 flags %1").arg(hop::flag::Fin));
        row("open", "open", "f15 0");
        row("contains", "payload contains \"Ab\"", "f16 == 4162");
        row("contains ignoring case", "payload icontains \"Ab\"", "f16 ~ 6162");
        row("a tilde", "text ~ 'Ab'", "f16 ~ 6162");
        row("a text alone", "'Ab'", "f16 ~ 6162");
        row("text frames with a text", "text \"a\"", "f2 1 ; f16 ~ 61 ; &");
        row("hex", "payload contains hex \"de AD\"", "f16 == dead");
        row("escapes", "contains \"\\\"\\\\\\n\\x00\\xff\"", "f16 == 225c0a00ff");
        row("a close code", "closecode == 1000 or code 1001..1003", "f11 1000 ; f11 1001-1003 ; |");
        row("an exchange", "exchange != 1", "!f9 1");
        row("a message's size", "message.size > 9", "f5 10-9223372036854775807");
    }
    void aFilterIsRead()
    {
        QFETCH(QString, expression);
        QFETCH(QString, program);
        QCOMPARE(text(expression.toStdString()), program);
    }

    void anErrorHasAPlace_data()
    {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<int>("offset");
        QTest::addColumn<int>("length");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *name, const QString &expression, int offset, int length,
                            const char *sentence) {
            QTest::newRow(name) << expression << offset << length << sentence;
        };
        row("a word that is not known", "client and txt", 11, 3, "“txt” is not known: did you mean “text”?");
        row("a word like no other", "xyzzyqq", 0, 7,
            "“xyzzyqq” is not known: write a field such as size, or a kind such as text.");
        row("a beginning of a word", "client cont conti", 12, 5,
            "“conti” is not known: did you mean “continuation”?");
        row("no operator", "size", 4, 0,
            "After “size” comes ==, !=, <, <=, >, >=, a range such as 1..9, or in {…}.");
        row("no operator before a parenthesis", "(kind)", 5, 1, "After “kind” comes ==, != or in {…}.");
        row("no value", "size >", 6, 0, "After “>” comes a size such as 100 or 64 KiB.");
        row("no value before and", "size == and text", 8, 3,
            "After “==” comes a size such as 100 or 64 KiB.");
        row("kinds have no order", "kind > frame", 5, 1,
            "“>” does not work with “kind”: write ==, != or in {…}.");
        row("a payload does not equal", "payload == \"a\"", 8, 2,
            "“==” does not work with “payload”: write contains, icontains or ~.");
        row("a size is no word", "size > big", 7, 3,
            "“big” does not fit here: write a size such as 100 or 64 KiB.");
        row("a unit of time for a size", "size > 5 ms", 9, 2,
            "“ms” is no unit: write a size such as 100 or 64 KiB.");
        row("a glued unit that is none", "size > 5xb", 8, 2,
            "“xb” is no unit: write a size such as 100 or 64 KiB.");
        row("a time without a unit", "time > 5", 7, 1,
            "“5” has no unit: write a time such as 250 ms or 1.5 s.");
        row("half a byte", "size 1.5", 5, 3, "“1.5” has no unit: write a size such as 100 or 64 KiB.");
        row("beyond 64 bits", "size > 99999999999999999999", 7, 20,
            "“99999999999999999999” is too large: write less.");
        row("beyond 64 bits with its unit", "size > 9999999999 GiB", 7, 10,
            "“9999999999” is too large: write less.");
        row("an opcode beyond 15", "opcode == 16", 10, 2, "“16” is too large: write less.");
        row("a reversed range", "size 5..3 and text", 5, 4,
            "The range ends before it begins: write the smaller value first.");
        row("a rule that is none", "rule == ClientFrameMaskd", 8, 16,
            "“ClientFrameMaskd” is no rule: did you mean “ClientFrameMasked”?");
        row("a rule like no other", "rule == qqqqqqqqq", 8, 9,
            "“qqqqqqqqq” is no rule: write the id of one, such as ClientFrameMasked.");
        row("an open text", "text and \"abc", 9, 4,
            "The text that begins here is not closed: add \" behind it.");
        row("a text that an escape opens again", "\"abc\\\"", 0, 6,
            "The text that begins here is not closed: add \" behind it.");
        row("an escape that is none", "\"ab\\q\"", 3, 2, "“\\q” is no escape: write \\\\ for a backslash.");
        row("an open parenthesis", "text and (client or", 19, 0,
            "Something is missing here: write a term such as text, from client or size > 1 KiB.");
        row("a parenthesis that nothing closes", "text and (client", 9, 1,
            "“(” is not closed: close it, or remove it.");
        row("a set that nothing closes", "hop in {1, 2", 7, 1, "“{” is not closed: close it, or remove it.");
        row("a parenthesis that closes nothing", "text)", 4, 1,
            "“)” closes nothing: remove it, or open one before it.");
        row("a set without its braces", "hop in 1", 7, 1,
            "“1” does not fit here: write values such as {1, 2}.");
        row("a set with two values without a comma", "hop in {1 2}", 10, 1,
            "“2” does not fit here: write a comma or the end of the set.");
        row("a character that means nothing", "text @ client", 5, 1,
            "“@” means nothing in a filter: remove it, or put it in quotes.");
        row("a character of many bytes", "text € client", 5, 3,
            "“€” means nothing in a filter: remove it, or put it in quotes.");
        row("an operator at the front", "== 5", 0, 2,
            "“==” cannot stand here: write a term such as text, from client or size > 1 KiB.");
        row("or without more", "text or", 7, 0,
            "Something is missing here: write a term such as text, from client or size > 1 KiB.");
        row("from whom", "from 5", 5, 1, "“5” does not fit here: write client or server.");
        row("has what", "has nothing", 4, 7,
            "“nothing” does not fit here: write a word such as finding, error or masked.");
        row("has", "has", 3, 0, "After “has” comes a word such as finding, error or masked.");
        row("neither yes nor no", "masked == maybe", 10, 5, "“maybe” does not fit here: write yes or no.");
        row("an empty text", "contains ''", 9, 2, "This text is empty: write at least one character.");
        row("hex with a digit too few", "contains hex 'abc'", 13, 5,
            "“'abc'” is not hex: write two digits for each byte.");
        row("a text that is too long", "contains '" + QString(1025, 'a') + "'", 9, 1027, nullptr);
        row("too many terms", QStringList(257, "text").join(' '), 1280, 4,
            "The filter has more than 256 terms: shorten it.");
        row("too deep", QString(65, '(') + "text", 64, 1,
            "Parentheses stand too deep within each other: use fewer.");
        row("not, too often", QString("not ").repeated(65) + "text", 256, 3,
            "Parentheses stand too deep within each other: use fewer.");
        row("too long", QString(4097, ' '), 4096, 1, "The filter is longer than 4096 bytes: shorten it.");
    }
    void anErrorHasAPlace()
    {
        QFETCH(QString, expression);
        QFETCH(int, offset);
        QFETCH(int, length);
        QFETCH(QString, sentence);
        const auto filter = parseFilter(expression.toStdString());
        QVERIFY(!filter);
        QCOMPARE(int(filter.error().offset), offset);
        QCOMPARE(int(filter.error().length), length);
        if (!sentence.isNull())
            QCOMPARE(QString::fromStdString(describe(filter.error())), sentence);
    }
    void theLimitsCanBeReached()
    {
        QVERIFY(parseFilter(std::string(4096, ' ')));
        QVERIFY(parseFilter(QStringList(256, "text").join(' ').toStdString()));
        QVERIFY(parseFilter(std::string(64, '(') + "text" + std::string(64, ')')));
        QVERIFY(parseFilter("contains '" + std::string(1024, 'a') + "'"));
        QVERIFY(parseFilter("size == 9223372036854775807"));
    }
    void aSentenceIsTranslated()
    {
        const auto filter = parseFilter("size > big");
        const auto shout = [](const char *context, const char *text) {
            return std::string(context) + ':' + (text[0] == 'a' ? "SIZE" : "%2, nicht %1, 100 %");
        };
        QCOMPARE(describe(filter.error(), shout), std::string("filter:filter:SIZE, nicht big, 100 %"));
    }
    void itSaysWhatItWants_data()
    {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<int>("what");
        const auto row = [](const char *expression, FilterWants::What what) {
            QTest::newRow(*expression ? expression : "nothing") << expression << static_cast<int>(what);
        };
        using enum FilterWants::What;
        row("", Term);
        row("text and", Term);
        row("not", Term);
        row("(", Term);
        row("text", Connector);
        row("(text)", Connector);
        row("size", Operator);
        row("size >", Value);
        row("size > 5", Unit);
        row("size > 5 KiB", Connector);
        row("from", Value);
        row("has", Word);
        row("hop in {1,", Value);
    }
    void itSaysWhatItWants()
    {
        QFETCH(QString, expression);
        QFETCH(int, what);
        const std::string utf8 = expression.toStdString();
        FilterParser parser(utf8);
        (void)parser.parse();
        QCOMPARE(static_cast<int>(parser.wants().what), what);
    }
};

QTEST_APPLESS_MAIN(TestFilterParser)
#include "tst_filterparser.moc"
