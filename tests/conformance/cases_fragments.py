# SPDX-License-Identifier: GPL-3.0-or-later
"""Fragmentation (RFC 6455 section 5.4): one message out of any number of frames, control frames between them answered
at once, and what is no message is failed."""
import frames
from cases_framing import failing, sample_bytes, sample_text
from frames import BINARY, TEXT, binary, close, more, ping, pong, text


def assembled(sent, *answers, pieces=0, pause=0.0):
    def body(peer):
        peer.send(*sent, pieces=pieces, pause=pause)
        peer.expect(*answers)
        peer.finish()
    return body


def stepwise(*steps):
    """Each step is (frames, answers): the answers must come before the next step is sent."""
    def body(peer):
        for sent, answers in steps:
            peer.send(*sent)
            peer.expect(*answers)
            if not answers:
                peer.expect_nothing(0.02)
        peer.finish()
    return body


def fill(table):
    fill_good(table)
    fill_between(table)
    fill_bad(table)


def fill_good(table):
    def add(title, sent, *answers, **options):
        for pieces in (0, 1):
            table.add("fragments", title + (" in pieces of 1" if pieces else ""),
                      assembled(sent, *answers, pieces=pieces), **options)
    add("text in two frames", [text("hel", fin=False), more("lo")], text("hello"))
    add("binary in two frames", [binary(b"\xff\xfe", fin=False), more(b"\x00")], binary(b"\xff\xfe\x00"))
    add("three frames", [text("a", fin=False), more("b", fin=False), more("c")], text("abc"))
    add("three empty frames", [text("", fin=False), more("", fin=False), more("")], text(""))
    add("empty, full, empty", [text("", fin=False), more("middle", fin=False), more("")], text("middle"))
    add("two messages in fragments", [text("a", fin=False), more("b"), binary(b"c", fin=False), more(b"d")], text("ab"),
        binary(b"cd"))
    add("a message in fragments, then a whole one", [text("a", fin=False), more("b"), text("whole")], text("ab"),
        text("whole"))
    for size in (1, 2, 7, 125, 126, 1300):
        table.add("fragments", f"4096 bytes of text in frames of {size}",
                  assembled(frames.fragments(TEXT, sample_text(4096), size), text(sample_text(4096))))
    for size in (1, 1300):
        table.add("fragments", f"65536 bytes in frames of {size}",
                  assembled(frames.fragments(BINARY, sample_bytes(65536), size), binary(sample_bytes(65536))))
    table.add("fragments", "10000 empty frames before the last",
              assembled([text("", fin=False), *[more("", fin=False)] * 10000, more("end")], text("end")))


def fill_between(table):
    def add(title, *steps):
        table.add("fragments", title, stepwise(*steps))
    for size in (0, 1, 125):
        add(f"a ping of {size} bytes between two frames is answered at once", ([text("hel", fin=False)], []),
            ([ping(b"p" * size)], [pong(b"p" * size)]), ([more("lo")], [text("hello")]))
    add("a pong between two frames is ignored", ([text("hel", fin=False), pong(b"p")], []),
        ([more("lo")], [text("hello")]))
    add("pings between five frames", ([text("1", fin=False), more("2", fin=False), ping(b"a")], [pong(b"a")]),
        ([more("3", fin=False), more("4", fin=False), ping(b"b")], [pong(b"b")]), ([more("5")], [text("12345")]))
    add("two pings in a row between frames", ([text("1", fin=False), ping(b"a"), ping(b"b")], [pong(b"a"), pong(b"b")]),
        ([more("2")], [text("12")]))
    for pieces in (0, 1):
        table.add("fragments", "everything in one write" + (", in pieces of 1" if pieces else ""),
                  assembled([text("1", fin=False), more("2", fin=False), ping(b"a"), more("3", fin=False),
                             more("4", fin=False), ping(b"b"), more("5")],
                            pong(b"a"), pong(b"b"), text("12345"), pieces=pieces))
    table.add("fragments", "a ping between each of 1000 frames", ping_between_all)
    table.add("fragments", "a Close within a message ends it unanswered", close_within)
    table.add("fragments", "the end of TCP within a message", cut_message, status=1)
    table.add("fragments", "the end of TCP within a frame", cut_frame, status=1)


def ping_between_all(peer):
    inner = [one for number in range(1000) for one in (more("x", fin=False), ping(b"%d" % number))]
    peer.send(text("", fin=False), *inner, more("!"))
    peer.expect(*[pong(b"%d" % number) for number in range(1000)], text("x" * 1000 + "!"))
    peer.finish()


def close_within(peer):
    peer.send(text("never ", fin=False), close(1000))
    peer.expect_close(1000)
    peer.expect_end()


def cut_message(peer):
    peer.send(text("never ", fin=False))
    peer.end_without_close()


def cut_frame(peer):
    peer.send_raw(peer.wire(text("never whole"))[:7])
    peer.end_without_close()


def fill_bad(table):
    def add(title, bad, **options):
        for pieces in (0, 1):
            table.add("fragments", title + (" in pieces of 1" if pieces else ""),
                      failing(1002, bad=bad, good=[text("good")], pieces=pieces, **options))
    add("a continuation of nothing, final", [more("x"), text("not answered")])
    add("a continuation of nothing, not final", [more("x", fin=False), more("y"), text("not answered")])
    add("an empty continuation of nothing", [more("")])
    add("a second continuation after the end", [text("a", fin=False), more("b"), more("c")][2:])
    add("text within text", [text("a", fin=False), text("b"), more("c")])
    add("binary within text", [text("a", fin=False), binary(b"b"), more("c")])
    add("a new first frame within text", [text("a", fin=False), text("b", fin=False), more("c")])
    add("a ping in two frames", [ping(b"a", fin=False), more(b"b")])
    add("a pong in two frames", [pong(b"a", fin=False), more(b"b")])
    add("a Close in two frames", [close(1000, fin=False), more(b"b")])
    add("a ping that is not final within a message", [text("a", fin=False), ping(b"p", fin=False), more("b")])
    table.add("fragments", "text within text, five times over",
              failing(1002, bad=[text(f"{number}", fin=False) for number in range(5)]))
