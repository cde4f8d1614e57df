<?php
// SPDX-License-Identifier: GPL-3.0-or-later
//
// handmade.php [hex]   an echo server as the tutorials write it, for one client after the other, text up to 64 KiB.
//                      hex: sha1() without its second argument, the mistake that they are copied with.
// Prints "listening PORT" once it can be reached.

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

function accept_of(string $head, bool $hex): string
{
    preg_match('/^Sec-WebSocket-Key: (.*)\r$/mi', $head, $found);
    return base64_encode(sha1($found[1] . GUID, !$hex));
}

function read_exactly($socket, int $count): string
{
    $bytes = '';
    while (strlen($bytes) < $count && !feof($socket)) {
        $bytes .= fread($socket, $count - strlen($bytes));
    }
    return $bytes;
}

/** [opcode, payload]; a length that needs 64 bits is beyond such a server. */
function read_frame($socket): array
{
    $start = array_values(unpack('C2', str_pad(read_exactly($socket, 2), 2, "\0")));
    $length = $start[1] & 127;
    if ($length === 126) {
        $length = unpack('n', read_exactly($socket, 2))[1];
    }
    $mask = read_exactly($socket, 4);
    $payload = $length ? read_exactly($socket, $length) : '';
    return [$start[0] & 15, $payload ^ str_pad('', $length, $mask ?: "\0")];
}

function frame(int $opcode, string $payload): string
{
    $length = strlen($payload);
    return pack('C', 128 | $opcode) . ($length < 126 ? pack('C', $length) : pack('Cn', 126, $length)) . $payload;
}

function talk($socket, bool $hex): void
{
    $head = '';
    while (!str_ends_with($head, "\r\n\r\n") && !feof($socket)) {
        $head .= fgets($socket);
    }
    fwrite($socket, "HTTP/1.1 101 Web Socket Protocol Handshake\r\nUpgrade: WebSocket\r\nConnection: Upgrade\r\n"
        . 'Sec-WebSocket-Accept: ' . accept_of($head, $hex) . "\r\n\r\n");
    while (!feof($socket)) {
        [$opcode, $payload] = read_frame($socket);
        if ($opcode === 8) {
            fwrite($socket, frame(8, $payload));
            return;
        }
        if ($opcode === 1) {
            fwrite($socket, frame(1, $payload));
        }
    }
}

$server = stream_socket_server('tcp://127.0.0.1:0');
echo 'listening ', explode(':', stream_socket_get_name($server, false))[1], "\n";
while ($socket = stream_socket_accept($server, -1)) {
    talk($socket, ($argv[1] ?? '') === 'hex');
    fclose($socket);
}
