# SPDX-License-Identifier: GPL-3.0-or-later
"""A session recorded against one server is sent again: to the same one, to one that answers something else, and to
one without compression; verify and diff say what became of it."""
import os

import harness
from harness import HERE, Interop

PACES = (("--fast",), ("--as-answered",), ("--speed", "4"))


class Orders(Interop):

    def server(self, *arguments):
        script = os.path.join(HERE, "servers", "orders.py")
        return f"ws://127.0.0.1:{self.start_announced('/usr/bin/python3', script, *arguments)[1]}"

    def record(self, url, capture):
        sends = [part for order in (1, 2, 3) for part in ("--send", f'{{"order": {order}}}')]
        self.cli("probe", url + "/shop?a=1", *sends, "--receive", "3", "--capture", capture)

    def setUp(self):
        super().setUp()
        self.capture = self.path("recorded.hop101")
        self.url = self.server("20")
        self.record(self.url, self.capture)

    def test_the_same_server_answers_the_same(self):
        for number, pace in enumerate(PACES):
            again = self.path(f"again-{number}.hop101")
            document = self.cli("replay", self.capture, "--to", self.url, *pace, "--ignore-id", "--capture", again,
                                "--json").json()
            self.assertIs(document["sameAnswers"], True)
            self.assertEqual(document["sent"]["frames"], 4)
            self.assertEqual(document["diff"]["fromServer"]["differences"], [])
            self.cli("verify", again)
            self.cli("diff", self.capture, again, "--ignore-id")
            heads = [event["text"].split("\r\n")[0] for event in self.cli("show", again, "--json").json()["events"]
                     if event["kind"] == "requestHead"]
            self.assertEqual(heads, ["GET /shop?a=1 HTTP/1.1"])

    def test_ids_that_are_not_ignored_differ(self):
        done = self.cli("replay", self.capture, "--to", self.url, "--fast", exit_status=1)
        self.assertIn(".id: ", done.out)
        self.assertIn("Not the same answers.", done.out)

    def test_another_answer_is_named(self):
        other = self.server("25")
        done = self.cli("replay", self.capture, "--to", other, "--as-answered", "--ignore-id", exit_status=1)
        self.assertIn("From the server: 4 the same, 1 differs\n", done.out)
        self.assertRegex(done.out, r"\.price: 20 (->|→) 25\n")
        document = self.cli("replay", self.capture, "--to", other, "--fast", "--ignore-id", "--json",
                            exit_status=1).json()
        (difference,) = document["diff"]["fromServer"]["differences"]
        self.assertEqual((difference["change"], difference["content"]["values"]),
                         ("changed", [{"path": ".price", "left": "20", "right": "25"}]))

    def test_a_server_without_compression_gets_plain_messages(self):
        again = self.path("plain.hop101")
        document = self.cli("replay", self.capture, "--to", self.server("20", "plain"), "--fast", "--ignore-id",
                            "--capture", again, "--json", exit_status=1).json()
        self.assertEqual(document["sent"]["sentUncompressed"], 3)
        self.assertIs(document["diff"]["fromServer"]["same"], True)
        self.assertIs(document["diff"]["response"]["same"], False)
        self.assertEqual([frame for frame in self.frames(again) if "compressed" in frame], [])

    def test_nobody_there_is_a_matter_of_the_network(self):
        done = self.cli("replay", self.capture, "--to", f"ws://127.0.0.1:{self.closed_port()}", exit_status=3)
        self.assert_one_sentence(done)


class NodeFlood(Interop):

    def test_a_recorded_flood_compares_with_itself_and_with_a_shorter_one(self):
        captures = []
        for count in (20000, 20000, 19990):
            captures.append(self.path(f"flood-{len(captures)}.hop101"))
            port = self.start_node("flood", count, 125)
            self.cli("record", f"ws://127.0.0.1:{port}/", "--capture", captures[-1])
        # The port stands in Host.
        same = self.cli("diff", captures[0], captures[1], "--ignore-field", "host", "--json").json()
        self.assertEqual((same["same"], same["fromServer"]["equal"]), (True, 20002))
        shorter = self.cli("diff", captures[0], captures[2], "--json", exit_status=1).json()
        self.assertEqual((shorter["fromServer"]["onlyLeft"], shorter["fromServer"]["changed"]), (10, 0))


if __name__ == "__main__":
    harness.main()
