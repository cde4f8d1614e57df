// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/plan/plan.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hop101::plan {

/// What a pasted text is.
enum class ImportKind : std::uint8_t {
    Url,
    CurlBash,
    CurlCmd,
    CurlPowerShell,
    WebRequest, ///< Invoke-WebRequest of PowerShell
    Fetch,
    WebSocketCall, ///< new WebSocket(…)
    RawRequest,
    HarEntry, ///< an entry of a HAR, its request, or a HAR with such an entry
};
/// "a curl command (bash)". Marked for translation.
const char *describe(ImportKind kind) noexcept;

/// What is worth knowing of how a text became a plan.
enum class Remark : std::uint8_t {
    HttpMeansWs, ///< the URL was http or https
    NoScheme, ///< ws is taken
    SchemeOfOrigin, ///< a raw request does not say; its Origin says https
    OnlyHttp11, ///< %1, --http2 or so, cannot carry this upgrade
    KeyPinned,
    ConnectsElsewhere, ///< %1, --resolve or so, became the URL's host
    BodyLeftOut,
    FileLeftOut, ///< %1 names a file, which is not read
    OptionLeftOut, ///< %1 is known, and has no place in a plan
    OptionUnknown, ///< %1
    ValueLeftOut, ///< %1, one word too many
    OwnHeadersLeftOut, ///< curl's User-Agent and Accept
    HeaderLeftOut, ///< %1, no header of a request: a pseudo-header of HTTP/2, say
    SpaceAdded, ///< behind the colon of %1
    VariableKept, ///< $%1 stands as it is
    UserInfoSent, ///< as Authorization: Basic
    NotUpgradeMethod, ///< %1 is no GET
    KeptRaw, ///< byte for byte, since rows cannot hold it
    HeadersMissing, ///< %1, a list
    HeadersFilled, ///< %1, a list
    EntriesLeftOut, ///< %1 further entries of a HAR
};
struct ImportNote
{
    Remark remark;
    std::string detail; ///< the value of %1
    bool operator==(const ImportNote &) const = default;
};
/// One sentence with a place %1 where it has a detail. Marked for translation, context "import".
const char *describe(Remark remark) noexcept;
/// Some of what was there could not be taken: worth counting.
bool isLoss(Remark remark) noexcept;

struct Imported
{
    Plan plan;
    ImportKind kind = ImportKind::Url;
    std::vector<ImportNote> notes;
    bool operator==(const Imported &) const = default;
};

enum class ImportFault : std::uint8_t {
    Empty,
    TooLarge,
    NotRecognised,
    OpenQuote, ///< a quote that is not closed
    OpenBracket,
    ShellSyntax, ///< a pipe, a redirection, a substitution: %1
    NoUrl,
    BadUrl,
    NoValue, ///< an option without its value: %1
    HeaderFile, ///< -H @file
    ConfigFile, ///< -K file
    BadHeader, ///< no colon: %1
    BadNumber, ///< %1
    BadLiteral, ///< no JavaScript value
    NoHost, ///< of a raw request
    LineEnd, ///< in a value that cannot hold one: %1
    TooManyHeaders,
    NotJson, ///< begins like JSON
    NoHarRequest, ///< JSON without a request of a HAR
};
struct ImportError
{
    ImportFault fault;
    std::size_t at = 0; ///< offset in the text
    std::string detail; ///< the value of %1
    bool operator==(const ImportError &) const = default;
};
/// One sentence that says what is wrong and what to do. Marked for translation, context "import".
const char *describe(ImportFault fault) noexcept;

inline constexpr std::size_t kMaxImportBytes = std::size_t{1024} * 1024;

/// Reads what people paste: a curl command as bash, cmd or PowerShell quote it, "Copy as PowerShell",
/// "Copy as fetch", new WebSocket(…), a raw request, an entry of a HAR, a URL. A command's
/// headers are what it would send, in its order; nothing is added to make an upgrade of it (fillUpgrade).
/// Nothing is run and no file is read.
base::Result<Imported, ImportError> importText(std::string_view text);

/// What an upgrade to WebSocket needs and the plan does not send: some of Upgrade, Connection,
/// Sec-WebSocket-Key, Sec-WebSocket-Version. None of a raw request's.
std::vector<std::string> missingUpgradeHeaders(const Plan &plan);
/// Adds what is missing, at the end, and notes it.
void fillUpgrade(Imported &imported);

} // namespace hop101::plan
