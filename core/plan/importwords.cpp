// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"
#include "core/plan/import.h"

namespace hop101::plan {

const char *describe(ImportKind kind) noexcept
{
    switch (kind) {
    case ImportKind::Url:
        return HOP101_TEXT("import", "a URL");
    case ImportKind::CurlBash:
        return HOP101_TEXT("import", "a curl command (bash)");
    case ImportKind::CurlCmd:
        return HOP101_TEXT("import", "a curl command (cmd)");
    case ImportKind::CurlPowerShell:
        return HOP101_TEXT("import", "a curl command (PowerShell)");
    case ImportKind::WebRequest:
        return HOP101_TEXT("import", "an Invoke-WebRequest command");
    case ImportKind::Fetch:
        return HOP101_TEXT("import", "a fetch call");
    case ImportKind::WebSocketCall:
        return HOP101_TEXT("import", "a new WebSocket call");
    case ImportKind::RawRequest:
        return HOP101_TEXT("import", "a raw request");
    case ImportKind::HarEntry:
        return HOP101_TEXT("import", "a HAR entry");
    }
    return "";
}

const char *describe(Remark remark) noexcept
{
    switch (remark) {
    case Remark::HttpMeansWs:
        return HOP101_TEXT("import", "The URL's http means ws here, and https means wss.");
    case Remark::NoScheme:
        return HOP101_TEXT("import",
                           "Nothing says whether TLS is used: ws:// is taken; write wss:// for TLS.");
    case Remark::SchemeOfOrigin:
        return HOP101_TEXT("import", "The request's port or Origin speaks of TLS: wss:// is taken.");
    case Remark::OnlyHttp11:
        return HOP101_TEXT("import", "%1 cannot carry this upgrade: HTTP/1.1 is used.");
    case Remark::KeyPinned:
        return HOP101_TEXT(
            "import", "Its Sec-WebSocket-Key is pinned: every connection sends it; empty it for fresh ones.");
    case Remark::ConnectsElsewhere:
        return HOP101_TEXT("import", "%1: the URL names where it connects; Host and the name for TLS stay.");
    case Remark::BodyLeftOut:
        return HOP101_TEXT("import", "The body is left out: an upgrade is asked for without one.");
    case Remark::FileLeftOut:
        return HOP101_TEXT("import", "%1 names a file, and files are not read: it is left out.");
    case Remark::OptionLeftOut:
        return HOP101_TEXT("import", "%1 has no place in a plan: it is left out.");
    case Remark::OptionUnknown:
        return HOP101_TEXT("import", "%1 is not known: it is left out.");
    case Remark::ValueLeftOut:
        return HOP101_TEXT("import", "%1 is one word too many: it is left out.");
    case Remark::OwnHeadersLeftOut:
        return HOP101_TEXT("import", "The User-Agent and Accept that curl adds by itself are left out.");
    case Remark::HeaderLeftOut:
        return HOP101_TEXT("import", "%1 is no header that a request of HTTP/1.1 has: it is left out.");
    case Remark::SpaceAdded:
        return HOP101_TEXT("import", "A space stands behind the colon of %1, where there was none.");
    case Remark::VariableKept:
        return HOP101_TEXT("import", "%1 is a variable of the shell: it stands as it is written.");
    case Remark::UserInfoSent:
        return HOP101_TEXT("import", "User and password are sent as Authorization: Basic.");
    case Remark::NotUpgradeMethod:
        return HOP101_TEXT("import", "The method is %1; an upgrade to WebSocket is a GET.");
    case Remark::KeptRaw:
        return HOP101_TEXT("import", "The request is kept byte for byte, because rows cannot hold it.");
    case Remark::HeadersMissing:
        return HOP101_TEXT(
            "import", "For an upgrade to WebSocket it lacks %1: add them, or the server must refuse it.");
    case Remark::HeadersFilled:
        return HOP101_TEXT("import", "Added for the upgrade: %1.");
    case Remark::EntriesLeftOut:
        return HOP101_TEXT("import", "The HAR has %1 more requests of this kind: the first is taken.");
    }
    return "";
}

bool isLoss(Remark remark) noexcept
{
    switch (remark) {
    case Remark::OnlyHttp11:
    case Remark::BodyLeftOut:
    case Remark::FileLeftOut:
    case Remark::OptionLeftOut:
    case Remark::OptionUnknown:
    case Remark::ValueLeftOut:
    case Remark::HeaderLeftOut:
        return true;
    default:
        return false;
    }
}

const char *describe(ImportFault fault) noexcept
{
    switch (fault) {
    case ImportFault::Empty:
        return HOP101_TEXT("import", "There is nothing to read: paste a curl command, a request or a URL.");
    case ImportFault::TooLarge:
        return HOP101_TEXT("import", "The text is larger than 1 MiB: paste one command or request only.");
    case ImportFault::NotRecognised:
        return HOP101_TEXT("import",
                           "This is neither a URL, a curl or Invoke-WebRequest command, a fetch or new "
                           "WebSocket call nor a raw request: paste one of these.");
    case ImportFault::OpenQuote:
        return HOP101_TEXT("import", "This quote is not closed: copy the command to its end.");
    case ImportFault::OpenBracket:
        return HOP101_TEXT("import", "This bracket is not closed: copy the call to its end.");
    case ImportFault::ShellSyntax:
        return HOP101_TEXT("import",
                           "%1 belongs to the shell, not to the command: paste one command without it.");
    case ImportFault::NoUrl:
        return HOP101_TEXT("import", "The command names no URL: add one such as ws://localhost:8080/chat.");
    case ImportFault::BadUrl:
        return HOP101_TEXT("import", "The URL %1 cannot be used: write one such as wss://example.com/chat.");
    case ImportFault::NoValue:
        return HOP101_TEXT("import", "%1 lacks its value: copy the command to its end.");
    case ImportFault::HeaderFile:
        return HOP101_TEXT("import",
                           "%1 names a file of headers, and files are not read: paste its lines with -H.");
    case ImportFault::ConfigFile:
        return HOP101_TEXT(
            "import", "%1 names a file of options, and files are not read: paste the options themselves.");
    case ImportFault::BadHeader:
        return HOP101_TEXT("import", "The header %1 has no colon: write Name: value.");
    case ImportFault::BadNumber:
        return HOP101_TEXT("import", "%1 needs a number of seconds, up to a day.");
    case ImportFault::BadLiteral:
        return HOP101_TEXT(
            "import", "This is no plain JavaScript value: write strings, numbers, lists and objects only.");
    case ImportFault::NoHost:
        return HOP101_TEXT("import",
                           "The request has no Host and no whole URL: add a Host line, so that it is known "
                           "where to connect.");
    case ImportFault::LineEnd:
        return HOP101_TEXT("import",
                           "%1 holds a line end or a NUL, which would be another request: take it out.");
    case ImportFault::TooManyHeaders:
        return HOP101_TEXT("import", "There are more than 1,000 headers: leave some out.");
    case ImportFault::NotJson:
        return HOP101_TEXT("import", "This begins like JSON and is none to its end: copy all of the entry.");
    case ImportFault::NoHarRequest:
        return HOP101_TEXT("import",
                           "This JSON is no entry of a HAR: copy one that has a request with its url.");
    }
    return "";
}

} // namespace hop101::plan
