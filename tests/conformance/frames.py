# SPDX-License-Identifier: GPL-3.0-or-later
"""WebSocket frames by hand: every bit of a header can be set, right or wrong, and nothing here is shared with what
is tested (RFC 6455 section 5.2)."""
import dataclasses

CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10
NAMES = {CONTINUATION: "continuation", TEXT: "text", BINARY: "binary", CLOSE: "close", PING: "ping", PONG: "pong"}
DEFAULT_KEY = b"\x37\xfa\x21\x3d"  # fixed, so that a case is the same bytes every time


@dataclasses.dataclass(frozen=True)
class Frame:
    """One frame as it is to be sent, or as it came. `masked` None: as the sender's role demands."""
    opcode: int
    payload: bytes = b""
    fin: bool = True
    rsv: int = 0  # RSV1 is 4, RSV2 is 2, RSV3 is 1
    masked: bool | None = None
    key: bytes = DEFAULT_KEY
    length_size: int | None = None  # 0, 2 or 8 bytes after the 7 bits; None: the shortest
    stated: int | None = None  # what the length field says; None: the size of the payload

    def __str__(self):
        name = NAMES.get(self.opcode, f"opcode {self.opcode}")
        marks = ("" if self.fin else ", not final") + (f", RSV {self.rsv:03b}" if self.rsv else "")
        shown = self.payload[:16].hex(" ") + ("…" if len(self.payload) > 16 else "")
        return f"{name} of {len(self.payload)} bytes{marks} [{shown}]"

    def wire(self, is_client):
        masked = is_client if self.masked is None else self.masked
        length = len(self.payload) if self.stated is None else self.stated
        size = self.length_size
        if size is None:
            size = 0 if length < 126 else 2 if length < 65536 else 8
        small = length if size == 0 else 126 if size == 2 else 127
        head = bytes([(0x80 if self.fin else 0) | self.rsv << 4 | self.opcode, (0x80 if masked else 0) | small])
        head += length.to_bytes(size, "big") if size else b""
        return head + self.key + xor(self.payload, self.key) if masked else head + self.payload


def xor(data, key):
    """One big number is by far the fastest exclusive-or that the standard library has."""
    size = len(data)
    mask = (key * (size // 4 + 1))[:size]
    return (int.from_bytes(data, "little") ^ int.from_bytes(mask, "little")).to_bytes(size, "little")


def text(words, **more):
    return Frame(TEXT, words.encode() if isinstance(words, str) else words, **more)


def binary(data, **more):
    return Frame(BINARY, data, **more)


def more(data, **rest):
    """A fragment that follows."""
    return Frame(CONTINUATION, data.encode() if isinstance(data, str) else data, **rest)


def ping(data=b"", **rest):
    return Frame(PING, data, **rest)


def pong(data=b"", **rest):
    return Frame(PONG, data, **rest)


def close(code=None, reason=b"", **rest):
    body = b"" if code is None else code.to_bytes(2, "big") + (reason.encode() if isinstance(reason, str) else reason)
    return Frame(CLOSE, body, **rest)


def fragments(opcode, data, size, rsv=0):
    """The message in frames of `size` bytes each; RSV bits stand on the first."""
    pieces = [data[at:at + size] for at in range(0, len(data), size)] or [b""]
    return [Frame(opcode if number == 0 else CONTINUATION, piece, fin=number == len(pieces) - 1,
                  rsv=rsv if number == 0 else 0) for number, piece in enumerate(pieces)]


def parse(buffer, at=0):
    """(frame, offset behind it), or None where the frame is not yet whole. Frames come unmasked, with `masked`,
    `length_size` and `key` as they were."""
    left = len(buffer) - at
    if left < 2:
        return None
    first, second = buffer[at], buffer[at + 1]
    size = {126: 2, 127: 8}.get(second & 127, 0)
    masked = bool(second & 128)
    head = 2 + size + (4 if masked else 0)
    if left < head:
        return None
    length = int.from_bytes(buffer[at + 2:at + 2 + size], "big") if size else second & 127
    if left < head + length:
        return None
    key = bytes(buffer[at + head - 4:at + head]) if masked else b""
    payload = bytes(memoryview(buffer)[at + head:at + head + length])
    frame = Frame(first & 15, xor(payload, key) if masked else payload, bool(first & 128), first >> 4 & 7, masked, key,
                  size)
    return frame, at + head + length
