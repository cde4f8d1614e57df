# SPDX-License-Identifier: GPL-3.0-or-later
"""One message of 1 GiB, in one frame and compressed: recorded, shown while it grows, listed, and written out the
same, in memory that is that of a message of 64 MiB."""
import hashlib
import os
import subprocess
import threading
import time
import zlib

import harness
import scripted
from harness import Interop

MIB = 1 << 20
SMALL, LARGE = 64 * MIB, 1024 * MIB
# What the memory of two runs may differ by: the queue to the thread that writes, which only the longer run fills.
ROOM = 16 * MIB
# And what neither may exceed.
MOST = 72 * MIB
CLOSE_1000 = b"\x88\x02\x03\xe8"


def piece_of_text():
    """1 MiB that compresses to about a tenth."""
    words, dice = [], 101
    while len(words) < 80 * 1024:
        dice = (dice * 1103515245 + 12345) % (1 << 31)
        words.append(b"%06d, quote " % (dice % 1000))
    return b"".join(words)[:MIB].ljust(MIB, b".")


def packed(piece, count):
    """The bytes of permessage-deflate of `count` such pieces: each stands alone, so that one does for all."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    block = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    return [block] * (count - 1) + [block[:-4]]


def header(size, is_compressed):
    return bytes([0xc2 if is_compressed else 0x82, 127]) + size.to_bytes(8, "big")


class Large(Interop):

    def setUp(self):
        super().setUp()
        self.piece = piece_of_text()

    def ended(self, process):
        """Its exit status and the most memory it had, in bytes: at least what this process has."""
        _pid, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        return process.returncode, usage.ru_maxrss * 1024

    def measured(self, *arguments, take=None):
        """Runs hop101-cli, gives `take` its output: (exit status, peak, what it said on stderr)."""
        with open(self.path("said"), "w+b") as said:
            with subprocess.Popen([harness.CLI, *map(str, arguments)], stdin=subprocess.DEVNULL,
                                  stdout=subprocess.PIPE, stderr=said, env=self.environment) as process:
                while output := process.stdout.read(MIB):
                    if take:
                        take(output)
                code, peak = self.ended(process)
            said.seek(0)
            return code, peak, said.read().decode()

    def message(self, size, is_compressed):
        """(the frame's header, its payload in pieces)."""
        count = size // MIB
        pieces = packed(self.piece, count) if is_compressed else [self.piece] * count
        return header(sum(map(len, pieces)), is_compressed), pieces

    def recorded(self, size, is_compressed):
        """Records one such message; half of it is looked at before the rest comes: (capture, peak)."""
        capture = self.path(f"{size}-{is_compressed}.hop101")
        head, pieces = self.message(size, is_compressed)
        middle = len(pieces) // 2
        rest = threading.Event()

        def more(_head):
            rest.wait(harness.RUN_SECONDS)
            return pieces[middle:] + [CLOSE_1000]

        extra = b"Sec-WebSocket-Extensions: permessage-deflate\r\n" if is_compressed else b""
        backend = self.start_scripted(scripted.switching(extra=extra), head, pieces[:middle], more)
        process = self.start(harness.CLI, "record", backend.url(), "--capture", capture, "--max-inflated", 4 * LARGE)
        self.wait_until_written(capture, sum(map(len, pieces)) // 4, process)
        deadline = time.monotonic() + 30
        while not (growing := self.frames_of(capture)) and time.monotonic() < deadline:
            pass  # what is written is committed soon after
        self.assertEqual([frame["ended"] for frame in growing], [False])
        rest.set()
        code, peak = self.ended(process)
        self.assertEqual(code, 0, harness.log_of(process))
        return capture, peak

    def frames_of(self, capture):
        """Those of the server that hold data."""
        shown = self.cli("show", capture, "--json").json()["events"]
        return [event for event in shown if event["kind"] == "frame" and event.get("opcode") == "binary"]

    def read_back(self, capture, size, is_compressed):
        """Peaks of listing it and of writing it out; the bytes are those that were sent."""
        listed = self.measured("show", capture)
        self.assertEqual((listed[0], listed[2]), (0, ""))
        frame, = self.frames_of(capture)
        self.assertTrue(frame["ended"])
        digest = hashlib.sha256()
        written = self.measured("payload", capture, frame["event"], "-o", "-", take=digest.update)
        self.assertEqual((written[0], written[2]), (0, ""))
        wanted = hashlib.sha256()
        for _ in range(size // MIB):
            wanted.update(self.piece)
        self.assertEqual(digest.hexdigest(), wanted.hexdigest())
        return listed[1], written[1]

    def compare(self, is_compressed):
        peaks = []
        for size in (SMALL, LARGE):
            capture, recording = self.recorded(size, is_compressed)
            peaks.append((recording, *self.read_back(capture, size, is_compressed)))
            print(f"{size // MIB} MiB{' compressed' if is_compressed else ''}: peak of record, show, payload: "
                  + ", ".join(f"{peak // MIB} MiB" for peak in peaks[-1]), flush=True)
            os.remove(capture)
        for small, large in zip(*peaks):
            self.assertLess(large, small + ROOM)
            self.assertLess(large, MOST)

    def test_one_frame(self):
        self.compare(False)

    def test_one_compressed_message(self):
        self.compare(True)


if __name__ == "__main__":
    harness.main()
