# SPDX-License-Identifier: GPL-3.0-or-later
"""HAProxy: lower-cases every name, answers a request without a key itself, and ends an idle tunnel with a FIN."""
import harness
from harness import Interop, rules_with
from proxy import BeforeServe, BeforeServer, Proxy
from scripted import switching


class Haproxy(Proxy):

    configuration = """
global
    maxconn 100
defaults
    mode http
    timeout connect 1s
    timeout client 20s
    timeout server 20s
    timeout tunnel {idle}
frontend all
    bind 127.0.0.1:{port}
    default_backend one
backend one
    retries 0
    server one 127.0.0.1:{backend}
"""
    command = ("/usr/sbin/haproxy", "-db", "-f", "{folder}/proxy-{port}.conf")


class PlainBeforeServe(Haproxy, BeforeServe, Interop):
    pass


class PlainBeforeServer(Haproxy, BeforeServer, Interop):
    upgraded_by = ("no Host",)


class CompressedBeforeServe(PlainBeforeServe):
    compress = True


class CompressedBeforeServer(PlainBeforeServer):
    compress = True


class Answers(Haproxy, Interop):

    def test_names_in_lower_case_are_no_fault(self):
        backend = self.start_scripted(switching(tail=b"\x88\x02\x03\xe8"))
        document = self.cli("probe", self.before(backend.port), "--json").json()
        self.assertEqual(rules_with("broken", document), set())
        self.assertEqual({name for name, _ in document["response"]["headers"] if name != name.lower()}, set())
        self.assertIn(b"\r\nsec-websocket-key: ", backend.heads[0])

    def test_a_request_without_a_key_does_not_reach_the_backend(self):
        backend = self.start_scripted(switching())
        document = self.cli("probe", self.before(backend.port), "--omit", "Sec-WebSocket-Key", "--json",
                            exit_status=1).json()
        self.assertEqual(document["response"]["status"], 400)
        self.assertEqual(backend.heads, [])

    def test_a_101_of_another_protocol_comes_through(self):
        backend = self.start_scripted(switching(upgrade=b"Upgrade: x-echo/1\r\n"))
        document = self.cli("probe", self.before(backend.port), "--json", exit_status=1).json()
        self.assertEqual(document["response"]["status"], 101)
        self.assertIn("UpgradeIsWebSocket", rules_with("broken", document))

    def test_a_dead_backend(self):
        document = self.cli("probe", self.before(self.closed_port()), "--json", exit_status=1).json()
        self.assertEqual(document["response"]["status"], 503)


class Idle(Haproxy, Interop):

    idle = "500ms"

    def test_silence_ends_with_a_fin_and_no_close(self):
        url, capture = self.before(self.start_node("echo")), self.path("idle.hop101")
        self.cli("record", url, "--send", "hello", "--capture", capture, exit_status=1)
        events = self.cli("show", capture, "--json").json()["events"]
        findings = {finding["rule"] for event in events for finding in event["findings"]}
        self.assertIn("CloseBeforeEnd", findings)
        self.assertEqual([event["text"] for event in events if event.get("opcode") == "text"], ["hello", "hello"])


if __name__ == "__main__":
    harness.main()
