# SPDX-License-Identifier: GPL-3.0-or-later
"""HAR with other programs: what Playwright records of a page that talks WebSocket is imported with every message, and
what `export --to har` writes is valid by the schema of HAR 1.2, and imported again with the same messages."""
import base64
import contextlib
import json
import os
import signal

import harness
from browser import BROWSER
from harness import HERE, Interop


class Har(Interop):

    def setUp(self):
        super().setUp()
        self.environment["HOP101_NPM"] = os.environ.get("HOP101_NPM", "")

    def node(self, script, *arguments):
        done = self.run_program("/usr/bin/node", os.path.join(HERE, "servers", script), *arguments)
        self.assertEqual(done.code, 0, str(done))
        return done.out

    def messages(self, capture):
        """(from, bytes) of each message."""
        frames = [frame for frame in self.frames(capture) if frame.get("message") == frame["event"]]
        return [(frame["from"], self.payload(capture, frame)) for frame in frames]

    def findings(self, capture):
        events = self.cli("show", capture, "--json").json()["events"]
        return [finding for event in events for finding in event["findings"]]

    # in

    def record_page(self, content, *options):
        har = self.path("page.har")
        seen = json.loads(self.node("har_page.js", BROWSER, har, content, *options))
        wanted = [message["text"].encode() if "text" in message else bytes(message["bytes"])
                  for message in seen["messages"]]
        done = self.cli("import", har, "-o", self.path("page.hop101"))
        self.assertIn("1 connection", done.out)
        return seen["port"], wanted

    def assert_every_message(self, wanted):
        messages = self.messages(self.path("page.hop101"))
        for side in ("client", "server"):
            self.assertTrue([data for sender, data in messages if sender == side] == wanted, side)
        self.assertEqual(self.findings(self.path("page.hop101")), [])

    def test_every_message_that_playwright_records_is_imported(self):
        port, wanted = self.record_page("embed")
        self.assert_every_message(wanted)
        shown = self.cli("show", self.path("page.hop101")).out
        self.assertIn("Imported from page.har", shown)
        self.assertIn("Made up", shown)
        hop = self.cli("show", self.path("page.hop101"), "--json").json()["hops"][0]
        self.assertEqual(hop["url"], f"ws://127.0.0.1:{port}/chat?room=1")

    def test_compression_that_was_agreed_is_no_fault_of_the_import(self):
        _, wanted = self.record_page("embed", "deflate")
        self.assert_every_message(wanted)

    def test_messages_in_a_file_beside_the_har_are_read(self):
        _, wanted = self.record_page("attach")
        self.assert_every_message(wanted)

    # a file that is cut, and Ctrl-C

    def long_har(self, messages):
        rows = ",".join('{"type":"send","time":%d,"opcode":1,"data":"%s"}' % (1700000000 + number, "x" * 1000)
                        for number in range(messages))
        return ('{"log":{"version":"1.2","entries":[{"startedDateTime":"2023-11-14T22:13:20Z","request":{"method":"GET",'
                '"url":"ws://h/","headers":[]},"response":{"status":101,"headers":[]},"_webSocketMessages":[%s]}]}}'
                % rows).encode()

    def test_a_file_that_is_cut_gives_its_front_and_says_where(self):
        har = self.long_har(10)
        with open(self.path("cut.har"), "wb") as file:
            file.write(har[:-200])
        done = self.cli("import", self.path("cut.har"), "-o", self.path("cut.hop101"), exit_status=4)
        self.assertIn(f"byte {len(har) - 200}", done.err)
        self.assertEqual(len(self.messages(self.path("cut.hop101"))), 9)

    def interrupt(self, *options):
        """The import reads from a pipe, so that it is at the same place at each Ctrl-C."""
        os.mkfifo(self.path("pipe.har"))
        process = self.start(harness.CLI, "import", self.path("pipe.har"), "-o", self.path("part.hop101"), *options)
        har = self.long_har(4000)
        with open(self.path("pipe.har"), "wb", buffering=0) as pipe, contextlib.suppress(BrokenPipeError):
            pipe.write(har[:1_000_000])
            process.send_signal(signal.SIGINT)
            pipe.write(har[1_000_000:])
        process.wait(60)
        self.assertEqual(process.returncode, 4, harness.log_of(process))
        return harness.log_of(process)

    def test_ctrl_c_keeps_nothing(self):
        self.assertIn("nothing of it was kept", self.interrupt())
        self.assertFalse(os.path.exists(self.path("part.hop101")))

    def test_ctrl_c_keeps_what_was_read_where_that_was_said(self):
        self.assertIn("has what was read until then", self.interrupt("--keep-partial"))
        self.assertGreater(len(self.messages(self.path("part.hop101"))), 500)

    # out

    def record_session(self, *arguments):
        port = self.start_node("echo", *arguments)
        self.cli("probe", f"ws://127.0.0.1:{port}/chat?room=1&x", "--send", "hello", "--send", "gr\u00fc\u00df \U0001f600",
                 "--frame", "binary,hex=00ff10", "--fragment", "2", "--receive", "3",
                 "--capture", self.path("session.hop101"))

    def export(self, *options):
        har = self.path("session.har")
        self.cli("export", self.path("session.hop101"), "--to", "har", "-o", har, "--overwrite", *options)
        self.assertEqual(self.node("har_validate.js", har), "valid\n")
        with open(har, encoding="utf-8") as file:
            return json.load(file)["log"]["entries"]

    def test_what_is_exported_is_valid(self):
        self.record_session("deflate")
        entry, = self.export()
        self.assertEqual([message["type"] for message in entry["_webSocketMessages"]].count("send"), 3)
        self.assertIn(("send", 2, base64.b64encode(bytes([0, 255, 16])).decode()),
                      [(message["type"], message["opcode"], message["data"]) for message in entry["_webSocketMessages"]])
        entry, = self.export("--all-frames")
        self.assertIn(8, [message["opcode"] for message in entry["_webSocketMessages"]])

    def test_a_refusal_is_valid(self):
        backend = self.start_scripted(b"HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n"
                                      b"Set-Cookie: a=b; Path=/\r\nLocation: /login\r\n\r\nnope")
        self.cli("probe", f"ws://127.0.0.1:{backend.port}/", "--capture", self.path("session.hop101"), exit_status=1)
        entry, = self.export()
        self.assertEqual((entry["response"]["status"], entry["response"]["content"]["text"]), (403, "nope"))

    def test_a_connection_without_an_answer_is_valid(self):
        backend = self.start_scripted(then="close")
        self.cli("probe", f"ws://127.0.0.1:{backend.port}/", "--capture", self.path("session.hop101"), exit_status=3)
        entry, = self.export()
        self.assertEqual(entry["response"]["status"], 0)

    def test_out_and_in_again_gives_the_same_messages_and_heads(self):
        self.record_session()
        self.export()
        self.cli("import", self.path("session.har"), "-o", self.path("again.hop101"))
        self.assertEqual(self.messages(self.path("again.hop101")), self.messages(self.path("session.hop101")))
        self.assertEqual(self.findings(self.path("again.hop101")), self.findings(self.path("session.hop101")))
        heads = [[event["text"] for event in self.cli("show", self.path(name), "--json").json()["events"]
                  if event["kind"] in ("requestHead", "responseHead")] for name in ("session.hop101", "again.hop101")]
        self.assertEqual(*heads)


if __name__ == "__main__":
    harness.main()
