// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/failure.h"

#include "core/base/ascii.h"
#include "core/base/text.h"

namespace hop101::doctor {
namespace {

bool contains(std::string_view text, std::string_view lowerCasePart)
{
    return base::toLower(text).find(lowerCasePart) != std::string::npos;
}

Diagnosis noAnswer(const Words &say, std::string sentence, std::string detail = {})
{
    return {say(HOP101_TEXT("doctor", "No answer.")), std::move(sentence), std::move(detail), {}};
}

Diagnosis notConnected(const Words &say, std::string sentence, std::string detail = {})
{
    return {say(HOP101_TEXT("doctor", "Not connected.")), std::move(sentence), std::move(detail), {}};
}

/// Words of a library that name a cause, and what to say about it.
struct Hint
{
    const char *reasonPart; ///< lower case
    const char *sentence;
    const char *detail;
};

constexpr Hint kConnectHints[] = {
    {"refused",
     HOP101_TEXT("doctor", "The connection was refused: nothing listens at that address and port."),
     HOP101_TEXT("doctor", "Check the port, and that the server runs.")},
    {"unreachable", HOP101_TEXT("doctor", "There is no way to that address."),
     HOP101_TEXT("doctor", "Check the network, the address, and a firewall on the way.")},
    {"no route", HOP101_TEXT("doctor", "There is no way to that address."),
     HOP101_TEXT("doctor", "Check the network, the address, and a firewall on the way.")},
    {"timed out", HOP101_TEXT("doctor", "The address did not answer in time."),
     HOP101_TEXT("doctor", "Check the address; a firewall that drops packets looks like this, too.")},
    {"permission", HOP101_TEXT("doctor", "The system does not permit this connection."),
     HOP101_TEXT("doctor", "Check the local firewall rules.")},
    {"", HOP101_TEXT("doctor", "The connection could not be made."), ""},
};
constexpr Hint kTlsHints[] = {
    {"wrong version number", HOP101_TEXT("doctor", "The port does not speak TLS."),
     HOP101_TEXT("doctor", "Use ws:// instead of wss://, or the port that speaks TLS.")},
    {"not tls", HOP101_TEXT("doctor", "The port does not speak TLS."),
     HOP101_TEXT("doctor", "Use ws:// instead of wss://, or the port that speaks TLS.")},
    {"unrecognized name", HOP101_TEXT("doctor", "The server has no certificate for this name."),
     HOP101_TEXT("doctor", "Check the host name in the URL.")},
    {"certificate required", HOP101_TEXT("doctor", "The server wants a client certificate."), ""},
    {"protocol version", HOP101_TEXT("doctor", "Client and server have no TLS version in common."), ""},
    {"handshake failure", HOP101_TEXT("doctor", "The server refused the TLS handshake."),
     HOP101_TEXT("doctor", "Most often the two have no cipher in common, or it wants a client certificate.")},
    {"", HOP101_TEXT("doctor", "The TLS handshake failed."), ""},
};
constexpr Hint kCertificateHints[] = {
    {"self-signed",
     HOP101_TEXT("doctor", "The server's certificate is self-signed, so nothing vouches for it."),
     HOP101_TEXT("doctor",
                 "Accept it only where you know the server, or add its authority to the trusted ones.")},
    {"self signed",
     HOP101_TEXT("doctor", "The server's certificate is self-signed, so nothing vouches for it."),
     HOP101_TEXT("doctor",
                 "Accept it only where you know the server, or add its authority to the trusted ones.")},
    {"not yet valid", HOP101_TEXT("doctor", "The server's certificate is not yet valid."),
     HOP101_TEXT("doctor", "Check the clock of this machine, and the certificate's dates.")},
    {"expired", HOP101_TEXT("doctor", "The server's certificate has expired."),
     HOP101_TEXT("doctor", "It must be renewed; check the clock of this machine, too.")},
    {"mismatch", HOP101_TEXT("doctor", "The server's certificate is for another name."),
     HOP101_TEXT("doctor", "Use a host name that the certificate has, or have it issued for this one.")},
    {"issuer",
     HOP101_TEXT("doctor", "The server's certificate comes from an authority that is not trusted here."),
     HOP101_TEXT("doctor",
                 "Add that authority to the trusted ones; perhaps the server leaves out an intermediate "
                 "certificate.")},
    {"unable to verify",
     HOP101_TEXT("doctor", "The server's certificate comes from an authority that is not trusted here."),
     HOP101_TEXT("doctor",
                 "Add that authority to the trusted ones; perhaps the server leaves out an intermediate "
                 "certificate.")},
    {"revoked", HOP101_TEXT("doctor", "The server's certificate has been revoked."), ""},
    {"", HOP101_TEXT("doctor", "The server's certificate is not trusted."), ""},
};

template<std::size_t size>
Diagnosis byHint(const Hint (&hints)[size], const std::string &reason, const Words &say)
{
    for (const Hint &hint : hints) {
        if (!contains(reason, hint.reasonPart))
            continue;
        std::string detail = *hint.detail == '\0' ? std::string() : say(hint.detail);
        if (!reason.empty())
            detail += (detail.empty() ? "" : " ") + ('(' + shown(reason, 160) + ')');
        return notConnected(say, say(hint.sentence), std::move(detail));
    }
    return {};
}

// What the first bytes of an answer that is not HTTP can tell.
bool isTlsRecord(std::string_view raw)
{
    return raw.size() >= 3 && raw[0] >= 0x14 && raw[0] <= 0x17 && raw[1] == 0x03;
}

/// A SETTINGS frame on stream 0 (RFC 9113 section 6.5), with which an HTTP/2 server begins.
bool isHttp2Settings(std::string_view raw)
{
    return raw.size() >= 9 && raw.substr(3, 1) == std::string_view("\x04", 1) && raw[5] == 0 && raw[6] == 0
        && raw[7] == 0 && raw[8] == 0 && raw[0] == 0;
}

/// An unmasked WebSocket frame whose length fits what came.
bool isServerFrame(std::string_view raw)
{
    if (raw.size() < 2)
        return false;
    const auto first = static_cast<unsigned char>(raw[0]);
    const auto length = static_cast<unsigned char>(raw[1]);
    return (first == 0x81 || first == 0x82 || first == 0x88 || first == 0x89) && length < 126
        && raw.size() >= length + 2U;
}

Diagnosis notHttp(const Evidence &evidence, const Words &say)
{
    const std::string_view raw = base::asText(evidence.raw);
    const std::string detail = say(HOP101_TEXT("doctor", "It begins with “%1”."),
                                   {shown(raw.substr(0, raw.find_first_of("\r\n")), 60)});
    if (isTlsRecord(raw))
        return noAnswer(
            say, say(HOP101_TEXT("doctor", "The port speaks TLS, and the request came in plain text.")),
            say(HOP101_TEXT("doctor", "Use wss:// instead of ws://.")));
    if (isHttp2Settings(raw))
        return noAnswer(
            say, say(HOP101_TEXT("doctor", "The port speaks HTTP/2 only, where Upgrade does not exist.")),
            say(HOP101_TEXT("doctor", "Use a port that speaks HTTP/1.1.")));
    if (raw.starts_with("SSH-"))
        return noAnswer(say, say(HOP101_TEXT("doctor", "An SSH server answered, not a web server.")), detail);
    if (isServerFrame(raw))
        return noAnswer(
            say, say(HOP101_TEXT("doctor", "Frames came without a 101 before them.")),
            say(HOP101_TEXT(
                "doctor",
                "A proxy that talks HTTP/1.0 to its client passes the tunnel and loses the status line.")));
    return noAnswer(say, say(HOP101_TEXT("doctor", "What came back is not HTTP.")), detail);
}

Diagnosis endedEarly(const Evidence &evidence, const Words &say)
{
    const bool wasReset = evidence.ended == hop::EndCause::Reset;
    if (evidence.isHeadCut)
        return noAnswer(
            say, say(HOP101_TEXT("doctor", "The connection ended in the middle of the response head.")));
    if (!evidence.interim.empty()) {
        return noAnswer(say,
                        say(HOP101_TEXT("doctor", "Only an interim response (%1) came, never a final one."),
                            {std::to_string(evidence.interim.back())}));
    }
    return noAnswer(
        say,
        wasReset ? say(HOP101_TEXT("doctor", "The server reset the connection instead of answering."))
                 : say(HOP101_TEXT("doctor", "The server closed the connection without a word.")),
        say(HOP101_TEXT(
            "doctor",
            "Some servers do this when they do not like the request, its Host or its subprotocol; a TLS "
            "port does it, too, when it is spoken to in plain text.")));
}

/// How far a connection came that was given up while it waited for an answer.
Diagnosis gaveUp(const Evidence &evidence, const Words &say)
{
    if (evidence.failedAt == hop::FailStage::UpgradeTimeout && !evidence.interim.empty())
        return endedEarly(evidence, say);
    if (evidence.failedAt == hop::FailStage::UpgradeTimeout && evidence.isHeadCut)
        return noAnswer(say, say(HOP101_TEXT("doctor", "The response head did not end in time.")));
    return failureAt(*evidence.failedAt, evidence.failure, say);
}

} // namespace

Diagnosis failureAt(hop::FailStage stage, const std::string &reason, const Words &say)
{
    switch (stage) {
    case hop::FailStage::Resolve:
        return notConnected(say, say(HOP101_TEXT("doctor", "The host name could not be found.")),
                            say(HOP101_TEXT("doctor", "Check its spelling, and the name server.")));
    case hop::FailStage::Connect:
        return byHint(kConnectHints, reason, say);
    case hop::FailStage::ConnectTimeout:
        return notConnected(
            say, say(HOP101_TEXT("doctor", "The address did not answer in time.")),
            say(HOP101_TEXT("doctor",
                            "Check the address; a firewall that drops packets looks like this, too.")));
    case hop::FailStage::Tls:
        return byHint(kTlsHints, reason, say);
    case hop::FailStage::TlsTimeout:
        return notConnected(
            say, say(HOP101_TEXT("doctor", "The TLS handshake was not finished in time.")),
            say(HOP101_TEXT("doctor",
                            "Perhaps the port does not speak TLS: then use ws:// instead of wss://.")));
    case hop::FailStage::Certificate:
        return byHint(kCertificateHints, reason, say);
    case hop::FailStage::UpgradeTimeout:
        return noAnswer(
            say, say(HOP101_TEXT("doctor", "The server did not answer the request in time.")),
            say(HOP101_TEXT("doctor",
                            "It took the connection: perhaps the port speaks another protocol, or TLS.")));
    case hop::FailStage::CloseTimeout:
        return noAnswer(say, say(HOP101_TEXT("doctor", "The server did not close the connection in time.")));
    case hop::FailStage::Cancelled:
        return noAnswer(say, say(HOP101_TEXT("doctor", "Cancelled before the answer came.")));
    case hop::FailStage::Io:
        return noAnswer(say, say(HOP101_TEXT("doctor", "The connection broke.")),
                        reason.empty() ? std::string() : '(' + shown(reason, 160) + ')');
    }
    return {};
}

Diagnosis diagnoseNoAnswer(const Evidence &evidence, const Words &say)
{
    if (!evidence.raw.empty())
        return notHttp(evidence, say);
    if (evidence.failedAt)
        return gaveUp(evidence, say);
    return endedEarly(evidence, say);
}

} // namespace hop101::doctor
