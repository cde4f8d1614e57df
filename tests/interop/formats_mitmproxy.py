# SPDX-License-Identifier: GPL-3.0-or-later
"""import of a flow file that mitmdump wrote while node ws and python websockets spoke through it."""
import asyncio
import base64
import os
import signal

import harness
import websockets
from harness import Interop

MITMDUMP = "/usr/bin/mitmdump"


def mixed_messages():
    """Text and binary, empty, of every length field, and what looks like the file's own format."""
    return ["", "hello", b"\x00\xff\x80", "12:not a length,;}", "ü€😀" * 50, b"x" * 126, "y" * 65_535,
            os.urandom(70_000), "z" * 300_000] + [f"message {n}" if n % 2 else bytes([n]) * n for n in range(200)]


class Mitmproxy(Interop):

    def proxied(self, target):
        """mitmdump in front of a server: (process, its port, its flow file)."""
        port, flows = harness.free_port(), self.path("flows")
        process = self.start_on(port, MITMDUMP, "-q", "--mode", f"reverse:http://127.0.0.1:{target}", "--listen-host",
                                "127.0.0.1", "-p", port, "-w", flows, "--set", "connection_strategy=lazy")
        return process, port, flows

    def ended(self, process):
        process.send_signal(signal.SIGINT)
        process.wait(60)

    def imported(self, flows):
        capture = self.path("made.hop101")
        done = self.cli("import", flows, "-o", capture)
        self.cli("verify", capture)
        return capture, done.out

    def messages(self, capture, sender):
        """Data messages of a side, whole."""
        frames = [frame for frame in self.frames(capture) if frame["from"] == sender and "message" in frame]
        self.assertTrue(all(frame["messageEnd"] for frame in frames))
        found = []
        for frame in frames:
            data = self.payload(capture, frame)
            found.append(data.decode() if frame["opcode"] == "text" else data)
        return found

    def test_every_message_is_imported(self):
        server = self.start_announced("/usr/bin/node", os.path.join(harness.HERE, "servers", "node_ws.js"), "echo",
                                      "deflate")[1]
        mitmdump, port, flows = self.proxied(int(server))
        sent = mixed_messages()

        async def talk():
            async with websockets.connect(f"ws://127.0.0.1:{port}/chat?a=b", max_size=None) as socket:
                for message in sent:
                    await socket.send(message)
                    self.assertEqual(await socket.recv(), message)
                await socket.close(4001, "that is all")

        asyncio.run(asyncio.wait_for(talk(), 60))
        self.ended(mitmdump)
        capture, told = self.imported(flows)
        self.assertIn("Made up", told)
        self.assertEqual(self.messages(capture, "client"), sent)
        self.assertEqual(self.messages(capture, "server"), sent)
        shown = self.cli("show", capture, "--json").json()
        self.assertEqual([finding for event in shown["events"] for finding in event["findings"]
                          if finding["severity"] == "error"], [])
        close = [event for event in shown["events"] if event.get("opcode") == "close"]
        self.assertEqual([(event["from"], event["closeCode"]) for event in close], [("client", 4001), ("server", 4001)])
        self.assertIn("/chat?a=b", shown["hops"][0]["url"])
        times = [event["timeNs"] for event in shown["events"]]
        self.assertEqual(times, sorted(times))
        self.assertGreater(times[-1], 0)

    def test_a_refusal_has_its_body(self):
        body = b"not before noon"
        head = b"HTTP/1.1 403 Forbidden\r\nContent-Length: %d\r\n\r\n" % len(body)
        backend = self.start_scripted(head + body)
        mitmdump, port, flows = self.proxied(int(backend.url().split(":")[2].split("/")[0]))
        self.cli("probe", f"ws://127.0.0.1:{port}/", exit_status=1)
        self.ended(mitmdump)
        capture, _ = self.imported(flows)
        events = self.cli("show", capture, "--json").json()["events"]
        bodies = [event.get("text") or base64.b64decode(event["base64"]).decode() for event in events
                  if event["kind"] == "body"]
        self.assertEqual(bodies, [body.decode()])
        self.assertEqual([event["status"] for event in events if event["kind"] == "responseHead"], [403])


if __name__ == "__main__":
    harness.main()
