# SPDX-License-Identifier: GPL-3.0-or-later
"""The opening handshake in both roles (RFC 6455 section 4), strict about what the program under test sends."""
import base64
import hashlib
import re
import select
import socket
import time

from deflate import NAME, agreed_by, answers_offer, elements
from peer import ANSWER_SECONDS, Fault, Peer

GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
KEY = b"dGhlIHNhbXBsZSBub25jZQ=="


def accept_of(key):
    return base64.b64encode(hashlib.sha1(key + GUID).digest()).decode()


def read_head(connection):
    """(start line, {name in lower case: [values]}, bytes behind the head)."""
    head = bytearray()
    deadline = time.monotonic() + ANSWER_SECONDS
    while b"\r\n\r\n" not in head:
        ready, _, _ = select.select([connection], [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            raise Fault(f"no head within {ANSWER_SECONDS:g} s")
        data = connection.recv(65536)
        if not data:
            raise Fault(f"the end came in the head, after {bytes(head)!r}")
        head += data
    lines, _, rest = bytes(head).partition(b"\r\n\r\n")
    start, *rows = lines.decode("latin-1").split("\r\n")
    fields = {}
    for row in rows:
        name, colon, value = row.partition(":")
        if not colon or not re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", name):
            raise Fault(f"no header field: {row!r}")
        fields.setdefault(name.lower(), []).append(value.strip(" \t"))
    return start, fields, rest


def only(fields, name):
    values = fields.get(name, [])
    if len(values) != 1:
        raise Fault(f"{len(values)} fields {name}")
    return values[0]


def has_token(fields, name, token):
    return token in [one.strip().lower() for value in fields.get(name, []) for one in value.split(",")]


def request(port, offer=None, rows=("Upgrade: websocket", "Connection: Upgrade")):
    lines = ["GET /chat?room=1&agent=peer HTTP/1.1", f"Host: 127.0.0.1:{port}", *rows,
             f"Sec-WebSocket-Key: {KEY.decode()}", "Sec-WebSocket-Version: 13"]
    lines += [f"Sec-WebSocket-Extensions: {value}" for value in ([offer] if isinstance(offer, str) else offer or [])]
    return "\r\n".join([*lines, "", ""]).encode()


def open_client(port, offer=None, head_pieces=0, behind=b"", rows=()):
    """Plays the client; `behind` follows the request in the same write, `rows` replace its fields for the upgrade.
    Returns (peer, Agreed or None)."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=ANSWER_SECONDS)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    head = (request(port, offer, rows) if rows else request(port, offer)) + behind
    for at in range(0, len(head), head_pieces or len(head)):
        connection.sendall(head[at:at + (head_pieces or len(head))])
    start, fields, rest = read_head(connection)
    if not re.fullmatch(r"HTTP/1\.1 101 .*", start):
        raise Fault(f"answered {start!r}")
    if not has_token(fields, "connection", "upgrade") or only(fields, "upgrade").lower() != "websocket":
        raise Fault(f"the 101 does not upgrade: {fields}")
    if only(fields, "sec-websocket-accept") != accept_of(KEY):
        raise Fault(f"Sec-WebSocket-Accept is {fields['sec-websocket-accept']}")
    for name in ("content-length", "transfer-encoding", "sec-websocket-protocol"):
        if name in fields:
            raise Fault(f"{name} in the 101")
    return Peer(connection, True, rest), agreed_in(fields, offer)


def agreed_in(fields, offer):
    """What the server chose, which must answer one of the offers."""
    if "sec-websocket-extensions" not in fields:
        return None
    if not offer:
        raise Fault("an extension that nobody offered")
    offers = elements(offer if isinstance(offer, str) else ", ".join(offer))
    try:
        agreed = agreed_by(", ".join(fields["sec-websocket-extensions"]))
    except ValueError as error:
        raise Fault(str(error)) from None
    reasons = [answers_offer(agreed, named) for name, named in offers if name == NAME]
    if all(reasons):
        raise Fault(f"{fields['sec-websocket-extensions']} answers no offer: {'; '.join(reasons)}")
    return agreed


def accept_speaker(listener, seconds):
    """The first connection that says something: a test beside this one may look for a server that had this port."""
    deadline = time.monotonic() + seconds
    while True:
        listener.settimeout(max(0.01, deadline - time.monotonic()))
        try:
            connection, _ = listener.accept()
        except TimeoutError:
            raise Fault(f"did not connect and speak within {seconds:g} s") from None
        ready, _, _ = select.select([connection], [], [], ANSWER_SECONDS)
        try:
            if not ready or connection.recv(1, socket.MSG_PEEK):
                return connection
        except ConnectionResetError:
            pass
        connection.close()


def accept_client(listener, target="/", seconds=ANSWER_SECONDS):
    """Waits for the client under test and reads its request. Returns (connection, request fields)."""
    connection = accept_speaker(listener, seconds)
    start, fields, rest = read_head(connection)
    if start != f"GET {target} HTTP/1.1":
        raise Fault(f"asked {start!r}")
    if rest:
        raise Fault(f"{len(rest)} bytes behind the request")
    only(fields, "host")
    if only(fields, "upgrade").lower() != "websocket" or not has_token(fields, "connection", "upgrade"):
        raise Fault(f"does not ask for an upgrade: {fields}")
    if only(fields, "sec-websocket-version") != "13":
        raise Fault(f"Sec-WebSocket-Version is {fields['sec-websocket-version']}")
    if len(base64.b64decode(only(fields, "sec-websocket-key"), validate=True)) != 16:
        raise Fault(f"Sec-WebSocket-Key is {fields['sec-websocket-key']}")
    return connection, fields


def check_offer(fields):
    """A client that leaves every choice to the server offers permessage-deflate with client_max_window_bits."""
    value = ", ".join(fields.get("sec-websocket-extensions", []))
    offers = [named for name, named in elements(value) if name == NAME] if value else []
    if not any("client_max_window_bits" in named for named in offers):
        raise Fault(f"offers {value!r}: no {NAME} with client_max_window_bits")


def switching(fields, answer=None, rows=()):
    lines = ["HTTP/1.1 101 Switching Protocols", *(rows or ("Upgrade: websocket", "Connection: Upgrade")),
             f"Sec-WebSocket-Accept: {accept_of(only(fields, 'sec-websocket-key').encode())}"]
    lines += [f"Sec-WebSocket-Extensions: {answer}"] if answer else []
    return "\r\n".join([*lines, "", ""]).encode()
