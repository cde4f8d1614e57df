# SPDX-License-Identifier: GPL-3.0-or-later
"""Boost.Beast in both roles: strict, and it cuts messages into frames of 4 KiB, compressed ones too."""
import os

import harness
from conversation import WRONG_HANDSHAKES
from harness import Interop, rules_with
from program import Program

class Plain(Program, Interop):

    program = (os.environ.get("HOP101_BEAST", ""),)

    def test_wrong_handshakes_are_refused_but_for_the_key(self):
        _, url = self.start_server("echo")
        wrong = {} if self.compress else WRONG_HANDSHAKES  # compression would change no answer
        for name, (arguments, rule) in wrong.items():
            with self.subTest(name):
                document = self.cli("probe", url, *arguments, "--json", exit_status=1).json()
                statuses = (101,) if name == "a short key" else (400, 426)
                self.assertIn(document["response"]["status"], statuses)
                self.assertIn(rule, rules_with("broken", document))


class Compressed(Plain):
    compress = True


if __name__ == "__main__":
    harness.main()
