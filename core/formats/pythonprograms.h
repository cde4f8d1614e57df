// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace hop101::formats {

// The Python programs that a snippet is made of; %1, %2 and so on stand for what the plan says.

inline constexpr std::string_view kProgram = R"py(import asyncio
import ssl
import sys

import websockets  # pip install websockets; Debian: apt install python3-websockets

QUIET = 2.0  # seconds without a message after which this closes
HEADERS = [
%1]
# The name of the argument changed with websockets 14.
EXTRA = "extra_headers" if int(websockets.__version__.split(".")[0]) < 14 else "additional_headers"


async def main():
%2    connection = websockets.connect(
        %3,
        **{EXTRA: HEADERS},
%4    )
    async with connection as ws:
        head = getattr(ws, "response_headers", None) or ws.response.headers
        print("HTTP/1.1 101 Switching Protocols")
        for name, value in head.raw_items():
            print(f"{name}: {value}")
%5        try:
            while True:
                message = await asyncio.wait_for(ws.recv(), QUIET)
                if isinstance(message, str):
                    print("received text", message)
                else:
                    print("received binary", message.hex())
        except asyncio.TimeoutError:
            await ws.close()
        except websockets.ConnectionClosed:
            pass
        print("received close", ws.close_code, ws.close_reason)


try:
    asyncio.run(main())
except (OSError, asyncio.TimeoutError, websockets.InvalidHandshake) as error:
    sys.exit(f"Not upgraded: {error or type(error).__name__}")
)py";

inline constexpr std::string_view kSocket = R"py(import base64
import hashlib
import os
import socket
%1import sys
import time
import zlib

QUIET = 2.0  # seconds without a frame after which this ends
REQUEST = (
%2)
REQUEST_CUTS = %3  # (split at, seconds to wait)
# The frame's header, its mask key (None: unmasked, b"": a fresh one), its payload, its cuts
FRAMES = [
%4]
ANSWERS_PINGS = %5
ANSWERS_CLOSE = %6
CLOSES_ITSELF = %7


def write_in_pieces(sock, data, cuts):
    done = 0
    for at, wait in cuts:
        at = max(done, min(at, len(data)))
        sock.sendall(data[done:at])
        done = at
        time.sleep(wait)
    sock.sendall(data[done:])


def masked(data, key):
    long_key = (key * (len(data) // 4 + 1))[:len(data)]
    return (int.from_bytes(data, "big") ^ int.from_bytes(long_key, "big")).to_bytes(len(data), "big")


def frame(header, mask, payload):
    if mask is None:
        return header + payload
    mask = mask or os.urandom(4)
    return header + mask + masked(payload, mask)


class Reader:
    def __init__(self, sock):
        self.sock, self.data = sock, b""

    def take(self, size):
        """Exactly that many bytes; EOFError at the end, TimeoutError where it stays quiet."""
        while len(self.data) < size:
            self.more()
        taken, self.data = self.data[:size], self.data[size:]
        return taken

    def take_head(self):
        while b"\r\n\r\n" not in self.data:
            self.more()
        return self.take(self.data.index(b"\r\n\r\n") + 4)

    def more(self):
        piece = self.sock.recv(65536)
        if not piece:
            raise EOFError("The server closed the connection.")
        self.data += piece


def read_frames(sock, reader):
    names = {1: "text", 2: "binary", 8: "close", 9: "ping", 10: "pong"}
    inflater = zlib.decompressobj(-15)
    message, kind, is_compressed = b"", 0, False
    while True:
        first, second = reader.take(2)
        size = second & 127
        if size > 125:
            size = int.from_bytes(reader.take(2 if size == 126 else 8), "big")
        mask = reader.take(4) if second & 128 else None
        payload = reader.take(size)
        if mask:
            payload = masked(payload, mask)
        opcode = first & 15
        if opcode < 8:
            if opcode:
                message, kind, is_compressed = b"", opcode, first & 64
            message += payload
            if not first & 128:
                continue  # more fragments
            opcode, payload = kind, message
            if is_compressed:
                payload = inflater.decompress(payload + b"\0\0\xff\xff")
        if opcode == 1:
            shown = payload.decode(errors="backslashreplace")
        elif opcode == 8 and len(payload) > 1:
            shown = f"{int.from_bytes(payload[:2], 'big')} {payload[2:].decode(errors='backslashreplace')}"
        else:
            shown = payload.hex()
        print("received", names.get(opcode, f"opcode {opcode}"), shown, flush=True)
        if opcode == 9 and ANSWERS_PINGS:
            sock.sendall(frame(bytes([0x8A, 128 | size]), b"", payload))
        if opcode == 8:
            return payload


def main():
    sock = socket.create_connection((%8, %9), timeout=%CONNECT)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
%TLS    sock.settimeout(%UPGRADE)
    write_in_pieces(sock, REQUEST, REQUEST_CUTS)
    reader = Reader(sock)
    head = reader.take_head()
    print(head.decode("latin-1").replace("\r\n", "\n"), end="")
    if head.split(b" ", 2)[1:2] != [b"101"]:
        sys.exit("Not upgraded.")
%CHECK    sock.settimeout(QUIET)
    for header, mask, payload, cuts in FRAMES:
        write_in_pieces(sock, frame(header, mask, payload), cuts)
    closes = CLOSES_ITSELF
    while True:
        try:
            close = read_frames(sock, reader)
            if ANSWERS_CLOSE and closes:
                sock.sendall(frame(bytes([0x88, 128 | len(close)]), b"", close))
            return
        except TimeoutError:
            if not closes:
                return
            closes = False
            sock.sendall(frame(b"\x88\x82", b"", b"\x03\xe8"))


try:
    main()
except (OSError, EOFError) as error:
    sys.exit(f"{error or type(error).__name__}")
)py";

inline constexpr std::string_view kCheck = R"py(    key = %1
    accept = base64.b64encode(hashlib.sha1(key + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest())
    answers = [line.split(b":", 1)[1].strip() for line in head.split(b"\r\n")
               if line.lower().startswith(b"sec-websocket-accept:")]
    if answers != [accept]:
        sys.exit(f"Sec-WebSocket-Accept is not {accept.decode()}.")
)py";

} // namespace hop101::formats
