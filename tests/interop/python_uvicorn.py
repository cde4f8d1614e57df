# SPDX-License-Identifier: GPL-3.0-or-later
"""uvicorn with wsproto: a 101 without a reason phrase, "Upgrade: WebSocket", and any key will do."""
import asyncio
import contextlib
import socket

import uvicorn

import harness
from conversation import AsyncServerPeer, Closed
from harness import Interop


class Conversation:
    """Over the two callables of an ASGI application."""

    def __init__(self, scope, receive, send):
        self._receive, self._send = receive, send
        self.compresses = None  # ASGI does not tell

    async def send(self, message):
        await self._send({"type": "websocket.send", "text" if isinstance(message, str) else "bytes": message})

    async def receive(self):
        event = await self._receive()
        if event["type"] == "websocket.disconnect":
            raise Closed(event["code"])
        return event["text"] if event.get("text") is not None else event["bytes"]

    async def close(self, code, reason):
        await self._send({"type": "websocket.close", "code": code, "reason": reason})
        return code  # ASGI does not tell what the client answers


class Server(AsyncServerPeer, Interop):

    pings = False
    upgraded_by = ("a short key", "HTTP/1.0")

    @contextlib.asynccontextmanager
    async def listening(self, converse):
        async def application(scope, receive, send):
            assert scope["type"] == "websocket", scope["type"]
            assert (await receive())["type"] == "websocket.connect"
            await send({"type": "websocket.accept"})
            await converse(Conversation(scope, receive, send))
        config = uvicorn.Config(application, ws="wsproto", lifespan="off", log_level="critical",
                                ws_per_message_deflate=self.compress)
        server = uvicorn.Server(config)
        server.install_signal_handlers = lambda: None
        listener = socket.create_server(("127.0.0.1", 0))
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        try:
            yield listener.getsockname()[1]
        finally:
            server.should_exit = server.force_exit = True
            await serving
            listener.close()


class CompressingServer(Server):
    compress = True


if __name__ == "__main__":
    harness.main()
