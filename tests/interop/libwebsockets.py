# SPDX-License-Identifier: GPL-3.0-or-later
"""libwebsockets' test server: lenient, closes without a word where it dislikes something, talks first."""
import harness
from harness import Interop, rules_with


class LibWebsockets(Interop):

    def setUp(self):
        super().setUp()
        port = harness.free_port()
        self.start_on(port, "/usr/bin/libwebsockets-test-server", "--port", port, "-d", "0")
        self.url = f"ws://127.0.0.1:{port}/"

    def test_the_mirror_protocol_is_chosen_and_mirrors(self):
        document = self.cli("probe", self.url, "--subprotocol", "lws-mirror-protocol", "--send", "hello",
                            "--receive", "1", "--json").json()
        self.assertIs(document["verdict"]["upgraded"], True)
        self.assertEqual(rules_with("broken", document), set())
        self.assertIn("SubprotocolWasOffered", rules_with("holds", document))

    def test_the_increment_protocol_talks_first(self):
        document = self.cli("probe", self.url, "--subprotocol", "dumb-increment-protocol", "--receive", "3",
                            "--json").json()
        self.assertIs(document["verdict"]["upgraded"], True)
        self.assertEqual(document["findings"], [])

    def test_compression_is_not_taken(self):
        """Debian's test server has no extensions; its test client has."""
        document = self.cli("probe", self.url, "--subprotocol", "lws-mirror-protocol", "--json").json()
        self.assertIn("sec-websocket-extensions", harness.names_in(document["request"]))
        self.assertNotIn("sec-websocket-extensions", harness.names_in(document["response"]))
        self.assertEqual(rules_with("broken", document), set())

    def test_a_missing_key_is_answered_by_nothing_at_all(self):
        done = self.cli("probe", self.url, "--omit", "Sec-WebSocket-Key", exit_status=3)
        self.assertEqual(done.out.count("Traceback"), 0)

    def test_a_missing_upgrade_header_gets_html(self):
        document = self.cli("probe", self.url, "--omit", "Upgrade", "--json", exit_status=1).json()
        self.assertIs(document["verdict"]["upgraded"], False)
        self.assertLessEqual({"UpgradePresent", "StatusIs101"}, rules_with("broken", document))


class Client(Interop):
    """libwebsockets' test client: one connection mirrors what it says until it is stopped."""

    def test_its_messages_come_back(self):
        capture = self.path("lws.hop101")
        server, url = self.start_announced(harness.CLI, "serve", "--listen", "127.0.0.1:0", "--capture", capture)
        client = self.start("/usr/bin/libwebsockets-test-client", "127.0.0.1", "--justmirror",
                            "--port=" + url.rstrip("/").rpartition(":")[2])
        self.wait_until_written(capture, 4 * 1024 * 1024, client)
        harness.end(client)
        harness.end(server)
        events = self.cli("show", capture, "--json").json()["events"]
        request = next(event for event in events if event["kind"] == "requestHead")
        self.assertIn("\r\nSec-WebSocket-Extensions: permessage-deflate; client_no_context_takeover\r\n",
                      request["text"])
        self.assertEqual([finding for event in events for finding in event["findings"]
                          if finding["severity"] == "error"], [])
        sent, returned = ([event for event in events if event.get("opcode") == "text" and event["from"] == side
                           and "cut" not in event] for side in ("client", "server"))
        self.assertGreater(len(returned), 100)
        self.assertTrue(all("rsv1" in event for event in sent + returned))
        for index in (0, 1, 2, len(returned) // 2, len(returned) - 1):
            self.assertEqual(self.payload(capture, sent[index]), self.payload(capture, returned[index]))


if __name__ == "__main__":
    harness.main()
