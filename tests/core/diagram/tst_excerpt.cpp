// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagram/excerpt.h"

#include <QTest>

#include <set>

using namespace hop101;
using namespace hop101::diagram;

namespace {

hop::Event frame(std::uint64_t id, rules::Severity severity = rules::Severity::None)
{
    hop::Event event;
    event.id = {id};
    event.kind = hop::EventKind::Frame;
    event.code = 1;
    event.severity = severity;
    return event;
}

/// `count` text frames; those in `broken` have an error.
Events frames(std::uint64_t count, std::set<std::uint64_t> broken = {})
{
    return [count, broken](const std::function<bool(const hop::Event &)> &visit) {
        for (std::uint64_t id = 1; id <= count; ++id) {
            if (!visit(frame(id, broken.contains(id) ? rules::Severity::Error : rules::Severity::None)))
                return;
        }
    };
}

/// "1 2 (+5, 1 broken) 8"
QString shown(const Excerpt &excerpt)
{
    QStringList parts;
    for (const Excerpt::Row &row : excerpt.rows) {
        if (row.leftOut > 0)
            parts += QString("(+%1, %2 broken)").arg(row.leftOut).arg(row.leftOutBroken);
        parts += QString::number(row.event.value);
    }
    return parts.join(' ');
}

} // namespace

class TestExcerpt : public QObject
{
    Q_OBJECT
private slots:
    void aShortCaptureIsWhole()
    {
        QCOMPARE(shown(excerptOf(frames(5), {2, 2, 3})), QString("1 2 3 4 5"));
        QCOMPARE(shown(excerptOf(frames(0), {2, 2, 3})), QString());
        QCOMPARE(excerptOf(frames(5), {2, 2, 3}).leftOut(), std::uint64_t(0));
    }
    void ofALongOneTheMiddleIsLeftOut()
    {
        const Excerpt excerpt = excerptOf(frames(1000), {2, 2, 3});
        QCOMPARE(shown(excerpt), QString("1 2 (+995, 0 broken) 998 999 1000"));
        QCOMPARE(excerpt.total, std::uint64_t(1000));
        QCOMPARE(excerpt.leftOut(), std::uint64_t(995));
    }
    void whatBrokeARuleIsKeptWhileThereIsRoom()
    {
        QCOMPARE(shown(excerptOf(frames(100, {10, 20, 30, 99}), {1, 2, 2})),
                 QString("1 (+8, 0 broken) 10 (+9, 0 broken) 20 (+78, 1 broken) 99 100"));
    }
    void aDroppedRowCountsForTheNext()
    {
        Excerpt excerpt = excerptOf(frames(100, {50}), {2, 1, 2});
        excerpt.drop(2, true);
        excerpt.drop(1, false);
        QCOMPARE(shown(excerpt), QString("1 (+97, 1 broken) 99 100"));
        QCOMPARE(excerpt.leftOut(), std::uint64_t(97));
    }
    void itIsSaidHowMany()
    {
        QCOMPARE(leftOutText({{1}, 1, 0}, nullptr), std::string("… 1 more event"));
        QCOMPARE(leftOutText({{1}, 9980, 0}, nullptr), std::string("… 9\u2009980 more events"));
        QCOMPARE(leftOutText({{1}, 20, 3}, nullptr),
                 std::string("… 20 more events, 3 of them with findings"));
    }
};

QTEST_APPLESS_MAIN(TestExcerpt)
#include "tst_excerpt.moc"
