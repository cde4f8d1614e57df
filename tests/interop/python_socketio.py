# SPDX-License-Identifier: GPL-3.0-or-later
"""Socket.IO, whose server talks first and keeps alive by messages of its own. Debian has the one in Python; the one
for node is in no Debian package, and packages come from app/packages.txt alone."""
import asyncio
import json

import socketio
from aiohttp import web

import harness
from harness import Interop, rules_with

PATH = "/socket.io/?EIO=4&transport=websocket"


class SocketIo(Interop):

    def served(self, run, **options):
        """What run(URL) returns beside a server that sends each "say" back as "said"."""
        async def session():
            server = socketio.AsyncServer(async_mode="aiohttp", cors_allowed_origins="*", **options)

            async def say(sid, data):
                await server.emit("said", data, to=sid)
            server.on("say", say)
            application = web.Application()
            server.attach(application)
            runner = web.AppRunner(application)
            await runner.setup()
            site = web.TCPSite(runner, "127.0.0.1", 0)
            await site.start()
            port = site._server.sockets[0].getsockname()[1]  # pylint: disable=protected-access # no other way
            try:
                return await asyncio.to_thread(run, f"ws://127.0.0.1:{port}")
            finally:
                await runner.cleanup()
        return asyncio.run(session())

    def messages(self, document):
        return [message["text"] for message in document["messages"] if message["from"] == "server"]

    def test_it_talks_first_and_answers(self):
        document = self.served(lambda url: self.cli("probe", url + PATH, "--send", "40", "--send",
                                                    '42["say","hello"]', "--receive", "3", "--json").json())
        self.assertEqual(rules_with("broken", document), set())
        self.assertEqual(document["findings"], [])
        opened, connected, said = self.messages(document)
        self.assertIn("sid", json.loads(opened.removeprefix("0")))
        self.assertIn("sid", json.loads(connected.removeprefix("40")))
        self.assertEqual(said, '42["said","hello"]')

    def test_its_pings_are_messages(self):
        document = self.served(lambda url: self.cli("probe", url + PATH, "--receive", "2", "--json").json(),
                               ping_interval=1)
        self.assertEqual(self.messages(document)[1], "2")

    def test_the_path_of_a_plain_websocket_is_not_its_path(self):
        document = self.served(lambda url: self.cli("probe", url + "/", "--json", exit_status=1).json())
        self.assertEqual(document["response"]["status"], 404)
        self.assertIn("/socket.io/", document["verdict"]["detail"])


if __name__ == "__main__":
    harness.main()
