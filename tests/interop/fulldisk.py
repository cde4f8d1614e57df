# SPDX-License-Identifier: GPL-3.0-or-later
"""A disk that is full, for real: a tmpfs of 3 MiB in a mount namespace of its own (unshare). The connection goes on,
what was committed can be read, and with --then the recording goes on in another file without a gap."""
import json

import harness
from harness import Interop

MESSAGES = 60 * 1000
BYTES = 125

# $1 folder, $2 hop101-cli, $3 URL, $4 where the report of the first file goes; the rest are options.
SCRIPT = """
set -e
mount -t tmpfs -o size=3m tmpfs "$1"
cli=$2; first=$1/first.hop101; url=$3; report=$4
shift 4
status=0
"$cli" record "$url" --capture "$first" "$@" >/dev/null || status=$?
"$cli" verify "$first" --json >"$report"
exit $status
"""


class FullDisk(Interop):

    def record(self, *options):
        port = self.start_node("flood", MESSAGES, BYTES)
        done = self.run_program("unshare", "--map-root-user", "--mount", "sh", "-c", SCRIPT, "sh", self.folder,
                                harness.CLI, f"ws://127.0.0.1:{port}/", self.outside("report"), *options)
        self.assert_one_sentence(done)
        with open(self.outside("report"), encoding="utf-8") as report:
            first = json.load(report)
        self.assertTrue(first["same"], first)
        # How far it came depends on when the disk was full: between two commits or behind one.
        self.assertGreater(first["events"], 3)
        self.assertLess(first["events"], MESSAGES)
        return done, first["events"]

    def setUp(self):
        super().setUp()
        # What is written outside of the full disk must not lie under the place where that is mounted.
        other = Interop()
        Interop.setUp(other)
        self.addCleanup(other.doCleanups)
        self.outside = other.path

    def test_it_goes_on_in_another_file(self):
        second = self.outside("second.hop101")
        done, _events = self.record("--then", second)
        self.assertEqual(done.code, 0, str(done))
        self.assertIn("first.hop101", done.err)
        self.assertIn("went on in " + second, done.err)
        frames = self.frames(second)
        self.assertEqual(len([frame for frame in frames if frame["opcode"] == "text"]), MESSAGES)

    def test_without_another_file_it_says_what_there_is(self):
        done, events = self.record()
        self.assertEqual(done.code, 4, str(done))
        self.assertIn("first.hop101", done.err)
        self.assertIn(f"{events} events", done.err)


if __name__ == "__main__":
    harness.main()
