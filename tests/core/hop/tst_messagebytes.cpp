// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hop/messagebytes.h"

#include <QTest>

using namespace hop101;
using namespace hop101::hop;

class TestMessageBytes : public QObject
{
    Q_OBJECT
private slots:
    void givesBackWhatWasAppended_data()
    {
        QTest::addColumn<int>("size");
        QTest::addColumn<int>("step");
        QTest::addColumn<int>("pieces");
        constexpr int kPiece = int(MessageBytes::kPieceBytes);
        QTest::newRow("nothing") << 0 << 1 << 0;
        QTest::newRow("a byte") << 1 << 1 << 1;
        QTest::newRow("one piece") << kPiece << 1000 << 1;
        QTest::newRow("a byte more than a piece") << kPiece + 1 << kPiece + 1 << 2;
        QTest::newRow("many") << 5 * kPiece + 7 << 100'003 << 6;
    }
    void givesBackWhatWasAppended()
    {
        QFETCH(int, size);
        QFETCH(int, step);
        base::Bytes all;
        for (int i = 0; i < size; ++i)
            all.push_back(static_cast<std::byte>(i % 251));
        MessageBytes message;
        for (base::ByteSpan left = all; !left.empty();) {
            const auto part = left.first(std::min(std::size_t(step), left.size()));
            message.append(part);
            left = left.subspan(part.size());
        }
        QCOMPARE(message.size(), all.size());
        QCOMPARE(message.isEmpty(), size == 0);
        base::Bytes back;
        int pieces = 0;
        for (; !message.isEmpty(); ++pieces) {
            const auto piece = message.takeFront();
            QVERIFY(!piece.empty() && piece.size() <= MessageBytes::kPieceBytes);
            base::append(back, piece);
            QCOMPARE(message.size(), all.size() - back.size());
        }
        QVERIFY(back == all);
        QTEST(pieces, "pieces");
        QVERIFY(message.takeFront().empty());
    }

    void clearedItBeginsAnew()
    {
        MessageBytes message;
        message.append(base::asBytes("old"));
        message.clear();
        QVERIFY(message.isEmpty());
        message.append(base::asBytes("new"));
        QCOMPARE(base::toText(message.takeFront()), std::string("new"));
    }
};

QTEST_APPLESS_MAIN(TestMessageBytes)
#include "tst_messagebytes.moc"
