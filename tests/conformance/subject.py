# SPDX-License-Identifier: GPL-3.0-or-later
"""The programs under test, as a person runs them; ended by their own pid."""
import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading

import handshake
from peer import ANSWER_SECONDS, END_SECONDS, Fault, Peer

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))


def program(named=None):
    """hop101-cli: as named, as HOP101_CLI says, or the newest that is built here."""
    built = [os.path.join(TOP, "build", preset, "app", "cli", "hop101-cli") for preset in ("release", "dev")]
    built = sorted(filter(os.path.exists, built), key=os.path.getmtime, reverse=True)
    found = named or os.environ.get("HOP101_CLI") or (built[0] if built else "")
    if not os.access(found, os.X_OK):
        sys.exit("There is no hop101-cli: build it, or name it with --cli or HOP101_CLI.")
    return os.path.abspath(found)


class Programs:
    """A folder for what they write, and their environment: no desktop, no proxy."""

    def __init__(self, cli):
        self.cli = cli
        self.folder = tempfile.mkdtemp(prefix="hop101-conformance-")
        self.environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "HOME": self.folder, "TMPDIR": self.folder,
                            "XDG_DATA_HOME": self.folder + "/data",
                            **{name: os.environ[name] for name in ("ASAN_OPTIONS", "TSAN_OPTIONS", "LSAN_OPTIONS",
                                                                   "LD_LIBRARY_PATH") if name in os.environ}}

    def remove(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self, *arguments):
        return subprocess.Popen([self.cli, *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, env=self.environment, cwd=self.folder)


class Server:
    """`serve --scenario echo`, many connections."""

    def __init__(self, programs):
        self.process = programs.start("serve", "--listen", "127.0.0.1:0", "--scenario", "echo")
        timer = threading.Timer(ANSWER_SECONDS, self.process.kill)
        timer.start()
        line = self.process.stdout.readline().decode().strip()
        timer.cancel()
        if not line.startswith("listening ws://"):
            raise Fault(f"serve said {line!r}, {self.process.communicate()[1].decode(errors='replace')!r}")
        self.port = int(line.rstrip("/").rpartition(":")[2])

    def stop(self):
        """What is wrong at its end, or an empty string."""
        if self.process.poll() is not None:
            return f"serve ended by itself with {self.process.returncode}"
        self.process.send_signal(signal.SIGINT)
        try:
            _, complaint = self.process.communicate(timeout=ANSWER_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.communicate()
            return "serve does not end after SIGINT"
        complaint = complaint.decode(errors="replace").strip()
        return complaint or (f"serve ended with {self.process.returncode}" if self.process.returncode else "")


def try_server(case, port):
    """Plays the client of one case."""
    early = b"".join(frame.wire(True) for frame in case.early)
    peer, agreed = handshake.open_client(port, case.offer, 1 if case.head == "bytes" else 0, early, case.rows)
    agree(case, peer, agreed)
    case.body(peer)


def agree(case, peer, agreed):
    if case.offer and not case.refuses and not agreed:
        raise Fault(f"did not agree to {case.offer}")
    if case.refuses and agreed:
        raise Fault(f"agreed to {case.offer}: {agreed}")
    if agreed:
        peer.agree(agreed, case.level, case.is_strict)


def try_client(case, programs):
    """Plays the server of one case; echo runs for this one connection."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        target = f"/run?case={case.name}&agent=hop101"
        echo = programs.start("echo", f"ws://127.0.0.1:{listener.getsockname()[1]}{target}")
        try:
            peer = play_server(case, listener, target)
            check_exit(case, peer, echo)
        finally:
            if echo.poll() is None:
                echo.kill()
            with contextlib.suppress(ValueError):
                echo.communicate()


def play_server(case, listener, target):
    connection, fields = handshake.accept_client(listener, target)
    if case.answer:
        handshake.check_offer(fields)
    head = handshake.switching(fields, case.answer, case.rows)
    early = b"".join(frame.wire(False) for frame in case.early)
    peer = Peer(connection, False)
    if case.answer:
        peer.agree(case.answer, case.level, case.is_strict)
    peer.send_raw(head + early, 1 if case.head == "bytes" else 0)
    case.body(peer)
    return peer


def check_exit(case, peer, echo):
    """0 on a clean close, 1 where a rule was broken; either way without a complaint."""
    try:
        out, complaint = echo.communicate(timeout=END_SECONDS + ANSWER_SECONDS)
    except subprocess.TimeoutExpired:
        raise Fault("echo did not end with its connection") from None
    wanted = case.status if case.status is not None else 1 if peer.is_broken else 0
    if echo.returncode not in (wanted if isinstance(wanted, tuple) else (wanted,)):
        raise Fault(f"echo ended with {echo.returncode} instead of {wanted}: {out.decode(errors='replace')[-300:]}")
    if complaint:
        raise Fault(f"echo said {complaint.decode(errors='replace')[-300:]!r}")
