# SPDX-License-Identifier: GPL-3.0-or-later
"""A recorder under load that is killed (SIGKILL) at random moments, again and again: each time the file opens, every
event that was reported as committed is there, and verify finds the same events in the bytes that are left."""
import contextlib
import json
import os
import pty
import random
import re
import signal
import socket
import threading
import time

import harness
import scripted
from harness import Interop

KILLS = 50
SIZES = (5, 125, 125, 125, 1000, 20 * 1000, 125, 70 * 1000)


def frame(number, size):
    payload = (b"%d " % number).ljust(size, b".")
    length = bytes([len(payload)]) if len(payload) < 126 else (
        b"\x7e" + len(payload).to_bytes(2, "big") if len(payload) < 65536 else b"\x7f" + len(payload).to_bytes(8, "big"))
    return b"\x81" + length + payload


class Flood:
    """A server that sends every client text messages of many sizes until the client is gone."""

    def __init__(self):
        self._frames = b"".join(frame(number, SIZES[number % len(SIZES)]) for number in range(100))
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def stop(self):
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)

    def _serve(self):
        with contextlib.suppress(OSError):
            while True:
                connection, _address = self._listener.accept()
                with connection, contextlib.suppress(OSError):
                    connection.settimeout(harness.RUN_SECONDS)
                    connection.sendall(scripted.switching()(harness.read_head(connection)))
                    while True:
                        connection.sendall(self._frames)


class Terminal:
    """What a program writes to a terminal: its progress line is for those alone."""

    def __init__(self):
        self._own, self.end = pty.openpty()
        self._text = b""
        self._thread = threading.Thread(target=self._read, daemon=True)

    def listen(self):
        """Once the program has its end, and nobody else has it any more."""
        os.close(self.end)
        self._thread.start()

    def reported(self):
        """The number of events that its last progress line told, once the program is gone; 0 before the first."""
        self._thread.join(10)
        os.close(self._own)
        told = re.findall(rb"(\d+) events?, [^\r]* received", self._text)
        return int(told[-1]) if told else 0

    def _read(self):
        with contextlib.suppress(OSError):  # which a terminal gives when its other end is closed
            while piece := os.read(self._own, 65536):
                self._text += piece


class Kill(Interop):

    def setUp(self):
        super().setUp()
        self.flood = Flood()
        self.addCleanup(self.flood.stop)
        self.environment["TERM"] = "xterm"

    def killed(self, capture, seconds):
        """A recording that was killed after so many seconds: how many events it had reported."""
        terminal = Terminal()
        process = self.start(harness.CLI, "record", f"ws://127.0.0.1:{self.flood.port}/", "--capture", capture,
                             stderr=terminal.end)
        terminal.listen()
        time.sleep(seconds)  # the moment is what the test is about
        self.assertIsNone(process.poll(), "it ended by itself")
        process.send_signal(signal.SIGKILL)
        process.wait(10)
        return terminal.reported()

    def test_no_moment_loses_an_event_that_was_reported(self):
        seed = int.from_bytes(os.urandom(4), "big")
        dice = random.Random(seed)
        most = reports = 0
        longest = 0.7
        for number in range(KILLS):
            capture = self.path(f"{number}.hop101")
            seconds = dice.uniform(0.02, longest)
            reported = self.killed(capture, seconds)
            if reported == 0 and seconds > longest / 2:
                longest = min(longest * 1.5, 10)  # a busy machine takes longer to say anything
            if not os.path.exists(capture):
                self.assertEqual(reported, 0)  # killed before it began
                continue
            done = self.run_program(harness.CLI, "verify", capture, "--json")
            # A capture that was not even made whole when the recorder died has nothing to lose.
            if reported == 0 and done.code == 4:
                continue
            self.assertEqual(done.code, 0, f"seed {seed}, kill {number}: {done}")
            events = json.loads(done.out)["events"]
            self.assertGreaterEqual(events, reported, f"seed {seed}, kill {number}")
            if events > 0:
                shown = self.cli("show", capture, "--from", events, "--json").json()["events"]
                self.assertEqual([event["event"] for event in shown], [events])
            most, reports = max(most, reported), reports + (reported > 0)
            for path in (capture, capture + "-wal", capture + "-shm"):
                with contextlib.suppress(FileNotFoundError):
                    os.remove(path)
        print(f"{KILLS} kills, {reports} after a report, of {most} events at most", flush=True)
        self.assertGreater(reports, KILLS // 4, "most were killed before they reported anything")


if __name__ == "__main__":
    harness.main()
