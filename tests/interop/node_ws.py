# SPDX-License-Identifier: GPL-3.0-or-later
"""node ws: the server that most endpoints are built on, and the one-liner of every tutorial against it."""
import os

import harness
from harness import HERE, Interop, rules_with
from program import Program


class Plain(Program, Interop):

    program = ("/usr/bin/node", os.path.join(HERE, "servers", "node_ws.js"))


class Compressed(Plain):
    compress = True


class NodeWs(Interop):

    def setUp(self):
        super().setUp()
        self.port = self.start_node("echo")
        self.url = f"ws://127.0.0.1:{self.port}/chat"

    def test_a_probe_upgrades_and_its_message_comes_back(self):
        document = self.cli("probe", self.url, "--send", "hello", "--receive", "1", "--json").json()
        self.assertIs(document["verdict"]["upgraded"], True)
        self.assertEqual(document["response"]["status"], 101)
        self.assertEqual(rules_with("broken", document), set())
        self.assertLessEqual({"StatusIs101", "AcceptIsRight"}, rules_with("holds", document))
        self.assertEqual(document["findings"], [])
        self.assertEqual([(message["from"], message["text"]) for message in document["messages"]],
                         [("client", "hello"), ("server", "hello")])
        self.assertEqual((document["close"]["code"], document["close"]["clean"], document["close"]["startedBy"]),
                         (1000, True, "client"))

    def test_a_probe_without_json_is_a_sentence_for_people(self):
        done = self.cli("probe", self.url)
        self.assertIn("101", done.out)
        self.assertIn("rules hold", done.out)

    def test_a_diagram_shows_the_exchange(self):
        done = self.cli("probe", self.url, "--send", "hello", "--receive", "1", "--diagram")
        for text in ("GET /chat", "101 Switching Protocols", "hello"):
            self.assertIn(text, done.out)

    def test_many_messages_in_order(self):
        sends = [part for number in range(50) for part in ("--send", f"message {number}")]
        document = self.cli("probe", self.url, *sends, "--receive", "50", "--json").json()
        self.assertIs(document["verdict"]["upgraded"], True)
        self.assertEqual(document["findings"], [])
        returned = [message["text"] for message in document["messages"] if message["from"] == "server"]
        self.assertEqual(returned, [f"message {number}" for number in range(50)])

    def test_fewer_messages_than_asked_for_end_with_the_time_out(self):
        document = self.cli("probe", self.url, "--send", "one", "--receive", "2", "--timeout", "1", "--json",
                            exit_status=1, seconds=20).json()
        self.assertIs(document["verdict"]["upgraded"], True)
        self.assertIs(document["close"]["clean"], True)

    def test_a_version_that_ws_does_not_speak(self):
        document = self.cli("probe", self.url, "-H", "Sec-WebSocket-Version: 99", "--json", exit_status=1).json()
        self.assertIs(document["verdict"]["upgraded"], False)
        self.assertEqual(document["response"]["status"], 400)
        self.assertLessEqual({"VersionPresent", "StatusIs101"}, rules_with("broken", document))


class Tutorial(Interop):
    """curl -i -H "Upgrade: websocket" -H "Connection: Upgrade" URL: no key, no version."""

    def test_curl_itself_is_refused(self):
        done = self.run_program("curl", "-i", "-s", "-S", "--http1.1", "--max-time", "10",
                                "-H", "Upgrade: websocket", "-H", "Connection: Upgrade",
                                f"http://127.0.0.1:{self.start_node('echo')}/")
        self.assertIn(done.out.split(" ")[1], ("400", "426"), str(done))

    def test_the_same_request_names_both_missing_headers_and_the_refusal(self):
        url = f"ws://127.0.0.1:{self.start_node('echo')}/"
        document = self.cli("probe", url, "--omit", "Sec-WebSocket-Key", "--omit", "Sec-WebSocket-Version", "--json",
                            exit_status=1).json()
        self.assertIs(document["verdict"]["upgraded"], False)
        self.assertIn(document["response"]["status"], (400, 426))
        broken = rules_with("broken", document)
        self.assertLessEqual({"KeyPresent", "VersionPresent", "StatusIs101"}, broken)
        self.assertNotIn("UpgradePresent", broken)
        self.assertNotIn("ConnectionHasUpgrade", broken)

    def test_people_read_the_names_of_both_headers(self):
        url = f"ws://127.0.0.1:{self.start_node('echo')}/"
        done = self.cli("probe", url, "--omit", "Sec-WebSocket-Key", "--omit", "Sec-WebSocket-Version", exit_status=1)
        self.assertIn("Sec-WebSocket-Key", done.out)
        self.assertIn("Sec-WebSocket-Version", done.out)


class NobodyThere(Interop):

    def test_a_closed_port_is_one_sentence(self):
        done = self.cli("probe", f"ws://127.0.0.1:{self.closed_port()}/", "--json", exit_status=3)
        self.assertIn("refused", done.err)

    def test_a_name_that_does_not_exist_is_one_sentence(self):
        self.cli("probe", "ws://nowhere.invalid/", exit_status=3)

    def test_no_url_is_a_usage_error(self):
        done = self.cli_usage("probe")
        self.assertNotEqual(done.err, "")

    def test_a_url_of_another_scheme_is_a_usage_error(self):
        self.cli_usage("probe", "ftp://127.0.0.1/")

    def cli_usage(self, *arguments):
        done = self.run_program(harness.CLI, *arguments)
        self.assertEqual(done.code, 2, str(done))
        self.assertEqual(done.out, "", str(done))
        return done


if __name__ == "__main__":
    harness.main()
