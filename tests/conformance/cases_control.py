# SPDX-License-Identifier: GPL-3.0-or-later
"""Pings and pongs (RFC 6455 sections 5.5.2 and 5.5.3): sizes, order, floods, pongs that nobody asked for."""
import frames
from cases_framing import echoed, failing, sample_bytes
from frames import binary, ping, pong, text


def ponged(*pings, pieces=0, pause=0.0):
    def body(peer):
        peer.send(*pings, pieces=pieces, pause=pause)
        peer.expect(*(pong(one.payload) for one in pings))
        peer.finish()
    return body


def ignored(*unsolicited, pieces=0):
    def body(peer):
        peer.send(*unsolicited, pieces=pieces)
        peer.expect_nothing()
        peer.send(ping(b"still there?"))
        peer.expect(pong(b"still there?"))
        peer.finish()
    return body


def flood(count, size):
    """All are answered, in order."""
    def body(peer):
        payloads = [number.to_bytes(4, "big").ljust(size, b".")[:max(size, 4)] for number in range(count)]
        peer.send(*(ping(payload) for payload in payloads))
        peer.expect(*(pong(payload) for payload in payloads))
        peer.finish()
    return body


def pong_flood(count):
    def body(peer):
        peer.send(*[pong(b"unasked")] * count, text("after it"))
        peer.expect(text("after it"))
        peer.finish()
    return body


def mixed(count):
    """Pings and messages by turns: answers keep the order."""
    def body(peer):
        sent = [one for number in range(count)
                for one in (ping(b"%d" % number), text(f"message {number}"), pong(b"no"), binary(b"%d" % number * 9))]
        peer.send(*sent)
        peer.expect(*(pong(one.payload) if one.opcode == frames.PING else one
                      for one in sent if one.opcode != frames.PONG))
        peer.finish()
    return body


def fill(table):
    for size in (0, 1, 2, 3, 4, 8, 16, 32, 64, 100, 123, 124, 125):
        table.add("ping", f"a ping of {size} bytes", ponged(ping(sample_bytes(size))))
    for size in (0, 1, 125):
        table.add("ping", f"a ping of {size} bytes in pieces of 1", ponged(ping(sample_bytes(size)), pieces=1))
        table.add("ping", f"a ping of {size} bytes in pieces of 1, each on its own",
                  ponged(ping(sample_bytes(size)), pieces=1, pause=0.001))
    table.add("ping", "a ping of bytes that are no UTF-8", ponged(ping(b"\x00\xff\xfe\xfd\xfc\xfb\x00\xff")))
    for size in (126, 127, 65535, 65536):
        table.add("ping", f"a ping of {size} bytes is failed", failing(1002, bad=[ping(b"x" * size)], good=[text("a")]))
        table.add("ping", f"a pong of {size} bytes is failed", failing(1002, bad=[pong(b"x" * size)], good=[text("a")]))
    table.add("ping", "10 pings", ponged(*[ping(b"payload-%d" % number) for number in range(10)]))
    table.add("ping", "10 pings in pieces of 1",
              ponged(*[ping(b"payload-%d" % number) for number in range(10)], pieces=1))
    table.add("ping", "10 pings alike", ponged(*[ping(b"same")] * 10))
    table.add("ping", "an empty pong that nobody asked for", ignored(pong()))
    table.add("ping", "a pong with bytes that nobody asked for", ignored(pong(b"unasked")))
    table.add("ping", "a pong of 125 bytes that nobody asked for, in pieces of 1", ignored(pong(b"u" * 125), pieces=1))
    table.add("ping", "a pong before a ping with the same bytes", ignored(pong(b"still there?")))
    table.add("ping", "pings, pongs and messages by turns", mixed(100))
    for count, size, is_quick in ((1_000, 16, True), (1_000, 125, True), (10_000, 125, True), (100_000, 4, False)):
        table.add("ping", f"a flood of {count} pings of {size} bytes", flood(count, size), is_quick=is_quick)
    table.add("ping", "a flood of 10000 pongs", pong_flood(10_000))
    table.add("ping", "a flood of 100000 pongs", pong_flood(100_000), is_quick=False)
    table.add("ping", "a message after 1000 pings", echo_after_pings)
    table.add("ping", "1000 empty messages", echoed(*[text("")] * 1000))


def echo_after_pings(peer):
    peer.send(*[ping(b"x")] * 1000, text("a message"))
    peer.expect(*[pong(b"x")] * 1000, text("a message"))
    peer.finish()
