# SPDX-License-Identifier: GPL-3.0-or-later
"""What is the same for every proxy: it stands before serve, with python websockets as the client, and before python
websockets, with hop101-cli as the client, and the conversations are those of peers without one.
"""
import asyncio
import contextlib

import harness
import python_websockets
from conversation import AsyncServerPeer, ClientPeer


class Proxy:
    """How a proxy is started: a configuration and a command, with {folder} {port} {backend} {idle} to fill in.
    `idle` is how long it bears silence, in its own words."""

    configuration, command, idle = "", (), "20s"

    def start_proxy(self, backend):
        port = harness.free_port()
        known = {"folder": self.folder, "port": port, "backend": backend, "idle": self.idle}
        with open(self.path(f"proxy-{port}.conf"), "w", encoding="utf-8") as file:
            file.write(self.configuration.format(**known))
        self.start_on(port, *[part.format(**known) for part in self.command])
        return port

    def before(self, backend, path="/chat"):
        """The URL of a new proxy before this port."""
        return f"ws://127.0.0.1:{self.start_proxy(backend)}{path}"


class BeforeServe(ClientPeer):

    fragments = True

    def setUp(self):
        super().setUp()
        self.url = self.before(self.url.rstrip("/").rpartition(":")[2])

    connected = python_websockets.Client.connected


class BeforeServer(AsyncServerPeer):

    fragments = True

    @contextlib.asynccontextmanager
    async def listening(self, converse):
        async with python_websockets.Server.listening(self, converse) as backend:
            yield await asyncio.to_thread(self.start_proxy, backend)
