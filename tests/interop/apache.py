# SPDX-License-Identifier: GPL-3.0-or-later
"""Apache: mod_proxy_http with upgrade=websocket, mod_proxy_wstunnel, and without either, where the upgrade is lost.
It moves the hop-by-hop headers to the end, and gives 502 for a 101 of another protocol."""
import harness
from harness import Interop, rules_with
from proxy import BeforeServe, BeforeServer, Proxy
from scripted import switching

CLOSE_1000 = b"\x88\x02\x03\xe8"
MODULES = "".join(f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n" for name in (
    "mpm_event", "authz_core", "proxy", "proxy_http", "proxy_wstunnel"))


class Apache(Proxy):

    forward = 'ProxyPass "/" "http://127.0.0.1:{backend}/" upgrade=websocket'
    command = ("/usr/sbin/apache2", "-X", "-f", "{folder}/proxy-{port}.conf")

    @property
    def configuration(self):
        return MODULES + """
ServerName localhost
ServerRoot "{folder}"
PidFile "{folder}/apache-{port}.pid"
ErrorLog /dev/stderr
# For root only, whose workers must be somebody else.
User nobody
Group nogroup
Listen 127.0.0.1:{port}
ThreadsPerChild 25
""" + self.forward + "\n"


class PlainBeforeServe(Apache, BeforeServe, Interop):
    pass


class PlainBeforeServer(Apache, BeforeServer, Interop):
    upgraded_by = ("no Connection",)  # Apache says it in its own name
    unanswered = ("HTTP/1.0",)  # the backend upgrades, and its head is kept from the client


class CompressedBeforeServe(PlainBeforeServe):
    compress = True


class CompressedBeforeServer(PlainBeforeServer):
    compress = True


class Answers(Apache, Interop):

    def test_the_hop_by_hop_headers_stand_last(self):
        backend = self.start_scripted(switching(tail=CLOSE_1000))
        document = self.cli("probe", self.before(backend.port), "--json").json()
        self.assertEqual(rules_with("broken", document), set())
        self.assertEqual([name for name, _ in document["response"]["headers"]][-2:], ["Connection", "Upgrade"])
        self.assertTrue(backend.heads[0].endswith(b"\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"),
                        backend.heads[0])

    def test_a_101_of_another_protocol_is_502(self):
        backend = self.start_scripted(switching(upgrade=b"Upgrade: x-echo/1\r\n"))
        document = self.cli("probe", self.before(backend.port), "--json", exit_status=1).json()
        self.assertEqual(document["response"]["status"], 502)

    def test_a_dead_backend(self):
        document = self.cli("probe", self.before(self.closed_port()), "--json", exit_status=1).json()
        self.assertEqual(document["response"]["status"], 503)


class Tunnel(Apache, Interop):

    forward = 'ProxyPass "/" "ws://127.0.0.1:{backend}/"'

    def test_mod_proxy_wstunnel(self):
        document = self.cli("probe", self.before(self.start_node("echo")), "--send", "hello", "--receive", "1",
                            "--json").json()
        self.assertEqual(rules_with("broken", document), set())
        self.assertIs(document["close"]["clean"], True)


class Forgotten(Apache, Interop):

    forward = 'ProxyPass "/" "http://127.0.0.1:{backend}/"'

    def test_without_upgrade_the_backend_sees_none(self):
        document = self.cli("probe", self.before(self.start_node("echo")), "--json", exit_status=1).json()
        self.assertEqual(document["response"]["status"], 426)
        self.assertTrue(any("upgrade=websocket" in fix["text"] for fix in document["verdict"]["fixes"]),
                        document["verdict"]["fixes"])


if __name__ == "__main__":
    harness.main()
