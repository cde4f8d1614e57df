// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/tlswords.h"

#include "core/base/text.h"

#include <QDateTime>
#include <QString>

namespace hop101::net {

std::string wordsFor(const tls::TlsError &error)
{
    switch (error.fault) {
    case tls::TlsFault::NotTls:
        return HOP101_TEXT("net", "The server does not speak TLS on this port");
    case tls::TlsFault::Truncated:
        return HOP101_TEXT("net", "The server ended the connection during the TLS handshake");
    case tls::TlsFault::BadAuthorities:
        return HOP101_TEXT("net", "The CA file holds no certificate that can be read");
    case tls::TlsFault::BadOptions:
        return HOP101_TEXT("net", "The TLS server name cannot be used");
    case tls::TlsFault::PeerAlert:
    case tls::TlsFault::Protocol:
    case tls::TlsFault::BadIdentity:
        break;
    }
    return error.reason.empty() ? HOP101_TEXT("net", "The TLS handshake failed") : error.reason;
}

std::string objectionTo(const tls::TlsFilter &filter)
{
    std::string all;
    for (const tls::VerifyProblem &problem : filter.verifyProblems())
        all += (all.empty() ? "" : "; ") + problem.text;
    if (all.empty() && filter.peerCertificates().empty())
        return HOP101_TEXT("net", "no certificate");
    return all;
}

std::string nameOfPeer(const tls::TlsFilter &filter)
{
    if (filter.peerCertificates().empty())
        return {};
    const tls::Certificate &own = filter.peerCertificates().front();
    return own.subject + " SHA-256 " + own.fingerprint;
}

session::CertificateDoubt doubtAbout(const tls::TlsFilter &filter)
{
    session::CertificateDoubt doubt;
    doubt.reason = objectionTo(filter);
    if (filter.peerCertificates().empty())
        return doubt;
    const tls::Certificate &own = filter.peerCertificates().front();
    doubt.subject = own.subject;
    doubt.issuer = own.issuer;
    doubt.validFrom = utcText(own.notBefore);
    doubt.validTo = utcText(own.notAfter);
    doubt.fingerprint = own.fingerprint;
    return doubt;
}

std::string utcText(std::int64_t seconds)
{
    return QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC)
        .toString(QStringLiteral("yyyy-MM-dd HH:mm:ss 'UTC'"))
        .toStdString();
}

} // namespace hop101::net
