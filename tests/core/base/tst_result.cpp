// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/result.h"

#include <QTest>

#include <memory>
#include <string>

using namespace hop101::base;

namespace {

enum class Fault : std::uint8_t { None, TooLong };
using Text = Result<std::string, Fault>;

Result<Done, Fault> check(int length)
{
    if (length > 3)
        return Fault::TooLong;
    return Done{};
}

static_assert(!std::is_convertible_v<Text, bool>, "only a question may ask for success");

} // namespace

class TestResult : public QObject
{
    Q_OBJECT
private slots:
    void holdsAValue()
    {
        Text text = std::string("a");
        QVERIFY(bool(text));
        QCOMPARE(text.value(), "a");
        text.value() += "b";
        QCOMPARE(std::as_const(text).value(), "ab");
    }

    void holdsAnError()
    {
        const Text text = Fault::TooLong;
        QVERIFY(!text);
        QVERIFY(text.error() == Fault::TooLong);
        const Text first = Fault::None; // an error of value 0 is an error
        QVERIFY(!first);
    }

    void givesItsValueAway()
    {
        Result<std::unique_ptr<int>, Fault> number = std::make_unique<int>(5);
        const std::unique_ptr<int> taken = std::move(number).value();
        QCOMPARE(*taken, 5);
        QVERIFY(number.value() == nullptr);
    }

    void canBeWithoutAValue()
    {
        QVERIFY(bool(check(3)));
        QVERIFY(check(3).value() == Done{});
        QVERIFY(check(4).error() == Fault::TooLong);
    }
};

QTEST_APPLESS_MAIN(TestResult)
#include "tst_result.moc"
