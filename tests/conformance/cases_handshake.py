# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands around the heads: heads byte by byte, frames in the same write as the 101."""
from frames import binary, close, ping, pong, text


def answered(*wanted):
    def body(peer):
        peer.expect(*wanted)
        peer.finish()
    return body


def closed_early(peer):
    peer.expect_close(1000)
    peer.expect_end()


def early_close_after(*wanted):
    def body(peer):
        peer.expect(*wanted)
        closed_early(peer)
    return body


def quiet(peer):
    peer.expect_nothing()
    peer.finish()


def pipelined(peer):
    """A client MUST wait for the answer (RFC 6455 section 4.1); the server shows such bytes and goes on behind them."""
    peer.is_broken = True
    peer.send(text("behind the answer"))
    peer.expect(text("behind the answer"))
    peer.finish()


def fill(table):
    def add(title, body, **options):
        table.add("handshake", title, body, **options)
    add("nothing but the upgrade and the close", lambda peer: peer.finish())
    add("nothing is sent unasked", quiet)
    add("the head comes byte by byte", answered_after(text("hello")), head="bytes")
    add("fields in other cases, and lists in them", answered_after(text("hello")),
        rows=("upgrade: WebSocket", "CONNECTION: keep-alive, Upgrade"))
    add("the fields that servers and browsers add", answered_after(text("hello")),
        rows=("Server: peer/1.0", "X-Powered-By: peer", "Upgrade: WebSocket", "Connection: Upgrade", "Pragma: no-cache",
              "Cache-Control: no-cache", "Origin: http://127.0.0.1", "User-Agent: peer"))
    only = {"subjects": ("client",)}
    add("a text message in the same write as the 101", answered(text("first")), early=(text("first"),), **only)
    add("three messages and a ping in the same write as the 101",
        answered(text("1"), binary(b"2" * 300), pong(b"p"), text("3")),
        early=(text("1"), binary(b"2" * 300), ping(b"p"), text("3")), **only)
    add("a message in the same write as the 101, all byte by byte", answered(text("first")), early=(text("first"),),
        head="bytes", **only)
    add("a Close in the same write as the 101", closed_early, early=(close(1000),), **only)
    add("a message and a Close in the same write as the 101", early_close_after(text("last")),
        early=(text("last"), close(1000)), **only)
    add("a frame behind the request, before the answer", pipelined, subjects=("server",), early=(text("too early"),))


def answered_after(message):
    def body(peer):
        peer.send(message)
        peer.expect(message)
        peer.finish()
    return body
