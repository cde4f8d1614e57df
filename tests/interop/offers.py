# SPDX-License-Identifier: GPL-3.0-or-later
"""Offers of permessage-deflate with parameters, and what servers make of them: legal answers that nobody asked for,
declined ones, and those of libwebsockets that leave out a limit (RFC 7692 section 7.1.2.1)."""
import asyncio

import websockets

import harness
from harness import Interop, rules_with

ALL_FOUR = ("permessage-deflate; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=10; "
            "client_max_window_bits=11")


class Offers:
    """A subclass has answer(offer, exit_status): the document of a probe whose messages came back."""

    def probe(self, url, offer, exit_status=0, receive=2):
        return self.cli("probe", url, "-H", f"Sec-WebSocket-Extensions: {offer}", "--send", "x" * 5000, "--send",
                        "x" * 5000, "--receive", receive, "--json", exit_status=exit_status).json()

    def assert_accepted(self, offer, answer):
        document = self.answer(offer)
        headers = {name.lower(): value for name, value in document["response"]["headers"]}
        self.assertEqual(headers.get("sec-websocket-extensions"), answer)
        self.assertEqual(rules_with("broken", document), set())
        self.assertEqual(document["findings"], [])
        self.assertEqual([message["text"] for message in document["messages"] if message["from"] == "server"],
                         ["x" * 5000] * 2)

    def assert_refused(self, offer, status):
        document = self.answer(offer, exit_status=1)
        self.assertEqual(document["response"]["status"], status)
        self.assertIs(document["verdict"]["upgraded"], False)


class NodeWs(Offers, Interop):

    def answer(self, offer, exit_status=0):
        return self.probe(f"ws://127.0.0.1:{self.start_node('echo', 'deflate')}/", offer, exit_status)

    def test_it_takes_what_is_offered(self):
        self.assert_accepted("permessage-deflate", "permessage-deflate")
        self.assert_accepted("permessage-deflate; client_max_window_bits", "permessage-deflate")
        self.assert_accepted(ALL_FOUR, ALL_FOUR)

    def test_the_smallest_window(self):
        self.assert_accepted("permessage-deflate; server_max_window_bits=8",
                             "permessage-deflate; server_max_window_bits=8")

    def test_the_first_offer_that_it_knows(self):
        self.assert_accepted("x-something, permessage-deflate", "permessage-deflate")

    def test_an_illegal_offer_is_refused_and_named(self):
        document = self.answer("permessage-deflate; bogus=1", exit_status=1)
        self.assertEqual(document["response"]["status"], 400)
        self.assertIn("DeflateOfferLegal", rules_with("broken", document))


class PythonWebsockets(Offers, Interop):

    def answer(self, offer, exit_status=0):
        async def echo(socket):
            async for message in socket:
                await socket.send(message)

        async def session():
            async with websockets.serve(echo, "127.0.0.1", 0) as server:
                url = f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
                return await asyncio.to_thread(self.probe, url, offer, exit_status)
        return asyncio.run(session())

    def test_it_limits_its_own_window_unasked(self):
        self.assert_accepted("permessage-deflate", "permessage-deflate; server_max_window_bits=12")
        self.assert_accepted("permessage-deflate; client_max_window_bits",
                             "permessage-deflate; server_max_window_bits=12; client_max_window_bits=12")

    def test_all_four_parameters(self):
        self.assert_accepted(ALL_FOUR, ALL_FOUR)

    def test_a_window_of_8_is_beyond_it(self):
        self.assert_refused("permessage-deflate; server_max_window_bits=8", 500)

    def test_it_takes_the_second_offer(self):
        document = self.answer("permessage-deflate; bogus=1, permessage-deflate; server_no_context_takeover",
                               exit_status=1)
        self.assertIs(document["verdict"]["upgraded"], True)
        self.assertEqual(rules_with("broken", document), {"DeflateOfferLegal"})
        self.assertEqual([message["text"] for message in document["messages"] if message["from"] == "server"],
                         ["x" * 5000] * 2)


if __name__ == "__main__":
    harness.main()
