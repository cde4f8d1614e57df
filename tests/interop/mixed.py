# SPDX-License-Identifier: GPL-3.0-or-later
"""Frames of every kind, made and sent by nobody's library: both ends of an upgraded connection as raw sockets."""
import base64
import hashlib
import os
import random
import select
import socket
import ssl
import struct
import threading
import zlib

import harness

GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
EXTENSIONS = b"Sec-WebSocket-Extensions: permessage-deflate\r\n"
LARGE = 300 * 1024


def frame(opcode, payload, masked, fin=True, rsv1=False):
    head = bytes([(0x80 if fin else 0) | (0x40 if rsv1 else 0) | opcode])
    bit = 0x80 if masked else 0
    if len(payload) < 126:
        head += bytes([bit | len(payload)])
    elif len(payload) < 65536:
        head += bytes([bit | 126]) + struct.pack(">H", len(payload))
    else:
        head += bytes([bit | 127]) + struct.pack(">Q", len(payload))
    if not masked:
        return head + payload
    key = os.urandom(4)
    stretched = (key * (len(payload) // 4 + 1))[:len(payload)]
    mixed = int.from_bytes(payload, "big") ^ int.from_bytes(stretched, "big")
    return head + key + mixed.to_bytes(len(payload), "big")


class Mixture:
    """Gives frames of all kinds: text, binary, compressed, fragments with pings between, sizes at the edges of the
    length field, and a few of 300 KiB."""

    def __init__(self, masked, seed, pongs=True, pings=True):
        """Whether a pong was asked for, and a ping answered in time, depends on how both sides fall between each
        other; without them nothing does."""
        self.masked, self.dice, self.pongs, self.pings = masked, random.Random(seed), pongs, pings
        self.packer = zlib.compressobj(6, zlib.DEFLATED, -15)

    def words(self, size):
        return "".join(self.dice.choice(("straße ", "wire ", "101 ", "✓ ")) for _ in range(size // 5 + 1)).encode()

    def packed(self, data):
        return (self.packer.compress(data) + self.packer.flush(zlib.Z_SYNC_FLUSH))[:-4]

    def one(self, opcode, payload, **bits):
        return frame(opcode, payload, self.masked, **bits)

    def fragments(self, payload, opcode, rsv1):
        third = len(payload) // 3
        between = [self.one(9, b"between")] if self.pings else []
        return [self.one(opcode, payload[:third], fin=False, rsv1=rsv1), *between,
                self.one(0, payload[third:2 * third], fin=False), self.one(0, payload[2 * third:])]

    def message(self, kind):
        if kind == 0:
            return [self.one(1, self.words(self.dice.randrange(2000)))]
        if kind == 1:
            return [self.one(2, os.urandom(self.dice.choice((0, 1, 125, 126, 127, 1000))))]
        if kind == 2:
            return [self.one(1, self.packed(self.words(self.dice.randrange(1, 2000))), rsv1=True)]
        if kind == 3:
            return self.fragments(os.urandom(3000), 2, False)
        if kind == 4:
            return self.fragments(self.packed(self.words(3000)), 1, True)
        if kind == 5 and self.pings:
            return [self.one(9, os.urandom(self.dice.randrange(126)))]
        if kind == 6 and self.pongs:
            return [self.one(10, b"unasked")]
        return [self.one(1, b"")]

    def frames(self, count):
        """`count` frames or a few more, in order; the large ones are spread among them."""
        made = []
        # Compressed where it stands: what a message refers back to must have been sent before it.
        large = [lambda: self.one(2, os.urandom(LARGE)), lambda: self.one(2, os.urandom(65535)),
                 lambda: self.one(2, os.urandom(65536)),
                 lambda: self.one(1, self.packed(base64.b64encode(os.urandom(LARGE))), rsv1=True)]
        places = {count * place // (len(large) + 1): one for place, one in enumerate(large, 1)}
        while len(made) < count:
            for place in [place for place in places if place <= len(made)]:
                made.append(places.pop(place)())
            made += self.message(self.dice.randrange(7))
        return made


def request(host, path=b"/mixed"):
    return (b"GET " + path + b" HTTP/1.1\r\nHost: " + host.encode() + b"\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Key: " + base64.b64encode(os.urandom(16)) + b"\r\nSec-WebSocket-Version: 13\r\n"
            + EXTENSIONS + b"\r\n")


def answer(head):
    key = next(line.partition(b":")[2].strip() for line in head.split(b"\r\n")
               if line.lower().startswith(b"sec-websocket-key:"))
    accept = base64.b64encode(hashlib.sha1(key + GUID).digest())
    return (b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Accept: " + accept + b"\r\n" + EXTENSIONS + b"\r\n")


def drain(peer, count=None):
    """Reads so many bytes, or until the end."""
    while count is None or count > 0:
        got = len(peer.recv(1 << 18))
        if not got:
            return
        count = None if count is None else count - got


def size_of(frames):
    """How many bytes exchange() sends of them."""
    return sum(map(len, frames)) + len(frame(8, b"xx", True))


class Server:
    """Takes one connection, answers the upgrade, sends its frames, reads as many bytes as are to come, answers the
    Close that they end with, and is the first to end the connection."""

    def __init__(self, frames, close, expected, family=socket.AF_INET):
        self.listener = socket.create_server(("::1" if family == socket.AF_INET6 else "127.0.0.1", 0), family=family)
        self.port = self.listener.getsockname()[1]
        self.frames, self.close, self.expected = frames, close, expected
        self.failure = None
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def run(self):
        try:
            self.listener.settimeout(60)
            peer, _address = self.listener.accept()
            with peer:
                peer.settimeout(60)
                peer.sendall(answer(harness.read_head(peer)))
                reader = threading.Thread(target=drain, args=(peer, self.expected), daemon=True)
                reader.start()
                for one in self.frames:
                    peer.sendall(one)
                reader.join(60)
                peer.sendall(frame(8, self.close, False))
                peer.shutdown(socket.SHUT_WR)
                drain(peer)
        except OSError as failure:
            self.failure = failure
        finally:
            self.listener.close()


def exchange(address, frames, code):
    """As the client of that address: upgrades, sends, closes with that code, and reads until the server ends it."""
    with socket.create_connection(address, timeout=60) as peer:
        peer.sendall(request(f"localhost:{address[1]}"))
        harness.read_head(peer)
        reader = threading.Thread(target=drain, args=(peer,), daemon=True)
        reader.start()
        for one in frames:
            peer.sendall(one)
        peer.sendall(frame(8, struct.pack(">H", code), True))
        reader.join(60)


class TlsServer(Server):
    """The same inside TLS, on one thread, because a TLS connection of Python is for one."""

    def __init__(self, frames, close, expected, context):
        self.context = context
        super().__init__(frames, close, expected)

    def run(self):
        try:
            self.listener.settimeout(60)
            peer, _address = self.listener.accept()
            peer.settimeout(60)
            with self.context.wrap_socket(peer, server_side=True) as inside:
                inside.sendall(answer(harness.read_head(inside)))
                inside.setblocking(False)
                for one in self.frames:
                    self.send(inside, one)
                while self.expected > 0 and self.receive(inside):
                    pass
                inside.setblocking(True)
                inside.sendall(frame(8, self.close, False))
                inside.unwrap().close()
        except OSError as failure:
            self.failure = failure
        finally:
            self.listener.close()

    def send(self, inside, data):
        while data:
            try:
                data = data[inside.send(data):]
            except (ssl.SSLWantReadError, ssl.SSLWantWriteError):
                select.select([inside], [inside], [], 60)
                self.take(inside)

    def take(self, inside):
        """What is there; False at the end."""
        try:
            got = len(inside.recv(1 << 18))
            self.expected -= got
            return got > 0
        except (ssl.SSLWantReadError, ssl.SSLWantWriteError):
            return True

    def receive(self, inside):
        if not inside.pending():
            select.select([inside], [], [], 60)
        return self.take(inside)
