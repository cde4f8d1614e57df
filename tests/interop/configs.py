# SPDX-License-Identifier: GPL-3.0-or-later
"""Configurations that lose an upgrade: `doctor` says so, `doctor --diff` is applied with patch, the product accepts
what comes of it, and then an upgrade passes through the real proxy that did not pass before.
"""
import subprocess

import harness
from harness import Interop

# Each product: how its file is framed ({body}, {port}, {backend}), how it is checked, how it is started. In bodies
# BACKEND stands for 127.0.0.1:port of the server behind.
NGINX = """daemon off;
master_process off;
pid nginx.pid;
error_log stderr error;
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi; scgi_temp_path scgi;
{body}
}}
"""
MODULES = "/usr/lib/apache2/modules/mod_"
APACHE = """ServerRoot "{folder}"
PidFile "{folder}/apache.pid"
Listen 127.0.0.1:{port}
ServerName localhost
ErrorLog "{folder}/apache.log"
LoadModule mpm_event_module MODULESmpm_event.so
LoadModule authz_core_module MODULESauthz_core.so
LoadModule headers_module MODULESheaders.so
LoadModule setenvif_module MODULESsetenvif.so
LoadModule env_module MODULESenv.so
LoadModule proxy_module MODULESproxy.so
{body}
""".replace("MODULES", MODULES)
WITH_HTTP = f"LoadModule proxy_http_module {MODULES}proxy_http.so\n"
WITH_TUNNEL = f"LoadModule proxy_wstunnel_module {MODULES}proxy_wstunnel.so\n"
WITH_REWRITE = f"LoadModule rewrite_module {MODULES}rewrite.so\n"
HAPROXY = """defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s
{body}
"""
CADDY = """{{
    admin off
    auto_https off
}}
{body}
"""


class Product(Interop):

    frame, name, kind = "", "", ""

    def setUp(self):
        super().setUp()
        self.backend = self.start_node("echo")
        self.environment["XDG_CONFIG_HOME"] = self.folder

    def write(self, body, port):
        path = self.path(self.name)
        body = body.replace("BACKEND", f"127.0.0.1:{self.backend}").replace("PORT", str(port))
        with open(path, "w", encoding="utf-8") as config:
            config.write(self.frame.format(body=body, port=port, folder=self.folder))
        return path

    def accepts(self, path):
        done = self.run_program(*self.check(path))
        return done.code == 0, done

    def probe(self, path, port, target, exit_status):
        process = self.start_on(port, *self.command(path))
        done = self.run_program(harness.CLI, "probe", f"ws://127.0.0.1:{port}{target}", "--send", "hello",
                                "--receive", "1", "--json", "--timeout", "5")
        self.assertEqual(done.code, exit_status, f"{done}\n{harness.log_of(process)}")
        harness.end(process)

    def heals(self, body, cause, target="/ws", starts=True):
        """`starts`: the product takes the configuration, only the upgrade is lost; else it refuses it."""
        port = harness.free_port()
        path = self.write(body, port)
        is_accepted, said = self.accepts(path)
        self.assertEqual(is_accepted, starts, said)
        if starts:
            self.probe(path, port, target, 1)
        report = self.cli("doctor", self.name, "--json", exit_status=1).json()
        self.assertIn(cause, ids(report), report)
        self.assertIn(cause, self.cli("doctor", self.name, exit_status=1).out)
        self.patch(path)
        is_accepted, said = self.accepts(path)
        self.assertTrue(is_accepted, f"{said}\n{read(path)}")
        self.cli("doctor", self.name)
        self.probe(path, port, target, 0)

    def patch(self, path):
        diff = self.cli("doctor", self.name, "--diff", exit_status=1).out
        done = subprocess.run(["/usr/bin/patch", "-p1"], input=diff.encode(), capture_output=True, cwd=self.folder,
                              timeout=20, check=False)
        self.assertEqual(done.returncode, 0, f"{done.stdout}\n{done.stderr}\n{diff}\n{read(path)}")

    def stays(self, body, target="/ws"):
        """A right configuration is called right, and is."""
        port = harness.free_port()
        path = self.write(body, port)
        is_accepted, said = self.accepts(path)
        self.assertTrue(is_accepted, said)
        self.cli("doctor", self.name)
        self.probe(path, port, target, 0)

    def serves(self, target, *options, judged_as=()):
        """What `snippet` writes for an endpoint is right, is accepted, and passes an upgrade to it."""
        port = harness.free_port()
        url = f"ws://127.0.0.1:{self.backend}{target}"
        written = self.cli("snippet", url, "--as", self.kind, "--listen", port, *options).out
        path = self.write(written, port)
        self.cli("doctor", self.name, *judged_as)
        is_accepted, said = self.accepts(path)
        self.assertTrue(is_accepted, f"{said}\n{written}")
        self.probe(path, port, "/x" if target == "/" else target, 0)

    def test_what_is_written_for_an_endpoint(self):
        for target in ("/", "/chat", "/a/b?c=d"):
            with self.subTest(target):
                self.serves(target)

    def is_named(self, body, defect):
        """A defect that only the author can mend: named, and the product refuses the file, too."""
        path = self.write(body, harness.free_port())
        report = self.cli("doctor", self.name, "--json", exit_status=1).json()
        self.assertIn(defect, ids(report), report)
        self.assertFalse(self.accepts(path)[0])



def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def ids(report):
    found = {one["id"] for one in report["defects"]}
    for place in report["places"]:
        found |= {cause["id"] for cause in place["causes"] if cause["weight"] == "loses"}
    return found


class Nginx(Product):

    frame, name, kind = NGINX, "nginx.conf", "nginx"
    headers = ("proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; "
               "proxy_set_header Connection \"upgrade\";")

    def check(self, path):
        return "/usr/sbin/nginx", "-t", "-e", "stderr", "-p", self.folder, "-c", path

    def command(self, path):
        return "/usr/sbin/nginx", "-e", "stderr", "-p", self.folder, "-c", path

    def location(self, lines, where="/ws", before="", server=""):
        return (f"{before}\nserver {{\n    listen 127.0.0.1:PORT;\n    {server}\n    location {where} {{\n"
                f"        {lines}\n    }}\n}}\n")

    def test_nothing_is_told(self):
        self.heals(self.location("proxy_pass http://BACKEND;"), "upgrade-dropped")

    def test_a_location_of_one_line(self):
        self.heals("server { listen 127.0.0.1:PORT; location / { proxy_pass http://BACKEND; } }", "connection-close")

    def test_connection_is_emptied_for_keepalive(self):
        self.heals(self.location("proxy_pass http://app;\n        proxy_http_version 1.1;\n"
                                 "        proxy_set_header Upgrade $http_upgrade;\n"
                                 "        proxy_set_header Connection \"\";",
                                 before="upstream app { server BACKEND; keepalive 8; }"), "connection-close")

    def test_headers_in_the_location_drop_those_of_the_server(self):
        self.heals(self.location("proxy_pass http://BACKEND;\n        proxy_set_header X-Here yes;",
                                 server="proxy_http_version 1.1;\n    proxy_set_header Upgrade $http_upgrade;\n"
                                        "    proxy_set_header Connection \"upgrade\";"), "headers-not-inherited")

    def test_a_variable_without_its_map(self):
        self.heals(self.location("proxy_pass http://BACKEND; proxy_http_version 1.1;\n"
                                 "        proxy_set_header Upgrade $http_upgrade;\n"
                                 "        proxy_set_header Connection $connection_upgrade;"), "variable-undefined",
                   starts=False)

    def test_a_map_with_the_wrong_default(self):
        self.heals(self.location("proxy_pass http://BACKEND; proxy_http_version 1.1;\n"
                                 "        proxy_set_header Upgrade $http_upgrade;\n"
                                 "        proxy_set_header Connection $connection_upgrade;",
                                 before="map $http_upgrade $connection_upgrade {\n    default keep-alive;\n"
                                        "    '' close;\n}"), "map-wrong")

    def test_upgrade_of_the_wrong_variable(self):
        self.heals(self.location("proxy_pass http://BACKEND; proxy_http_version 1.1;\n"
                                 "        proxy_set_header Upgrade $http_connection;\n"
                                 "        proxy_set_header Connection \"upgrade\";"), "upgrade-wrong-value")

    def test_the_scheme_of_websocket(self):
        self.heals(self.location(f"proxy_pass ws://BACKEND; {self.headers}"), "wrong-scheme", starts=False)

    def test_a_regular_expression_takes_the_path(self):
        self.heals(self.location(f"proxy_pass http://BACKEND;\n        {self.headers}",
                                 server="location ~ ^/w { return 404; }"), "location-taken")

    def test_a_missing_semicolon(self):
        self.heals(self.location(f"proxy_pass http://BACKEND\n        {self.headers}"), "missing-semicolon",
                   starts=False)

    def test_a_missing_brace(self):
        self.heals(f"server {{\n    listen 127.0.0.1:PORT;\n    location /ws {{\n        proxy_pass http://BACKEND;\n"
                   f"        {self.headers}\n    location /other {{\n        return 404;\n    }}\n}}\n",
                   "missing-brace", starts=False)

    def test_an_unclosed_quote(self):
        self.heals(self.location(f"proxy_pass \"http://BACKEND;\n        {self.headers}"), "unclosed-quote",
                   starts=False)

    def test_a_path_in_an_if(self):
        self.heals(self.location(f"{self.headers}\n        if ($http_upgrade) {{ proxy_pass http://BACKEND/; }}"),
                   "path-not-allowed", starts=False)

    def test_limit_except_without_get(self):
        self.heals(self.location(f"proxy_pass http://BACKEND;\n        {self.headers}\n"
                                 "        limit_except POST { deny all; }"), "method-denied")

    def test_an_upstream_that_nobody_defined(self):
        self.is_named(self.location(f"proxy_pass http://hop101-nowhere; {self.headers}"), "upstream-undefined")

    def test_right_ones(self):
        self.stays(self.location(f"proxy_pass http://BACKEND; {self.headers}"))
        self.stays(self.location("proxy_pass http://app/;", where="/ws/",
                                 before="upstream app { server BACKEND; }\n"
                                        "map $http_upgrade $up { default Upgrade; '' close; }",
                                 server="proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade;\n"
                                        "    proxy_set_header Connection $up;"), "/ws/chat")


class Apache(Product):

    frame, name, kind = APACHE, "apache.conf", "apache"

    def check(self, path):
        return "/usr/sbin/apache2", "-t", "-f", path

    def command(self, path):
        return "/usr/sbin/apache2", "-X", "-f", path

    def write(self, body, port):
        if "Listen " in body:  # what snippet writes brings its own
            body = WITH_HTTP + WITH_TUNNEL + body
            self.frame = APACHE.replace("Listen 127.0.0.1:{port}\n", "")
        return super().write(body, port)

    def test_what_is_written_for_an_old_version(self):
        self.serves("/chat", "--proxy-version", "2.4.46", judged_as=("--version", "2.4.46"))

    def test_an_ordinary_proxypass(self):
        self.heals(WITH_HTTP + 'ProxyPass "/ws" "http://BACKEND/ws"', "upgrade-dropped")

    def test_in_a_location(self):
        self.heals(WITH_HTTP + "<Location /ws>\n    ProxyPass http://BACKEND/ws\n</Location>", "upgrade-dropped")

    def test_another_protocol(self):
        self.heals(WITH_HTTP + "ProxyPass /ws http://BACKEND/ws upgrade=tcp", "upgrade-dropped")

    def test_the_shorter_path_first(self):
        self.heals(WITH_HTTP + "ProxyPass / http://127.0.0.1:9/ upgrade=websocket\n"
                               "ProxyPass /ws http://BACKEND/ws upgrade=websocket", "proxypass-order")

    def test_an_exclusion_first(self):
        self.heals(WITH_HTTP + "ProxyPass /ws !\nProxyPass /ws http://BACKEND/ws upgrade=websocket",
                   "proxypass-order")

    def test_a_module_that_is_not_loaded(self):
        self.heals("ProxyPass /ws http://BACKEND/ws upgrade=websocket", "proxy-module-not-loaded")

    def test_a_header_that_is_taken_away(self):
        self.heals(WITH_HTTP + "RequestHeader unset Upgrade\nProxyPass /ws http://BACKEND/ws upgrade=websocket",
                   "upgrade-dropped")

    def test_a_condition_that_counts_letters(self):
        self.heals(WITH_HTTP + WITH_REWRITE + "RewriteEngine On\nRewriteCond %{HTTP:Upgrade} ^WebSocket$\n"
                   "RewriteRule ^/(.*) ws://BACKEND/$1 [P,L]", "condition-never-true")

    def test_a_rewrite_to_http(self):
        self.heals(WITH_HTTP + WITH_REWRITE + "RewriteEngine On\nRewriteRule ^/(.*) http://BACKEND/$1 [P,L]",
                   "upgrade-dropped")

    def test_a_rewrite_without_its_engine(self):
        self.heals(WITH_HTTP + WITH_REWRITE + "RewriteCond %{HTTP:Upgrade} websocket [NC]\n"
                   "RewriteRule ^/(.*) ws://BACKEND/$1 [P,L]", "rewrite-engine-off")

    def test_a_balancer(self):
        balancer = "".join(f"LoadModule {name}_module {MODULES}{name}.so\n"
                           for name in ("slotmem_shm", "proxy_balancer", "lbmethod_byrequests"))
        self.heals(WITH_HTTP + balancer + "<Proxy balancer://app>\n    BalancerMember http://BACKEND\n</Proxy>\n"
                   "ProxyPass /ws balancer://app/ws", "upgrade-dropped")

    def test_http10_is_forced(self):
        self.heals(WITH_HTTP + "SetEnv force-proxy-request-1.0 1\nProxyPass /ws http://BACKEND/ws upgrade=websocket",
                   "http-1-0")

    def test_a_section_that_is_not_closed(self):
        self.heals(WITH_HTTP + "<Location /ws>\n    ProxyPass http://BACKEND/ws upgrade=websocket",
                   "missing-section-end", starts=False)

    def test_a_path_in_a_location(self):
        self.heals(WITH_HTTP + "<Location /ws>\n    ProxyPass /ws http://BACKEND/ws upgrade=websocket\n</Location>",
                   "path-in-location", starts=False)

    def test_a_url_without_a_host(self):
        path = self.write(WITH_HTTP + 'ProxyPass "/ws/" "ws://"', harness.free_port())
        self.assertIn("backend-without-host", ids(self.cli("doctor", path, "--json", exit_status=1).json()))

    def test_before_2_4_47(self):
        """What is written for an old version works in a new one, too."""
        port = harness.free_port()
        path = self.write(WITH_HTTP + "ProxyPass /ws http://BACKEND/ws upgrade=websocket", port)
        diff = self.cli("doctor", self.name, "--version", "2.4.46", "--diff", exit_status=1).out
        done = subprocess.run(["/usr/bin/patch", "-p0"], input=diff.encode(), capture_output=True, cwd=self.folder,
                              timeout=20, check=False)
        self.assertEqual(done.returncode, 0, done)
        self.assertIn("mod_proxy_wstunnel.so", read(path))
        self.assertIn("ws://127", read(path))
        self.probe(path, port, "/ws", 0)

    def test_right_ones(self):
        self.stays(WITH_HTTP + "ProxyPass /ws http://BACKEND/ws upgrade=websocket")
        self.stays(WITH_HTTP + "ProxyPass /ws ws://BACKEND/ws")
        self.stays(WITH_HTTP + WITH_REWRITE + "RewriteEngine On\nRewriteCond %{HTTP:Upgrade} =websocket [NC]\n"
                   "RewriteRule ^/(.*) ws://BACKEND/$1 [P,L]\nProxyPass / http://BACKEND/")
        self.stays(WITH_HTTP + "RequestHeader unset Connection\nProxyPass /ws http://BACKEND/ws upgrade=websocket")


class HaProxy(Product):

    frame, name, kind = HAPROXY, "haproxy.cfg", "haproxy"

    def check(self, path):
        return "/usr/sbin/haproxy", "-c", "-f", path

    def command(self, path):
        return "/usr/sbin/haproxy", "-db", "-f", path

    def through(self, front="default_backend app", back="server s BACKEND"):
        return (f"frontend www\n    bind 127.0.0.1:PORT\n    {front}\n"
                f"backend app\n    {back}\n")

    def test_upgrade_is_taken_away(self):
        self.heals(self.through("http-request del-header Upgrade\n    default_backend app"), "upgrade-dropped")

    def test_upgrade_is_taken_away_in_the_backend(self):
        self.heals(self.through(back="http-request set-header Upgrade h2c\n    server s BACKEND"), "upgrade-dropped")

    def test_a_rule_denies_upgrades(self):
        self.heals(self.through("http-request deny if { hdr(Upgrade) -i websocket }\n    default_backend app"),
                   "answered-before")

    def test_an_acl_that_counts_letters(self):
        self.heals(self.through("acl is_ws hdr(Upgrade) WebSocket\n    use_backend app if is_ws"),
                   "condition-never-true")

    def test_another_method(self):
        self.heals(self.through("http-request set-method POST\n    default_backend app"), "method-changed")

    def test_the_key_is_taken_away(self):
        self.heals(self.through(back="http-request del-header Sec-WebSocket-Version\n    server s BACKEND"),
                   "key-changed")

    def test_http2_to_the_server(self):
        self.heals(self.through(back="server s BACKEND proto h2"), "http2-to-backend")

    def test_a_backend_that_is_spelled_otherwise(self):
        self.heals(self.through("default_backend apps"), "backend-undefined", starts=False)

    def test_modes_that_differ(self):
        self.heals(self.through(back="mode tcp\n    server s BACKEND"), "mode-mismatch", starts=False)

    def test_an_acl_that_nobody_defined(self):
        self.heals(self.through("acl is_ws hdr(Upgrade) -i websocket\n    use_backend app if is_wss"),
                   "acl-undefined", starts=False)

    def test_an_option_that_is_gone(self):
        self.heals(self.through("option forceclose\n    default_backend app"), "not-supported", starts=False)

    def test_right_ones(self):
        self.stays(self.through())
        self.stays(self.through("mode tcp\n    default_backend app", "mode tcp\n    server s BACKEND"))
        self.stays("listen all\n    bind 127.0.0.1:PORT\n    timeout tunnel 1h\n    server s BACKEND")
        self.stays(self.through("option httpclose\n    default_backend app"))
        self.stays(self.through("option http-server-close\n    default_backend app"))


class Caddy(Product):

    frame, name, kind = CADDY, "Caddyfile", "caddy"

    def check(self, path):
        return "/usr/bin/caddy", "validate", "--adapter", "caddyfile", "--config", path

    def command(self, path):
        return "/usr/bin/caddy", "run", "--adapter", "caddyfile", "--config", path

    def site(self, lines):
        return f"http://127.0.0.1:PORT {{\n    {lines}\n}}"

    def proxy(self, lines):
        return self.site("reverse_proxy BACKEND {\n        " + lines + "\n    }")

    def test_upgrade_is_taken_away(self):
        self.heals(self.proxy("header_up -Upgrade"), "upgrade-dropped")

    def test_connection_is_taken_away(self):
        self.heals(self.proxy("header_up Connection close"), "connection-close")

    def test_the_request_loses_upgrade(self):
        self.heals(self.site("request_header -Upgrade\n    reverse_proxy BACKEND"), "upgrade-dropped")

    def test_http2_to_the_server(self):
        self.heals(self.proxy("transport http {\n            versions h2c\n        }"), "http2-to-backend")

    def test_respond_comes_first(self):
        self.heals(self.site("reverse_proxy /ws* BACKEND\n    respond \"hello\""), "answered-before")

    def test_a_matcher_that_counts_letters(self):
        self.heals(self.site("@ws {\n        header Connection *Upgrade*\n        header Upgrade WebSocket\n    }\n"
                             "    reverse_proxy @ws BACKEND"), "condition-never-true")

    def test_the_scheme_of_websocket(self):
        path = self.write(self.site("reverse_proxy ws://BACKEND"), harness.free_port())
        self.assertNotIn("wrong-scheme", ids(self.cli("doctor", path, "--json").json()))
        newer = self.cli("doctor", path, "--version", "2.8", "--json", exit_status=1).json()
        self.assertIn("wrong-scheme", ids(newer))

    def test_a_path_in_the_backend(self):
        self.heals(self.site("reverse_proxy http://BACKEND/ws"), "path-not-allowed", starts=False)

    def test_a_missing_brace(self):
        self.heals("http://127.0.0.1:PORT {\n    reverse_proxy BACKEND\n", "missing-brace", starts=False)

    def test_a_matcher_that_nobody_defined(self):
        self.heals(self.site("@ws header Upgrade websocket\n    reverse_proxy @wss BACKEND"), "matcher-undefined",
                   starts=False)

    def test_the_key_is_taken_away(self):
        self.heals(self.proxy("header_up -Sec-WebSocket-Key"), "key-changed")

    def test_right_ones(self):
        self.stays(self.site("reverse_proxy BACKEND"))
        self.stays(self.site("encode gzip\n    handle_path /ws/* {\n        reverse_proxy BACKEND\n    }"), "/ws/x")
        self.stays("(up) {\n    reverse_proxy {args.0}\n}\n" + self.site("import up BACKEND"))
        self.stays(self.site("@ws {\n        header Connection *Upgrade*\n        header Upgrade websocket\n    }\n"
                             "    reverse_proxy @ws BACKEND"))


del Product  # a base, and no test of its own

if __name__ == "__main__":
    harness.main()
