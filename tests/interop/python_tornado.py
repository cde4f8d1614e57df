# SPDX-License-Identifier: GPL-3.0-or-later
"""tornado in both roles. Its server spells "Sec-Websocket-Accept", and takes version 8 and any key."""
import asyncio
import contextlib

from tornado import httpserver, netutil, web, websocket

import harness
from conversation import AsyncServerPeer, ClientPeer, Closed
from harness import Interop


class Conversation:
    """Over a WebSocketHandler or a WebSocketClientConnection, which call back: the calls are queued."""

    def __init__(self):
        self.socket = None
        self._messages, self._pongs, self._closed = asyncio.Queue(), asyncio.Queue(), asyncio.Event()

    @property
    def compresses(self):
        protocol = self.socket.ws_connection if hasattr(self.socket, "ws_connection") else self.socket.protocol
        return protocol._compressor is not None  # pylint: disable=protected-access # no other way

    def on_message(self, message):
        self._messages.put_nowait(message)
        if message is None:  # how the client is told of the end
            self._closed.set()

    def on_pong(self, payload):
        self._pongs.put_nowait(payload)

    async def send(self, message):
        await self.socket.write_message(message, binary=isinstance(message, bytes))

    async def receive(self):
        message = await self._messages.get()
        if message is None:
            raise Closed(self.socket.close_code, self.socket.close_reason or "")
        return message

    async def ping(self, payload):
        self.socket.ping(payload)
        assert await self._pongs.get() == payload

    async def close(self, code, reason):
        self.socket.close(code, reason)
        await self._closed.wait()
        return self.socket.close_code


class Server(AsyncServerPeer, Interop):

    upgraded_by = ("version 8", "a short key", "HTTP/1.0")

    @contextlib.asynccontextmanager
    async def listening(self, converse):
        compress = {} if self.compress else None

        class Handler(websocket.WebSocketHandler):
            def get_compression_options(self):
                return compress

            def open(self):
                self.conversation = Conversation()
                self.conversation.socket = self
                asyncio.ensure_future(converse(self.conversation)).add_done_callback(lambda _: self.close())

            def on_message(self, message):
                self.conversation.on_message(message)

            def on_pong(self, payload):
                self.conversation.on_pong(payload)

            def on_close(self):
                self.conversation.on_message(None)

        server = httpserver.HTTPServer(web.Application([("/chat", Handler)]))
        sockets = netutil.bind_sockets(0, "127.0.0.1")
        server.add_sockets(sockets)
        try:
            yield sockets[0].getsockname()[1]
        finally:
            server.stop()
            await server.close_all_connections()


class Client(ClientPeer, Interop):

    @contextlib.asynccontextmanager
    async def connected(self, url):
        conversation = Conversation()
        conversation.socket = await websocket.websocket_connect(
            url, on_message_callback=conversation.on_message, compression_options={} if self.compress else None)
        conversation.socket.on_pong = conversation.on_pong
        yield conversation


class CompressingServer(Server):
    compress = True


class CompressingClient(Client):
    compress = True


if __name__ == "__main__":
    harness.main()
