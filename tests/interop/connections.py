# SPDX-License-Identifier: GPL-3.0-or-later
"""serve and relay with a thousand connections at once, and with clients that mean no good: memory and descriptors stay
bounded, and what was given up is told."""
import os
import resource
import signal
import socket
import time

import harness
from harness import Interop

CONNECTIONS = 1000
MOST = 1024  # more are turned away
MEGABYTE = 1024 * 1024
UPGRADE = (b"GET /chat HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n")
HELLO = bytes.fromhex("818537fa213d7f9f4d5158")  # RFC 6455 5.7, masked
HELLO_BACK = bytes.fromhex("810548656c6c6f")


class Many:
    """For both: `start_it` starts what is tested and says who serves in the end."""

    most_memory = 0  # bytes for each connection

    def setUp(self):
        super().setUp()
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 4 * MOST), hard))
        self.addCleanup(resource.setrlimit, resource.RLIMIT_NOFILE, (soft, hard))
        self.clients = []
        self.addCleanup(self.close_all)

    def close_all(self):
        for client in self.clients:
            client.close()
        self.clients = []

    def start(self, *arguments, **options):
        """With the soft limit that most desktops have: raising it is the program's own business."""
        if arguments[0] != harness.CLI:
            return super().start(*arguments, **options)
        return super().start("/usr/bin/prlimit", "--nofile=1024:", *arguments, **options)

    def connect(self, count, sends):
        port = int(self.url.rstrip("/").rpartition(":")[2])
        made = []
        for _ in range(count):
            client = socket.create_connection(("127.0.0.1", port), timeout=60)
            client.sendall(sends)
            made.append(client)
        self.clients += made
        return made

    def upgraded(self, count):
        made = self.connect(count, UPGRADE)
        for client in made:
            head = b""
            while not head.endswith(b"\r\n\r\n"):
                piece = client.recv(1)
                self.assertTrue(piece, head)
                head += piece
            self.assertTrue(head.startswith(b"HTTP/1.1 101 "), head)
        return made

    def memory(self):
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmRSS:")) * 1024

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def wait_for_descriptors(self, most):
        deadline = time.monotonic() + 30
        while self.descriptors() > most and time.monotonic() < deadline:
            time.sleep(0.05)  # nothing else tells that a server closed its side
        self.assertLessEqual(self.descriptors(), most)

    def end_it(self):
        self.process.send_signal(signal.SIGINT)
        self.assertEqual(self.process.wait(60), 0, harness.log_of(self.process))
        return self.process.stdout.read().decode()

    def test_a_thousand_at_once(self):
        capture = self.path("many.hop101")
        self.start_it("--capture", capture, "--quiet")
        memory, files = self.memory(), self.descriptors()
        clients = self.upgraded(CONNECTIONS)
        for client in clients:
            client.sendall(HELLO)
        for client in clients:
            self.assertEqual(client.recv(7, socket.MSG_WAITALL), HELLO_BACK)
        grown, opened = self.memory() - memory, self.descriptors() - files
        print(f"\n{self.name}: {CONNECTIONS} connections, {grown / MEGABYTE:.1f} MiB ({grown // CONNECTIONS} bytes each), "
              f"{opened} descriptors")
        self.assertLess(grown, CONNECTIONS * self.most_memory)
        self.assertLessEqual(opened, CONNECTIONS * self.descriptors_each + 16)
        self.close_all()
        self.wait_for_descriptors(files + 16)
        self.end_it()
        self.cli("verify", capture, seconds=300)

    def test_no_more_than_the_most_and_the_rest_is_told(self):
        self.start_it("--quiet")
        clients = self.upgraded(MOST)
        more = self.connect(5, b"")
        for client in more:
            try:
                answer = client.recv(4096)
                self.assertTrue(answer.startswith(b"HTTP/1.1 503 "), answer)
                self.assertIn(b"\r\nRetry-After: ", answer)
                self.assertEqual(client.recv(1), b"")
            except ConnectionResetError:
                pass
        for client in clients:
            client.sendall(HELLO)
        for client in clients:
            self.assertEqual(client.recv(7, socket.MSG_WAITALL), HELLO_BACK)
        self.end_it()
        self.assertIn("turned away: there are 1024 connections", harness.log_of(self.process))

    def test_heads_that_never_end_and_clients_that_say_nothing(self):
        self.start_it("--timeout", "1")
        files = self.descriptors()
        begun = self.connect(200, b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")
        silent = self.connect(200, b"")
        for client in begun + silent:
            try:
                self.assertEqual(client.recv(1), b"")
            except ConnectionResetError:
                pass
        self.wait_for_descriptors(files + 16)
        lines = [line for line in self.end_it().splitlines() if line.startswith("#")]
        self.assertEqual(len(lines), 400)
        self.assertEqual({line.partition("(no request)")[2] for line in lines}, {": no answer; upgradeTimeout"})

    def test_a_client_that_does_not_read_its_echoes(self):
        self.start_it("--quiet")
        client = self.upgraded(1)[0]
        memory = self.memory()
        frame = bytes.fromhex("82fe8000") + b"\1\2\3\4" + b"x" * 32768
        client.settimeout(2)
        sent = 0
        try:
            while sent < 512 * MEGABYTE:
                sent += client.send(frame * 8)
        except TimeoutError:
            pass
        grown = self.memory() - memory
        print(f"\n{self.name}: {sent / MEGABYTE:.1f} MiB taken from a slow reader, memory grew by {grown / MEGABYTE:.1f} MiB")
        self.assertLess(sent, 128 * MEGABYTE)
        self.assertLess(grown, 32 * MEGABYTE)


class Listen(Many, Interop):

    name, descriptors_each, most_memory = "serve", 1, 64 * 1024

    def start_it(self, *arguments):
        self.process, self.url = self.start_announced(harness.CLI, "serve", "--listen", "127.0.0.1:0", *arguments)


class Relay(Many, Interop):

    name, descriptors_each, most_memory = "relay", 2, 128 * 1024

    def start_it(self, *arguments):
        server = self.start_announced(harness.CLI, "serve", "--listen", "127.0.0.1:0", "--quiet")[1]
        self.process, self.url = self.start_announced(harness.CLI, "relay", "--listen", "127.0.0.1:0", "--to", server,
                                                      *arguments)


if __name__ == "__main__":
    harness.main()
