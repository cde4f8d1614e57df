// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/demo.h"

#include "core/capture/content.h"
#include "core/diagram/terminal.h"
#include "core/net/sessionfactory.h"
#include "ui/composer/composer.h"
#include "ui/mainwindow.h"
#include "ui/sendbar/payloadinput.h"
#include "ui/sendbar/sendbar.h"
#include "ui/state/livesession.h"
#include "ui/text/text.h"
#include "ui/timeline/timelinepane.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QTimer>

#include <cstdio>
#include <unistd.h>

namespace hop101::gui {

namespace {

constexpr QSize kPicture{1280, 800};
constexpr int kPatienceMs = 20'000;
constexpr int kColumns = 100;

/// What the demo sends, one after the other; each waits for the answer to the one before.
struct Message
{
    ui::SendBar::Kind kind;
    QString typed;
};

QList<Message> messages()
{
    return {{ui::SendBar::Text, QStringLiteral("Hello, hop 101")},
            {ui::SendBar::Json, QStringLiteral("{\"join\": \"lobby\", \"name\": \"ada\"}")},
            {ui::SendBar::Binary, QStringLiteral("89 50 4e 47 0d 0a 1a 0a 00 00 00 0d")},
            {ui::SendBar::Ping, QStringLiteral("still there?")}};
}

/// Sends the next message whenever the last one was answered, and closes after the last. Driven by the
/// window's own notices, never by time.
class Conversation final : public QObject
{
    Q_OBJECT
public:
    explicit Conversation(ui::MainWindow &window) : m_window(window)
    {
        connect(&window.live(), &ui::LiveSession::noticeChanged, this, &Conversation::goOn);
        connect(&window.live(), &ui::LiveSession::ended, this, &Conversation::finished);
    }

signals:
    void finished();

private:
    void goOn()
    {
        if (!m_window.live().isOpen() || answers() < m_sent)
            return;
        const QList<Message> all = messages();
        if (m_sent >= std::uint64_t(all.size())) {
            if (!m_isClosing)
                m_window.closeNow(1000, QStringLiteral("that is all"));
            m_isClosing = true;
            return;
        }
        const Message &next = all.at(qsizetype(m_sent++));
        m_window.sendBar()->setKind(next.kind);
        m_window.sendBar()->setBinaryFormat(ui::PayloadFormat::Hex);
        m_window.sendBar()->setText(next.typed);
        m_window.sendBar()->submit();
    }

    std::uint64_t answers() const
    {
        const capture::Reader *reader = m_window.state().reader();
        std::uint64_t count = 0;
        for (std::uint64_t id = 1; reader && id <= reader->eventCount(); ++id) {
            const hop::Event event = reader->event({id});
            const bool isAnswer =
                event.kind == hop::EventKind::Frame && event.direction == hop::Direction::FromRight;
            count += isAnswer && event.ended ? 1 : 0;
        }
        return count;
    }

    ui::MainWindow &m_window;
    std::uint64_t m_sent = 0;
    bool m_isClosing = false;
};

void print(const std::string &text)
{
    std::fputs(text.c_str(), stdout);
}

int fail(const QString &sentence)
{
    std::fputs(ui::toUtf8(QStringLiteral("hop101: %1\n").arg(sentence)).c_str(), stderr);
    return 1;
}

/// The frame that shows most: the JSON that came back.
base::EventId eventToShow(const capture::Reader &reader)
{
    int texts = 0;
    for (std::uint64_t id = 1; id <= reader.eventCount(); ++id) {
        const hop::Event event = reader.event({id});
        const bool isText = event.kind == hop::EventKind::Frame && event.opcode() == websocket::Opcode::Text;
        if (isText && event.direction == hop::Direction::FromRight && ++texts == 2)
            return event.id;
    }
    return {};
}

bool takePicture(ui::MainWindow &window, const QString &path)
{
    window.sendBar()->setKind(ui::SendBar::Json);
    window.timeline()->setFocus();
    QApplication::processEvents();
    QImage image(kPicture, QImage::Format_RGB32);
    window.render(&image);
    return image.save(path);
}

/// Prints the verdict and the diagram; true where all rules hold.
bool printSession(const capture::Reader &reader)
{
    const std::vector<hop::Exchange> exchanges = reader.exchanges();
    if (exchanges.empty())
        return false;
    const hop::Exchange &exchange = exchanges.back();
    const auto head = capture::responseHead(reader, reader.event(exchange.response));
    const bool allHold = capture::verdictOf(reader, exchange).allHold() && exchange.status == 101
        && !reader.nextFinding({}, rules::Severity::Warning);
    const std::string reason = head ? head->reason : std::string();
    print(std::to_string(exchange.status) + ' ' + reason
          + (allHold ? ", all rules hold" : ", a rule is broken") + "\n\n");
    diagram::TerminalOptions options;
    options.width = kColumns;
    options.colour = isatty(STDOUT_FILENO) == 1;
    print(diagram::renderTerminal(diagram::SequenceLayout::build(reader, 0, reader.eventCount()), options));
    return allHold;
}

/// Runs the conversation; empty, or why it did not come to its end.
QString converse(ui::MainWindow &window, const QString &capturePath)
{
    Conversation conversation(window);
    QEventLoop loop;
    QTimer patience;
    patience.setSingleShot(true);
    bool isFinished = false;
    QObject::connect(&conversation, &Conversation::finished, &loop, [&] {
        isFinished = true;
        loop.quit();
    });
    QObject::connect(&patience, &QTimer::timeout, &loop, &QEventLoop::quit);
    patience.start(kPatienceMs);
    window.connectNow(capturePath);
    if (!window.live().isLive())
        return QStringLiteral("the session could not be started");
    loop.exec();
    return isFinished ? QString() : QStringLiteral("the endpoint did not answer in time");
}

} // namespace

int runDemo(QApplication &application, const Arguments &arguments)
{
    applyAppearance(application, arguments.appearance.value_or(ui::Appearance::Light));
    const QDir folder(arguments.demoFolder);
    const QString capturePath = folder.absoluteFilePath(QStringLiteral("demo.hop101"));
    const QString picturePath = folder.absoluteFilePath(QStringLiteral("demo.png"));
    if (!folder.mkpath(QStringLiteral(".")))
        return fail(QStringLiteral("the folder %1 cannot be made").arg(folder.absolutePath()));
    QFile::remove(capturePath);

    net::SessionFactory factory;
    bool isRight = false;
    {
        ui::MainWindow window(factory, {false, false, false});
        if (!window.urlIsEmbedded())
            return fail(QStringLiteral("the embedded endpoint could not be started"));
        window.resize(arguments.size.isValid() ? arguments.size : kPicture);
        window.show();
        const QString trouble = converse(window, capturePath);
        if (!trouble.isEmpty() || !window.state().reader())
            return fail(trouble.isEmpty() ? QStringLiteral("there is no capture") : trouble);
        // What the picture shows was read from the file, not kept from the session. The session's own reader
        // closes first: the last one makes the capture a plain file.
        window.state().setReader(nullptr);
        auto written = capture::Reader::open(ui::toUtf8(capturePath));
        if (!written)
            return fail(ui::fromUtf8(capture::describe(written.error())));
        window.state().setReader(std::move(written).value());
        window.state().select(eventToShow(*window.state().reader()));
        if (!takePicture(window, picturePath))
            return fail(QStringLiteral("%1 cannot be written").arg(picturePath));
        isRight = printSession(*window.state().reader());
    }
    print("\ncapture: " + ui::toUtf8(capturePath) + "\npicture: " + ui::toUtf8(picturePath) + '\n');
    return isRight ? 0 : 1;
}

} // namespace hop101::gui

#include "demo.moc"
