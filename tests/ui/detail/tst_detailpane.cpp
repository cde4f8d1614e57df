// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/detailpane.h"

#include "core/websocket/acceptkey.h"
#include "tests/core/capture/compressed.h"
#include "tests/core/doctor/recordedsession.h"
#include "ui/detail/acceptsteps.h"
#include "ui/detail/bytespane.h"
#include "ui/detail/fieldmodel.h"
#include "ui/detail/headpane.h"
#include "ui/detail/hexview.h"
#include "ui/detail/payloadpane.h"
#include "ui/detail/rulerow.h"
#include "ui/detail/stepsstrip.h"
#include "ui/detail/verdictpane.h"
#include "ui/theme/codelabel.h"
#include "ui/theme/foldheader.h"

#include <QAbstractButton>
#include <QLabel>
#include <QTest>

using namespace hop101;
using ui::DetailPane;

namespace {

const std::string kKey = "dGhlIHNhbXBsZSBub25jZQ=="; // RFC 6455 1.3
const std::string kRequest =
    "GET /chat HTTP/1.1\r\nHost: example.org\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: "
    + kKey + "\r\nSec-WebSocket-Version: 13\r\n\r\n";
const std::string kSwitched =
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Accept: "
    + websocket::acceptKeyFor(kKey) + "\r\n\r\n";

} // namespace

class TestDetailPane : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_state = std::make_unique<ui::CaptureState>();
        m_pane = std::make_unique<DetailPane>(m_state.get());
        m_pane->resize(400, 600);
        m_pane->show();
    }
    void cleanup()
    {
        m_pane.reset();
        m_state.reset();
    }
    void aHeadIsShownAsOnTheWireAndItsLinesLightTheirBytes()
    {
        showUpgraded();
        open(DetailPane::Head);
        m_state->select(find(hop::EventKind::RequestHead));
        QVERIFY(m_pane->head()->shownText().startsWith(
            QString("GET /chat HTTP/1.1\\r\\n\nHost: example.org\\r\\n\n")));
        m_pane->head()->chooseLine(2);
        QCOMPARE(m_state->selectedBytes(), (base::ByteRange{39, 20}));
        QVERIFY(m_pane->head()->meaningText().contains("RFC 9110 7.8"));
        m_pane->head()->choose(ui::HeadPane::Response);
        QVERIFY(m_pane->head()->shownText().startsWith("HTTP/1.1 101"));
        m_pane->head()->chooseLine(0);
        QCOMPARE(m_state->selected(), find(hop::EventKind::ResponseHead));
    }
    void ofAFrameTheResponseHeadIsShown()
    {
        showUpgraded();
        open(DetailPane::Head);
        m_state->select(find(hop::EventKind::Frame));
        QVERIFY(m_pane->head()->shownText().startsWith("HTTP/1.1 101"));
    }
    void jsonIsIndentedAndHexIsThere()
    {
        showUpgraded();
        open(DetailPane::Payload);
        m_state->select(find(hop::EventKind::Frame));
        QCOMPARE(m_pane->payload()->form(), ui::PayloadPane::Json);
        QCOMPARE(m_pane->payload()->shownText(), QString("{\n  \"a\": 1\n}"));
        m_pane->payload()->choose(ui::PayloadPane::Text);
        QCOMPARE(m_pane->payload()->shownText(), QString("{\"a\":1}"));
        m_pane->payload()->choose(ui::PayloadPane::Hex);
        QVERIFY(m_pane->payload()->shownText().startsWith("0000  7b 22 61 22"));
    }
    void aMessageIsJoinedAcrossItsFragments()
    {
        RecordedSession session;
        session.opened().client(kRequest).server(kSwitched);
        session.server(frame(0x01, "Hel", false))
            .server(frame(0x89, "ping", false))
            .server(frame(0x80, "lo", false));
        m_state->setReader(session.read());
        open(DetailPane::Payload);
        m_state->select(find(hop::EventKind::Frame));
        QCOMPARE(m_pane->payload()->shownText(), QString("Hello"));
        m_pane->payload()->setWholeMessage(false);
        QCOMPARE(m_pane->payload()->shownText(), QString("Hel"));
        QTemporaryDir folder;
        m_pane->payload()->setWholeMessage(true);
        QVERIFY(m_pane->payload()->saveTo(folder.filePath("out")));
        QFile file(folder.filePath("out"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("Hello"));
    }
    void aRefusalsBodyIsPlainText()
    {
        RecordedSession session;
        session.opened().client(kRequest).server(
            "HTTP/1.1 403 Forbidden\r\nContent-Length: 20\r\n\r\n<b>No</b>\r\n<script>x");
        m_state->setReader(session.read());
        open(DetailPane::Payload);
        m_state->select(find(hop::EventKind::ResponseHead));
        QCOMPARE(m_pane->payload()->shownText(), QString("<b>No</b>\n<script>x"));
    }
    void aLargePayloadIsCutWithANotice()
    {
        RecordedSession session;
        session.opened().client(kRequest).server(kSwitched);
        const std::size_t size = ui::PayloadPane::kMaxShown + 1;
        std::string header{char(0x81), 127};
        for (int shift = 56; shift >= 0; shift -= 8)
            header += char((size >> shift) & 0xFF);
        session.server(header + std::string(size, 'x'));
        m_state->setReader(session.read());
        open(DetailPane::Payload);
        m_state->select(find(hop::EventKind::Frame));
        QVERIFY(m_pane->payload()->noticeText().startsWith("The first "));
        QCOMPARE(m_pane->payload()->shownText().size(), qsizetype(ui::PayloadPane::kMaxShown));
        open(DetailPane::Bytes);
        QVERIFY(m_pane->bytes()->noticeText().startsWith("The first "));
    }
    void aFieldLightsItsBytesAndABytesFieldIsFound()
    {
        showUpgraded();
        open(DetailPane::Bytes);
        m_state->select(find(hop::EventKind::Frame));
        const ui::FieldModel *fields = m_pane->bytes()->fields();
        QCOMPARE(fields->index(4, 0).data().toString(), QString("Opcode"));
        emit m_pane->bytes()->hex()->byteClicked(3);
        QCOMPARE(m_state->selectedBytes(), (base::ByteRange{2, 4}));
        QCOMPARE(m_pane->bytes()->hex()->lit(), (base::ByteRange{2, 4}));
        QVERIFY(m_pane->bytes()->meaningText().contains("RFC 6455 5.3"));
    }
    void bytesLitElsewhereAreLitHere()
    {
        showUpgraded();
        open(DetailPane::Bytes);
        m_state->select(find(hop::EventKind::Frame));
        m_state->selectBytes({6, 3});
        QCOMPARE(m_pane->bytes()->hex()->lit(), (base::ByteRange{6, 3}));
    }
    void anEventWithoutBytesSaysSo()
    {
        showUpgraded();
        open(DetailPane::Bytes);
        m_state->select(find(hop::EventKind::ProtocolSwitched));
        QVERIFY(!m_pane->bytes()->noticeText().isEmpty());
        open(DetailPane::Payload);
        QCOMPARE(m_pane->payload()->noticeText(), QString("This event carries no payload."));
    }
    void rulesThatHoldFoldAndOpen()
    {
        showUpgraded();
        open(DetailPane::Verdict);
        ui::FoldHeader *fold = foldNamed("more that hold");
        QVERIFY(fold);
        const auto visibleRows = [this] {
            int count = 0;
            for (const ui::RuleRow *row : m_pane->verdict()->findChildren<ui::RuleRow *>())
                count += row->isVisible() ? 1 : 0;
            return count;
        };
        QTRY_COMPARE(visibleRows(), 4);
        fold->click();
        QTRY_COMPARE(visibleRows(), 4 + int(m_pane->verdict()->content().holding.size()));
    }
    void theAcceptIsExplainedWhereOneAsks()
    {
        showUpgraded();
        open(DetailPane::Verdict);
        ui::AcceptSteps *steps = m_pane->verdict()->findChild<ui::AcceptSteps *>();
        QVERIFY(steps && !steps->isVisible());
        foldNamed("How the accept is made")->click();
        QVERIFY(steps->isVisible());
        QStringList values;
        for (const ui::CodeLabel *value : steps->findChildren<ui::CodeLabel *>())
            values += value->text();
        QCOMPARE(values,
                 (QStringList{"dGhlIHNhbXBsZSBub25jZQ==",
                              "dGhlIHNhbXBsZSBub25jZQ==258EAFA5-E914-47DA-95CA-C5AB0DC85B11",
                              "b37a4f2cc0624f1690f64606cf385945b2bec4ea", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="}));
    }
    void aWrongAcceptIsExplainedAtOnce()
    {
        RecordedSession session;
        std::string answer = kSwitched;
        // base64 of the hash in hex: what PHP's sha1() gives.
        answer.replace(answer.find("s3pP"), 28, "YjM3YTRmMmNjMDYyNGYxNjkwZjY0NjA2Y2YzODU5NDViMmJlYzRlYQ==");
        session.opened().client(kRequest).server(answer);
        m_state->setReader(session.read());
        open(DetailPane::Verdict);
        const ui::AcceptSteps *steps = m_pane->verdict()->findChild<ui::AcceptSteps *>();
        QVERIFY(steps && steps->isVisible());
        const auto &accept = m_pane->verdict()->content().accept;
        QVERIFY(accept && !accept->isRight);
        QCOMPARE(accept->lines.back().value, QString("base64(hex(SHA-1(key + GUID)))"));
        const QString all = m_pane->verdict()->content().detail + accept->mistake;
        QVERIFY2(all.contains("PHP") || all.contains("hex"), qPrintable(all));
    }
    void aCompressedMessageIsShownInflatedOrAsSent()
    {
        RecordedSession session;
        session.opened().client(kRequest).server(kSwitched);
        session.server(frame(0x01, "zz", false)).server(frame(0x80, "z", false)).read();
        capture::fixture::makeCompressed(session.path(), {{5, 4}, {6, 9}}, "one two 3");
        m_state->setReader(std::move(capture::Reader::open(session.path())).value());
        open(DetailPane::Payload);
        m_state->select({6});
        ui::PayloadPane *payload = m_pane->payload();
        QCOMPARE(payload->shownText(), QString("one two 3"));
        QCOMPARE(payload->noticeText(), QString("Compressed: 9 B sent as 3 B, 3.0 to 1."));
        payload->setWholeMessage(false);
        QCOMPARE(payload->shownText(), QString("two 3"));
        payload->setAsSent(true);
        QCOMPARE(payload->shownBytes(), QByteArray("z"));
        payload->setWholeMessage(true);
        QCOMPARE(payload->shownBytes(), QByteArray("zzz"));
        QTemporaryDir folder;
        const auto saved = [&] {
            QFile file(folder.filePath("out"));
            return payload->saveTo(file.fileName()) && file.open(QIODevice::ReadOnly) ? file.readAll()
                                                                                      : QByteArray();
        };
        QCOMPARE(saved(), QByteArray("zzz"));
        payload->setAsSent(false);
        QCOMPARE(saved(), QByteArray("one two 3"));
        payload->setWholeMessage(false);
        QCOMPARE(saved(), QByteArray("two 3"));
    }
    void whatOfACompressedMessageIsMissingIsSaid()
    {
        RecordedSession session;
        session.opened().client(kRequest).server(kSwitched).server(frame(0x81, "zz", false)).read();
        capture::fixture::makeCompressed(session.path(), {{5, 4'000}}, "only this");
        m_state->setReader(std::move(capture::Reader::open(session.path())).value());
        open(DetailPane::Payload);
        m_state->select({5});
        QCOMPARE(m_pane->payload()->shownText(), QString("only this"));
        QVERIFY(m_pane->payload()->noticeText().startsWith("The capture keeps the first 9 B of it."));
    }
    void aStepSelectsItsEvent()
    {
        showUpgraded();
        open(DetailPane::Verdict);
        m_pane->verdict()->steps()->button(2)->click();
        QCOMPARE(m_state->selected(), find(hop::EventKind::ResponseHead));
        m_pane->verdict()->steps()->button(0)->click();
        QCOMPARE(m_state->selected(), find(hop::EventKind::RequestHead));
    }
    void whatAServerSaysIsNeverRichText()
    {
        RecordedSession session;
        session.opened().client(kRequest).server("HTTP/1.1 101 <b>x</b>\r\nUpgrade: <img src=x>\r\n\r\n");
        m_state->setReader(session.read());
        open(DetailPane::Verdict);
        QVERIFY(m_pane->verdict()->findChildren<QLabel *>().size() > 4);
        for (const QLabel *label : m_pane->findChildren<QLabel *>())
            QCOMPARE(label->textFormat(), Qt::PlainText);
    }
    void withoutACaptureThePanesTeach()
    {
        for (int tab = 0; tab < m_pane->count(); ++tab)
            open(DetailPane::Tab(tab));
        QVERIFY(m_pane->verdict()->content().detail.startsWith("Connect, or open"));
        QVERIFY(m_pane->payload()->noticeText().startsWith("Select"));
        QVERIFY(m_pane->bytes()->noticeText().startsWith("Select"));
    }

private:
    void showUpgraded()
    {
        m_session = std::make_unique<RecordedSession>();
        m_session->opened()
            .client(kRequest)
            .server(kSwitched)
            .client(clientText("{\"a\":1}"))
            .server(serverText("b"));
        m_state->setReader(m_session->read());
    }
    ui::FoldHeader *foldNamed(const QString &ending) const
    {
        for (ui::FoldHeader *fold : m_pane->verdict()->findChildren<ui::FoldHeader *>()) {
            if (fold->accessibleName().endsWith(ending))
                return fold;
        }
        return nullptr;
    }
    void open(DetailPane::Tab tab) { m_pane->setCurrentIndex(tab); }
    base::EventId find(hop::EventKind kind) const
    {
        for (std::uint64_t id = 1; id <= m_state->reader()->eventCount(); ++id) {
            if (m_state->reader()->event({id}).kind == kind)
                return {id};
        }
        return {};
    }

    std::unique_ptr<RecordedSession> m_session;
    std::unique_ptr<ui::CaptureState> m_state;
    std::unique_ptr<DetailPane> m_pane;
};

QTEST_MAIN(TestDetailPane)
#include "tst_detailpane.moc"
