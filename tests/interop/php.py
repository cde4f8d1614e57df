# SPDX-License-Identifier: GPL-3.0-or-later
"""PHP as the tutorials have it: a server by hand, and the accept key in hexadecimal digits."""
import os

import harness
from harness import HERE, Interop, rules_with


class HandMade(Interop):

    def url(self, *arguments):
        _, port = self.start_announced("/usr/bin/php", os.path.join(HERE, "servers", "handmade.php"), *arguments)
        return f"ws://127.0.0.1:{port}/"

    def test_text_comes_back(self):
        texts = ["hello", "", "ö" * 30000]
        sends = [part for text in texts for part in ("--send", text)]
        document = self.cli("probe", self.url(), "--no-extensions", *sends, "--receive", len(texts), "--json").json()
        self.assertEqual(rules_with("broken", document), set())
        self.assertEqual(document["response"]["reason"], "Web Socket Protocol Handshake")
        self.assertEqual([message["text"] for message in document["messages"] if message["from"] == "server"], texts)
        self.assertIs(document["close"]["clean"], True)

    def test_the_trap_is_named(self):
        document = self.cli("probe", self.url("hex"), "--json", exit_status=1).json()
        self.assertIs(document["verdict"]["upgraded"], False)
        self.assertIn("AcceptIsRight", rules_with("broken", document))
        self.assertEqual(document["accept"]["mistake"]["id"], "sha1-in-hex")


if __name__ == "__main__":
    harness.main()
