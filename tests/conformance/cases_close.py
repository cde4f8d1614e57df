# SPDX-License-Identifier: GPL-3.0-or-later
"""The closing handshake (RFC 6455 sections 5.5.1 and 7)."""
from cases_framing import failing, sample_bytes
from frames import Frame, binary, close, more, ping, text

GOOD_CODES = (1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3001, 3999, 4000, 4500,
              4999)
BAD_CODES = (0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 1999, 2000, 2999, 5000, 9999, 65535)


def closed(frame, *codes, before=(), behind=(), pieces=0):
    """The Close is answered once, nothing behind it is, and TCP ends cleanly."""
    def body(peer):
        peer.send(*before, frame, *behind, pieces=pieces)
        peer.expect(*before)
        peer.is_broken = bool(behind)
        peer.expect_close(*codes)
        peer.expect_end()
    return body


def fill(table):
    fill_bodies(table)
    fill_behind(table)
    fill_bad(table)
    fill_ends(table)


def fill_bodies(table):
    def add(title, body, **options):
        table.add("close", title, body, **options)
    add("an empty Close", closed(close(), None))
    add("an empty Close in pieces of 1", closed(close(), None, pieces=1))
    for code in GOOD_CODES:
        add(f"code {code}", closed(close(code), code))
        add(f"code {code} with a reason, after a message", closed(close(code, "so it is"), code, before=[text("last")]))
    for reason in ("x", "Gründe", "x" * 122, "x" * 123, "語" * 41):
        add(f"a reason of {len(reason.encode())} bytes", closed(close(1000, reason), 1000))
        add(f"a reason of {len(reason.encode())} bytes in pieces of 1", closed(close(1000, reason), 1000, pieces=1))
    add("a code split in the middle", split_code)


def split_code(peer):
    wire = peer.wire(close(1000, "reason"))
    at = len(wire) - 7
    peer.send_raw(wire[:at])
    peer.expect_nothing(0.05)
    peer.send_raw(wire[at:])
    peer.expect_close(1000)
    peer.expect_end()


def fill_behind(table):
    def add(title, *behind, **options):
        table.add("close", title, closed(close(1000), 1000, behind=behind, **options))
    add("a second Close", close(1000))
    add("a second Close with another code", close(1001))
    add("a ping behind the Close", ping(b"not answered"))
    add("a message behind the Close", text("not answered"))
    add("a message behind the Close, after one before it", text("not answered"), before=[text("answered")])
    add("a broken frame behind the Close", Frame(3, b"x", rsv=7))
    add("bad UTF-8 behind the Close", text(b"\xff"))
    add("1 MiB behind the Close", binary(sample_bytes(1 << 20)))
    add("100 pings behind the Close", *[ping(b"x")] * 100)
    add("a part of a frame behind the Close", Frame(2, b"xx", stated=1000))
    add("a fragmented message behind the Close", text("a", fin=False), more("b"))
    table.add("close", "256 KiB, then a Close and a ping in one write",
              closed(close(1000), 1000, before=[text("x" * (256 << 10))], behind=[ping(b"x")]))
    table.add("close", "4 MiB, then a Close in one write",
              closed(close(1000), 1000, before=[binary(sample_bytes(4 << 20))]))
    table.add("close", "500 messages of 4 KiB, then a Close in one write",
              closed(close(1000), 1000, before=[binary(sample_bytes(4096))] * 500))
    table.add("close", "a message, and a ping after the Close was answered", ping_after_answer)


def ping_after_answer(peer):
    """For a server that half-closed nothing is broken by it: it only drains."""
    peer.send(text("last"), close(1000))
    peer.expect(text("last"))
    peer.expect_close(1000)
    peer.is_broken = True
    peer.send(ping(b"late"), text("late"))
    peer.expect_end()


def fill_bad(table):
    def add(title, code, *bad, **options):
        for good in ((), (text("good"),)):
            table.add("close", title + (", after a message" if good else ""),
                      failing(code, bad=bad, good=good, **options))
    for code in BAD_CODES:
        add(f"code {code}", 1002, close(code))
    add("code 1005 with a reason", 1002, close(1005, "reason"))
    add("a body of one byte", 1002, Frame(8, b"\x03"))
    for size in (124, 125, 1000, 65536):
        add(f"a reason of {size} bytes", 1002, close(1000, "x" * size))
    for name, reason in (("a byte that is none", b"bad \xff"), ("a surrogate", b"\xed\xa0\x80"),
                         ("a cut character", b"\xce"), ("U+110000", b"\xf4\x90\x80\x80")):
        add(f"a reason with {name}", 1007, close(1000, reason))
    add("a Close that is not final", 1002, close(1000, fin=False))


def fill_ends(table):
    def add(title, body, **options):
        table.add("close", title, body, **options)
    add("both at once: a broken frame and the peer's Close in one write",
        failing(1002, bad=[Frame(3), close(1000)], good=[text("good")], answers=False))
    add("both at once: bad UTF-8 and the peer's Close in one write",
        failing(1007, bad=[text(b"\xff"), close(1001)], good=[text("good")], answers=False))
    add("the peer's Close crosses ours", crossing)
    add("the peer ends TCP with its Close", close_and_end)
    add("the peer ends TCP without a Close", ended_without_close, status=1)
    add("a burst of messages, and the end of TCP without a Close", burst_then_end, status=1)
    add("the peer fails the connection and goes on sending", talkative)
    add("a Close in pieces of 1, each on its own", slow_close)


def slow_close(peer):
    peer.send(close(4000, "slowly"), pieces=1, pause=0.003)
    peer.expect_close(4000)
    peer.expect_end()


def crossing(peer):
    """A bad byte, and at once our own Close with another code: neither waits for the other."""
    peer.send(Frame(11, b""))
    peer.send(close(1001, "going"))
    peer.expect_failure(1002, answers=False)


def close_and_end(peer):
    peer.send(text("last"), close(1000))
    peer.end()
    peer.expect(text("last"))
    peer.expect_close(1000)
    peer.expect_end()


def ended_without_close(peer):
    peer.send(text("hello"))
    peer.expect(text("hello"))
    peer.end_without_close()


def burst_then_end(peer):
    messages = [binary(sample_bytes(4096))] * 100
    peer.send(*messages)
    peer.end()
    peer.is_broken = True
    peer.expect(*messages)


def talkative(peer):
    """What is sent after the Close is read and dropped: answering a late byte with a reset would be unclean."""
    peer.send(Frame(3, b"x"))
    peer.is_broken = True
    peer.expect_close(1002)
    for _ in range(20):
        peer.send(binary(sample_bytes(4096)))
    peer.send(close(1002))
    peer.expect_end()
