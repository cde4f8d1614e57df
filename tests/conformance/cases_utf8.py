# SPDX-License-Identifier: GPL-3.0-or-later
"""Text is UTF-8 (RFC 6455 section 8.1, RFC 3629): every good sequence comes back in every split, and a bad one is
failed with 1007 at its first bad byte, before the rest of the frame is there."""
import itertools

import frames
from cases_framing import echoed, failing
from frames import TEXT, Frame, more, ping, pong, text

# Each has its bad byte at the given offset; all before it could still become UTF-8.
BAD = {
    "a continuation byte alone": (b"\x80", 0), "the last continuation byte alone": (b"\xbf", 0),
    "two continuation bytes": (b"\x80\xbf", 0), "all continuation bytes": (bytes(range(0x80, 0xc0)), 0),
    "C0": (b"\xc0\x80", 0), "C1": (b"\xc1\xbf", 0), "F5": (b"\xf5\x80\x80\x80", 0), "F8": (b"\xf8\x88\x80\x80\x80", 0),
    "FC": (b"\xfc\x84\x80\x80\x80\x80", 0), "FE": (b"\xfe", 0), "FF": (b"\xff", 0),
    "FE FE FF FF": (b"\xfe\xfe\xff\xff", 0), "/ in two bytes": (b"\xc0\xaf", 0),
    "/ in three bytes": (b"\xe0\x80\xaf", 1), "/ in four bytes": (b"\xf0\x80\x80\xaf", 1),
    "too long for U+07FF": (b"\xe0\x9f\xbf", 1), "too long for U+FFFF": (b"\xf0\x8f\xbf\xbf", 1),
    "NUL in three bytes": (b"\xe0\x80\x80", 1), "NUL in four bytes": (b"\xf0\x80\x80\x80", 1),
    "the first surrogate": (b"\xed\xa0\x80", 1), "a middle surrogate": (b"\xed\xad\xbf", 1),
    "a low surrogate": (b"\xed\xb0\x80", 1), "the last surrogate": (b"\xed\xbf\xbf", 1),
    "a pair of surrogates": (b"\xed\xa0\x80\xed\xb0\x80", 1), "U+110000": (b"\xf4\x90\x80\x80", 1),
    "U+13FFFF": (b"\xf4\xbf\xbf\xbf", 1), "two bytes, broken by ASCII": (b"\xc3a", 1),
    "three bytes, broken after one": (b"\xe1a", 1), "three bytes, broken after two": (b"\xe1\x80a", 2),
    "four bytes, broken after one": (b"\xf1a", 1), "four bytes, broken after two": (b"\xf1\x80a", 2),
    "four bytes, broken after three": (b"\xf1\x80\x80a", 3), "a start byte after a start byte": (b"\xc3\xc3", 1),
    "a second start after two of three": (b"\xe2\x82\xe2\x82\xac", 2),
}
# Could go on, but the message ends.
CUT = {"one of two bytes": b"\xce", "one of three": b"\xe1", "two of three": b"\xe1\xbd", "one of four": b"\xf0",
       "two of four": b"\xf0\x90", "three of four": b"\xf0\x90\x8c"}
GOOD = {
    "the first and last of each length": "\x00\x7f\x80\u07ff\u0800\uffff\U00010000\U0010ffff",
    "around the surrogates": "\ud7ff\ue000", "non-characters": "\ufffe\uffff\U0001fffe\U0001ffff\U0010fffe\U0010ffff",
    "U+FDD0 to U+FDEF": "".join(map(chr, range(0xfdd0, 0xfdf0))), "replacement and BOM": "\ufffd\ufeff",
    "greek": "κόσμε", "a sentence of many lengths": "Zoë → 東京 🛰 naïve ﷽ 𐍈",
    "NUL": "\x00", "control characters": "".join(map(chr, range(32))) + "\x7f\x80\x9f",
}


def at_the_first_bad_byte(data, bad, lead=b"", opening=(), tail=200):
    """The header says more than comes: all up to the bad byte is sent, then the bad byte alone, and the Close must
    come while the frame is still open."""
    def body(peer):
        peer.send(*opening)
        whole = lead + data + b"." * tail
        good = len(lead) + bad
        first = Frame(frames.CONTINUATION if opening else TEXT, whole)
        wire = peer.wire(first)
        head = len(wire) - len(whole)
        for at in range(head + good):
            peer.send_raw(wire[at:at + 1])
        peer.expect_nothing(0.01)
        peer.send_raw(wire[head + good:head + good + 1])
        peer.expect_failure(1007)
    return body


def in_two_frames(data, at):
    return [text(data[:at], fin=False), more(data[at:])]


def between_frames(good, bad):
    """The first frame is good, and the second one bad: nothing is to be waited for."""
    def body(peer):
        peer.send(text(good, fin=False))
        peer.expect_nothing(0.01)
        peer.send(more(bad, fin=False))
        peer.expect_failure(1007)
    return body


def bytewise_frames(data):
    """One byte a frame, with a ping after each."""
    def body(peer):
        last = len(data) - 1
        for at, byte in enumerate(data):
            peer.send(Frame(TEXT if at == 0 else frames.CONTINUATION, bytes([byte]), fin=at == last), ping(b"%d" % at))
        pongs = [pong(b"%d" % at) for at in range(len(data))]
        peer.expect(*pongs[:-1], text(data), pongs[-1])
        peer.finish()
    return body


def fill(table):
    fill_good(table)
    fill_bad(table)
    fill_fast(table)


def fill_good(table):
    for title, words in GOOD.items():
        data = words.encode()
        table.add("utf8", f"{title}: comes back", echoed(text(data)))
        table.add("utf8", f"{title}: in pieces of 1", echoed(text(data), pieces=1))
        table.add("utf8", f"{title}: one byte a frame", bytewise_frames(data))
    word = "κόσμε 東 🛰".encode()
    table.add("utf8", "every split into two frames",
              split_everywhere(word, [(at,) for at in range(len(word) + 1)]))
    table.add("utf8", "every split into three frames",
              split_everywhere(word, list(itertools.combinations_with_replacement(range(len(word) + 1), 2))))
    every = "".join(chr(number) for number in range(0x110000) if not 0xd800 <= number < 0xe000).encode()
    table.add("utf8", "every character there is", echoed(text(every)), is_quick=False)
    table.add("utf8", "every character there is, in pieces of 997", echoed(text(every), pieces=997), is_quick=False)
    table.add("utf8", "bad UTF-8 in binary is nobody's business",
              echoed(*(frames.binary(data) for data, _ in BAD.values())))


def split_everywhere(data, splits):
    def body(peer):
        for cuts in splits:
            edges = [0, *cuts, len(data)]
            parts = [data[start:end] for start, end in zip(edges, edges[1:])]
            peer.send(*(Frame(TEXT if number == 0 else frames.CONTINUATION, part, fin=number == len(parts) - 1)
                        for number, part in enumerate(parts)))
            peer.expect(text(data))
        peer.finish()
    return body


def fill_bad(table):
    for title, (data, bad) in BAD.items():
        table.add("utf8", f"{title}: failed",
                  failing(1007, bad=[text(b"before " + data + b" after")], good=[text("good")]))
        table.add("utf8", f"{title}: in pieces of 1", failing(1007, bad=[text(data)], good=[text("good")], pieces=1))
        for at in range(1, len(data)) if len(data) < 8 else ():
            table.add("utf8", f"{title}: split after {at}", failing(1007, bad=in_two_frames(data, at)))
    for title, data in CUT.items():
        table.add("utf8", f"the message ends after {title}", failing(1007, bad=[text(b"ends " + data)]))
        table.add("utf8", f"the message ends after {title}, in two frames",
                  failing(1007, bad=[text(data, fin=False), more("")]))
    table.add("utf8", "a cut character is not completed by the next message",
              failing(1007, bad=[text(b"\xce"), text(b"\xba")]))
    table.add("utf8", "after a bad message nothing is answered",
              failing(1007, bad=[text(b"\xff"), text("good"), ping(b"good")], good=[ping(b"first")]))


def fill_fast(table):
    for title, (data, bad) in BAD.items():
        table.add("utf8", f"{title}: failed at the byte", at_the_first_bad_byte(data, bad, b"valid \xce\xba "))
        table.add("utf8", f"{title}: failed at the byte, in the second frame",
                  at_the_first_bad_byte(data, bad, b"", [text("valid", fin=False)]))
    for title in ("U+110000", "the first surrogate", "four bytes, broken after three"):
        data, bad = BAD[title]
        table.add("utf8", f"{title}: split between frames, failed in the open second frame",
                  at_the_first_bad_byte(data[bad:], 0, b"", [text(b"valid " + data[:bad], fin=False)]))
        table.add("utf8", f"{title}: failed before the third frame", between_frames("κόσμε", data))
        table.add("utf8", f"{title}: failed 100 KB into a message",
                  at_the_first_bad_byte(data, bad, b"", frames_of(100_000)))


def frames_of(size):
    return [text("x" * (size // 2), fin=False), more("y" * (size // 2), fin=False)]
