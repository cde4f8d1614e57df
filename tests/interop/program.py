# SPDX-License-Identifier: GPL-3.0-or-later
"""Peers that are programs of their own, in another language: servers/*. Each knows the same modes: echo and teach
(servers that print "listening PORT") and client PORT, with "deflate" behind them where compression is wanted. teach
and client hold the same conversation with an endpoint that echoes, and print SAID when all was as it should be.
"""
import harness
from harness import names_in, rules_with

#: Text and binary messages of nine sizes, each whole and in frames of 4 KiB, and one after the ping.
SAID = "returned 37, pongs 1, closed 4001\n"


class Program:
    """Both roles. A subclass has `program`, the command without its mode."""

    program, compress = (), False

    def setUp(self):
        super().setUp()
        self.its_switch = ("deflate",) if self.compress else ()
        self.our_switch = () if self.compress else ("--no-extensions",)

    def start_server(self, mode):
        process, port = self.start_announced(*self.program, mode, *self.its_switch)
        return process, f"ws://127.0.0.1:{port}/chat"

    def test_a_probe_upgrades_and_its_messages_come_back(self):
        _, url = self.start_server("echo")
        document = self.cli("probe", url, *self.our_switch, "--send", "hello", "--send", "x" * 5000, "--receive", "2",
                            "--json").json()
        self.assertIs(document["verdict"]["upgraded"], True)
        self.assertEqual(rules_with("broken", document), set())
        self.assertEqual(document["findings"], [])
        self.assertEqual("sec-websocket-extensions" in names_in(document["response"]), self.compress)
        self.assertEqual([message["text"] for message in document["messages"] if message["from"] == "server"],
                         ["hello", "x" * 5000])
        self.assertEqual((document["close"]["code"], document["close"]["clean"]), (1000, True))

    def test_echo_returns_every_message(self):
        server, url = self.start_server("teach")
        self.cli("echo", url, *self.our_switch)
        self.assertEqual(server.stdout.read().decode(), SAID)

    def test_record_keeps_what_is_echoed(self):
        _, url = self.start_server("echo")
        texts, capture = ["hello", "ö" * 40000, "", "x" * 65536], self.path("recorded.hop101")
        sends = [part for text in texts for part in ("--send", text)]
        self.cli("record", url, *self.our_switch, *sends, "--count", len(texts), "--capture", capture)
        self.assert_recorded(capture, texts, self.compress)

    def test_serve_returns_every_message(self):
        capture = self.path("served.hop101")
        server, url = self.start_announced(harness.CLI, "serve", "--listen", "127.0.0.1:0", "--capture", capture)
        done = self.run_program(*self.program, "client", url.rstrip("/").rpartition(":")[2], *self.its_switch)
        self.assertEqual(done.out, SAID, str(done))
        harness.end(server)
        frames = self.frames(capture)
        self.assertEqual([finding for frame in frames for finding in frame["findings"]], [])
        self.assertIn("continuation", {frame["opcode"] for frame in frames if frame["from"] == "client"})
        self.assertEqual({frame["from"] for frame in frames if "rsv1" in frame},
                         {"client", "server"} if self.compress else set())
