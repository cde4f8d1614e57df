// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/overloaded.h"

#include <QTest>

#include <string>
#include <variant>

using namespace hop101::base;

namespace {

using Value = std::variant<int, std::string>;
constexpr auto ofInt = [](int) {};
using IntOnly = overloaded<decltype(ofInt)>;
static_assert(!std::is_invocable_v<IntOnly, std::string>, "an alternative left out must not compile");

QString nameOf(const Value &value)
{
    return std::visit(overloaded{[](int number) { return QString::number(number); },
                                 [](const std::string &text) { return QString::fromStdString(text); }},
                      value);
}

} // namespace

class TestOverloaded : public QObject
{
    Q_OBJECT
private slots:
    void visitsByAlternative()
    {
        QCOMPARE(nameOf(5), "5");
        QCOMPARE(nameOf(std::string("five")), "five");
    }
};

QTEST_APPLESS_MAIN(TestOverloaded)
#include "tst_overloaded.moc"
