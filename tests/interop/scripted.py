# SPDX-License-Identifier: GPL-3.0-or-later
"""Raw backends that answer as servers in the field do: byte by byte, with frames in the same segment, with odd
reasons and cases, with a wrong key, with less than a head, or with nothing."""
import base64
import hashlib
import re

import harness
from harness import Interop, rules_with

GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
CLOSE_1000 = b"\x88\x02\x03\xe8"


def accept_of(head):
    key = re.search(rb"(?im)^sec-websocket-key:[ \t]*(\S+)", head).group(1)
    return base64.b64encode(hashlib.sha1(key + GUID).digest())


def switching(*, status=b"HTTP/1.1 101 Switching Protocols", extra=b"", tail=b"", upgrade=b"Upgrade: websocket\r\n",
              connection=b"Connection: Upgrade\r\n", accept=accept_of):
    """What a server answers, given the request head; `tail` follows the head in the same write."""
    return lambda head: (status + b"\r\n" + upgrade + connection
                         + b"Sec-WebSocket-Accept: " + accept(head) + b"\r\n" + extra + b"\r\n" + tail)


class Upgrades(Interop):

    def upgraded(self, *parts, arguments=()):
        backend = self.start_scripted(*parts)
        document = self.cli("probe", backend.url(), *arguments, "--json").json()
        self.assertIs(document["verdict"]["upgraded"], True)
        return document

    def test_the_first_frame_in_the_same_segment_is_not_lost(self):
        document = self.upgraded(switching(tail=b"\x81\x05hello" + CLOSE_1000), arguments=["--receive", "1"])
        self.assertEqual(document["findings"], [])

    def test_a_101_that_comes_byte_by_byte(self):
        whole = switching(tail=b"\x81\x05hello" + CLOSE_1000)
        document = self.upgraded(lambda head: [bytes([byte]) for byte in whole(head)], arguments=["--receive", "1"])
        self.assertEqual(document["findings"], [])

    def test_an_empty_reason(self):
        document = self.upgraded(switching(status=b"HTTP/1.1 101 ", tail=CLOSE_1000))
        self.assertEqual(rules_with("broken", document), set())

    def test_names_in_lower_case_and_a_doubled_server(self):
        document = self.upgraded(switching(upgrade=b"upgrade: WebSocket\r\n", tail=CLOSE_1000,
                                           connection=b"connection: keep-alive, upgrade\r\n",
                                           extra=b"server: a\r\nserver: b\r\n"))
        self.assertEqual(rules_with("broken", document), {"ResponseSingletonsOnce"})

    def test_a_content_length_on_a_101_is_a_warning_and_not_a_refusal(self):
        document = self.upgraded(switching(extra=b"Content-Length: 0\r\n", tail=CLOSE_1000))
        self.assertEqual(rules_with("broken", document), {"NoBodyOn101"})

    def test_interim_responses_before_the_101(self):
        answer = switching(tail=CLOSE_1000)
        document = self.upgraded(lambda head: b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + answer(head))
        self.assertEqual(document["response"]["status"], 101)


class Broken101s(Interop):

    def broken(self, rule, *parts, arguments=()):
        backend = self.start_scripted(*parts)
        document = self.cli("probe", backend.url(), *arguments, "--json", exit_status=1).json()
        self.assertIs(document["verdict"]["upgraded"], False)
        self.assertEqual(document["response"]["status"], 101)
        self.assertIn(rule, rules_with("broken", document))
        return document

    def test_a_hash_in_hex_as_php_makes_it(self):
        def hex_accept(head):
            key = re.search(rb"(?im)^sec-websocket-key:[ \t]*(\S+)", head).group(1)
            return base64.b64encode(hashlib.sha1(key + GUID).hexdigest().encode())
        self.broken("AcceptIsRight", switching(accept=hex_accept))

    def test_no_upgrade_in_connection(self):
        self.broken("ConnectionIsUpgrade", switching(connection=b"Connection: Keep-Alive\r\n"))

    def test_another_protocol_than_asked(self):
        self.broken("UpgradeIsWebSocket", switching(upgrade=b"Upgrade: x-echo/1\r\n"))

    def test_a_subprotocol_that_nobody_offered(self):
        self.broken("SubprotocolWasOffered", switching(extra=b"Sec-WebSocket-Protocol: binary\r\n"),
                    arguments=["--subprotocol", "chat"])

    def test_an_extension_that_nobody_offered(self):
        self.broken("ExtensionWasOffered", switching(extra=b"Sec-WebSocket-Extensions: x-mux\r\n"))


class NoAnswer(Interop):

    def test_the_end_before_any_byte(self):
        self.cli("probe", self.start_scripted().url(), exit_status=3)

    def test_a_reset_before_any_byte(self):
        self.cli("probe", self.start_scripted(then="reset").url(), exit_status=3)

    def test_silence_ends_with_the_time_out(self):
        backend = self.start_scripted(then="hold")
        self.cli("probe", backend.url(), "--timeout", "1", exit_status=3, seconds=20)

    def test_half_a_head_ends_with_the_time_out(self):
        backend = self.start_scripted(b"HTTP/1.1 101 Switching Protocols\r\nUpgr", then="hold")
        self.cli("probe", backend.url(), "--timeout", "1", exit_status=3, seconds=20)

    def test_bytes_without_a_status_line_do_not_hang(self):
        backend = self.start_scripted(b"\x00\x00\x06\x04\x00\x00\x00\x00\x00", then="hold")
        done = self.run_program(harness.CLI, "probe", backend.url(), "--timeout", "1", seconds=20)
        self.assertIn(done.code, (1, 3), str(done))


class Request(Interop):

    def head_sent(self, *arguments):
        backend = self.start_scripted(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
        self.cli("probe", backend.url("/chat?room=1"), *arguments, exit_status=1)
        return backend.heads[0]

    def test_fields_go_out_as_given_in_order_and_case(self):
        head = self.head_sent("-H", "X-second: 2", "-H", "x-FIRST: 1")
        self.assertTrue(head.startswith(b"GET /chat?room=1 HTTP/1.1\r\n"), head)
        self.assertLess(head.index(b"\r\nX-second: 2\r\n"), head.index(b"\r\nx-FIRST: 1\r\n"))

    def test_what_is_omitted_is_not_sent_and_the_rest_is(self):
        head = self.head_sent("--omit", "Sec-WebSocket-Key").lower()
        self.assertNotIn(b"sec-websocket-key", head)
        for field in (b"host: 127.0.0.1:", b"upgrade: websocket", b"connection: upgrade",
                      b"sec-websocket-version: 13"):
            self.assertIn(b"\r\n" + field, head)

    def test_the_key_is_new_every_time(self):
        keys = {re.search(rb"(?im)^sec-websocket-key: (\S+)", self.head_sent()).group(1) for _ in range(3)}
        self.assertEqual(len(keys), 3)
        self.assertEqual({len(base64.b64decode(key)) for key in keys}, {16})


if __name__ == "__main__":
    harness.main()
