# SPDX-License-Identifier: GPL-3.0-or-later
"""hop101-cli serve as the server under test: clients that nobody here wrote must get along with it."""
import asyncio
import os
import signal

import websockets

import harness
from harness import HERE, Interop
from program import SAID


class Endpoint:
    """What any scenario that echoes must do."""

    def setUp(self):
        super().setUp()
        self.server, self.url = self.start_announced(harness.CLI, "serve", "--listen", "127.0.0.1:0", *self.arguments)
        self.assertRegex(self.url, r"^ws://127\.0\.0\.1:[0-9]+/$")

    def curl(self, *fields, seconds=10):
        headers = [part for field in fields for part in ("-H", field)]
        return self.run_program("curl", "-i", "-s", "-S", "-N", "--http1.1", "--max-time", seconds, *headers,
                                self.url.replace("ws://", "http://"))

    def test_python_websockets_as_client(self):
        messages = ["", "hello", "ö" * 40000, b"", b"\x00\xff" * 100, b"x" * 70000]

        async def session():
            async with websockets.connect(self.url, max_size=None) as socket:
                for message in messages:
                    await socket.send(message)
                returned = [await asyncio.wait_for(socket.recv(), 10) for _ in messages]
                await asyncio.wait_for(await socket.ping(b"are you there?"), 10)
            return returned, socket.close_code
        returned, close_code = asyncio.run(session())
        self.assertEqual(returned, messages)
        self.assertEqual(close_code, 1000)

    def test_node_ws_as_client(self):
        done = self.run_program("/usr/bin/node", os.path.join(HERE, "servers", "node_ws.js"), "client",
                                self.url.rstrip("/").rpartition(":")[2])
        self.assertEqual(done.out, SAID, str(done))

    def test_a_fragmented_message_and_many_clients_at_once(self):
        async def one(number):
            async with websockets.connect(self.url) as socket:
                await socket.send([f"client {number}", " in ", "parts"])
                return await asyncio.wait_for(socket.recv(), 10)

        async def all_of_them():
            return await asyncio.gather(*(one(number) for number in range(20)))
        self.assertEqual(asyncio.run(all_of_them()), [f"client {number} in parts" for number in range(20)])

    def test_curl_with_the_sample_key_gets_the_sample_accept(self):
        done = self.curl("Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13",
                         "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", seconds=1)
        self.assertTrue(done.out.startswith("HTTP/1.1 101 Switching Protocols\r\n"), str(done))
        self.assertIn("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", done.out)

    def test_our_own_probe(self):
        document = self.cli("probe", self.url, "--send", "hello", "--receive", "1", "--json").json()
        self.assertIs(document["verdict"]["upgraded"], True)
        self.assertEqual(document["findings"], [])

    def test_nothing_is_written_to_stderr(self):
        self.test_our_own_probe()
        harness.end(self.server)
        self.assertEqual(harness.log_of(self.server), "")


class OurServer(Endpoint, Interop):

    arguments = ()

    def test_the_one_liner_of_the_tutorials_is_refused(self):
        done = self.curl("Upgrade: websocket", "Connection: Upgrade")
        self.assertIn(done.out.split(" ")[1], ("400", "426"), str(done))

    def test_an_unknown_version_is_told_which_one_is_spoken(self):
        done = self.curl("Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 99",
                         "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")
        self.assertIn(done.out.split(" ")[1], ("400", "426"), str(done))
        self.assertIn("sec-websocket-version: 13", done.out.lower())

    def test_a_plain_request_is_refused_and_the_server_stays(self):
        self.assertIn(self.curl().out.split(" ")[1], ("400", "426"))
        self.test_node_ws_as_client()


class ReferenceEndpoint(Endpoint, Interop):
    """An implementation that is not ours, behind the same command."""

    arguments = ("--scenario", "qt-echo")


class ServeRecords(Interop):

    def test_a_capture_of_the_servers_side(self):
        capture = self.path("server.hop101")
        server, url = self.start_announced(harness.CLI, "serve", "--listen", "127.0.0.1:0", "--capture", capture)
        done = self.run_program("/usr/bin/node", os.path.join(HERE, "servers", "node_ws.js"), "client",
                                url.rstrip("/").rpartition(":")[2])
        self.assertEqual(done.code, 0, str(done))
        server.send_signal(signal.SIGINT)
        server.wait(10)
        self.cli("verify", capture)
        self.assertIn("101", self.cli("show", capture).out)


if __name__ == "__main__":
    harness.main()
