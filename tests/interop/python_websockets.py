# SPDX-License-Identifier: GPL-3.0-or-later
"""python websockets: the strictest of the common servers, and a server that talks first."""
import asyncio
import contextlib
import random

import websockets

import harness
from conversation import AsyncServerPeer, ClientPeer, Closed
from harness import Interop, rules_with


class Conversation:
    """Over a WebSocketServerProtocol or a WebSocketClientProtocol: they have the same methods."""

    def __init__(self, socket):
        self._socket = socket
        self.compresses = bool(socket.extensions)

    async def send(self, message):
        await self._socket.send(message)

    send_parts = send

    async def receive(self):
        try:
            return await self._socket.recv()
        except websockets.ConnectionClosed as closed:
            raise Closed(self._socket.close_code, self._socket.close_reason) from closed

    async def ping(self, payload):
        await (await self._socket.ping(payload))

    async def close(self, code, reason):
        await self._socket.close(code, reason)
        return self._socket.close_code


class Server(AsyncServerPeer, Interop):

    fragments = True
    upgraded_by = ("no Host",)

    @contextlib.asynccontextmanager
    async def listening(self, converse):
        async def handle(socket):
            await converse(Conversation(socket))
        async with websockets.serve(handle, "127.0.0.1", 0, compression="deflate" if self.compress else None,
                                    max_size=None) as server:
            yield server.sockets[0].getsockname()[1]


class Client(ClientPeer, Interop):

    fragments = True

    @contextlib.asynccontextmanager
    async def connected(self, url):
        async with websockets.connect(url, compression="deflate" if self.compress else None,
                                      max_size=None) as socket:
            yield Conversation(socket)


async def listen_until_closed(socket):
    return [message async for message in socket], socket.close_code


class CompressingServer(Server):
    compress = True


class CompressingClient(Client):
    compress = True


class PythonWebsockets(Interop):

    def served(self, handler, run, **options):
        """Starts a server whose first connection goes to `handler`, calls run(URL) beside it, and returns what
        both returned: (of run, of the handler, or None when no connection got as far as it)."""
        async def session():
            connections, results = [], []

            async def handle(socket):
                connections.append(asyncio.current_task())
                results.append(await handler(socket))
            async with websockets.serve(handle, "127.0.0.1", 0, max_size=None, **options) as server:
                url = f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
                returned = await asyncio.to_thread(run, url)
                if connections:
                    await asyncio.wait(connections, timeout=10)
            return returned, results[0] if results else None
        return asyncio.run(session())

    def test_a_probe_that_waits_for_nothing_sends_and_closes(self):
        _, (messages, close_code) = self.served(
            listen_until_closed, lambda url: self.cli("probe", url, "--send", "one", "--send", "zwei und drü"))
        self.assertEqual(messages, ["one", "zwei und drü"])
        self.assertEqual(close_code, 1000)

    def test_a_subprotocol_is_chosen(self):
        async def chosen(socket):
            return socket.subprotocol
        done, subprotocol = self.served(
            chosen,
            lambda url: self.cli("probe", url, "--subprotocol", "chat", "--subprotocol", "superchat", "--json"),
            subprotocols=["superchat"])
        self.assertEqual(subprotocol, "superchat")
        self.assertIn("SubprotocolWasOffered", rules_with("holds", done.json()))

    def test_a_header_of_ones_own_arrives_as_written(self):
        async def headers(socket):
            return [value for name, value in socket.request_headers.raw_items() if name == "x-Two"]
        _, values = self.served(headers, lambda url: self.cli("probe", url, "-H", "x-Two: 1", "-H", "x-Two: 2"))
        self.assertEqual(values, ["1", "2"])

    def test_no_connection_header_is_426_with_the_protocol_named(self):
        done, handled = self.served(
            listen_until_closed, lambda url: self.cli("probe", url, "--omit", "Connection", "--json", exit_status=1))
        document = done.json()
        self.assertIsNone(handled)
        self.assertEqual(document["response"]["status"], 426)
        self.assertIn("ConnectionHasUpgrade", rules_with("broken", document))
        self.assertNotIn("UpgradeRequiredNamesProtocol", rules_with("broken", document))

    def test_echo_returns_every_message_of_every_size(self):
        dice = random.Random(101)
        sizes = [*range(0, 300), *range(65520, 65560), 70000, *(dice.randrange(70001) for _ in range(150))]
        messages = [dice.randbytes(size) if index % 2 else "ö" * (size // 2) + "x" * (size % 2)
                    for index, size in enumerate(sizes)]

        async def check(socket):
            async def send():
                for message in messages:
                    await socket.send(message)
            sending = asyncio.create_task(send())
            returned = [await asyncio.wait_for(socket.recv(), 30) for _ in messages]
            await sending
            await socket.close(1000, "all there")
            return returned, socket.close_code
        _, (returned, close_code) = self.served(check, lambda url: self.cli("echo", url))
        self.assertEqual([len(message) for message in returned], [len(message) for message in messages])
        self.assertEqual(returned, messages)
        self.assertEqual(close_code, 1000)

    def test_a_server_that_dies_without_a_close_is_not_clean(self):
        async def vanish(socket):
            socket.transport.abort()
        self.served(vanish, lambda url: self.cli("echo", url, exit_status=1))


if __name__ == "__main__":
    harness.main()
