# SPDX-License-Identifier: GPL-3.0-or-later
"""Lengths: every boundary of the length field, whole and in pieces (RFC 6455 section 5.2); masks; length fields that
are wrong."""
import frames
from frames import binary, close, ping, pong, text

SMALL = (0, 1, 2, 3, 4, 5, 7, 8, 9, 63, 64, 65, 124, 125, 126, 127, 128, 129, 255, 256, 257, 1023, 1024, 4095, 4096,
         16383, 16384, 32767, 32768, 65533, 65534, 65535, 65536, 65537, 131071, 131072)
LARGE = (1 << 20, (1 << 22) + 1, (1 << 24) - 1, 1 << 24, (1 << 24) + 1)


def sample_text(size):
    """Exactly `size` bytes of UTF-8 with characters of one to four bytes."""
    unit = "aß語𝄞-".encode()
    whole = unit * (size // len(unit))
    return whole + b"." * (size - len(whole))


def sample_bytes(size):
    return (bytes(range(256)) * (size // 256 + 1))[:size]


def echoed(*messages, pieces=0, pause=0.0):
    def body(peer):
        peer.send(*messages, pieces=pieces, pause=pause)
        peer.expect(*messages)
        peer.finish()
    return body


def failing(*codes, bad, good=(), answers=True, pieces=0, raw=b""):
    """What is good is answered, and then the connection is failed."""
    def body(peer):
        peer.send_raw(peer.wire(*good, *bad) + raw, pieces=pieces)
        peer.expect(*(pong(one.payload) if one.opcode == frames.PING else one for one in good))
        peer.expect_failure(*codes, answers=answers)
    return body


def fill(table):
    fill_lengths(table)
    fill_masks(table)
    fill_wrong_lengths(table)


def fill_lengths(table):
    for make, sample, kind in ((text, sample_text, "text"), (binary, sample_bytes, "binary")):
        for size in SMALL:
            table.add("framing", f"{kind} of {size} bytes", echoed(make(sample(size))))
        for size in LARGE:
            table.add("framing", f"{kind} of {size} bytes", echoed(make(sample(size))), is_quick=size == 1 << 20)
        for size in (0, 1, 125, 126, 127, 128, 65535, 65536, 1 << 20, 1 << 24):
            table.add("framing", f"{kind} of {size} bytes in pieces of 64",
                      echoed(make(sample(size)), pieces=64), is_quick=size <= 65536)
        for size in (0, 1, 2, 125, 126, 127, 128, 4096, 65535, 65536):
            table.add("framing", f"{kind} of {size} bytes in pieces of 1",
                      echoed(make(sample(size)), pieces=1), is_quick=size < 65535)
        for size in (1, 10, 126):
            table.add("framing", f"{kind} of {size} bytes in pieces of 1, each on its own",
                      echoed(make(sample(size)), pieces=1, pause=0.002))
        table.add("framing", f"{kind} of 65536 bytes in pieces of 997", echoed(make(sample(65536)), pieces=997))
    table.add("framing", "text and binary by turns stay what they are",
              echoed(text("a"), binary(b"a"), text(""), binary(b""), text("ä"), binary(b"\xff")))
    table.add("framing", "200 messages of all lengths from 0 to 199 in one write",
              echoed(*[binary(sample_bytes(size)) for size in range(200)]))


def fill_masks(table):
    server, client = {"subjects": ("server",)}, {"subjects": ("client",)}
    for key in (b"\0\0\0\0", b"\xff\xff\xff\xff", b"\0\0\0\1", b"\x80\0\0\0"):
        table.add("framing", f"a mask key of {key.hex()}",
                  echoed(*[text(sample_text(size), key=key) for size in (0, 1, 3, 4, 5, 8, 100, 70000)]), **server)
    for kind, frame in (("text", text("hello", masked=False)), ("an empty text", text("", masked=False)),
                        ("a ping", ping(b"x", masked=False)), ("a Close", close(1000, masked=False))):
        table.add("framing", f"{kind} without a mask", failing(1002, bad=[frame], good=[text("good")]), **server)
    for kind, frame in (("text", text("hello", masked=True)), ("an empty text", text("", masked=True)),
                        ("a ping", ping(b"x", masked=True)), ("a Close", close(1000, masked=True))):
        table.add("framing", f"{kind} with a mask", failing(1002, bad=[frame], good=[text("good")]), **client)


def fill_wrong_lengths(table):
    for size, payload in ((2, b""), (2, b"x" * 125), (8, b""), (8, b"x" * 126), (8, b"x" * 65535)):
        table.add("framing", f"{len(payload)} bytes with a length of {size} more bytes",
                  failing(1002, bad=[binary(payload, length_size=size)], good=[binary(b"good")]))
    table.add("framing", "a length with its top bit set",
              failing(1002, bad=[binary(b"", length_size=8, stated=1 << 63)], good=[binary(b"good")]))
    table.add("framing", "a length of 2^63 - 1 is too much",
              failing(1009, bad=[binary(b"xyz", length_size=8, stated=(1 << 63) - 1)], good=[binary(b"good")]))
    table.add("framing", "a length just above 64 MiB is too much",
              failing(1009, bad=[binary(b"xyz", length_size=8, stated=(64 << 20) + 1)], good=[binary(b"good")]))
