# SPDX-License-Identifier: GPL-3.0-or-later
"""Large messages and many messages: each comes back whole, within a limit of time."""
import time

import frames
from cases_framing import sample_bytes, sample_text
from frames import BINARY, TEXT, binary, text
from peer import PATIENCE, Fault

SECONDS = 60 * PATIENCE


def within(seconds, body):
    def timed(peer):
        started = time.monotonic()
        body(peer)
        if time.monotonic() - started > seconds:
            raise Fault(f"took {time.monotonic() - started:.1f} s, and {seconds:g} s is the limit")
    return timed


def large(opcode, data, fragment=0, pieces=0):
    def body(peer):
        peer.send(*frames.fragments(opcode, data, fragment or len(data)), pieces=pieces)
        peer.expect(frames.Frame(opcode, data), seconds=SECONDS)
        peer.finish()
    return within(SECONDS, body)


def round_trips(message, count):
    def body(peer):
        for _ in range(count):
            peer.send(message)
            peer.expect(message)
        peer.finish()
    return within(SECONDS, body)


def fill(table):
    mib = 1 << 20
    kinds = (("text", TEXT, sample_text), ("binary", BINARY, sample_bytes))
    for kind, opcode, sample in kinds:
        for size in (64 << 10, 256 << 10, mib, 4 * mib, 8 * mib, 16 * mib):
            table.add("throughput", f"one {kind} message of {size} bytes", large(opcode, sample(size)),
                      is_quick=size <= mib)
        for size, fragment in ((4 * mib, 64), (4 * mib, 256), (4 * mib, 1024), (4 * mib, 4096), (4 * mib, 16384),
                               (4 * mib, 65536), (4 * mib, mib), (4 * mib, 4 * mib), (16 * mib, 65536)):
            table.add("throughput", f"one {kind} message of {size} bytes in frames of {fragment}",
                      large(opcode, sample(size), fragment), is_quick=False)
        for pieces in (64, 128, 256, 512, 1024, 2048):
            table.add("throughput", f"one {kind} message of 1 MiB in pieces of {pieces}",
                      large(opcode, sample(mib), pieces=pieces), is_quick=pieces == 1024)
    for kind, make, sample in (("text", text, sample_text), ("binary", binary, sample_bytes)):
        for size in (0, 16, 64, 256, 1024, 4096, 16384, 65536, 131072):
            table.add("throughput", f"1000 {kind} messages of {size} bytes, each after the answer to the last",
                      round_trips(make(sample(size)), 1000), is_quick=size in (16,))
