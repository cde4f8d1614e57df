// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/field.h"

#include "core/base/ascii.h"
#include "core/doctor/extensionwords.h"
#include "core/hop/judgeextensions.h"
#include "core/http/headparser.h"
#include "core/websocket/closecode.h"
#include "ui/text/text.h"

#include <QCoreApplication>
#include <QLocale>

namespace hop101::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(hop101::ui::Field)
};

const QString &framing()
{
    static const QString section = QStringLiteral("RFC 6455 5.2");
    return section;
}

QString opcodeName(websocket::Opcode opcode)
{
    switch (opcode) {
    case websocket::Opcode::Continuation:
        return Words::tr("continuation");
    case websocket::Opcode::Text:
        return Words::tr("text");
    case websocket::Opcode::Binary:
        return Words::tr("binary");
    case websocket::Opcode::Close:
        return Words::tr("close");
    case websocket::Opcode::Ping:
        return Words::tr("ping");
    case websocket::Opcode::Pong:
        return Words::tr("pong");
    }
    return Words::tr("reserved");
}

QString opcodeMeaning(websocket::Opcode opcode)
{
    switch (opcode) {
    case websocket::Opcode::Continuation:
        return Words::tr("A further fragment of the message that is open.");
    case websocket::Opcode::Text:
        return Words::tr("Begins a text message; its payload is UTF-8.");
    case websocket::Opcode::Binary:
        return Words::tr("Begins a binary message; its payload may be any bytes.");
    case websocket::Opcode::Close:
        return Words::tr("Starts or answers the closing handshake.");
    case websocket::Opcode::Ping:
        return Words::tr("Asks the other side for a pong with the same payload.");
    case websocket::Opcode::Pong:
        return Words::tr("Answers a ping with the same payload, or is a heartbeat.");
    }
    return Words::tr("Reserved for later versions: the receiver must fail the connection.");
}

Field bitField(const QString &name, int firstBit, int bitCount, const QString &value, const QString &meaning)
{
    Field field;
    field.name = name;
    field.value = value;
    field.meaning = meaning;
    field.section = framing();
    field.kind = FieldKind::Bits;
    field.bytes = {std::uint64_t(firstBit) / 8, 1};
    field.firstBit = firstBit;
    field.bitCount = bitCount;
    return field;
}

QString bit(bool isSet)
{
    return QString(QLatin1Char(isSet ? '1' : '0'));
}

/// What RSV1 says depends on what was agreed, and on the frame's place in its message.
Field firstReservedBit(const hop::Event &frame, const websocket::FrameHeader &header)
{
    Field field = bitField(QStringLiteral("RSV1"), 1, 1, bit(header.rsv1),
                           Words::tr("Reserved for extensions: clear unless one was agreed on."));
    if (!frame.has(hop::flag::Compressed))
        return field;
    field.section = QStringLiteral("RFC 7692 6");
    field.meaning = header.rsv1
        ? Words::tr("The message is compressed: permessage-deflate was agreed on, and uses this bit of the "
                    "message's first frame.")
        : Words::tr("Clear, as in every further frame: the first one says that the message is compressed.");
    return field;
}

void addFirstByte(std::vector<Field> &fields, const hop::Event &frame, const websocket::FrameHeader &header)
{
    fields.push_back(bitField(QStringLiteral("FIN"), 0, 1, bit(header.fin),
                              header.fin ? Words::tr("The last or only fragment of its message.")
                                         : Words::tr("More fragments of this message follow.")));
    const QString clear = Words::tr("Reserved for extensions: clear unless one was agreed on.");
    fields.push_back(firstReservedBit(frame, header));
    fields.push_back(bitField(QStringLiteral("RSV2"), 2, 1, bit(header.rsv2), clear));
    fields.push_back(bitField(QStringLiteral("RSV3"), 3, 1, bit(header.rsv3), clear));
    const QString number = QStringLiteral("0x") + QString::number(int(header.opcode), 16);
    fields.push_back(bitField(Words::tr("Opcode"), 4, 4,
                              QString(number + QLatin1Char(' ') + opcodeName(header.opcode)),
                              opcodeMeaning(header.opcode)));
}

QString lengthMeaning(const websocket::FrameHeader &header)
{
    switch (header.lengthBytes) {
    case 1:
        return Words::tr("The payload's size in bytes, up to 125 within these seven bits.");
    case 3:
        return Words::tr("126 in the seven bits says that the size follows in two bytes.");
    default:
        return Words::tr("127 in the seven bits says that the size follows in eight bytes.");
    }
}

void addLength(std::vector<Field> &fields, const hop::Event &frame, const websocket::FrameHeader &header)
{
    const bool fromClient = frame.direction == hop::Direction::FromLeft;
    const QString sender = fromClient ? Words::tr("Every frame of a client must be masked.")
                                      : Words::tr("A server must not mask its frames.");
    Field mask = bitField(QStringLiteral("MASK"), 8, 1, bit(header.masked), sender);
    mask.section = QStringLiteral("RFC 6455 5.1");
    fields.push_back(mask);
    Field length = bitField(Words::tr("Length"), 9, 7,
                            Words::tr("%1 bytes").arg(QLocale().toString(qulonglong(header.payloadLength))),
                            lengthMeaning(header));
    length.kind = FieldKind::Length;
    length.bytes = {1, header.lengthBytes};
    fields.push_back(length);
}

std::string spacedHex(base::ByteSpan bytes)
{
    std::string spaced;
    for (const std::byte byte : bytes) {
        if (!spaced.empty())
            spaced += ' ';
        spaced += base::toHex({&byte, 1});
    }
    return spaced;
}

void addKey(std::vector<Field> &fields, const websocket::FrameHeader &header)
{
    Field key;
    key.name = Words::tr("Masking key");
    key.value = QString::fromStdString(spacedHex(header.maskKey));
    key.meaning =
        Words::tr("Each payload byte is combined by exclusive or with one byte of this key, in turn.");
    key.section = QStringLiteral("RFC 6455 5.3");
    key.kind = FieldKind::Key;
    key.bytes = {header.size() - 4, 4};
    fields.push_back(key);
}

void addCloseCode(std::vector<Field> &fields, const websocket::FrameHeader &header, base::ByteSpan wire)
{
    const std::size_t at = header.size();
    if (header.payloadLength < 2 || wire.size() < at + 2)
        return;
    const auto unmasked = [&](std::size_t i) {
        const std::byte key = header.masked ? header.maskKey[i] : std::byte{0};
        return std::to_integer<unsigned>(wire[at + i] ^ key);
    };
    const auto code = static_cast<std::uint16_t>(unmasked(0) << 8 | unmasked(1));
    Field field;
    field.name = Words::tr("Close code");
    field.value =
        QString(QString::number(code) + QLatin1Char(' ') + text("closecode", websocket::closeCodeName(code)))
            .trimmed();
    field.meaning = Words::tr("Why the connection is closed.");
    field.section = QStringLiteral("RFC 6455 7.4");
    field.kind = FieldKind::Payload;
    field.bytes = {at, 2};
    fields.push_back(field);
}

/// What the payload inflates to; of a fragment, what its message is so far.
void addInflated(std::vector<Field> &fields, const Field &payload, const hop::Event &frame)
{
    Field field = payload;
    field.section = QStringLiteral("RFC 7692 7.2.2");
    field.name = frame.has(hop::flag::MessageEnd) ? Words::tr("Message") : Words::tr("Message so far");
    const bool isWholeMessage = frame.message == frame.id && frame.has(hop::flag::MessageEnd);
    if (frame.messageSize < 0) {
        field.value = Words::tr("not known");
        field.meaning = frame.ended
            ? Words::tr("The payload was not inflated to its end: an error, or a limit, stopped it.")
            : Words::tr("The frame is not complete yet.");
    } else {
        field.value = Words::tr("%1 bytes").arg(QLocale().toString(qlonglong(frame.messageSize)));
        if (isWholeMessage && payload.bytes.size > 0)
            field.value += QStringLiteral(", ")
                + Words::tr("%1 to 1").arg(
                    QLocale().toString(double(frame.messageSize) / double(payload.bytes.size), 'f', 1));
        field.meaning = Words::tr("What these bytes inflate to (DEFLATE); the Payload tab shows it.");
    }
    fields.push_back(field);
}

void addPayload(std::vector<Field> &fields, const websocket::FrameHeader &header, const hop::Event &frame)
{
    const std::uint64_t seen = frame.wireSize > std::int64_t(header.size())
        ? std::uint64_t(frame.wireSize) - header.size()
        : header.payloadLength;
    if (header.payloadLength == 0)
        return;
    Field payload;
    payload.name = Words::tr("Payload");
    payload.value = Words::tr("%1 bytes").arg(QLocale().toString(qulonglong(seen)));
    if (header.masked)
        payload.value += QLatin1Char(' ') + Words::tr("(masked)");
    payload.meaning = header.masked
        ? Words::tr("Here as on the wire; the Payload tab shows it without the mask.")
        : Words::tr("What the frame carries, as it is.");
    payload.section = framing();
    payload.kind = FieldKind::Payload;
    payload.bytes = {header.size(), seen};
    if (frame.has(hop::flag::Compressed))
        payload.value += QLatin1Char(' ') + Words::tr("(compressed)");
    fields.push_back(payload);
    if (frame.has(hop::flag::Compressed))
        addInflated(fields, payload, frame);
}

Field lineField(const base::ByteRange &line, FieldKind kind, const QString &name, const QString &value)
{
    Field field;
    field.name = name;
    field.value = value;
    field.kind = kind;
    field.bytes = line;
    return field;
}

/// What the server's answer means once it switched.
QString agreedMeaning(const http::HeaderFields &headers)
{
    const auto agreed = hop::agreedDeflate(nullptr, headers);
    const auto translated = [](const char *sentence) { return toUtf8(text("doctor", sentence)); };
    return agreed ? fromUtf8(doctor::deflateWords(*agreed, translated)) : QString();
}

void addHeaders(std::vector<Field> &fields, const http::HeaderFields &headers, bool isSwitch)
{
    for (const http::HeaderField &header : headers.lines) {
        Field field = lineField(header.line, FieldKind::Header, shown(header.name), shown(header.value));
        const HeaderMeaning meaning = headerMeaning(header.name);
        field.meaning = meaning.sentence;
        field.section = meaning.section;
        if (isSwitch && base::equalsIgnoringCase(header.name, "Sec-WebSocket-Extensions")) {
            if (const QString agreed = agreedMeaning(headers); !agreed.isEmpty())
                field.meaning = agreed;
        }
        fields.push_back(field);
    }
}

void addEndOfHead(std::vector<Field> &fields, std::uint64_t size)
{
    const std::uint64_t end = fields.empty() ? 0 : fields.back().bytes.end();
    if (size <= end)
        return;
    Field field = lineField({end, size - end}, FieldKind::LineEnd, Words::tr("Empty line"), QString());
    field.meaning = Words::tr("Ends the head; what follows is a body or, after a 101, the new protocol.");
    field.section = QStringLiteral("RFC 9112 2.1");
    fields.push_back(field);
}

struct Known
{
    const char *name;
    const char *sentence;
    const char *section;
};

constexpr Known kKnown[] = {
    {"Host",
     QT_TRANSLATE_NOOP("hop101::ui::Field",
                       "The name and port that the client wants, so that one address can serve many."),
     "RFC 9110 7.2"},
    {"Upgrade",
     QT_TRANSLATE_NOOP(
         "hop101::ui::Field",
         "The protocol to switch to. It counts for this hop only: a proxy must pass it on itself."),
     "RFC 9110 7.8"},
    {"Connection",
     QT_TRANSLATE_NOOP("hop101::ui::Field",
                       "Lists what counts for this hop only; without “upgrade” here, Upgrade is ignored."),
     "RFC 9110 7.6.1"},
    {"Sec-WebSocket-Key",
     QT_TRANSLATE_NOOP("hop101::ui::Field",
                       "16 random bytes in base64. The server proves with Accept that it read them."),
     "RFC 6455 11.3.1"},
    {"Sec-WebSocket-Accept",
     QT_TRANSLATE_NOOP("hop101::ui::Field",
                       "base64(SHA-1(key + GUID)): proof that the server understood the upgrade."),
     "RFC 6455 11.3.3"},
    {"Sec-WebSocket-Version",
     QT_TRANSLATE_NOOP("hop101::ui::Field", "The version of the protocol; 13 is the only one in use."),
     "RFC 6455 11.3.5"},
    {"Sec-WebSocket-Protocol",
     QT_TRANSLATE_NOOP("hop101::ui::Field",
                       "Subprotocols: the client offers some, the server chooses one of them or none."),
     "RFC 6455 11.3.4"},
    {"Sec-WebSocket-Extensions",
     QT_TRANSLATE_NOOP("hop101::ui::Field",
                       "Extensions such as compression: offered by the client, agreed to by the server."),
     "RFC 6455 11.3.2"},
    {"Origin",
     QT_TRANSLATE_NOOP("hop101::ui::Field",
                       "The web page's origin; servers may refuse those that they do not know."),
     "RFC 6455 4.1"},
    {"Content-Length", QT_TRANSLATE_NOOP("hop101::ui::Field", "The size of the body in bytes."),
     "RFC 9110 8.6"},
    {"Transfer-Encoding",
     QT_TRANSLATE_NOOP("hop101::ui::Field", "How the body is framed, such as in chunks."), "RFC 9112 6.1"},
    {"Location",
     QT_TRANSLATE_NOOP("hop101::ui::Field", "Where a redirect leads; WebSocket clients need not follow it."),
     "RFC 9110 10.2.2"},
    {"WWW-Authenticate", QT_TRANSLATE_NOOP("hop101::ui::Field", "How the server wants the client to log in."),
     "RFC 9110 11.6.1"},
    {"Server", QT_TRANSLATE_NOOP("hop101::ui::Field", "The software that answered, which may be a proxy."),
     "RFC 9110 10.2.4"},
    {"Via", QT_TRANSLATE_NOOP("hop101::ui::Field", "The proxies between; each adds itself."),
     "RFC 9110 7.6.3"},
};

} // namespace

HeaderMeaning headerMeaning(std::string_view name)
{
    for (const Known &known : kKnown) {
        if (base::equalsIgnoringCase(known.name, name))
            return {Words::tr(known.sentence), QString::fromLatin1(known.section)};
    }
    return {};
}

std::vector<Field> frameFields(const hop::Event &frame, base::ByteSpan wire)
{
    std::vector<Field> fields;
    websocket::FrameHeader header;
    if (!websocket::readFrameHeader(wire, header)) {
        if (!wire.empty())
            fields.push_back(lineField({0, wire.size()}, FieldKind::Raw, Words::tr("Cut header"), QString()));
        return fields;
    }
    addFirstByte(fields, frame, header);
    addLength(fields, frame, header);
    if (header.masked)
        addKey(fields, header);
    if (header.opcode == websocket::Opcode::Close)
        addCloseCode(fields, header, wire);
    addPayload(fields, header, frame);
    return fields;
}

std::vector<Field> headFields(const hop::Event &head, base::ByteSpan wire)
{
    std::vector<Field> fields;
    const auto add = [&](const auto &parsed, const QString &name, const QString &meaning,
                         const char *section) {
        const std::string_view line =
            base::asText(wire).substr(0, parsed.startLine.end()).substr(parsed.startLine.first);
        Field field = lineField(parsed.startLine, FieldKind::StartLine, name,
                                shown(base::trimmed(line.substr(0, line.find_first_of("\r\n")))));
        field.meaning = meaning;
        field.section = QString::fromLatin1(section);
        fields.push_back(field);
        addHeaders(fields, parsed.fields, head.kind == hop::EventKind::ResponseHead && head.code == 101);
    };
    if (head.kind == hop::EventKind::RequestHead)
        add(http::parseRequestHead(wire), Words::tr("Request line"),
            Words::tr("What is asked for: method, target and version."), "RFC 9112 3");
    else
        add(http::parseResponseHead(wire), Words::tr("Status line"),
            Words::tr("How it went: version, status and a reason for people."), "RFC 9112 4");
    addEndOfHead(fields, wire.size());
    return fields;
}

std::vector<Field> fieldsOf(const hop::Event &event, base::ByteSpan wire)
{
    switch (event.kind) {
    case hop::EventKind::Frame:
        return frameFields(event, wire);
    case hop::EventKind::RequestHead:
    case hop::EventKind::ResponseHead:
        return headFields(event, wire);
    default:
        return {};
    }
}

int fieldAt(const std::vector<Field> &fields, std::uint64_t byte)
{
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (byte >= fields[i].bytes.first && byte < fields[i].bytes.end())
            return int(i);
    }
    return -1;
}

} // namespace hop101::ui
