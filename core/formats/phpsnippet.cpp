// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/snippetparts.h"

namespace hop101::formats {
namespace {

constexpr std::string_view kAnswer = R"php(if (!preg_match('~^HTTP/\d\.\d 101 ?~', $head)) {
    fwrite(STDERR, "Not upgraded.\n");
    exit(1);
}
)php";

/// The tutorials' mistake is to leave out `true`: base64 of 40 hex digits, not of 20 bytes.
constexpr std::string_view kAccept = R"php($key = %1;
// true: the 20 bytes of the hash, not its 40 hex digits.
$accept = base64_encode(sha1($key . '258EAFA5-E914-47DA-95CA-C5AB0DC85B11', true));
if (!preg_match('~^Sec-WebSocket-Accept:[ \t]*(\S*)[ \t]*\r?$~im', $head, $found) || $found[1] !== $accept) {
    fwrite(STDERR, "Sec-WebSocket-Accept is not $accept.\n");
    exit(1);
}
)php";

constexpr std::string_view kCurl = R"php($head = '';
$curl = curl_init(%1);
curl_setopt_array($curl, [
%2    // The head of the answer, line by line. Behind the empty line of a 101 cURL would wait for a body that never
    // ends: 0 stops it there.
    CURLOPT_HEADERFUNCTION => function ($curl, string $line) use (&$head): int {
        if (str_starts_with($line, 'HTTP/')) {
            $head = '';
        }
        $head .= $line;
        $is101 = preg_match('~^HTTP/\d\.\d 101 ?~', $head) === 1;
        return $is101 && rtrim($line, "\r\n") === '' ? 0 : strlen($line);
    },
    CURLOPT_WRITEFUNCTION => function ($curl, string $body): int {
        echo $body;
        return strlen($body);
    },
]);
curl_exec($curl);
$error = $head === '' ? curl_error($curl) : '';
curl_close($curl);
if ($error !== '') {
    fwrite(STDERR, "$error\n");
    exit(3);
}
echo $head;
)php";

constexpr std::string_view kStreams = R"php($quiet = 2.0; // seconds without a frame after which this ends
$request = %1;
// The frame's header, its mask key (null: unmasked, '': a fresh one), its payload, [[split at, wait in ms], ...]
$frames = [
%2];
$answersPings = %3;
$answersClose = %4;
$closesItself = %5;

function writeInPieces($stream, string $bytes, array $cuts): void
{
    $done = 0;
    foreach ($cuts as [$at, $wait]) {
        $at = max($done, min($at, strlen($bytes)));
        writeAll($stream, substr($bytes, $done, $at - $done));
        $done = $at;
        usleep($wait * 1000);
    }
    writeAll($stream, substr($bytes, $done));
}

function writeAll($stream, string $bytes): void
{
    while ($bytes !== '') {
        $written = fwrite($stream, $bytes);
        if ($written === false || $written === 0) {
            throw new RuntimeException('The connection was closed while writing.');
        }
        $bytes = substr($bytes, $written);
    }
}

function frame(string $header, ?string $mask, string $payload): string
{
    if ($mask === null) {
        return $header . $payload;
    }
    $mask = $mask === '' ? random_bytes(4) : $mask;
    $size = strlen($payload);
    return $header . $mask . ($payload ^ substr(str_repeat($mask, intdiv($size, 4) + 1), 0, $size));
}

/** Exactly that many bytes, or null where the connection ends or stays quiet. */
function take($stream, int $size): ?string
{
    $bytes = '';
    while (strlen($bytes) < $size) {
        $more = fread($stream, $size - strlen($bytes));
        if ($more === false || $more === '') {
            return null;
        }
        $bytes .= $more;
    }
    return $bytes;
}

$context = stream_context_create(%6);
$stream = @stream_socket_client(%7, $errno, $error, %8, STREAM_CLIENT_CONNECT, $context);
if (!$stream) {
    fwrite(STDERR, "No connection: $error\n");
    exit(3);
}
stream_set_timeout($stream, %9);
)php";

constexpr std::string_view kStreamsRest = R"php(writeInPieces($stream, $request, %1);
$head = '';
while (!str_ends_with($head, "\r\n\r\n") && ($byte = fread($stream, 1)) !== false && $byte !== '') {
    $head .= $byte;
}
echo $head;
)php";

constexpr std::string_view kExchange =
    R"php(stream_set_timeout($stream, (int) $quiet, (int) (fmod($quiet, 1) * 1e6));
foreach ($frames as [$header, $mask, $payload, $cuts]) {
    writeInPieces($stream, frame($header, $mask, $payload), $cuts);
}
$names = [1 => 'text', 2 => 'binary', 8 => 'close', 9 => 'ping', 10 => 'pong'];
$inflater = inflate_init(ZLIB_ENCODING_RAW);
$message = '';
while (true) {
    $start = take($stream, 2);
    if ($start === null) { // quiet, or the end
        if ($closesItself && !feof($stream)) {
            $closesItself = false;
            writeAll($stream, frame("\x88\x82", '', "\x03\xe8"));
            continue;
        }
        break;
    }
    [$first, $second] = [ord($start[0]), ord($start[1])];
    $size = $second & 127;
    if ($size === 126) {
        $size = unpack('n', take($stream, 2))[1];
    } elseif ($size === 127) {
        $size = unpack('J', take($stream, 8))[1];
    }
    $mask = $second & 128 ? take($stream, 4) : null;
    $payload = $size > 0 ? take($stream, $size) : '';
    if ($payload === null) {
        break;
    }
    $payload = substr(frame('', $mask, $payload), $mask === null ? 0 : 4);
    $opcode = $first & 15;
    if ($opcode < 8) {
        if ($opcode !== 0) {
            [$message, $kind, $isCompressed] = ['', $opcode, ($first & 64) !== 0];
        }
        $message .= $payload;
        if (!($first & 128)) {
            continue; // more fragments
        }
        [$opcode, $payload] = [$kind, $message];
        if ($isCompressed) {
            $payload = inflate_add($inflater, $payload . "\x00\x00\xff\xff", ZLIB_SYNC_FLUSH);
        }
    }
    $shown = $opcode === 8 && $size >= 2 ? unpack('n', $payload)[1] . ' ' . substr($payload, 2)
        : ($opcode === 1 ? $payload : bin2hex($payload));
    echo 'received ', $names[$opcode] ?? "opcode $opcode", ' ', $shown, "\n";
    if ($opcode === 9 && $answersPings) {
        writeAll($stream, frame("\x8a" . chr(128 | $size), '', $payload));
    }
    if ($opcode === 8) {
        if ($answersClose && $closesItself) {
            writeAll($stream, frame("\x88" . chr(128 | $size), '', $payload));
        }
        break;
    }
}
fclose($stream);
)php";

std::string keyCheck(const SnippetRequest &request)
{
    const auto key = request.valueOf("Sec-WebSocket-Key");
    return key ? filled(kAccept, {phpString(*key)}) : std::string();
}

std::string commentBlock(const std::vector<std::string> &first, const std::vector<std::string> &left)
{
    return comments("// ", first) + comments("// ", left);
}

std::string phpCuts(const std::vector<plan::WriteCut> &cuts)
{
    std::string text = "[";
    for (const plan::WriteCut &cut : cuts)
        text += (text.size() > 1 ? ", [" : "[") + std::to_string(cut.at) + ", "
            + std::to_string(cut.wait.count()) + ']';
    return text + ']';
}

std::string phpFrames(const plan::Plan &plan)
{
    std::string text;
    for (const WireFrame &frame : wireFrames(plan)) {
        const std::string mask = !frame.isMasked ? "null"
            : frame.maskKey                      ? phpString(base::asText(*frame.maskKey))
                                                 : "''";
        text += "    [" + phpString(base::asText(frame.header)) + ", " + mask + ", "
            + phpString(base::asText(frame.payload)) + ", " + phpCuts(frame.cuts) + "],\n";
    }
    return text;
}

/// The head a line each, for reading.
std::string phpHead(base::ByteSpan head)
{
    std::string text;
    std::string_view left = base::asText(head);
    do {
        const std::size_t end = left.find('\n');
        const auto line = left.substr(0, end == std::string_view::npos ? end : end + 1);
        text += (text.empty() ? "" : "\n    . ") + phpString(line);
        left.remove_prefix(line.size());
    } while (!left.empty());
    return text;
}

void addOption(std::string &options, const char *name, const std::string &value)
{
    options += "    " + std::string(name) + " => " + value + ",\n";
}

std::string phpLines(const std::vector<std::string> &lines)
{
    std::string text = "[\n";
    for (const std::string &line : lines)
        text += "        " + phpString(line) + ",\n";
    return text + "    ]";
}

std::string tlsOptions(const plan::TlsPlan &tls)
{
    std::string options;
    if (!tls.verify) {
        addOption(options, "CURLOPT_SSL_VERIFYPEER", "false");
        addOption(options, "CURLOPT_SSL_VERIFYHOST", "0");
    }
    if (!tls.caFile.empty())
        addOption(options, "CURLOPT_CAINFO", phpString(tls.caFile));
    return options;
}

std::string curlOptions(const SnippetInput &input, const CurlHeaders &headers)
{
    const SnippetRequest &request = input.request;
    std::string options;
    addOption(options, "CURLOPT_HTTP_VERSION",
              request.version == "HTTP/1.0" ? "CURL_HTTP_VERSION_1_0" : "CURL_HTTP_VERSION_1_1");
    if (request.method != "GET")
        addOption(options, "CURLOPT_CUSTOMREQUEST", phpString(request.method));
    if (!request.isTargetOfUrl)
        addOption(options, "CURLOPT_REQUEST_TARGET", phpString(request.target));
    if (input.url.target.find("/.") != std::string::npos)
        addOption(options, "CURLOPT_PATH_AS_IS", "true");
    options += tlsOptions(input.plan.tls);
    addOption(options, "CURLOPT_CONNECTTIMEOUT_MS", std::to_string(input.plan.timeouts.connect.count()));
    addOption(options, "CURLOPT_TIMEOUT_MS", std::to_string(input.plan.timeouts.upgrade.count()));
    options += "    // cURL's own Host, User-Agent and Accept are taken away by a name without a value.\n";
    addOption(options, "CURLOPT_HTTPHEADER", phpLines(headers.lines));
    return options;
}

std::string withoutNul(std::string text, const char *what, std::vector<std::string> &left)
{
    if (text.find('\0') == std::string::npos)
        return text;
    left.push_back(std::string(what) + " holds a NUL, which PHP cURL refuses: it ends there.");
    text.resize(text.find('\0'));
    return text;
}

std::string streamContext(const SnippetInput &input)
{
    if (!input.url.secure)
        return "[]";
    const plan::TlsPlan &tls = input.plan.tls;
    const std::string name = tls.serverName.empty() ? input.url.host : tls.serverName;
    std::string options = "['ssl' => ['peer_name' => " + phpString(name);
    if (!tls.verify)
        options += ", 'verify_peer' => false, 'verify_peer_name' => false";
    if (!tls.caFile.empty())
        options += ", 'cafile' => " + phpString(tls.caFile);
    return options + "]]";
}

const char *phpBool(bool value)
{
    return value ? "true" : "false";
}

bool sendsClose(const plan::Plan &plan)
{
    for (const plan::FramePlan &frame : plan.frames) {
        if (frame.opcode == websocket::Opcode::Close && !frame.isRaw)
            return true;
    }
    return false;
}

} // namespace

Snippet phpSnippet(const SnippetInput &input)
{
    Snippet snippet;
    SnippetInput ours = input;
    for (auto &[name, value] : ours.request.fields)
        value = withoutNul(std::move(value), "A header", snippet.left);
    ours.request.method = withoutNul(input.request.method, "The method", snippet.left);
    ours.request.target = withoutNul(input.request.target, "The target", snippet.left);
    addRequestLimits(input, "PHP cURL", snippet.left);
    if (input.request.version != "HTTP/1.0" && input.request.version != "HTTP/1.1")
        snippet.left.push_back("PHP cURL writes HTTP/1.1, not " + commentWord(input.request.version) + '.');
    if (input.url.secure && !input.plan.tls.serverName.empty())
        snippet.left.emplace_back("PHP cURL names the URL's host to TLS.");
    if (!input.plan.frames.empty())
        snippet.left.push_back("Its " + std::to_string(input.plan.frames.size())
                               + " planned frames are left out: php-streams sends them.");
    const CurlHeaders headers = curlHeaders(ours.request, true);
    snippet.left.insert(snippet.left.end(), headers.left.begin(), headers.left.end());
    const std::vector<std::string> about{
        "The handshake with PHP cURL (needs the curl extension): it sends the upgrade and shows the answer's "
        "head.",
        "PHP cURL cannot go on from there: PHP has no curl_easy_send, and with CURLOPT_CONNECT_ONLY nothing "
        "can",
        "be written or read. Frames need streams (php-streams).",
    };
    snippet.text = "<?php\n" + commentBlock(about, snippet.left)
        + filled(kCurl, {phpString(httpUrl(input.url)), curlOptions(ours, headers)}) + std::string(kAnswer)
        + keyCheck(ours.request) + "echo \"Upgraded.\\n\";\n";
    return snippet;
}

Snippet phpStreamsSnippet(const SnippetInput &input)
{
    const plan::Plan &plan = input.plan;
    const std::vector<std::string> about{
        "The upgrade over a PHP stream: these very bytes out, the head of the answer and its frames in."};
    const bool isIpv6 = input.url.host.find(':') != std::string::npos;
    const std::string host = isIpv6 ? '[' + input.url.host + ']' : input.url.host;
    const std::string address =
        (input.url.secure ? "tls://" : "tcp://") + host + ':' + std::to_string(input.url.port);
    Snippet snippet;
    if (!plan.tls.acceptedFingerprints.empty() && plan.tls.verify)
        snippet.left.emplace_back("Certificates that were accepted by their fingerprint are not known here.");
    const std::string quick = input.url.secure ? "" : // no packet waits for another
        "socket_set_option(socket_import_stream($stream), SOL_TCP, TCP_NODELAY, 1);\n";
    snippet.text = "<?php\n" + commentBlock(about, snippet.left)
        + filled(kStreams,
                 {phpHead(input.request.head), phpFrames(plan), phpBool(plan.autoPong),
                  phpBool(plan.autoClose), phpBool(!sendsClose(plan)), streamContext(input),
                  phpString(address), seconds(plan.timeouts.connect),
                  std::to_string((plan.timeouts.upgrade.count() + 999) / 1000)})
        + (quick.empty() ? "" : "if (function_exists('socket_import_stream')) {\n    " + quick + "}\n")
        + filled(kStreamsRest, {phpCuts(plan.requestCuts)}) + std::string(kAnswer) + keyCheck(input.request)
        + std::string(kExchange);
    return snippet;
}

} // namespace hop101::formats
