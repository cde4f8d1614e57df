#!/usr/bin/python3 -B
# SPDX-License-Identifier: GPL-3.0-or-later
"""What memory and time hop101-cli takes at the edges: one message of 1 GiB, bombs, floods, a peer that never reads,
1,000 round trips. Peak memory is VmHWM of /proc/PID/status.

    tests/conformance/limits.py [--quick] [NAME…]     --quick: without the messages of 1 GiB

Prints a line for each measurement; exit status 1 where one is beyond its limit.
"""
import contextlib
import os
import signal
import socket
import sys
import time
import unittest
import zlib

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import frames  # noqa: E402
import handshake  # noqa: E402
import subject  # noqa: E402
from cases_deflate import prose  # noqa: E402
from deflate import Agreed  # noqa: E402
from frames import Frame, binary, ping, pong, text  # noqa: E402
from peer import ANSWER_SECONDS, PATIENCE, Fault, Peer  # noqa: E402

MIB = 1 << 20
GIB = 1 << 30
MEMORY_LIMIT = 72 * MIB
# Where a message of up to 64 MiB is needed in memory as a whole.
HOLDING_LIMIT = 128 * MIB
IS_QUICK = "--quick" in sys.argv
OFFER = "permessage-deflate; client_max_window_bits"


def peak_of(process):
    """Bytes, while it runs."""
    with open(f"/proc/{process.pid}/status") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM:"))


def tell(what, **figures):
    print(f"{what}: " + ", ".join(f"{name} {value}" for name, value in figures.items()), flush=True)


class Limits(unittest.TestCase):

    def setUp(self):
        self.programs = subject.Programs(subject.program())
        self.addCleanup(self.programs.remove)

    def finish_client(self, process):
        out, complaint = process.communicate(timeout=60 * PATIENCE)
        return process.returncode, out.decode(errors="replace"), complaint.decode(errors="replace")

    @contextlib.contextmanager
    def client(self, *arguments, answer=None):
        """Starts a client of ours and upgrades it: (process, peer)."""
        with socket.create_server(("127.0.0.1", 0)) as listener:
            url = f"ws://127.0.0.1:{listener.getsockname()[1]}/"
            process = self.programs.start(*(url if one == "URL" else one for one in arguments))
            self.addCleanup(end, process)
            connection, fields = handshake.accept_client(listener)
        peer = Peer(connection, False)
        if answer:
            peer.agree(answer)
        peer.send_raw(handshake.switching(fields, answer))
        yield process, peer

    @contextlib.contextmanager
    def server(self, offer=None):
        server = subject.Server(self.programs)
        self.addCleanup(end, server.process)
        peer, agreed = handshake.open_client(server.port, offer)
        if agreed:
            peer.agree(agreed)
        yield server.process, peer
        if server.process.poll() is None:
            self.assertEqual(server.stop(), "")

    def assert_small(self, what, process, started, limit=MEMORY_LIMIT):
        peak = peak_of(process)
        tell(what, peak=f"{peak / MIB:.1f} MiB", limit=f"{limit / MIB:.0f} MiB",
             seconds=f"{time.monotonic() - started:.2f}")
        self.assertLess(peak, limit, what)
        return peak


def end(process):
    if process.poll() is None:
        process.kill()
    with contextlib.suppress(ValueError):
        process.communicate()


def huge_frame(size, fragment=None):
    """The bytes of one binary message of zeros, piece by piece."""
    piece = bytes(fragment or 4 * MIB)
    if not fragment:
        yield binary(b"", stated=size, length_size=8).wire(False)
    for at in range(0, size, len(piece)):
        if fragment:
            yield Frame(frames.BINARY if at == 0 else frames.CONTINUATION, piece, fin=at + fragment >= size).wire(False)
        else:
            yield piece


def packed_zeros(size):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    for _ in range(0, size, MIB):
        yield packer.compress(bytes(MIB))
    yield packer.flush(zlib.Z_SYNC_FLUSH)[:-4]


@unittest.skipIf(IS_QUICK, "--quick")
class OneGibibyte(Limits):
    """Recording takes any size in memory that does not follow it; echo says 1009 at its limit of 64 MiB."""

    def recorded(self, what, pieces):
        capture = os.path.join(self.programs.folder, "huge.hop101")
        started = time.monotonic()
        with self.client("record", "URL", "--capture", capture, "--count", "1") as (process, peer):
            for piece in pieces:
                peer.send_raw(piece)
            peer.expect_close(1000, seconds=60 * PATIENCE)
            peer.send(frames.close(1000))
            self.assert_small(what, process, started)
            peer.expect_end()
            code, out, complaint = self.finish_client(process)
        self.assertEqual(code, 0, out + complaint)
        self.assertIn("1 message received (1.1 GB)", out)

    def test_record_of_one_frame(self):
        self.recorded("record, 1 GiB in one frame", huge_frame(GIB))

    def test_record_of_fragments(self):
        self.recorded("record, 1 GiB in frames of 64 KiB", huge_frame(GIB, 64 << 10))

    def echoed(self, what, pieces, answer=None, limit=HOLDING_LIMIT):
        """The Close comes at the limit; the rest is no longer sent by a peer that hears it."""
        started = time.monotonic()
        with self.client("echo", "URL", answer=answer) as (process, peer):
            sent = 0
            for piece in pieces:
                peer.send_raw(piece)
                sent += len(piece)
                if peer.has_input():
                    break
            peer.expect_close(1009)
            peer.send(frames.close(1009))
            self.assert_small(what, process, started, limit)
            peer.expect_end()
            code, out, complaint = self.finish_client(process)
        tell(what, sent=f"{sent / MIB:.1f} MiB", said=out.strip().splitlines()[-1])
        self.assertEqual((code, complaint), (1, ""), out)

    def test_echo_of_one_frame(self):
        self.echoed("echo, 1 GiB in one frame", huge_frame(GIB), limit=MEMORY_LIMIT)

    def test_echo_of_fragments(self):
        self.echoed("echo, 1 GiB in frames of 64 KiB", huge_frame(GIB, 64 << 10))

    def test_echo_of_one_frame_whose_peer_does_not_listen(self):
        """All of it comes, whatever the Close says: nothing of it is kept."""
        started = time.monotonic()
        with self.client("echo", "URL") as (process, peer):
            with contextlib.suppress(Fault):  # it may end the connection after its close time-out
                for piece in huge_frame(GIB):
                    peer.send_raw(piece)
            self.assert_small("echo, 1 GiB in one frame, all of it", process, started)

    def test_echo_of_compressed(self):
        packed = b"".join(packed_zeros(GIB))
        self.echoed("echo, 1 GiB compressed", [Frame(frames.BINARY, packed, rsv=4).wire(False)], Agreed())

    def test_record_of_compressed(self):
        capture = os.path.join(self.programs.folder, "bomb.hop101")
        started = time.monotonic()
        with self.client("record", "URL", "--capture", capture, answer=Agreed()) as (process, peer):
            peer.send(Frame(frames.BINARY, b"".join(packed_zeros(GIB)), rsv=4))
            peer.expect_close(1009)
            self.assert_small("record, 1 GiB compressed", process, started)
            peer.send(frames.close(1009))
            peer.expect_end()
            code, out, complaint = self.finish_client(process)
        self.assertEqual((code, complaint), (1, ""), out)

    def test_server_of_one_frame(self):
        started = time.monotonic()
        with self.server() as (process, peer):
            peer.send_raw(binary(b"", stated=GIB, length_size=8).wire(True))
            peer.send_raw(bytes(MIB))
            self.assert_small("serve, 1 GiB in one frame", process, started)
            peer.expect_failure(1009)


class LargeEcho(Limits):

    def test_client_60_mib(self):
        self.echo_60(self.client("echo", "URL"), "echo, 60 MiB there and back")

    def test_server_60_mib(self):
        self.echo_60(self.server(), "serve, 60 MiB there and back")

    def test_client_60_mib_in_fragments(self):
        self.echo_60(self.client("echo", "URL"), "echo, 60 MiB in fragments there and back", 64 << 10)

    def echo_60(self, started, what, fragment=60 * MIB):
        begun = time.monotonic()
        with started as (process, peer):
            message = os.urandom(60 * MIB)
            peer.send(*frames.fragments(frames.BINARY, message, fragment))
            peer.expect(binary(message), seconds=60 * PATIENCE)
            self.assert_small(what, process, begun, HOLDING_LIMIT)
            peer.finish()


class Floods(Limits):

    def pings(self, started, what):
        begun = time.monotonic()
        with started as (process, peer):
            peer.send(*(ping(b"%06d" % number) for number in range(100_000)))
            peer.expect(*(pong(b"%06d" % number) for number in range(100_000)))
            self.assert_small(what, process, begun)
            peer.finish()

    def test_client_100_000_pings(self):
        self.pings(self.client("echo", "URL"), "echo, 100,000 pings")

    def test_server_100_000_pings(self):
        self.pings(self.server(), "serve, 100,000 pings")

    def never_reads(self, started, what, message):
        """Sends until nothing more is taken, or 400 MiB went."""
        begun = time.monotonic()
        with started as (process, peer):
            sent = peer.send_blindly(message.wire(peer.is_client), 400 * MIB, quiet=1.5 * PATIENCE)
            self.assert_small(f"{what}, a peer that never reads ({sent / MIB:.0f} MiB taken)", process, begun)
            self.assertLess(sent, 200 * MIB, "it took all without sending back")
            peer.reset()

    def test_client_and_a_peer_that_never_reads(self):
        self.never_reads(self.client("echo", "URL"), "echo, 64 KiB", binary(bytes(64 << 10)))

    def test_server_and_a_peer_that_never_reads(self):
        self.never_reads(self.server(), "serve, 64 KiB", binary(bytes(64 << 10)))

    def test_server_and_a_peer_that_never_reads_small_ones(self):
        self.never_reads(self.server(), "serve, 16 B", text("x" * 16))

    def test_server_and_a_peer_that_never_reads_pongs(self):
        self.never_reads(self.server(), "serve, pings", ping(b"x" * 125))

    def test_server_and_compressed_messages_that_nobody_reads(self):
        """A little in, much out: what waits is bounded, not what came."""
        begun = time.monotonic()
        with self.server(OFFER) as (process, peer):
            message = peer.compressed(frames.BINARY, bytes(500_000))
            wire = peer.wire(*message)
            peer.send_blindly(wire, 40 * MIB, quiet=1.5 * PATIENCE)
            self.assert_small("serve, compressed zeros, a peer that never reads", process, begun)
            peer.reset()


class BothAtOnce(Limits):
    """Our programs are told to end while the peer closes."""

    def test_an_interrupted_echo_and_the_peers_close_cross(self):
        with self.client("echo", "URL") as (process, peer):
            peer.send(text("hello"))
            peer.expect(text("hello"))
            process.send_signal(signal.SIGINT)
            peer.send(frames.close(1001))
            peer.expect_close(1000, 1001)
            peer.expect_end()
            code, out, complaint = self.finish_client(process)
        self.assertEqual((code, complaint), (0, ""), out)

    def test_an_interrupted_echo_closes(self):
        with self.client("echo", "URL") as (process, peer):
            peer.send(text("hello"))
            peer.expect(text("hello"))
            process.send_signal(signal.SIGINT)
            peer.expect_close(1000)
            peer.send(frames.close(1000))
            peer.expect_end()
            code, out, complaint = self.finish_client(process)
        self.assertEqual((code, complaint), (0, ""), out)

    def test_a_server_that_goes_says_so(self):
        with self.server() as (process, peer):
            peer.send(text("hello"))
            peer.expect(text("hello"))
            process.send_signal(signal.SIGINT)
            peer.expect_close(1001)
            peer.expect_end()
            self.assertEqual(process.communicate(timeout=ANSWER_SECONDS)[1], b"")
            self.assertEqual(process.returncode, 0)


class RoundTrips(Limits):
    """Each message is sent when the echo of the one before is there."""

    def thousand(self, started, what, is_compressed, limit):
        with started as (_, peer):
            messages = [prose(16, number) for number in range(10)]
            peer.send(text("warm"))
            peer.expect(text("warm"))
            begun = time.monotonic()
            for number in range(1000):
                message = messages[number % 10]
                peer.send(*(peer.compressed(frames.TEXT, message) if is_compressed else [text(message)]))
                peer.expect(text(message))
            seconds = time.monotonic() - begun
            peer.finish()
        tell(what, seconds=f"{seconds:.3f}", limit=f"{limit:g}")
        self.assertLess(seconds, limit)

    def test_client_plain(self):
        self.thousand(self.client("echo", "URL"), "echo, 1,000 round trips of 16 bytes", False, PATIENCE)

    def test_server_plain(self):
        self.thousand(self.server(), "serve, 1,000 round trips of 16 bytes", False, PATIENCE)

    def test_client_compressed(self):
        self.thousand(self.client("echo", "URL", answer=Agreed()), "echo, 1,000 compressed round trips of 16 bytes",
                      True, PATIENCE)

    def test_server_compressed(self):
        self.thousand(self.server(OFFER), "serve, 1,000 compressed round trips of 16 bytes", True, PATIENCE)


if __name__ == "__main__":
    unittest.main(argv=[one for one in sys.argv if one != "--quick"])
