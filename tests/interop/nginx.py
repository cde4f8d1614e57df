# SPDX-License-Identifier: GPL-3.0-or-later
"""nginx in front of node ws: with the proxy_set_header lines, without them, before a dead backend; and the
refusals that people meet."""
import harness
from harness import Interop, rules_with
from proxy import BeforeServe, BeforeServer, Proxy
from scripted import switching

CONFIG = """
daemon off;
master_process off;
pid nginx.pid;
error_log stderr error;
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi; scgi_temp_path scgi;
    default_type text/html;
    server {{
        listen 127.0.0.1:{port};
        location /right {{
            proxy_pass http://127.0.0.1:{backend};
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection "upgrade";
        }}
        location /wrong {{ proxy_pass http://127.0.0.1:{backend}; }}
        location /dead {{ proxy_pass http://127.0.0.1:{dead}; }}
        location /unauthorized {{
            add_header WWW-Authenticate 'Basic realm="hop"' always;
            return 401 "who are you?";
        }}
        location /forbidden {{ return 403; }}
        location /missing {{ return 404; }}
        location /html {{ return 200 "<!doctype html><title>Hello</title><p>Only a page."; }}
        location /moved {{ return 302 /right; }}
    }}
}}
"""


class Locations(Interop):

    def setUp(self):
        super().setUp()
        self.port = harness.free_port()
        with open(self.path("nginx.conf"), "w", encoding="utf-8") as config:
            config.write(CONFIG.format(port=self.port, backend=self.start_node("echo"), dead=self.closed_port()))
        self.start_on(self.port, "/usr/sbin/nginx", "-e", "stderr", "-p", self.folder, "-c", self.path("nginx.conf"))

    def url(self, path):
        return f"ws://127.0.0.1:{self.port}{path}"

    def refused(self, path, status):
        document = self.cli("probe", self.url(path), "--json", exit_status=1).json()
        self.assertIs(document["verdict"]["upgraded"], False)
        self.assertEqual(document["response"]["status"], status)
        self.assertIn("StatusIs101", rules_with("broken", document))
        self.assertIn(str(status), document["verdict"]["sentence"])
        return document

    def test_with_the_header_lines_it_upgrades(self):
        document = self.cli("probe", self.url("/right"), "--send", "hello", "--receive", "1", "--json").json()
        self.assertIs(document["verdict"]["upgraded"], True)
        self.assertEqual(rules_with("broken", document), set())

    def test_without_them_the_backend_wants_an_upgrade_and_the_verdict_says_so(self):
        document = self.refused("/wrong", 426)
        for rule in document["verdict"]["rules"]:
            if rule["id"] == "StatusIs101":
                self.assertIn("426", rule["found"])
                self.assertIn("101", rule["expected"])
                self.assertTrue(rule["section"].startswith("RFC "))
        fixes = [fix["text"] for fix in document["verdict"]["fixes"]]
        self.assertTrue(any("proxy_set_header" in text for text in fixes), document["verdict"])

    def test_without_them_people_read_a_verdict_on_stdout(self):
        done = self.cli("probe", self.url("/wrong"), exit_status=1)
        self.assertIn("426", done.out)
        self.assertIn("Status is 101", done.out)

    def test_a_dead_backend(self):
        self.refused("/dead", 502)

    def test_401(self):
        document = self.refused("/unauthorized", 401)
        self.assertIn(["WWW-Authenticate", 'Basic realm="hop"'], document["response"]["headers"])
        self.assertEqual(document["response"]["body"]["text"], "who are you?")

    def test_403(self):
        self.refused("/forbidden", 403)

    def test_404(self):
        self.refused("/missing", 404)

    def test_200_with_a_page(self):
        self.assertIn("Only a page.", self.refused("/html", 200)["response"]["body"]["text"])

    def test_a_redirect_is_shown_and_not_followed(self):
        headers = dict(self.refused("/moved", 302)["response"]["headers"])
        self.assertTrue(headers["Location"].endswith("/right"), headers)

    def test_a_refusals_body_is_kept(self):
        capture = self.path("refused.hop101")
        self.cli("probe", self.url("/unauthorized"), "--capture", capture, exit_status=1)
        bodies = [event for event in self.cli("show", capture, "--json").json()["events"] if event["kind"] == "body"]
        self.assertEqual([event["text"] for event in bodies], ["who are you?"])
        self.cli("verify", capture)


class Nginx(Proxy):

    configuration = """
daemon off;
master_process off;
pid nginx.pid;
error_log stderr error;
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi; scgi_temp_path scgi;
    server {{
        listen 127.0.0.1:{port};
        location / {{
            proxy_pass http://127.0.0.1:{backend};
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection "upgrade";
            proxy_set_header Host $host;
            proxy_read_timeout {idle};
        }}
    }}
}}
"""
    command = ("/usr/sbin/nginx", "-e", "stderr", "-p", "{folder}", "-c", "{folder}/proxy-{port}.conf")


class PlainBeforeServe(Nginx, BeforeServe, Interop):
    pass


class PlainBeforeServer(Nginx, BeforeServer, Interop):
    upgraded_by = ("no Connection", "HTTP/1.0")  # nginx is told to set the one, and speaks 1.1 itself


class CompressedBeforeServe(PlainBeforeServe):
    compress = True


class CompressedBeforeServer(PlainBeforeServer):
    compress = True


class Answers(Nginx, Interop):

    def test_a_101_of_another_protocol_comes_through(self):
        backend = self.start_scripted(switching(upgrade=b"Upgrade: x-echo/1\r\n"))
        document = self.cli("probe", self.before(backend.port), "--json", exit_status=1).json()
        self.assertEqual(document["response"]["status"], 101)
        self.assertIn("UpgradeIsWebSocket", rules_with("broken", document))

    def test_an_upgrade_that_is_not_asked_for_is_not_passed_on(self):
        backend = self.start_scripted(b"HTTP/1.1 426 Upgrade Required\r\nContent-Length: 0\r\n\r\n")
        document = self.cli("probe", self.before(backend.port), "--omit", "Upgrade", "--json", exit_status=1).json()
        self.assertNotIn(b"\r\nUpgrade:", backend.heads[0])
        self.assertIn(b"\r\nConnection: upgrade\r\n", backend.heads[0])
        self.assertIn("UpgradePresent", rules_with("broken", document))


class Idle(Nginx, Interop):

    idle = "1s"

    def test_silence_ends_with_a_fin_and_no_close(self):
        url, capture = self.before(self.start_node("echo")), self.path("idle.hop101")
        self.cli("record", url, "--send", "hello", "--capture", capture, exit_status=1)
        events = self.cli("show", capture, "--json").json()["events"]
        self.assertIn("CloseBeforeEnd", {finding["rule"] for event in events for finding in event["findings"]})


if __name__ == "__main__":
    harness.main()
