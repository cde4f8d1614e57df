# SPDX-License-Identifier: GPL-3.0-or-later
"""Boost.Beast in both roles: strict, and it cuts messages into frames of 4 KiB, compressed ones too."""
import os

import harness
from harness import Interop, rules_with

BEAST = os.environ.get("HOP101_BEAST", "")
SAID = "returned 37, pongs 1, closed 4001\n"  # what servers/beast.cpp prints when all was as it should be


class Beast(Interop):

    compress = False

    def setUp(self):
        super().setUp()
        self.beast_switch = ("deflate",) if self.compress else ()
        self.our_switch = () if self.compress else ("--no-extensions",)
        self.capture = self.path("beast.hop101")

    def start_server(self, mode):
        process, port = self.start_announced(BEAST, mode, *self.beast_switch)
        return process, f"ws://127.0.0.1:{port}/chat"

    def test_a_probe_upgrades_and_its_messages_come_back(self):
        _, url = self.start_server("echo")
        document = self.cli("probe", url, *self.our_switch, "--send", "hello", "--send", "x" * 5000, "--receive", "2",
                            "--json").json()
        self.assertIs(document["verdict"]["upgraded"], True)
        self.assertEqual(rules_with("broken", document), set())
        self.assertEqual(document["findings"], [])
        self.assertEqual((document["close"]["code"], document["close"]["clean"]), (1000, True))

    def test_echo_returns_every_message(self):
        server, url = self.start_server("teach")
        self.cli("echo", url, *self.our_switch)
        self.assertEqual(server.stdout.read().decode(), SAID)

    def test_serve_returns_every_message(self):
        server, url = self.start_announced(harness.CLI, "serve", "--listen", "127.0.0.1:0", "--capture", self.capture)
        done = self.run_program(BEAST, "client", url.rstrip("/").rpartition(":")[2], *self.beast_switch)
        self.assertEqual(done.out, SAID, str(done))
        harness.end(server)
        frames = self.frames(self.capture)
        self.assertEqual([finding for frame in frames for finding in frame["findings"]], [])
        self.assertEqual({frame["from"] for frame in frames if "compressed" in frame},
                         {"client", "server"} if self.compress else set())

    def test_wrong_handshakes_are_refused(self):
        _, url = self.start_server("echo")
        for arguments, rule in (("--omit", "Sec-WebSocket-Version"), "VersionPresent"), \
                               (("--omit", "Upgrade"), "UpgradePresent"), \
                               (("--omit", "Connection"), "ConnectionHasUpgrade"), \
                               (("--omit", "Sec-WebSocket-Key"), "KeyPresent"):
            with self.subTest(rule):
                document = self.cli("probe", url, *arguments, "--json", exit_status=1).json()
                self.assertIn(document["response"]["status"], (400, 426))
                self.assertIn(rule, rules_with("broken", document))


if __name__ == "__main__":
    harness.main()
