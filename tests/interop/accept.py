# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers that compute Sec-WebSocket-Accept in the wrong ways of the field: probe says which one it is."""
import base64
import hashlib
import re

import harness
from harness import Interop, rules_with

GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


def key_of(head):
    return re.search(rb"(?im)^sec-websocket-key:[ \t]*(\S+)", head).group(1)


def switching(accept):
    """A 101 whose accept is made of the client's key by `accept`."""
    return lambda head: (b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                         b"Sec-WebSocket-Accept: " + accept(key_of(head)) + b"\r\n\r\n")


def sha1(text):
    return hashlib.sha1(text).digest()


def php_accept(key):
    """base64_encode(sha1($key . $guid)): sha1() gives hex digits there."""
    return base64.b64encode(sha1(key + GUID).hex().encode())


class WrongAccept(Interop):

    def probe(self, accept, *arguments):
        backend = self.start_scripted(switching(accept))
        done = self.cli("probe", backend.url(), *arguments, exit_status=1)
        return done, key_of(backend.heads[0])

    def mistake(self, accept):
        document = self.probe(accept, "--json")[0].json()
        self.assertEqual(rules_with("broken", document), {"AcceptIsRight"})
        self.assertIs(document["accept"]["right"], False)
        return document["accept"]["mistake"]["id"]

    def test_the_trap_of_php_in_json(self):
        done, key = self.probe(php_accept, "--json")
        document = done.json()
        self.assertEqual(rules_with("broken", document), {"AcceptIsRight"})
        accept = document["accept"]
        right = base64.b64encode(sha1(key + GUID)).decode()
        self.assertEqual(accept["steps"], {"key": key.decode(), "keyAndGuid": (key + GUID).decode(),
                                           "sha1": sha1(key + GUID).hex(), "base64": right})
        self.assertEqual(accept["expected"], right)
        self.assertEqual(accept["found"], php_accept(key).decode())
        self.assertEqual(accept["mistake"]["id"], "sha1-in-hex")
        self.assertIn("PHP", accept["mistake"]["sentence"])

    def test_the_trap_of_php_in_the_report(self):
        done, _key = self.probe(php_accept)
        self.assertIn("In PHP that is base64_encode(sha1($key . $guid, true)).", done.out)

    def test_upper_case_hex(self):
        accept = self.mistake(lambda key: base64.b64encode(sha1(key + GUID).hex().upper().encode()))
        self.assertEqual(accept, "sha1-in-hex")

    def test_the_key_decoded_first(self):
        accept = self.mistake(lambda key: base64.b64encode(sha1(base64.b64decode(key) + GUID)))
        self.assertEqual(accept, "key-decoded")

    def test_a_line_end_kept_with_the_key(self):
        accept = self.mistake(lambda key: base64.b64encode(sha1(key + b"\r\n" + GUID)))
        self.assertEqual(accept, "white-space-hashed")

    def test_a_constant_from_the_rfc(self):
        self.assertEqual(self.mistake(lambda key: b"s3pPLMBiTxaQ9kYGzzhZRbK+xOo="), "rfc-sample")

    def test_the_accept_of_another_key(self):
        accept = self.mistake(lambda key: base64.b64encode(sha1(b"bm90IHRoZSBzYW1lIGtleQ==" + GUID)))
        self.assertEqual(accept, "another-key")


if __name__ == "__main__":
    harness.main()
