# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said with every peer, whichever library speaks for it.

A peer's own file adapts its library to a conversation: send(message), receive() (raises Closed), ping(payload) (until
the pong came), close(code, reason), `compresses` and perhaps send_parts(pieces), a message in fragments; a str is a
text message, bytes a binary one. From there the tests of both roles are the same for all: ServerPeer (hop101-cli is
the client) and ClientPeer (it is the server).
"""
import asyncio
import random

import harness
from harness import names_in, rules_with

SECONDS = 60  # for one step of a conversation on a machine that is busy with other things
DICE = random.Random(101)
#: Lengths around every border of the length field, empty ones, one of many code points, what compresses and what
#: does not, and 1 MiB of each.
MESSAGES = ["", "hello", b"", b"\x00\xff\x80", "ö" * 40000, bytes(range(256)),
            *("x" * size for size in (125, 126, 127, 65535, 65536, 65537)),
            DICE.randbytes(125), DICE.randbytes(65536), "déjà vu, " * 100000, DICE.randbytes(1 << 20)]


class Closed(Exception):
    """The peer closed: `code` (1005: a Close without one, 1006: no Close) and, where the library tells, `reason`."""

    def __init__(self, code, reason=""):
        super().__init__(code, reason)
        self.code, self.reason = code, reason


async def within(awaitable):
    return await asyncio.wait_for(awaitable, SECONDS)


async def mirror(conversation):
    """Sends everything back until the other side closes; returns (code, reason) of that."""
    try:
        while True:
            await conversation.send(await within(conversation.receive()))
    except Closed as closed:
        return closed.code, closed.reason


async def teach(conversation):
    """Sends MESSAGES to an endpoint that echoes, all at once, and returns what came back; then closes."""
    async def send_all():
        for message in MESSAGES:
            await conversation.send(message)
    sending = asyncio.create_task(send_all())
    returned = [await within(conversation.receive()) for _ in MESSAGES]
    await sending
    return returned, await within(conversation.close(4001, "all there"))


async def teach_parts(conversation):
    """As teach, with messages in fragments."""
    for message in (["Hel", "l", "", "ö"], ["", ""], [b"", b"\xff" * 70000, b""], ["x" * 10] * 1000):
        await conversation.send_parts(message)
        assert await within(conversation.receive()) == message[0][:0].join(message), message
    return await within(conversation.close(1000, ""))


class ServerPeer:
    """hop101-cli against a server of the peer's. A subclass has `compress` and

    served(converse, run): starts a server that holds `await converse(conversation)` with the first client, calls
    run(URL) beside it, and returns (what run returned, what converse returned or None without a conversation).
    """

    compress = False
    pings = True         # the library can send one and tells of the pong
    fragments = False    # the conversation has send_parts
    upgraded_by = ()     # names of WRONG_HANDSHAKES that are answered with 101
    unanswered = ()      # … by the end of the connection and nothing before it

    def probe(self, url, *arguments, exit_status=0):
        switch = () if self.compress else ("--no-extensions",)
        return self.cli("probe", url, *switch, *arguments, "--json", exit_status=exit_status).json()

    def client(self, command, url, *arguments, **options):
        switch = () if self.compress else ("--no-extensions",)
        return self.cli(command, url, *switch, *arguments, **options)

    def test_a_probe_upgrades_and_its_messages_come_back(self):
        texts = ["hello", "zwei und drü", "x" * 5000]
        sends = [part for text in texts for part in ("--send", text)]
        document, closed = self.served(mirror, lambda url: self.probe(url, *sends, "--receive", len(texts)))
        self.assert_upgraded_cleanly(document)
        self.assertEqual([message["text"] for message in document["messages"] if message["from"] == "server"], texts)
        self.assertEqual(closed[0], 1000)

    def assert_upgraded_cleanly(self, document):
        self.assertIs(document["verdict"]["upgraded"], True)
        self.assertEqual(document["response"]["status"], 101)
        self.assertEqual(rules_with("broken", document), set())
        self.assertEqual(document["findings"], [])
        self.assertEqual((document["close"]["code"], document["close"]["clean"]), (1000, True))
        self.assertEqual("sec-websocket-extensions" in names_in(document["response"]), self.compress)

    def test_echo_returns_every_message(self):
        _, (returned, code) = self.served(teach, lambda url: self.client("echo", url))
        self.assertEqual([len(message) for message in returned], [len(message) for message in MESSAGES])
        self.assertEqual(returned, MESSAGES)
        self.assertEqual(code, 4001)

    def test_pings_are_answered_between_messages(self):
        async def ask(conversation):
            for number in range(10):
                await within(conversation.ping(b"%d" % number))
                await conversation.send(f"{number}")
                self.assertEqual(await within(conversation.receive()), f"{number}")
            return await within(conversation.close(1000, ""))
        if self.pings:
            self.assertEqual(self.served(ask, lambda url: self.client("echo", url))[1], 1000)

    def test_frames_of_every_kind_are_taken(self):
        frames = ("--fragment", 4, "--send", "in fragments", "--frame", "binary,hex=00ff80",
                  "--frame", "ping,text=there?")
        document, closed = self.served(mirror, lambda url: self.probe(url, *frames, "--receive", 2))
        self.assert_upgraded_cleanly(document)
        self.assertEqual([message.get("text", message.get("base64")) for message in document["messages"]
                          if message["from"] == "server"], ["in fragments", "AP+A"])
        self.assertGreaterEqual(document["frames"]["received"], 4)  # two messages, the pong, the Close
        self.assertEqual(closed[0], 1000)

    def test_a_fragmented_message_comes_back_from_echo(self):
        if self.fragments:
            self.assertEqual(self.served(teach_parts, lambda url: self.client("echo", url))[1], 1000)

    def test_what_the_server_sends_is_recorded_with_its_close(self):
        async def tell(conversation):
            for message in MESSAGES:
                await conversation.send(message)
            return conversation.compresses, await within(conversation.close(4711, "das wär's"))
        capture = self.path("told.hop101")
        _, (compresses, code) = self.served(
            tell, lambda url: self.client("record", url, "--capture", capture))
        self.assertIn(compresses, (None, self.compress))
        self.assertEqual(code, 4711)
        self.assert_recorded(capture, MESSAGES, self.compress)
        close = [event for event in self.frames(capture) if event["opcode"] == "close"]
        self.assertEqual([(event["from"], event["closeCode"]) for event in close], [("server", 4711), ("client", 4711)])
        self.assertEqual(close[0]["closeReason"], "das wär's")

    def test_wrong_handshakes_are_answered_and_explained(self):
        wrong = {} if self.compress else WRONG_HANDSHAKES  # compression would change no answer
        for name, (arguments, rule) in wrong.items():
            with self.subTest(name):
                if name in self.unanswered:
                    self.served(mirror, lambda url, arguments=arguments: self.cli("probe", url, *arguments,
                                                                                   "--timeout", 1, exit_status=3))
                    continue
                document, _ = self.served(
                    mirror, lambda url, arguments=arguments: self.probe(url, *arguments, exit_status=1))
                self.assertEqual(document["response"]["status"] == 101, name in self.upgraded_by,
                                 document["response"]["startLine"])
                self.assertIn(rule, rules_with("broken", document))


#: What is wrong, how hop101-cli is told to do it, and the rule that it breaks.
WRONG_HANDSHAKES = {
    "no version": (["--omit", "Sec-WebSocket-Version"], "VersionPresent"),
    "version 99": (["-H", "Sec-WebSocket-Version: 99"], "VersionPresent"),
    "version 8": (["-H", "Sec-WebSocket-Version: 8"], "VersionPresent"),
    "no Upgrade": (["--omit", "Upgrade"], "UpgradePresent"),
    "no Connection": (["--omit", "Connection"], "ConnectionHasUpgrade"),
    "no key": (["--omit", "Sec-WebSocket-Key"], "KeyPresent"),
    "a short key": (["--key", "short"], "KeyWellFormed"),
    "no Host": (["--omit", "Host"], "HostPresent"),
    "POST": (["--method", "POST"], "MethodIsGet"),
    "HTTP/1.0": (["--http", "HTTP/1.0"], "RequestVersionIs11"),
}


class AsyncServerPeer(ServerPeer):
    """A ServerPeer whose library runs in this process. A subclass has `listening(converse)`, an asynchronous context
    that yields the port, and calls converse(conversation) for each connection."""

    def served(self, converse, run):
        async def session():
            first = None

            async def hold(conversation):
                nonlocal first
                task = asyncio.ensure_future(converse(conversation))
                first = first or task
                await asyncio.wait([task])
            async with self.listening(hold) as port:
                returned = await asyncio.to_thread(run, f"ws://127.0.0.1:{port}/chat")
                return returned, await within(first) if first else None
        return asyncio.run(session())


class ClientPeer:
    """hop101-cli serve against a client of the peer's. A subclass has `compress` and connected(url), an asynchronous
    context that yields a conversation."""

    compress = False
    pings = True
    fragments = False

    def setUp(self):
        super().setUp()
        self.capture = self.path("served.hop101")
        self.server, self.url = self.start_announced(harness.CLI, "serve", "--listen", "127.0.0.1:0",
                                                     "--capture", self.capture)

    def talk(self, converse):
        async def session():
            async with self.connected(self.url) as conversation:
                return await converse(conversation)
        return asyncio.run(session())

    def ended(self):
        """Stops the server; the capture is a plain file then."""
        harness.end(self.server)
        self.assertEqual(harness.log_of(self.server), "")
        return self.capture

    def test_serve_returns_every_message_and_the_close_code(self):
        async def all_of_it(conversation):
            return conversation.compresses, await teach(conversation)
        compresses, (returned, code) = self.talk(all_of_it)
        self.assertEqual(compresses, self.compress)
        self.assertEqual([len(message) for message in returned], [len(message) for message in MESSAGES])
        self.assertEqual(returned, MESSAGES)
        self.assertEqual(code, 4001)
        capture = self.ended()
        self.assert_recorded(capture, MESSAGES, self.compress)
        self.assert_recorded(capture, MESSAGES, self.compress, sender="client")

    def test_pings_are_answered_by_serve(self):
        async def ask(conversation):
            for number in range(20):
                await within(conversation.ping(b"ping %d" % number))
            return await within(conversation.close(1000, "bye"))
        if self.pings:
            self.assertEqual(self.talk(ask), 1000)
            opcodes = [frame["opcode"] for frame in self.frames(self.ended())]
            self.assertEqual((opcodes.count("ping"), opcodes.count("pong")), (20, 20))

    def test_a_fragmented_message_comes_back_from_serve(self):
        if self.fragments:
            self.assertEqual(self.talk(teach_parts), 1000)
            self.frames(self.ended())

    def test_many_clients_at_once(self):
        async def one(number):
            async with self.connected(self.url) as conversation:
                await conversation.send(f"client {number}")
                answer = await within(conversation.receive())
                return answer, await within(conversation.close(1000, ""))

        async def all_of_them():
            return await asyncio.gather(*(one(number) for number in range(20)))
        self.assertEqual(asyncio.run(all_of_them()), [(f"client {number}", 1000) for number in range(20)])
