# SPDX-License-Identifier: GPL-3.0-or-later
"""permessage-deflate (RFC 7692) as the peer speaks it: its own reading of offers and answers, zlib for the rest."""
import dataclasses
import re
import zlib

TAIL = b"\x00\x00\xff\xff"
NAME = "permessage-deflate"


@dataclasses.dataclass(frozen=True)
class Agreed:
    """What an answer says (RFC 7692 section 7.1)."""
    server_no_takeover: bool = False
    client_no_takeover: bool = False
    server_bits: int | None = None  # None: not named, which means 15
    client_bits: int | None = None

    def __str__(self):
        parts = [NAME]
        parts += ["server_no_context_takeover"] if self.server_no_takeover else []
        parts += ["client_no_context_takeover"] if self.client_no_takeover else []
        parts += [f"server_max_window_bits={self.server_bits}"] if self.server_bits else []
        parts += [f"client_max_window_bits={self.client_bits}"] if self.client_bits else []
        return "; ".join(parts)


def elements(value):
    """[(name, {parameter: value or None})] of a Sec-WebSocket-Extensions value; ValueError where it is none."""
    found = []
    for element in value.split(","):
        name, *parameters = [part.strip() for part in element.split(";")]
        if not re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", name):
            raise ValueError(f"no extension name: {name!r}")
        named = {}
        for parameter in parameters:
            key, equals, given = parameter.partition("=")
            if key in named:
                raise ValueError(f"{key} twice in {value!r}")
            named[key] = given.strip('"') if equals else None
        found.append((name, named))
    return found


def agreed_by(value):
    """The Agreed of an answer; ValueError where RFC 7692 section 7.1 does not allow it."""
    (name, named), *others = elements(value)
    if name != NAME or others:
        raise ValueError(f"the answer is {value!r}")

    def flag(key):
        if named.get(key) is not None:
            raise ValueError(f"{key} has a value")
        return key in named

    def bits(key):
        if key not in named:
            return None
        if not re.fullmatch(r"[89]|1[0-5]", named[key] or ""):
            raise ValueError(f"{key} is {named[key]!r}")
        return int(named[key])
    known = {"server_no_context_takeover", "client_no_context_takeover", "server_max_window_bits",
             "client_max_window_bits"}
    if set(named) - known:
        raise ValueError(f"unknown parameters in {value!r}")
    return Agreed(flag("server_no_context_takeover"), flag("client_no_context_takeover"),
                  bits("server_max_window_bits"), bits("client_max_window_bits"))


def answers_offer(agreed, named):
    """Why this answer is none to the offer with these parameters, or an empty string."""
    if "server_no_context_takeover" in named and not agreed.server_no_takeover:
        return "server_no_context_takeover was asked for"
    wanted = named.get("server_max_window_bits")
    if wanted is not None and (agreed.server_bits is None or agreed.server_bits > int(wanted)):
        return f"server_max_window_bits={wanted} was asked for"
    if agreed.client_bits is not None and "client_max_window_bits" not in named:
        return "client_max_window_bits was not offered"
    offered = named.get("client_max_window_bits")
    if offered is not None and agreed.client_bits is not None and agreed.client_bits > int(offered):
        return f"client_max_window_bits={offered} was offered"
    return ""


class Compressor:
    """One direction's messages, compressed in a window of 2**bits bytes."""

    def __init__(self, bits, takes_over, level=6):
        self._bits, self._takes_over, self._level = bits, takes_over, level
        self._stream = self._fresh()

    def _fresh(self):
        if self._bits == 8:  # zlib has no raw window of 256 bytes; matches at distance 1 fit into any
            return zlib.compressobj(self._level, zlib.DEFLATED, -9, 8, zlib.Z_RLE)
        return zlib.compressobj(self._level, zlib.DEFLATED, -self._bits)

    def message(self, data, flush=zlib.Z_SYNC_FLUSH):
        """RFC 7692 section 7.2.1. An empty message is one byte, as section 7.2.3.6 says."""
        stream = self._stream if self._takes_over else self._fresh()
        packed = stream.compress(data) + stream.flush(flush)
        if flush == zlib.Z_FINISH:  # the last block has its final bit set (section 7.2.3.4)
            self._stream = self._fresh()
            return packed + b"\x00"
        return packed[:-4] if packed[:-4] else b"\x00"


class Decompressor:
    """One direction's messages, inflated in a window of exactly 2**bits bytes. With `is_strict` output comes one
    byte a call, which is the only way to have zlib refuse a distance that the window does not hold."""

    def __init__(self, bits, takes_over, is_strict=False):
        self._bits, self._takes_over, self._is_strict = bits, takes_over, is_strict
        self._stream = zlib.decompressobj(-bits)

    def message(self, data):
        if not self._takes_over or self._stream.eof:
            self._stream = zlib.decompressobj(-self._bits)
        if not self._is_strict:
            return self._stream.decompress(data + TAIL)
        out, left = bytearray(), data + TAIL
        while left or piece:
            piece = self._stream.decompress(left, 1)
            out += piece
            left = self._stream.unconsumed_tail
        return bytes(out)
