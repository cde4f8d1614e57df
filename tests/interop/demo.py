# SPDX-License-Identifier: GPL-3.0-or-later
"""What app/run does on a machine without a display: the demo, and its capture read back with hop101-cli."""
import os
import struct

import harness
from harness import Interop

WINDOW = os.environ.get("HOP101_WINDOW", "")


class Demo(Interop):

    def setUp(self):
        super().setUp()
        os.mkdir(self.path("runtime"), 0o700)
        self.environment.update(LC_ALL="C.UTF-8", QT_QPA_PLATFORM="offscreen",
                                XDG_RUNTIME_DIR=self.path("runtime"))  # as app/run sets them
        self.done = self.run_program(WINDOW, "--demo", self.path("demo"))
        self.assertEqual((self.done.code, self.done.err), (0, ""), str(self.done))

    def named(self, what):
        """The path on the line "WHAT: PATH"."""
        lines = [line for line in self.done.out.splitlines() if line.startswith(what + ": ")]
        self.assertEqual(len(lines), 1, str(self.done))
        return lines[0].removeprefix(what + ": ")

    def test_the_verdict_and_the_diagram(self):
        self.assertRegex(self.done.out, "101 .*all rules hold")
        for text in ("GET /", "101 Switching Protocols", "text", "binary", "ping", "pong", "close"):
            self.assertIn(text, self.done.out)

    def test_show_and_verify_read_its_capture(self):
        capture = self.named("capture")
        self.cli("verify", capture)
        document = self.cli("show", capture, "--json").json()
        frames = [event for event in document["events"] if event["kind"] == "frame"]
        self.assertGreaterEqual(len(frames), 6)
        self.assertLessEqual({"text", "binary", "ping", "pong", "close"}, {frame["opcode"] for frame in frames})
        self.assertEqual([finding for event in document["events"] for finding in event["findings"]
                          if finding["severity"] != "note"], [])

    def test_the_picture_is_the_window(self):
        with open(self.named("picture"), "rb") as picture:
            png = picture.read()
        self.assertEqual(png[:8], b"\x89PNG\r\n\x1a\n")
        width, height = struct.unpack(">II", png[16:24])
        self.assertEqual((width, height), (1280, 800))
        self.assertGreater(len(png), 20000)  # a window with text in it, no empty surface

    def test_a_picture_says_nothing_where_there_is_no_runtime_folder(self):
        del self.environment["XDG_RUNTIME_DIR"]
        for kind in ("png", "pdf"):
            done = self.run_program(WINDOW, self.named("capture"), "--to", kind, "-o", self.path("diagram." + kind))
            self.assertEqual((done.code, done.err), (0, ""), str(done))

    def test_a_second_run_takes_the_same_folder(self):
        self.assertEqual(self.run_program(WINDOW, "--demo", self.path("demo")).code, 0)


if __name__ == "__main__":
    harness.main()
