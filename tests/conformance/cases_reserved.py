# SPDX-License-Identifier: GPL-3.0-or-later
"""Reserved bits and reserved opcodes (RFC 6455 section 5.2): the connection is failed, what came before is answered."""
from cases_framing import failing
from frames import Frame, binary, close, more, ping, text

RESERVED = (3, 4, 5, 6, 7, 11, 12, 13, 14, 15)


def fill(table):
    fill_bits(table)
    fill_opcodes(table)


def fill_bits(table):
    kinds = {"text": lambda rsv: [text("hello", rsv=rsv)],
             "an empty text": lambda rsv: [text("", rsv=rsv)],
             "binary": lambda rsv: [binary(b"\x01\x02", rsv=rsv)],
             "a first fragment": lambda rsv: [text("hel", fin=False, rsv=rsv), more("lo")],
             "a last fragment": lambda rsv: [text("hel", fin=False), more("lo", rsv=rsv)],
             "a ping": lambda rsv: [ping(b"x", rsv=rsv)],
             "a pong": lambda rsv: [Frame(10, b"x", rsv=rsv)],
             "a Close": lambda rsv: [close(1000, rsv=rsv)]}
    for kind, make in kinds.items():
        for rsv in range(1, 8):
            table.add("reserved", f"{kind} with RSV {rsv:03b}", failing(1002, bad=make(rsv), good=[text("good")]))
    for pieces in (1, 5):
        table.add("reserved", f"text with RSV 001 in pieces of {pieces}",
                  failing(1002, bad=[text("hello", rsv=1)], good=[text("good"), ping(b"good")], pieces=pieces))
    table.add("reserved", "text with RSV 010, and a good message behind it that is not answered",
              failing(1002, bad=[text("hello", rsv=2), text("not answered"), ping(b"not answered")],
                      good=[text("good")]))
    table.add("reserved", "text with RSV 010, and the peer does not answer the Close",
              failing(1002, bad=[text("hello", rsv=2)], answers=False))
    table.add("reserved", "RSV 100 without an extension, and the frame never gets whole", unfinished)


def unfinished(peer):
    """The header says it all: no need to wait for the payload. The peer's Close falls into the open frame."""
    peer.send_raw(peer.wire(text("x" * 1000, rsv=4))[:200])
    peer.expect_failure(1002)


def fill_opcodes(table):
    for opcode in RESERVED:
        table.add("opcode", f"opcode {opcode}, empty", failing(1002, bad=[Frame(opcode)]))
        table.add("opcode", f"opcode {opcode} with a payload, after a message",
                  failing(1002, bad=[Frame(opcode, b"payload")], good=[text("good")]))
        table.add("opcode", f"opcode {opcode}, not final", failing(1002, bad=[Frame(opcode, b"x", fin=False)]))
        table.add("opcode", f"opcode {opcode} within a message",
                  failing(1002, bad=[text("hel", fin=False), Frame(opcode, b"x"), more("lo")]))
        table.add("opcode", f"opcode {opcode}, then a ping, in pieces of 1",
                  failing(1002, bad=[Frame(opcode, b"payload"), ping(b"not answered")], good=[text("good")], pieces=1))
