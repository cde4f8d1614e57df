# SPDX-License-Identifier: GPL-3.0-or-later
"""The other end of a connection: sends exactly what a case says, and holds what comes back to RFC 6455. Whatever is
not as it must be raises Fault with one sentence. No wait is without a limit."""
import errno
import os
import select
import socket
import struct
import time
import zlib

import frames
from deflate import Compressor, Decompressor
from frames import BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT

PATIENCE = float(os.environ.get("HOP101_PATIENCE", "1"))  # a factor, for sanitizers and busy machines
ANSWER_SECONDS = 20 * PATIENCE  # an answer to what was sent
END_SECONDS = 2.5 * PATIENCE  # the end of TCP after both Close frames: well below the close time-out
QUIET_SECONDS = 0.08  # long enough for an answer that must not come
VALID_CODES = set(range(1000, 1004)) | set(range(1007, 1015)) | set(range(3000, 5000))
TCP_CLOSED = 7


class Fault(Exception):
    """What the program under test did wrong."""


class Peer:
    """`is_client`: it plays the client, so the server is under test."""

    def __init__(self, connection, is_client, rest=b""):
        self._socket = connection
        self._socket.setblocking(False)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.is_client = is_client
        self._buffer = bytearray(rest)
        self._at = 0
        self._is_ended = False  # the other side's FIN was read
        self._has_ended = False  # ours was sent
        self.is_broken = False  # the case breaks a rule on purpose: the program under test may complain
        self.agreed = None
        self._out = self._in = None
        self.got_compressed = 0

    def agree(self, agreed, level=6, is_strict=False):
        """permessage-deflate is on from here."""
        self.agreed = agreed
        server = (agreed.server_bits or 15, not agreed.server_no_takeover)
        client = (agreed.client_bits or 15, not agreed.client_no_takeover)
        self._out = Compressor(*(client if self.is_client else server), level)
        self._in = Decompressor(*(server if self.is_client else client), is_strict)

    # out

    def send(self, *what, pieces=0, pause=0.0):
        """Frames in one write, or in writes of `pieces` bytes with `pause` seconds between."""
        self.send_raw(b"".join(frame.wire(self.is_client) for frame in what), pieces, pause)

    def wire(self, *what):
        return b"".join(frame.wire(self.is_client) for frame in what)

    def compressed(self, opcode, data, fragment=0, flush=zlib.Z_SYNC_FLUSH):
        """The frames of one compressed message."""
        packed = self._out.message(data, flush)
        return frames.fragments(opcode, packed, fragment or max(len(packed), 1), rsv=4)

    def send_raw(self, data, pieces=0, pause=0.0):
        """What comes in meanwhile is taken too: two ends that only write would wait for each other for ever."""
        view = memoryview(data)
        step = pieces or len(view)
        for start in range(0, len(view), max(step, 1)):
            self._send_piece(view[start:start + step])
            if pause:
                time.sleep(pause)

    def _send_piece(self, view):
        deadline = time.monotonic() + ANSWER_SECONDS
        while view:
            try:
                view = view[self._socket.send(view):]
                deadline = time.monotonic() + ANSWER_SECONDS
                continue
            except BlockingIOError:
                pass
            except OSError as error:
                raise Fault(f"the connection broke while the peer was sending: {error}") from None
            readable, writable, _ = select.select([] if self._is_ended else [self._socket], [self._socket], [],
                                                  max(0.0, deadline - time.monotonic()))
            if readable:
                self._receive()
            elif not writable:
                raise Fault(f"nothing was taken for {ANSWER_SECONDS:g} s")

    def send_blindly(self, data, limit, quiet):
        """The same bytes over and over, and never a look at what comes back. Ends when nothing was taken for `quiet`
        seconds, or `limit` bytes were; returns how many."""
        total, view = 0, memoryview(data)
        while total < limit:
            if not select.select([], [self._socket], [], quiet)[1]:
                break
            sent = self._socket.send(view)
            total += sent
            view = view[sent:] or memoryview(data)
        return total

    # in

    def has_input(self):
        """Something is there to be read, or was read and not yet looked at."""
        return self._at < len(self._buffer) or bool(select.select([self._socket], [], [], 0)[0])

    def _receive(self):
        try:
            data = self._socket.recv(1 << 20)
        except BlockingIOError:
            return
        except OSError as error:
            raise Fault(f"unclean end: {errno.errorcode.get(error.errno, error)}") from None
        self._is_ended = not data
        self._buffer += data

    def _wait(self, deadline):
        """False once the deadline is over."""
        ready, _, _ = select.select([self._socket], [], [], max(0.0, deadline - time.monotonic()))
        if ready:
            self._receive()
        return bool(ready)

    def frame(self, seconds=ANSWER_SECONDS):
        """The next frame, which must be one that this role may send."""
        deadline = time.monotonic() + seconds
        while True:
            parsed = frames.parse(self._buffer, self._at)
            if parsed:
                self._at = parsed[1]
                if self._at > 1 << 16 and self._at * 2 > len(self._buffer):
                    del self._buffer[:self._at]
                    self._at = 0
                self._check(parsed[0])
                return parsed[0]
            if self._is_ended:
                raise Fault(f"the end came instead of a frame ({len(self._buffer) - self._at} bytes before it)")
            if not self._wait(deadline):
                raise Fault(f"no frame within {seconds:g} s")

    def _check(self, frame):
        if frame.masked is self.is_client:
            raise Fault(f"{frame} is {'' if frame.masked else 'not '}masked")
        length = len(frame.payload)
        if frame.length_size != (0 if length < 126 else 2 if length < 65536 else 8):
            raise Fault(f"the length of {frame} takes {frame.length_size} more bytes")
        allowed = (0, 4) if self.agreed and frame.opcode in (TEXT, BINARY) else (0,)
        if frame.rsv not in allowed:
            raise Fault(f"{frame}: a reserved bit is set")
        if frame.opcode not in frames.NAMES:
            raise Fault(f"{frame}: a reserved opcode")
        if frame.opcode >= CLOSE and (length > 125 or not frame.fin):
            raise Fault(f"{frame}: a control frame that is too long or not final")
        if frame.opcode == CLOSE:
            self._check_close(frame.payload)

    @staticmethod
    def _check_close(body):
        if len(body) == 1:
            raise Fault("a Close body of one byte")
        if body and int.from_bytes(body[:2], "big") not in VALID_CODES:
            raise Fault(f"Close code {int.from_bytes(body[:2], 'big')} may not be sent")
        try:
            body[2:].decode()
        except UnicodeDecodeError:
            raise Fault("a Close reason that is no UTF-8") from None

    def _message(self, seconds=ANSWER_SECONDS):
        """The next frame; a compressed one is inflated. An echo never fragments."""
        frame = self.frame(seconds)
        if frame.rsv == 4:
            frame = frames.Frame(frame.opcode, self.inflated(frame), frame.fin)
        if frame.opcode == CONTINUATION or not frame.fin:
            raise Fault(f"an echo is one frame, this is {frame}")
        return frame

    def inflated(self, frame):
        """The bytes of a message that came as this frame, compressed."""
        if frame.rsv != 4:
            raise Fault(f"{frame} is not compressed")
        self.got_compressed += 1
        try:
            return self._in.message(frame.payload)
        except zlib.error as error:
            raise Fault(f"{frame} cannot be inflated: {error}") from None

    def expect(self, *wanted, seconds=ANSWER_SECONDS):
        """The next frames are exactly these (compression and masks aside)."""
        for number, want in enumerate(wanted):
            got = self._message(seconds)
            if (got.opcode, got.payload) != (want.opcode, want.payload):
                which = f"answer {number + 1} of {len(wanted)} is " if len(wanted) > 1 else ""
                raise Fault(f"{which}{got} instead of {want}")

    def expect_nothing(self, seconds=QUIET_SECONDS):
        deadline = time.monotonic() + seconds
        while self._at == len(self._buffer) and not self._is_ended:
            if not self._wait(deadline):
                return
        raise Fault("the end came, and nothing was to come" if self._is_ended and self._at == len(self._buffer)
                    else f"{len(self._buffer) - self._at} bytes came, and nothing was to come")

    # the end

    def expect_close(self, *codes, seconds=ANSWER_SECONDS):
        """The next frame is a Close with one of these codes (None: an empty body)."""
        got = self.frame(seconds)
        if got.opcode != CLOSE:
            raise Fault(f"{got} instead of a Close")
        code = int.from_bytes(got.payload[:2], "big") if got.payload else None
        if code not in codes:
            raise Fault(f"Close {code} ({got.payload[2:].decode()!r}) instead of {' or '.join(map(str, codes))}")
        return code

    def finish(self, code=1000, reason=""):
        """The peer starts the close; the answer has the same code, and TCP ends as section 7.1.1 says."""
        self.send(frames.close(code, reason))
        self.expect_close(code)
        self.expect_end()

    def expect_failure(self, *codes, answers=True):
        """The program under test fails the connection; the peer answers its Close or stays silent."""
        self.is_broken = True
        code = self.expect_close(*codes)
        if answers:
            self.send(frames.close(code))
        self.expect_end()

    def expect_end(self):
        """TCP ends cleanly: the server is first, nothing comes after its Close, and nobody resets."""
        if not self.is_client:
            self.end()
        deadline = time.monotonic() + END_SECONDS
        while not self._is_ended and self._wait(deadline):
            pass
        if self._at < len(self._buffer):
            parsed = frames.parse(self._buffer, self._at)
            raise Fault(f"after the Close came {parsed[0] if parsed else 'a part of a frame'}")
        if not self._is_ended:
            raise Fault(f"no end of TCP within {END_SECONDS:g} s")
        if self.is_client:
            self.end()
        self._await_closed()

    def end(self):
        """Our FIN, once."""
        if self._has_ended:
            return
        self._has_ended = True
        try:
            self._socket.shutdown(socket.SHUT_WR)
        except OSError as error:
            raise Fault(f"unclean end: {errno.errorcode.get(error.errno, error)}") from None

    def _await_closed(self):
        """The last acknowledgement; a reset shows as the socket's error."""
        deadline = time.monotonic() + END_SECONDS
        while self._state() != TCP_CLOSED:
            if time.monotonic() > deadline:
                raise Fault("our end of TCP was not acknowledged")
            time.sleep(0.001)
        error = self._socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if error:
            raise Fault(f"unclean end: {errno.errorcode.get(error, error)}")

    def _state(self):
        return self._socket.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 8)[0]

    def end_without_close(self):
        """FIN in the middle of things; the other side ends too."""
        self.is_broken = True
        self.end()
        deadline = time.monotonic() + END_SECONDS
        while not self._is_ended:
            if not self._wait(deadline):
                raise Fault(f"no end of TCP within {END_SECONDS:g} s")

    def reset(self):
        self.is_broken = True
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._socket.close()
