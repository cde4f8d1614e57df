# SPDX-License-Identifier: GPL-3.0-or-later
"""relay between programs that nobody here wrote: what goes over it is what was sent, to the byte, and each side's capture
says so."""
import asyncio
import contextlib
import json
import os
import signal
import socket
import sqlite3

import websockets

import harness
from browser import Browser
from harness import HERE, Interop

MESSAGES = 10_000
MEGABYTE = 1024 * 1024


class Relayed(Interop):
    """Starts relays, and ends them so that their captures are whole."""

    def relay(self, *arguments, capture=True):
        self.capture = self.path("relay.hop101")
        more = ("--capture", self.capture) if capture else ()
        self.process, self.url = self.start_announced(harness.CLI, "relay", "--listen", "127.0.0.1:0", *more, *arguments)
        return self.url

    def end_relay(self):
        self.process.send_signal(signal.SIGINT)
        self.assertEqual(self.process.wait(60), 0, harness.log_of(self.process))
        return self.process.stdout.read().decode()

    def wire(self, hop, direction):
        """All bytes of one direction of a hop, as the capture has them."""
        with sqlite3.connect(self.capture) as capture:
            rows = capture.execute("SELECT bytes FROM wire WHERE hop = ? AND direction = ? ORDER BY first_byte",
                                   (hop, direction))
            return b"".join(row[0] for row in rows)

    def connect(self):
        port = int(self.url.rstrip("/").rpartition(":")[2])
        client = socket.create_connection(("127.0.0.1", port), timeout=20)
        self.addCleanup(client.close)
        return client

    def memory(self):
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmRSS:")) * 1024


class BrowserAndNode(Browser, Relayed):

    page = "exchange.html"

    def test_ten_thousand_messages_each_way_are_the_same_on_both_sides(self):
        server, port = self.start_announced("/usr/bin/node", os.path.join(HERE, "servers", "exchange_ws.js"), MESSAGES)
        url = self.relay("--to", f"ws://127.0.0.1:{port}/")
        browser = self.visit(f"{url}#{MESSAGES}")
        self.assertNotIn("failed", browser)
        with harness.limit(30, server):
            node = json.loads(server.stdout.readline())
        lines = self.end_relay()

        self.assertEqual((browser["sent"]["count"], browser["received"]["count"]), (MESSAGES, MESSAGES))
        self.assertEqual(browser["sent"], node["received"])
        self.assertEqual(browser["received"], node["sent"])
        self.assertTrue(browser["extensions"].startswith("permessage-deflate"), browser)
        self.assertTrue(node["extensions"].startswith("permessage-deflate"), node)
        self.assertEqual((browser["code"], browser["reason"], browser["wasClean"]), (4002, "das wär's", True))
        self.assertEqual((node["code"], node["reason"]), (4002, "das wär's"))
        self.assertIn("GET /: 101, upgraded", lines)
        for direction in (0, 1):
            self.assertGreater(len(self.wire(1, direction)), MESSAGES)
            self.assertEqual(self.wire(1, direction), self.wire(2, direction))
        with sqlite3.connect(self.capture) as capture:
            rows = capture.execute("SELECT hop, correlation FROM exchange ORDER BY hop").fetchall()
        self.assertEqual(rows, [(1, 1), (2, 1)])
        self.cli("verify", self.capture, seconds=300)


class Changes(Relayed):

    def exchange(self, messages):
        async def session():
            async with websockets.connect(self.url, max_size=None) as client:
                for message in messages:
                    await client.send(message)
                returned = []
                with contextlib.suppress(asyncio.TimeoutError):
                    while len(returned) < len(messages):
                        returned.append(await asyncio.wait_for(client.recv(), 3))
                return returned, [extension.name for extension in client.extensions], client.response_headers
        return asyncio.run(session())

    def test_changed_messages_of_a_compressed_session_and_all_behind_them(self):
        """Both peers keep their windows from message to message: what is sent behind a change must fit the one it meets."""
        port = self.start_node("echo", "deflate")
        self.relay("--to", f"ws://127.0.0.1:{port}/", "--replace", "client:text:number 7 =>number seven ",
                   "--drop", "server:number 20 ", "--set-header", "response:X-Relayed: yes")
        messages = [f"the message with number {number} and what all of them say" for number in range(50)]
        returned, extensions, headers = self.exchange(messages)
        wanted = [message.replace("number 7 ", "number seven ") for message in messages]
        del wanted[20]
        self.assertEqual(returned, wanted)
        self.assertEqual(extensions, ["permessage-deflate"])
        self.assertEqual(headers["X-Relayed"], "yes")
        self.end_relay()
        frames = self.frames(self.capture)
        self.assertEqual([finding for frame in frames for finding in frame["findings"] if finding["severity"] == "error"], [])

    def test_a_forward_proxy_for_curl(self):
        _server, url = self.start_announced(harness.CLI, "serve", "--refuse", "404", "--body", "not here", "--quiet")
        self.relay("--proxy")
        proxy = self.url.replace("ws://", "http://")
        for tunnel in ([], ["--proxytunnel"]):
            done = self.run_program("curl", "-s", "-S", "-i", "--max-time", 10, "--noproxy", "", "--proxy", proxy, *tunnel,
                                    url.replace("ws://", "http://"))
            self.assertEqual(done.code, 0, str(done))
            self.assertTrue(done.out.endswith("not here"), str(done))
        lines = self.end_relay()
        self.assertIn("GET http://127.0.0.1", lines)
        self.assertIn("CONNECT 127.0.0.1", lines)
        self.cli("verify", self.capture)
        states = [exchange["state"] for exchange in self.cli("show", self.capture, "--json").json()["exchanges"]]
        self.assertEqual(sorted(states), ["refused", "refused", "refused", "tunnelled"])


class Ends(Relayed):

    def setUp(self):
        super().setUp()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.listener.settimeout(20)
        self.addCleanup(self.listener.close)

    def tunnel(self, *arguments, capture=True):
        self.relay("--to", f"http://127.0.0.1:{self.listener.getsockname()[1]}/", *arguments, capture=capture)
        client = self.connect()
        server, _address = self.listener.accept()
        server.settimeout(20)
        self.addCleanup(server.close)
        return client, server

    def test_a_half_close_leaves_the_other_half(self):
        client, server = self.tunnel()
        client.sendall(b"GET / HTTP/1.0\r\n\r\n")
        client.shutdown(socket.SHUT_WR)
        self.assertEqual(server.recv(100, socket.MSG_WAITALL), b"GET / HTTP/1.0\r\n\r\n")
        server.sendall(b"HTTP/1.0 200 OK\r\n\r\n" + b"x" * 100_000)
        server.close()
        answer = b""
        while piece := client.recv(65536):
            answer += piece
        self.assertEqual(len(answer), 100_019)
        self.end_relay()
        self.cli("verify", self.capture)

    def test_a_reset_is_a_reset(self):
        for who in ("client", "server"):
            client, server = self.tunnel()
            one, other = (client, server) if who == "client" else (server, client)
            client.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            server.recv(100)
            one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            one.close()
            with self.assertRaises(ConnectionResetError, msg=who):
                other.recv(1)
            self.end_relay()
            self.assertIn('"reset"', self.cli("show", self.capture, "--json").out)
            os.unlink(self.capture)

    def test_a_side_that_does_not_read_holds_the_other_up(self):
        client, server = self.tunnel(capture=False)
        server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
        before = self.memory()
        client.settimeout(1)
        sent = 0
        try:
            while sent < 256 * MEGABYTE:
                sent += client.send(b"x" * 65536)
        except TimeoutError:
            pass
        grown = self.memory() - before
        print(f"\nslow reader: {sent / MEGABYTE:.1f} MiB taken, memory grew by {grown / MEGABYTE:.1f} MiB")
        self.assertLess(sent, 64 * MEGABYTE)  # what the kernel buffers, and half a MiB
        self.assertLess(grown, 4 * MEGABYTE)
        got = 0
        while got < sent:
            piece = server.recv(MEGABYTE)
            self.assertTrue(piece, f"{got} of {sent} bytes arrived")
            got += len(piece)


if __name__ == "__main__":
    harness.main()
