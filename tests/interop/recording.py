# SPDX-License-Identifier: GPL-3.0-or-later
"""record against a flood of node ws, and what show, verify and payload make of the file; a recording that is
killed keeps what was committed."""
import os
import signal

import harness
from harness import Interop

MESSAGES = 20000
BYTES = 125


class Recording(Interop):

    def setUp(self):
        super().setUp()
        self.capture = self.path("flood.hop101")

    def events(self, capture, *arguments):
        return self.cli("show", capture, *arguments, "--json").json()["events"]

    def texts(self, capture):
        return [event for event in self.events(capture) if event["kind"] == "frame" and event["opcode"] == "text"]

    def test_a_whole_flood_is_recorded_and_reads_back(self):
        port = self.start_node("flood", MESSAGES, BYTES)
        self.cli("record", f"ws://127.0.0.1:{port}/", "--capture", self.capture)
        self.cli("verify", self.capture)
        self.assertFalse(os.path.exists(self.capture + "-wal"))
        frames = self.texts(self.capture)
        self.assertEqual(len(frames), MESSAGES)
        for number in (0, 1, MESSAGES // 2, MESSAGES - 1):
            out = self.path(f"payload-{number}")
            self.cli("payload", self.capture, frames[number]["event"], "-o", out)
            with open(out, encoding="utf-8") as payload:
                self.assertEqual(payload.read(), str(number + 1).ljust(BYTES, "."))

    def test_count_ends_it_cleanly(self):
        port = self.start_node("flood", MESSAGES, BYTES)
        self.cli("record", f"ws://127.0.0.1:{port}/", "--count", "100", "--capture", self.capture)
        self.cli("verify", self.capture)
        self.assertGreaterEqual(len(self.texts(self.capture)), 100)

    def test_a_size_limit_leaves_a_gap(self):
        port = self.start_node("flood", MESSAGES, BYTES)
        done = self.cli("record", f"ws://127.0.0.1:{port}/", "--max-size", "2M", "--capture", self.capture)
        self.assertLessEqual(os.path.getsize(self.capture), 2 * 1024 * 1024)
        self.cli("verify", self.capture)
        events = self.events(self.capture)
        gap = [event for event in events if event["kind"] == "gap" and event["from"] == "server"]
        self.assertEqual(len(gap), 1)
        frames = [event for event in events if event["kind"] == "frame" and event["from"] == "server"]
        self.assertGreater(len(frames), 1000)
        # With the Close; the frame that the gap cut was counted as recorded.
        self.assertEqual(len(frames) + gap[0]["lostEvents"], MESSAGES + 1)
        self.assertIn("Not recorded: ", done.out)

    def test_a_size_that_is_none_is_refused(self):
        for size in ("1M", "x", "2X"):
            done = self.run_program(harness.CLI, "record", "ws://127.0.0.1:1/", "--max-size", size,
                                    "--capture", self.capture)
            self.assertEqual(done.code, 2, str(done))
            self.assertFalse(os.path.exists(self.capture))

    def test_seconds_end_it_cleanly(self):
        port = self.start_node("echo")
        self.cli("record", f"ws://127.0.0.1:{port}/", "--seconds", "1", "--capture", self.capture, seconds=20)
        self.cli("verify", self.capture)
        closes = [event["from"] for event in self.events(self.capture) if event.get("opcode") == "close"]
        self.assertEqual(closes, ["client", "server"])

    def test_show_from_to_shows_these_events(self):
        port = self.start_node("flood", 100, BYTES)
        self.cli("record", f"ws://127.0.0.1:{port}/", "--capture", self.capture)
        self.assertEqual([event["event"] for event in self.events(self.capture, "--from", "10", "--to", "19")],
                         list(range(10, 20)))

    def test_a_killed_recording_keeps_what_was_committed(self):
        port = self.start_node("flood", 100 * 1000 * 1000, BYTES)
        process = self.start(harness.CLI, "record", f"ws://127.0.0.1:{port}/", "--capture", self.capture)
        self.wait_until_written(self.capture, 4 * 1024 * 1024, process)
        process.send_signal(signal.SIGKILL)
        process.wait(10)
        self.cli("show", self.capture, "--to", "50")
        self.cli("verify", self.capture)
        numbers = [int(event["text"].rstrip(".")) for event in self.texts(self.capture) if "cut" not in event]
        self.assertGreater(len(numbers), 1000)
        self.assertEqual(numbers, list(range(1, len(numbers) + 1)))


class Files(Interop):

    def test_a_file_that_is_not_there(self):
        for command in ("show", "verify"):
            self.cli(command, self.path("none.hop101"), exit_status=4)

    def test_a_file_that_is_no_capture(self):
        path = self.path("text.hop101")
        with open(path, "w", encoding="utf-8") as text:
            text.write("not a capture\n" * 100)
        for command in ("show", "verify"):
            self.cli(command, path, exit_status=4)

    def test_a_capture_that_cannot_be_written(self):
        url = f"ws://127.0.0.1:{self.start_node('echo')}/"
        self.cli("probe", url, "--capture", "/nowhere/x.hop101", exit_status=4)


if __name__ == "__main__":
    harness.main()
