# SPDX-License-Identifier: GPL-3.0-or-later
"""permessage-deflate (RFC 7692): every window and both takeovers in both directions, offers with fallbacks, compressed
messages in fragments with control frames between, messages compressed and not by turns, and what is no compression."""
import itertools
import random
import zlib

import frames
from cases_framing import sample_text
from cases_throughput import SECONDS, within
from deflate import NAME, Agreed
from frames import BINARY, CLOSE, PING, TEXT, Frame, binary, close, more, ping, pong, text
from peer import Fault

WINDOWS = tuple(range(8, 16))
SIZES = (16, 64, 256, 1024, 4096, 8192, 16384, 32768, 65536, 131072)


def prose(size, seed=1):
    """Text that compresses like text: words that come again, near and far."""
    chance = random.Random(seed)
    words = ["".join(chance.choices("etaoinshrdlu", k=chance.randint(2, 9))) for _ in range(400)]
    made = " ".join(chance.choices(words, k=size // 4 + 8)).encode()
    return made[:size]


def noise(size, seed=1):
    return random.Random(seed).randbytes(size)


def offer_of(agreed):
    """The offer that a server can only answer with these parameters, or better ones."""
    parts = [NAME]
    parts += ["server_no_context_takeover"] if agreed.server_no_takeover else []
    parts += ["client_no_context_takeover"] if agreed.client_no_takeover else []
    parts += [f"server_max_window_bits={agreed.server_bits}"] if agreed.server_bits else []
    parts += [f"client_max_window_bits={agreed.client_bits}"] if agreed.client_bits else ["client_max_window_bits"]
    return "; ".join(parts)


def words_for(agreed):
    return str(agreed)[len(NAME) + 2:] or "no parameters"


# bodies

def returned(*messages, fragment=0):
    """Each compressed message comes back as it was, one after the other."""
    def body(peer):
        for message in messages:
            peer.send(*peer.compressed(message.opcode, message.payload, fragment))
            peer.expect(message)
        peer.finish()
    return body


def thousand(size, count=1000):
    """Messages of one size, no two alike; the echo of compressible ones is compressed, too."""
    def body(peer):
        for number in range(count):
            data = prose(size + 64, number % 10)[number % 64:number % 64 + size]
            peer.send(*peer.compressed(TEXT if number % 2 else BINARY, data))
            peer.expect(Frame(TEXT if number % 2 else BINARY, data))
        if size >= 256 and peer.got_compressed != count:
            raise Fault(f"{peer.got_compressed} of {count} echoes are compressed")
        peer.finish()
    return within(SECONDS, body)


def pipelined(count, size):
    """All at once, without waiting for echoes."""
    def body(peer):
        messages = [text(prose(size, number)) for number in range(count)]
        peer.send(*(frame for one in messages for frame in peer.compressed(TEXT, one.payload)))
        peer.expect(*messages)
        peer.finish()
    return body


def repeated_far(distance):
    """Noise that comes again from `distance` bytes before: who keeps a larger window than agreed refers to it."""
    def body(peer):
        data = noise(distance) * 3
        for _ in range(2):
            peer.send(*peer.compressed(BINARY, data))
            peer.expect(binary(data))
        peer.finish()
    return body


def takes_over(peer):
    """The same noise twice: with its context the second echo is small."""
    sizes = []
    for _ in range(2):
        peer.send(*peer.compressed(BINARY, noise(1000)))
        frame = peer.frame()
        if peer.inflated(frame) != noise(1000):
            raise Fault("not what was sent")
        sizes.append(len(frame.payload))
    if sizes[1] > 200:
        raise Fault(f"the second echo takes {sizes[1]} bytes: the context was not taken over")
    peer.finish()


def between(peer):
    """Control frames between the fragments of a compressed message are answered at once."""
    sent = peer.compressed(TEXT, prose(4096), 100)
    for number, frame in enumerate(sent):
        peer.send(frame, ping(b"%d" % number))
        if frame is not sent[-1]:
            peer.expect(pong(b"%d" % number))
    peer.expect(text(prose(4096)), pong(b"%d" % (len(sent) - 1)))
    peer.finish()


def by_turns(peer):
    """Compressed and uncompressed messages; only the former touch the context (RFC 7692 section 6)."""
    for number in range(20):
        data = prose(500, number % 3)
        if number % 2:
            peer.send(text(data))
        else:
            peer.send(*peer.compressed(TEXT, data, 64 if number % 4 else 0))
        peer.expect(text(data))
    peer.finish()


def with_empty_fragments(peer):
    first, *rest = peer.compressed(TEXT, prose(1000), 50)
    empty = Frame(frames.CONTINUATION, b"", fin=False)
    peer.send(Frame(TEXT, b"", fin=False, rsv=4), Frame(frames.CONTINUATION, first.payload, fin=False), empty,
              *rest[:-1], empty, Frame(frames.CONTINUATION, rest[-1].payload, fin=False), more(b""))
    peer.expect(text(prose(1000)))
    peer.finish()


def flushed(flush, count=3):
    """Other ways to end the blocks that a message consists of (RFC 7692 section 7.2.3)."""
    def body(peer):
        for number in range(count):
            peer.send(*peer.compressed(TEXT, prose(300, number), flush=flush))
            peer.expect(text(prose(300, number)))
        peer.finish()
    return body


def raw_message(payload, wanted, opcode=TEXT):
    """Bytes of RFC 7692's own examples, or of blocks made by hand."""
    def body(peer):
        peer.send(Frame(opcode, payload, rsv=4))
        peer.expect(Frame(opcode, wanted))
        peer.finish()
    return body


def in_pieces(size, pieces, pause=0.0):
    def body(peer):
        peer.send(*peer.compressed(TEXT, prose(size)), pieces=pieces, pause=pause)
        peer.expect(text(prose(size)))
        peer.finish()
    return body


def broken(*codes, bad, good=True):
    """`bad(peer)` gives the frames."""
    def body(peer):
        if good:
            peer.send(*peer.compressed(TEXT, b"good " * 20))
            peer.expect(text("good " * 20))
        peer.send(*bad(peer))
        peer.expect_failure(*codes)
    return body


def fast_utf8(peer):
    """The bad byte is inflated before the message ends."""
    data = b"valid " * 50 + b"\xed\xa0\x80" + noise(300)
    sent = peer.compressed(TEXT, data, 40)
    peer.send(*sent[:-1])
    peer.expect_failure(1007)


def bomb(peer):
    """100 MiB of zeros in 100 KB: it stops at a limit."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(bytes(100 << 20)) + packer.flush(zlib.Z_SYNC_FLUSH)
    peer.send(Frame(BINARY, packed[:-4], rsv=4))
    peer.expect_failure(1009)


# the tables

def fill(table):
    fill_windows(table)
    fill_sizes(table)
    fill_offers(table)
    fill_shapes(table)
    fill_broken(table)


def both(table, title, body, agreed=Agreed(), **options):
    table.add("deflate", title, body, offer=options.pop("offer", offer_of(agreed)), answer=agreed, **options)


def fill_windows(table):
    """8 x 8 windows x 4 takeovers with messages that use them, and windows held to the byte."""
    takeovers = tuple(itertools.product((False, True), repeat=2))
    for server_bits, client_bits in itertools.product((None, *WINDOWS), repeat=2):
        for server_off, client_off in takeovers:
            agreed = Agreed(server_off, client_off, server_bits, client_bits)
            is_quick = server_bits == client_bits or (server_bits, client_bits) in ((8, 15), (15, 8), (9, 12))
            both(table, words_for(agreed),
                 returned(*[text(prose(size, size)) for size in (16, 300, 1100, 70000, 5, 0, 40000)]), agreed,
                 is_quick=is_quick)
    for bits in WINDOWS:
        for off in (False, True):
            agreed = Agreed(off, off, bits, bits)
            both(table, f"windows of {1 << bits} bytes are kept to the byte, {'no ' if off else ''}takeover",
                 repeated_far((1 << bits) + 8), agreed, is_strict=True, is_quick=bits < 12)
    both(table, "the context is taken over", takes_over)


def fill_sizes(table):
    settings = [Agreed(), Agreed(True, True), Agreed(server_bits=9, client_bits=9), Agreed(True, True, 9, 9),
                Agreed(server_bits=15, client_bits=15), Agreed(True, True, 15, 15), Agreed(True, True, 8, 8)]
    for agreed in settings:
        for size in SIZES:
            both(table, f"1000 messages of {size} bytes, {words_for(agreed)}", thousand(size), agreed,
                 is_quick=size == 16 and agreed in (Agreed(), Agreed(True, True)))
        both(table, f"50 messages of 1024 bytes, {words_for(agreed)}", thousand(1024, 50), agreed)
    for level in (0, 1, 9):
        both(table, f"100 messages of 4096 bytes at level {level}", thousand(4096, 100), level=level)
    both(table, "500 messages of 2000 bytes at once", pipelined(500, 2000))


def fill_offers(table):
    """What a server must take (RFC 7692 section 7.1); a list is several header fields."""
    good = ["permessage-deflate", "permessage-deflate; client_max_window_bits",
            "permessage-deflate; server_no_context_takeover", "permessage-deflate; client_no_context_takeover",
            "permessage-deflate; server_no_context_takeover; client_no_context_takeover",
            "permessage-deflate; client_no_context_takeover; client_max_window_bits; server_max_window_bits=10",
            'permessage-deflate; server_max_window_bits="11"', 
            "permessage-deflate ; server_max_window_bits = 12",
            "permessage-deflate; server_max_window_bits=9, permessage-deflate",
            "permessage-deflate; unknown, permessage-deflate; client_max_window_bits",
            "permessage-deflate; server_max_window_bits=16, permessage-deflate",
            "x-webkit-deflate-frame, permessage-deflate; client_max_window_bits",
            "permessage-bzip2; x=1, permessage-deflate; server_no_context_takeover, permessage-deflate",
            ["permessage-deflate; server_max_window_bits=7", "permessage-deflate; client_max_window_bits=10"],
            ["unknown-extension", "permessage-deflate"]]
    for offer in dict.fromkeys(offer if isinstance(offer, str) else tuple(offer) for offer in good):
        offer = offer if isinstance(offer, str) else list(offer)
        table.add("deflate", f"the offer {offer}", returned(text(prose(3000)), text(prose(3000, 2))), offer=offer,
                  subjects=("server",))
    bad = ["permessage-deflate; unknown", "permessage-deflate; unknown=1", "permessage-deflate; server_max_window_bits",
           "permessage-deflate; server_max_window_bits=7", "permessage-deflate; server_max_window_bits=16",
           "permessage-deflate; server_max_window_bits=08", "permessage-deflate; client_max_window_bits=7",
           "permessage-deflate; client_max_window_bits=16", "permessage-deflate; client_max_window_bits=x",
           "permessage-deflate; server_no_context_takeover=1",
           "permessage-deflate; client_no_context_takeover; client_no_context_takeover", "permessage-deflat",
           "x-webkit-deflate-frame"]
    for offer in bad:
        table.add("deflate", f"the offer {offer} is declined, and all goes on uncompressed", uncompressed, offer=offer,
                  refuses=True, subjects=("server",))
    table.add("deflate", "the client goes on uncompressed where the server declines", uncompressed,
              subjects=("client",))


def uncompressed(peer):
    peer.send(text(prose(3000)))
    peer.expect(text(prose(3000)))
    peer.send(ping(b"x"))
    peer.expect(pong(b"x"))
    peer.finish()


def fill_shapes(table):
    def add(title, body, **options):
        both(table, title, body, **options)
    add("one message", returned(text("Hello")))
    add("one empty message", returned(text("")))
    add("empty messages, text and binary", returned(*[text(""), binary(b"")] * 10))
    add("text with all lengths of characters", returned(text(sample_text(10_000))))
    add("noise, which does not get smaller", returned(binary(noise(100_000))))
    add("1 MiB of zeros within the ratio", returned(binary(noise(2000) + bytes(1 << 20))))
    add("16 MiB of prose", returned(text(prose(1 << 20) * 16)), is_quick=False)
    for fragment in (1, 2, 64, 125, 126, 1000):
        add(f"in frames of {fragment}", returned(text(prose(3000)), text(prose(3000, 2)), fragment=fragment))
    for no_takeover in (False, True):
        add(f"a ping between all fragments, {'no ' if no_takeover else ''}takeover", between,
            agreed=Agreed(no_takeover, no_takeover))
    add("compressed and uncompressed by turns", by_turns)
    add("compressed and uncompressed by turns, no takeover", by_turns, agreed=Agreed(True, True))
    add("empty frames among the fragments", with_empty_fragments)
    add("in pieces of 1", in_pieces(2000, 1))
    add("in pieces of 1, each on its own", in_pieces(150, 1, 0.001))
    add("in pieces of 64", in_pieces(100_000, 64))
    for name, flush in (("full flush", zlib.Z_FULL_FLUSH), ("a block with the final bit", zlib.Z_FINISH)):
        add(f"messages that end with {name}", flushed(flush))
    add("uncompressed messages only", uncompressed)
    fill_made_by_hand(add)


def fill_made_by_hand(add):
    hello = bytes.fromhex("f248cdc9c90700")
    add("RFC 7692 7.2.3.1: Hello", raw_message(hello, b"Hello"))
    add("RFC 7692 7.2.3.3: no compression", raw_message(bytes.fromhex("000500faff48656c6c6f00"), b"Hello"))
    add("RFC 7692 7.2.3.4: BFINAL is 1", raw_message(bytes.fromhex("f348cdc9c9070000"), b"Hello"))
    add("RFC 7692 7.2.3.5: two blocks", raw_message(bytes.fromhex("f248050000 00ffffcac9c90700"), b"Hello"))
    add("RFC 7692 7.2.3.6: empty", raw_message(b"\x00", b""))
    add("empty stored blocks around", raw_message(b"\x00\x00\x00\xff\xff" * 50 + hello, b"Hello"))
    add("fragments of RFC 7692 7.2.3.1", by_hand_in_fragments)


def by_hand_in_fragments(peer):
    peer.send(Frame(TEXT, bytes.fromhex("f248cd"), fin=False, rsv=4), more(bytes.fromhex("c9c90700")))
    peer.expect(text("Hello"))
    peer.finish()


def fill_broken(table):
    def add(title, body, **options):
        both(table, title, body, **options)
    codes = (1002, 1007)
    add("bytes that are no deflate", broken(*codes, bad=lambda peer: [Frame(TEXT, b"\xff" * 40, rsv=4)]))
    add("a reserved block type", broken(*codes, bad=lambda peer: [Frame(TEXT, b"\x06" + b"x" * 20, rsv=4)]))
    add("a stored block whose lengths do not match",
        broken(*codes, bad=lambda peer: [Frame(TEXT, bytes.fromhex("000500faf848656c6c6f00"), rsv=4)]))
    add("a distance before the first byte",
        broken(*codes, good=False, bad=lambda peer: [Frame(BINARY, far_reference(), rsv=4)]))
    add("bad UTF-8 in a compressed message",
        broken(1007, bad=lambda peer: peer.compressed(TEXT, b"bad \xff bytes")))
    add("a cut character in a compressed message", broken(1007, bad=lambda peer: peer.compressed(TEXT, b"cut \xce")))
    add("bad UTF-8 in a compressed message, before its end", fast_utf8)
    add("RSV1 on a continuation",
        broken(1002, bad=lambda peer: [text("a", fin=False), more("b", rsv=4)]))
    add("RSV1 on a continuation of a compressed message", broken(
        1002, bad=lambda peer: [peer.compressed(TEXT, prose(500), 50)[0], more(b"b", rsv=4)]))
    add("RSV1 on a ping", broken(1002, bad=lambda peer: [Frame(PING, b"x", rsv=4)]))
    add("RSV1 on a pong", broken(1002, bad=lambda peer: [Frame(frames.PONG, b"x", rsv=4)]))
    add("RSV1 on a Close", broken(1002, bad=lambda peer: [Frame(CLOSE, b"\x03\xe8", rsv=4)]))
    for rsv in (1, 2, 5, 6):
        add(f"RSV {rsv:03b}", broken(1002, bad=lambda peer, rsv=rsv: [Frame(TEXT, b"x", rsv=rsv)]))
    add("a bomb of 100 MiB", bomb)
    add("a Close within a compressed message", close_within)


def far_reference():
    """A match of distance 100 at the start: the window was made by a preset dictionary that nobody else has."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, zdict=noise(100))
    return (packer.compress(noise(100)) + packer.flush(zlib.Z_SYNC_FLUSH))[:-4]


def close_within(peer):
    peer.send(peer.compressed(TEXT, prose(500), 50)[0], close(1000))
    peer.expect_close(1000)
    peer.expect_end()
