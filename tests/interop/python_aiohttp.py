# SPDX-License-Identifier: GPL-3.0-or-later
"""aiohttp in both roles. Its server spells "Connection: upgrade", puts a Content-Type on the 101, and takes version 8
and HTTP/1.0."""
import contextlib

import aiohttp
from aiohttp import web

import harness
from conversation import AsyncServerPeer, ClientPeer, Closed
from harness import Interop


class Conversation:
    """Over a WebSocketResponse or a ClientWebSocketResponse: they have the same methods."""

    def __init__(self, socket):
        self._socket = socket
        self.compresses = bool(socket.compress)

    async def send(self, message):
        await (self._socket.send_str if isinstance(message, str) else self._socket.send_bytes)(message)

    async def receive(self):
        message = await self._socket.receive()
        while message.type == aiohttp.WSMsgType.PING:
            await self._socket.pong(message.data)
            message = await self._socket.receive()
        if message.type not in (aiohttp.WSMsgType.TEXT, aiohttp.WSMsgType.BINARY):
            raise Closed(self._socket.close_code, message.extra or "")
        return message.data

    async def ping(self, payload):
        await self._socket.ping(payload)
        pong = await self._socket.receive()
        assert (pong.type, pong.data) == (aiohttp.WSMsgType.PONG, payload), pong

    async def close(self, code, reason):
        await self._socket.close(code=code, message=reason.encode())
        return self._socket.close_code


class Server(AsyncServerPeer, Interop):

    upgraded_by = ("version 8", "no Host", "HTTP/1.0")

    @contextlib.asynccontextmanager
    async def listening(self, converse):
        async def handle(request):
            socket = web.WebSocketResponse(compress=self.compress, autoping=False)
            await socket.prepare(request)
            await converse(Conversation(socket))
            return socket
        application = web.Application()
        application.router.add_get("/chat", handle)
        runner = web.AppRunner(application)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        try:
            yield site._server.sockets[0].getsockname()[1]  # pylint: disable=protected-access # no other way
        finally:
            await runner.cleanup()


class Client(ClientPeer, Interop):

    @contextlib.asynccontextmanager
    async def connected(self, url):
        async with aiohttp.ClientSession() as session:
            async with session.ws_connect(url, compress=15 if self.compress else 0, autoping=False) as socket:
                yield Conversation(socket)


class CompressingServer(Server):
    compress = True


class CompressingClient(Client):
    compress = True


if __name__ == "__main__":
    harness.main()
