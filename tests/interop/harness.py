# SPDX-License-Identifier: GPL-3.0-or-later
"""What every interop test shares: hop101-cli run as a person with a bare terminal would, servers started on
127.0.0.1 and ended by their own pid, and raw backends that follow a script.

A server is ready when it says so ("listening PORT" on stdout) or when a connection to it succeeds; nothing
waits without a limit.
"""
import base64
import contextlib
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
CLI = os.environ.get("HOP101_CLI", "")
START_SECONDS = 60  # a Java server on a machine that is busy with other things
RUN_SECONDS = 120  # likewise

# No desktop, no locale, no proxy: a message that needs one of them must not reach stderr.
BARE_ENVIRONMENT = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C", "NODE_PATH": "/usr/share/nodejs"}


class Finished:
    """What a program left behind: `code` (negative: the signal that ended it), `out` and `err` as text."""

    def __init__(self, arguments, code, out, err):
        self.arguments, self.code = arguments, code
        self.out, self.err = out.decode(errors="backslashreplace"), err.decode(errors="backslashreplace")

    def json(self):
        return json.loads(self.out)

    def __str__(self):
        return (f"$ {' '.join(self.arguments)}\nexit {self.code}\n"
                f"--- stdout\n{self.out[-4000:]}\n--- stderr\n{self.err[-4000:]}")


class Interop(unittest.TestCase):
    """A test with a folder of its own (`self.folder`) and everything it starts ended with it."""

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="hop101-interop-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.environment = dict(BARE_ENVIRONMENT, HOME=self.folder, XDG_DATA_HOME=self.folder + "/data")

    def path(self, name):
        return os.path.join(self.folder, name)

    # programs that end by themselves

    def run_program(self, *arguments, seconds=RUN_SECONDS):
        arguments = [str(argument) for argument in arguments]
        done = subprocess.run(arguments, stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds,
                              env=self.environment, cwd=self.folder, check=False)
        return Finished(arguments, done.returncode, done.stdout, done.stderr)

    def cli(self, *arguments, exit_status=0, seconds=RUN_SECONDS):
        """Runs hop101-cli and holds it to its contract: the exit status, a stderr that is empty on success and
        one sentence when it could not do its work (2 usage, 3 network, 4 file), and valid JSON where asked."""
        done = self.run_program(CLI, *arguments, seconds=seconds)
        self.assertEqual(done.code, exit_status, str(done))
        if exit_status in (3, 4):
            self.assert_one_sentence(done)
        else:
            self.assertEqual(done.err, "", str(done))
        if "--json" in arguments and exit_status in (0, 1):
            done.json()
        return done

    def assert_one_sentence(self, done):
        self.assertEqual(done.err.count("\n"), 1, str(done))
        self.assertTrue(done.err.endswith("\n") and len(done.err.split()) >= 3, str(done))

    # what a capture holds

    def frames(self, capture):
        """The frames of a capture, in order; it must be readable, and replayable, without a difference."""
        self.cli("verify", capture)
        return [event for event in self.cli("show", capture, "--json").json()["events"] if event["kind"] == "frame"]

    def assert_recorded(self, capture, messages, compressed, sender="server"):
        """The capture has these messages of that side byte for byte, nothing in it is an error, and frames of
        permessage-deflate if, and only if, `compressed`."""
        frames = self.frames(capture)
        self.assertEqual([finding for frame in frames for finding in frame["findings"]
                          if finding["severity"] == "error"], [])
        data = [frame for frame in frames if frame["from"] == sender and "message" in frame]
        self.assertEqual(any("rsv1" in frame for frame in data), compressed)
        firsts = [frame for frame in data if frame["message"] == frame["event"]]
        self.assertEqual([frame["opcode"] for frame in firsts],
                         ["text" if isinstance(message, str) else "binary" for message in messages])
        for frame, message in zip(firsts, messages):
            wanted = message.encode() if isinstance(message, str) else message
            self.assertEqual(self.payload(capture, frame), wanted, frame["event"])

    def payload(self, capture, frame):
        """The message that begins with this frame: as show tells it where that is all of it."""
        if frame["messageEnd"] and "truncated" not in frame and "rsv1" not in frame:
            return frame["text"].encode() if "text" in frame else base64.b64decode(frame["base64"])
        self.cli("payload", capture, frame["event"], "-o", self.path("payload"))
        with open(self.path("payload"), "rb") as payload:
            return payload.read()

    def wait_until_written(self, capture, size, process):
        """Until the capture and its log hold `size` bytes. Nothing tells of a file's growth but a look at it."""
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            written = sum(os.path.getsize(path) for path in (capture, capture + "-wal") if os.path.exists(path))
            if written >= size:
                return
            self.assertIsNone(process.poll(), log_of(process))
            time.sleep(0.02)
        self.fail(f"{written} bytes after 30 s; {log_of(process)}")

    # programs that serve

    def start(self, *arguments, stderr=None):
        """Starts a program; it is ended with the test, by its own pid."""
        arguments = [str(argument) for argument in arguments]
        log = open(self.path(f"log-{len(os.listdir(self.folder))}"), "w+b")
        self.addCleanup(log.close)
        process = subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=stderr or log, env=self.environment, cwd=self.folder)
        process.log = log
        self.addCleanup(end, process)
        return process

    def start_announced(self, *arguments):
        """Starts a program whose first line of stdout is "listening WHAT"; returns (process, WHAT)."""
        process = self.start(*arguments)
        with limit(START_SECONDS, process):
            line = process.stdout.readline().decode().strip()
        self.assertTrue(line.startswith("listening "), f"{arguments}: said {line!r}; {log_of(process)}")
        return process, line.removeprefix("listening ")

    def start_on(self, port, *arguments):
        """Starts a program that was told to listen on `port`, and waits until it does."""
        process = self.start(*arguments)
        deadline = time.monotonic() + START_SECONDS
        while process.poll() is None and time.monotonic() < deadline:
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                return process
            time.sleep(0.02)  # a refused connection is all that says "not yet"
        self.fail(f"{arguments} does not listen on {port}: {log_of(process)}")

    def start_node(self, *arguments):
        """Starts servers/node_ws.js; returns its port."""
        return int(self.start_announced("/usr/bin/node", os.path.join(HERE, "servers", "node_ws.js"), *arguments)[1])

    def closed_port(self):
        """A port that refuses connections for as long as the test runs: bound, and nobody listens."""
        holder = socket.socket()
        self.addCleanup(holder.close)
        holder.bind(("127.0.0.1", 0))
        return holder.getsockname()[1]

    def start_scripted(self, *parts, then="close", times=1):
        """A backend that reads one request head, sends `parts`, and then does what `then` says: "close", "reset"
        or "hold" (until the test ends). A part is bytes, or a function of the head that returns bytes, or a list
        of bytes; each bytes is one write."""
        backend = ScriptedBackend(parts, then, times)
        self.addCleanup(backend.stop)
        return backend


def free_port():
    """A port that nobody has, for a program that must be told one. The kernel gives none like it to connections or to
    port 0: the thousands of another test would otherwise take it before the program does."""
    with open("/proc/sys/net/ipv4/ip_local_port_range", encoding="ascii") as file:
        lowest, highest = map(int, file.read().split())
    ports = range(10000, lowest) if lowest > 20000 else range(highest + 1, 65536)
    while True:
        port = random.choice(ports) if ports else 0
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("", port))
            return probe.getsockname()[1]


def end(process):
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(5)
    process.stdout.close()


def log_of(process):
    process.log.flush()
    process.log.seek(0)
    return process.log.read().decode(errors="replace")[-4000:]


@contextlib.contextmanager
def limit(seconds, process):
    """Ends `process` when the block takes longer, so that a read from it returns."""
    timer = threading.Timer(seconds, process.send_signal, [signal.SIGKILL])
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


class ScriptedBackend:
    """Accepts `times` connections, one after the other, and answers each with the same bytes.

    `heads` is what the clients sent, up to and with the empty line, byte for byte.
    """

    def __init__(self, parts, then, times):
        self._parts, self._then, self._times = parts, then, times
        self._stopping = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(RUN_SECONDS)
        self.port = self._listener.getsockname()[1]
        self.heads = []
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def url(self, path="/"):
        return f"ws://127.0.0.1:{self.port}{path}"

    def stop(self):
        self._stopping.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # wakes accept(); closing alone would not
        self._listener.close()
        self._thread.join(5)

    def _serve(self):
        with contextlib.suppress(OSError):
            for _ in range(self._times):
                connection, _address = self._listener.accept()
                with connection:
                    self._answer(connection)

    def _answer(self, connection):
        connection.settimeout(RUN_SECONDS)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        head = b""
        while b"\r\n\r\n" not in head:
            piece = connection.recv(4096)
            if not piece:
                return
            head += piece
        self.heads.append(head)
        for part in self._parts:
            answer = part(head) if callable(part) else part
            for piece in answer if isinstance(answer, list) else [answer]:
                connection.sendall(piece)
        if self._then == "hold":
            self._stopping.wait(RUN_SECONDS)
        elif self._then == "reset":
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        else:
            self._drain(connection)

    def _drain(self, connection):
        """FIN first, and then read what still comes: closing with unread bytes would be a reset."""
        connection.shutdown(socket.SHUT_WR)
        with contextlib.suppress(OSError):
            while connection.recv(4096):
                pass


def read_head(connection):
    """The bytes of a head, to its empty line and no further."""
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        byte = connection.recv(1)
        if not byte:
            raise ConnectionError(f"the connection ended within a head: {head!r}")
        head += byte
    return head


def rules_with(outcome, document):
    """The ids of the verdict's rules that have this outcome."""
    return {rule["id"] for rule in document["verdict"]["rules"] if rule["outcome"] == outcome}


def names_in(head):
    """The names of a head's headers, in lower case."""
    return {name.lower() for name, _value in head["headers"]}


def main():
    if not os.access(CLI, os.X_OK):
        sys.exit("HOP101_CLI must name the hop101-cli to test; tests/run --interop does.")
    unittest.main(verbosity=2)
