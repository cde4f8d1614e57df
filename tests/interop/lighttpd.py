# SPDX-License-Identifier: GPL-3.0-or-later
"""lighttpd: mod_proxy, which sends "Connection: close, upgrade" to the backend, and mod_wstunnel, which speaks
WebSocket itself for a TCP backend, and chooses a subprotocol that nobody offered."""
import contextlib
import socket
import threading

import harness
from harness import Interop, rules_with
from proxy import BeforeServe, BeforeServer, Proxy
from scripted import switching

COMMAND = ("/usr/sbin/lighttpd", "-D", "-f", "{folder}/proxy-{port}.conf")


class Lighttpd(Proxy):

    configuration = """
server.bind = "127.0.0.1"
server.port = {port}
server.document-root = "{folder}"
server.modules = ( "mod_proxy" )
proxy.server = ( "" => (( "host" => "127.0.0.1", "port" => {backend} )) )
proxy.header = ( "upgrade" => "enable" )
"""
    command = COMMAND


class PlainBeforeServe(Lighttpd, BeforeServe, Interop):
    pass


class PlainBeforeServer(Lighttpd, BeforeServer, Interop):
    pass


class CompressedBeforeServe(PlainBeforeServe):
    compress = True


class CompressedBeforeServer(PlainBeforeServer):
    compress = True


class Answers(Lighttpd, Interop):

    def test_the_backend_is_asked_for_close_and_upgrade(self):
        # A backend that ends at once would make lighttpd count its bytes, and put a Content-Length on the 101.
        backend = self.start_scripted(switching(tail=b"\x88\x02\x03\xe8"), then="hold")
        document = self.cli("probe", self.before(backend.port), "--timeout", "1", "--json").json()
        self.assertEqual(rules_with("broken", document), set())
        self.assertRegex(backend.heads[0], rb"\r\nConnection: close, ?upgrade\r\n")

    def test_serve_takes_an_upgrade_that_is_asked_for_with_close(self):
        _, url = self.start_announced(harness.CLI, "serve", "--listen", "127.0.0.1:0")
        document = self.cli("probe", self.before(url.rstrip("/").rpartition(":")[2]), "--json").json()
        self.assertIs(document["verdict"]["upgraded"], True)


class Tunnel(Proxy, Interop):

    configuration = """
server.bind = "127.0.0.1"
server.port = {port}
server.document-root = "{folder}"
server.modules = ( "mod_wstunnel" )
$HTTP["url"] =~ "^/binary" {{
    wstunnel.server = ( "" => (( "host" => "127.0.0.1", "port" => {backend} )) )
    wstunnel.frame-type = "binary"
}}
$HTTP["url"] =~ "^/text" {{ wstunnel.server = ( "" => (( "host" => "127.0.0.1", "port" => {backend} )) ) }}
"""
    command = COMMAND

    def start_tcp(self):
        """A TCP server that says hi and then echoes; returns its port."""
        listener = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(listener.close)

        def serve():
            connection, _ = listener.accept()
            with connection, contextlib.suppress(ConnectionError):
                connection.sendall(b"hi from tcp\n")
                while piece := connection.recv(4096):
                    connection.sendall(piece)
        threading.Thread(target=serve, daemon=True).start()
        return listener.getsockname()[1]

    def test_text_comes_out_of_tcp_and_goes_back(self):
        document = self.cli("probe", self.before(self.start_tcp(), "/text"), "--send", "hello", "--receive", "2",
                            "--json", exit_status=1).json()
        self.assertIs(document["verdict"]["upgraded"], True)
        self.assertEqual(rules_with("broken", document), set())
        self.assertEqual("".join(message["text"] for message in document["messages"] if message["from"] == "server"),
                         "hi from tcp\nhello")
        # lighttpd 1.4.69 answers the Close with the code in digits: "1000" where the two bytes of 1000 belong.
        self.assertEqual([finding["rule"] for finding in document["findings"]], ["CloseCodeAllowed"])
        self.assertEqual((document["close"]["server"]["code"], document["close"]["server"]["reason"]),
                         (int.from_bytes(b"10", "big"), "00"))

    def test_a_subprotocol_that_nobody_offered(self):
        document = self.cli("probe", self.before(self.start_tcp(), "/binary"), "--subprotocol", "chat", "--json",
                            exit_status=1).json()
        self.assertEqual(document["response"]["status"], 101)
        self.assertIs(document["verdict"]["upgraded"], False)
        self.assertIn("SubprotocolWasOffered", rules_with("broken", document))

    def test_no_version_is_answered_by_nothing_at_all(self):
        self.cli("probe", self.before(self.start_tcp(), "/text"), "--omit", "Sec-WebSocket-Version", "--timeout", "1",
                 exit_status=3)


if __name__ == "__main__":
    harness.main()
