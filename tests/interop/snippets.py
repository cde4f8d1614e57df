# SPDX-License-Identifier: GPL-3.0-or-later
"""What snippet writes is run by the program it is written for, against hop101-cli serve: each gets its 101."""
import os
import socket
import threading

import harness
from harness import Interop

KEY = "dGhlIHNhbXBsZSBub25jZQ=="
ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="
HOSTILE = "X-Trap: \"'; $(touch trapped) `touch trapped` ?> \\"


class Snippets(Interop):
    def setUp(self):
        super().setUp()
        self.capture = self.path("served.hop101")
        self.server, self.url = self.start_announced(harness.CLI, "serve", "--listen", "127.0.0.1:0",
                                                     "--capture", self.capture)

    def write(self, kind, ending, *more, url=None):
        path = self.path("snippet" + ending)
        self.cli("snippet", url or self.url, "--as", kind, "-H", HOSTILE, "-o", path, *more)
        return path

    def assert_not_trapped(self):
        self.assertFalse(os.path.exists("trapped") or os.path.exists(self.path("trapped")))

    def test_curl_gets_a_101(self):
        done = self.run_program("bash", self.write("curl", ".sh", "--key", KEY, "--timeout", "2"))
        self.assertTrue(done.out.startswith("HTTP/1.1 101"), str(done))
        self.assertIn(ACCEPT, done.out)
        self.assert_not_trapped()

    def test_curl_sends_the_bytes_of_the_plan(self):
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            listener.listen(2)
            url = f"ws://127.0.0.1:{listener.getsockname()[1]}/chat?room=1"
            heads = []

            def take():
                for _ in range(2):
                    connection, _ = listener.accept()
                    with connection:
                        connection.settimeout(10)
                        heads.append(harness.read_head(connection))
                        connection.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
            taker = threading.Thread(target=take)
            taker.start()
            self.cli("probe", url, "--key", KEY, "-H", HOSTILE, exit_status=1)
            self.run_program("bash", self.write("curl", ".sh", "--key", KEY, url=url))
            taker.join(20)
        self.assertEqual(len(heads), 2)
        self.assertEqual(heads[0], heads[1])

    def test_php_curl_gets_a_101(self):
        done = self.run_program("php", self.write("php", ".php", "--key", KEY, "--timeout", "2"))
        self.assertIn("101", done.out, str(done))
        self.assert_not_trapped()

    def test_php_streams_get_a_101_and_their_message(self):
        done = self.run_program("php", self.write("php-streams", ".php", "--send", "hello", "--timeout", "2"))
        self.assertIn("101", done.out, str(done))
        self.assertIn("hello", done.out, str(done))
        self.assert_not_trapped()

    def test_python_gets_a_101_and_its_message(self):
        done = self.run_program("/usr/bin/python3", self.write("python", ".py", "--send", "hello", "--timeout", "2"))
        self.assertIn("101", done.out, str(done))
        self.assertIn("hello", done.out, str(done))
        self.assert_not_trapped()

    def test_node_gets_a_101_and_its_message(self):
        done = self.run_program("/usr/bin/node", self.write("node", ".js", "--send", "hello", "--timeout", "2"))
        self.assertIn("101", done.out, str(done))
        self.assertIn("hello", done.out, str(done))
        self.assert_not_trapped()

    def test_the_one_liner_without_key_and_version_is_explained(self):
        path = self.path("pasted.sh")
        with open(path, "w", encoding="utf-8") as pasted:
            pasted.write("curl -i -N -H 'Connection: Upgrade' -H 'Upgrade: websocket' \\\n  "
                         + self.url.replace("ws://", "http://") + "\n")
        done = self.run_program(harness.CLI, "probe", "--from", path)
        self.assertEqual(done.code, 1, str(done))
        self.assertIn("lacks Sec-WebSocket-Key, Sec-WebSocket-Version", done.err)
        done = self.run_program(harness.CLI, "probe", "--from", path, "--upgrade")
        self.assertEqual(done.code, 0, str(done))

    def test_each_shell_brings_the_request_back(self):
        head = self.run_program(harness.CLI, "snippet", self.url, "--as", "curl", "--key", KEY, "-H", HOSTILE).out
        for shell in ("bash", "cmd", "powershell"):
            with self.subTest(shell):
                path = self.write("curl", "." + shell, "--shell", shell, "--key", KEY)
                again = self.run_program(harness.CLI, "snippet", "--from", path, "--as", "curl")
                self.assertEqual(again.code, 0, str(again))
                self.assertEqual(again.out, head)


if __name__ == "__main__":
    harness.main()
