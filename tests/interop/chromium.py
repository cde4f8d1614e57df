# SPDX-License-Identifier: GPL-3.0-or-later
"""A browser as client of serve: it offers permessage-deflate, sends an Origin, and is strict about subprotocols."""
import harness
from browser import Browser
from haproxy import Haproxy
from harness import Interop


class Chromium(Browser, Haproxy, Interop):

    configuration = Haproxy.configuration.replace(
        "    default_backend", "    http-request del-header sec-websocket-extensions\n    default_backend")

    def serve(self):
        self.capture = self.path("browser.hop101")
        self.server, url = self.start_announced(harness.CLI, "serve", "--listen", "127.0.0.1:0", "--capture",
                                                self.capture)
        return url

    def test_every_message_comes_back_compressed_and_the_close_is_clean(self):
        seen = self.visit(self.serve())
        harness.end(self.server)
        self.assertEqual((seen["failed"], seen["different"]), (None, []))
        self.assertEqual((seen["close"]["code"], seen["close"]["wasClean"]), (4001, True))
        frames = self.frames(self.capture)
        self.assertEqual([finding for frame in frames for finding in frame["findings"]], [])
        self.assertTrue(seen["extensions"].startswith("permessage-deflate"), seen)
        self.assertEqual({frame["from"] for frame in frames if "rsv1" in frame}, {"client", "server"})
        closes = [frame for frame in frames if frame["opcode"] == "close"]
        self.assertEqual([frame["closeCode"] for frame in closes], [4001, 4001])
        self.assertEqual(closes[0]["closeReason"], "das wär's")

    def test_its_request(self):
        self.visit(self.serve())
        harness.end(self.server)
        head = next(event for event in self.cli("show", self.capture, "--json").json()["events"]
                    if event["kind"] == "requestHead")
        self.assertEqual(head["findings"], [])
        self.assertIn(f"\r\nOrigin: {self.page_origin()}\r\n", head["text"])
        self.assertIn("\r\nSec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n", head["text"])

    def test_without_compression_every_message_comes_back_too(self):
        """Chromium has no switch for it: the proxy in between takes the offer out."""
        seen = self.visit(self.before(self.serve().rstrip("/").rpartition(":")[2], "/"))
        harness.end(self.server)
        self.assertEqual((seen["failed"], seen["different"], seen["extensions"]), (None, [], ""))
        self.assertEqual((seen["close"]["code"], seen["close"]["wasClean"]), (4001, True))
        self.assertFalse(any("rsv1" in frame for frame in self.frames(self.capture)))

    def test_it_wants_one_of_the_subprotocols_that_it_offers(self):
        seen = self.visit(self.serve() + "#chat")
        self.assertEqual(seen["failed"], "no connection")
        harness.end(self.server)
        events = self.cli("show", self.capture, "--json").json()["events"]
        self.assertIn("SubprotocolWasChosen", {finding["rule"] for event in events for finding in event["findings"]})


if __name__ == "__main__":
    harness.main()
