# SPDX-License-Identifier: GPL-3.0-or-later
"""path through real proxies, right and wrong: what it found, the first cause, its fix; then the printed fix is applied
to the configuration as it stands in --json, and the same path check passes. Prints the table."""
import re
import sys

import harness
from harness import Interop

QUICK = ["--only", "close-to-server", "--timeout", "4"]
WHOLE = ["--largest", "1M", "--timeout", "10"]
IDLE = ["--only", "idle", "--idle", "3", "--timeout", "4"]
HEADER = ["--only", "large-header", "--timeout", "4"]

MODULES = "".join(f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n" for name in (
    "mpm_event", "authz_core", "headers", "alias", "rewrite", "proxy"))
HTTP = "LoadModule proxy_http_module /usr/lib/apache2/modules/mod_proxy_http.so\n"
TUNNEL = "LoadModule proxy_wstunnel_module /usr/lib/apache2/modules/mod_proxy_wstunnel.so\n"


# Applying a fix to a configuration, as a person would who follows what is printed.

def directive_of(line):
    """What a line is replaced by: its directive, and the first argument where the directive can stand twice."""
    words = line.split()
    several = ("proxy_set_header", "ProxyPass", "timeout", "proxy_hide_header", "http-request")
    return tuple(words[:2] if words and words[0] in several else words[:1])


def block_at(lines, opener):
    """First and last line inside the block whose head matches, and all lines where there is no such block."""
    for start, line in enumerate(lines):
        if re.match(opener, line.strip()):
            depth = 0
            for end in range(start, len(lines)):
                depth += lines[end].count("{") - lines[end].count("}")
                if depth == 0:
                    return start + 1, end
    return 0, len(lines)


def section_at(lines, name):
    """The lines of a section of HAProxy's."""
    start = next((i for i, line in enumerate(lines) if line.split()[:1] == [name]), None)
    if start is None:
        return None
    end = next((i for i in range(start + 1, len(lines)) if lines[i][:1].strip()), len(lines))
    return start + 1, end


def put(lines, first, last, new):
    for line in new:
        inside = [i for i in range(first, last) if directive_of(lines[i]) == directive_of(line)]
        if inside:
            tail = " {" if lines[inside[0]].rstrip().endswith("{") and not line.endswith("{") else ""
            lines[inside[0]] = line + tail
            for i in reversed(inside[1:]):
                del lines[i]
                last -= 1
        else:
            lines.insert(first, line)
            last += 1


def remove(lines, beginnings):
    lines[:] = [line for line in lines
                if not any(line.strip().lower().startswith(beginning.lower()) for beginning in beginnings)]


class Config:
    """How a product's configuration is changed."""

    def where(self, lines, place):
        return 0, len(lines)

    def apply(self, text, steps):
        lines = text.splitlines()
        for step in steps:
            new = step["lines"].splitlines()
            if step["action"] == "remove":
                remove(lines, new)
            elif step["action"] == "add":
                first, _ = self.where(lines, step["place"])
                lines[first:first] = new
            else:
                first, last = self.where(lines, step["place"])
                put(lines, first, last, new)
        return "\n".join(lines) + "\n"


class NginxConfig(Config):
    def where(self, lines, place):
        return block_at(lines, re.escape(place) + r"\b" if place.startswith("location") else r"server\b")


class ApacheConfig(Config):
    """A ProxyPass goes above the others, and in place of one for the same path; the rest to the top, or the end."""

    def where(self, lines, place):
        if "behind mod_proxy" in place:
            return 1 + max(i for i, line in enumerate(lines) if line.startswith("LoadModule")), len(lines)
        if "virtual host" not in place:
            return 0, len(lines)
        passes = [i for i, line in enumerate(lines) if line.startswith("ProxyPass")]
        return (passes[0] if passes else len(lines)), len(lines)

    def apply(self, text, steps):
        for step in steps:
            lines = text.splitlines()
            if step["action"] == "put" and "virtual host" in step["place"]:
                new = step["lines"].splitlines()
                gone = {directive_of(line) for line in new}
                lines = [line for line in lines if directive_of(line) not in gone]
                first, _ = self.where(lines, step["place"])
                lines[first:first] = new
                text = "\n".join(lines) + "\n"
            else:
                text = super().apply(text, [step])
        return text


class HaproxyConfig(Config):
    def where(self, lines, place):
        name = place.removeprefix("the ").split()[0]
        at = section_at(lines, name)
        if at is None:
            lines[0:0] = [name]
            return 1, 1
        return at


class CaddyConfig(Config):
    def where(self, lines, place):
        return block_at(lines, r"http://")


class LighttpdConfig(Config):
    def where(self, lines, place):
        return (len(lines) if "end of" in place else 0), len(lines)


class VarnishConfig(Config):
    def where(self, lines, place):
        if "backend" in place:
            return block_at(lines, r"backend\b")
        return 1, len(lines)  # behind "vcl 4.1;"


NGINX = """daemon off;
master_process off;
pid nginx.pid;
error_log stderr error;
events {{ worker_connections 64; }}
http {{
access_log off;
client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
uwsgi_temp_path uwsgi; scgi_temp_path scgi;
map $http_upgrade $connection_upgrade {{ default upgrade; '' close; }}
server {{
listen 127.0.0.1:{port};
%(server)s
location /ws {{
%(location)s
}}
}}
}}
"""
PASS = "proxy_pass http://127.0.0.1:{backend};\n"
UPGRADE = 'proxy_http_version 1.1;\nproxy_set_header Upgrade $http_upgrade;\nproxy_set_header Connection "upgrade";\n'


def nginx(location, server=""):
    return NGINX % {"location": location, "server": server}


def apache(lines, modules=HTTP + TUNNEL):
    return MODULES + modules + """ServerName localhost
ServerRoot "{folder}"
PidFile "{folder}/apache-{port}.pid"
ErrorLog /dev/stderr
User nobody
Group nogroup
Listen 127.0.0.1:{port}
ThreadsPerChild 25
""" + lines + "\n"


def haproxy(frontend="", backend="server one 127.0.0.1:{backend}", defaults="timeout tunnel 20s"):
    return f"""global
    maxconn 100
defaults
    mode http
    retries 0
    timeout connect 1s
    timeout client 20s
    timeout server 20s
    {defaults}
frontend all
    bind 127.0.0.1:{{port}}
    {frontend}
    default_backend one
backend one
    {backend}
"""


def caddy(inside="", site="", target="127.0.0.1:{backend}"):
    return f"""{{{{
admin off
auto_https off
}}}}
http://127.0.0.1:{{port}} {{{{
{site}
reverse_proxy {target} {{{{
{inside}
}}}}
}}}}
"""


def lighttpd(lines, modules='"mod_proxy"'):
    return f"""server.bind = "127.0.0.1"
server.port = {{port}}
server.document-root = "{{folder}}"
server.modules = ( {modules} )
{lines}
"""


LIGHTTPD_PASS = 'proxy.server = ( "" => (( "host" => "127.0.0.1", "port" => {backend} )) )\n'
LIGHTTPD_UPGRADE = 'proxy.header = ( "upgrade" => "enable" )\n'

PIPE = """sub vcl_recv {{ if (req.http.upgrade ~ "(?i)websocket") {{ return (pipe); }} }}
sub vcl_pipe {{ if (req.http.upgrade) {{ set bereq.http.upgrade = req.http.upgrade; set bereq.http.connection = req.http.connection; }} }}
"""


def varnish(vcl, port="{backend}"):
    return f"""vcl 4.1;
backend default {{{{
.host = "127.0.0.1";
.port = "{port}";
.connect_timeout = 1s;
}}}}
{vcl}
"""


class Row:
    """One configuration: `cause` is the first cause that path must name; none: nothing is wrong."""

    def __init__(self, title, text, cause=None, arguments=None, exit_status=1):
        self.title, self.text, self.cause, self.arguments = title, text, cause, arguments or QUICK
        self.exit_status = exit_status


TABLE = []


class Table(Interop):
    """Every row of one product."""

    rows, config, command, proxy_name = (), Config(), (), ""

    def known(self, row, port, backend):
        return {"folder": self.folder, "port": port, "backend": backend, "dead": self.closed_port()}

    def start_with(self, text, port):
        name = self.path(f"proxy-{port}.conf")
        with open(name, "w", encoding="utf-8") as file:
            file.write(text)
        command = [part.format(folder=self.folder, port=port, config=name) for part in self.command]
        return self.start_on(port, *command)

    def check(self, row, port, backend, exit_status):
        done = self.run_program(harness.CLI, "path", "--via", f"ws://127.0.0.1:{port}/ws?room=1", "--listen",
                                f"127.0.0.1:{backend}", "--json", *row.arguments)
        self.assertEqual(done.code, exit_status, f"{row.title}\n{done}")
        return done.json()

    def one(self, row):
        port, backend = harness.free_port(), harness.free_port()
        text = row.text.format(**self.known(row, port, backend))
        process = self.start_with(text, port)
        first = self.check(row, port, backend, row.exit_status if row.cause else 0)
        found = ", ".join(changes(first)) or "-"
        if not row.cause:
            TABLE.append((self.proxy_name, row.title, found, "passes", "", ""))
            harness.end(process)
            return
        self.assertTrue(first["causes"], f"{row.title}: no cause; {first['checks']}")
        cause = first["causes"][0]
        self.assertEqual(cause["id"], row.cause, f"{row.title}: {[c['id'] for c in first['causes']]} {first['checks']}")
        self.assertTrue(cause["fixes"], f"{row.title}: no fix for {cause['id']}")
        fix = cause["fixes"][0]
        harness.end(process)
        repaired = self.config.apply(text, fix["steps"])
        other = harness.free_port()
        repaired = repaired.replace(str(port), str(other))  # the old port may linger
        process = self.start_with(repaired, other)
        second = self.check(row, other, backend, 0)
        self.assertTrue(second["passes"], f"{row.title}: {second['checks']}\n{repaired}")
        harness.end(process)
        TABLE.append((self.proxy_name, row.title, found, cause["id"], fix["title"], "then passes"))


def changes(document):
    """What became of the request and the answer, in a few words."""
    words = []
    for part in ("request", "response"):
        head = document[part] or {"startLine": [], "headers": []}
        words += [f"{one['part']} {one['sent']} > {one['arrived']}" for one in head["startLine"]]
        words += [f"-{one['name']}" for one in head["headers"] if "dropped" in one["what"]]
        words += [f"~{one['name']}" for one in head["headers"] if "changed" in one["what"] and one["name"] != "Host"]
    if not document["arrived"]:
        words.append(f"nothing arrived, {document['status'] or 'no answer'}")
    failed = [check["check"] for check in document["checks"] if check["outcome"] == "failed"]
    return words[:4] or failed[:3]


class Nginx(Table):
    proxy_name, config = "nginx", NginxConfig()
    command = ("/usr/sbin/nginx", "-e", "stderr", "-p", "{folder}", "-c", "{config}")
    rows = (
        Row("right", nginx(PASS + UPGRADE), None, WHOLE),
        Row("proxy_pass alone", nginx(PASS), "upgrade-dropped"),
        Row("only proxy_http_version 1.1", nginx(PASS + "proxy_http_version 1.1;\n"), "upgrade-dropped"),
        Row("Upgrade without Connection",
            nginx(PASS + "proxy_http_version 1.1;\nproxy_set_header Upgrade $http_upgrade;\n"), "connection-close"),
        Row("without proxy_http_version", nginx(PASS + UPGRADE.replace("proxy_http_version 1.1;\n", "")), "http-1-0"),
        Row("Upgrade $connection_upgrade", nginx(PASS + UPGRADE.replace("$http_upgrade", "$connection_upgrade")),
            "upgrade-wrong-value"),
        Row("proxy_pass with a URI", nginx(PASS.replace(";", "/other;") + UPGRADE), "path-rewritten"),
        Row("a slash at the end", nginx(PASS.replace(";", "/ws/;") + UPGRADE), "trailing-slash"),
        Row("rewrite drops the query", nginx("rewrite ^ /ws? break;\n" + PASS + UPGRADE), "query-lost"),
        Row("a dead port", nginx(PASS.replace("{backend}", "{dead}") + UPGRADE), "dead-backend"),
        Row("https to a plain backend", nginx(PASS.replace("http:", "https:") + UPGRADE), "tls-to-plain-backend"),
        Row("no location", nginx(PASS + UPGRADE).replace("location /ws", "location /other"), "no-route"),
        Row("a redirect", nginx("return 301 https://example.org$request_uri;\n"), "redirected"),
        Row("deny all", nginx("deny all;\n" + PASS + UPGRADE), "forbidden-by-proxy"),
        Row("extensions taken out", nginx(PASS + UPGRADE + 'proxy_set_header Sec-WebSocket-Extensions "";\n'),
            "compression-stripped"),
        Row("subprotocol taken out", nginx(PASS + UPGRADE + 'proxy_set_header Sec-WebSocket-Protocol "";\n'),
            "subprotocol-stripped"),
        Row("the cookie taken out", nginx(PASS + UPGRADE + 'proxy_set_header Cookie "";\n'), "credentials-dropped",
            [*QUICK, "-H", "Cookie: a=b"]),
        Row("accept hidden", nginx(PASS + UPGRADE + "proxy_hide_header Sec-WebSocket-Accept;\n"), "accept-changed"),
        Row("read time-out of 1 s", nginx(PASS + UPGRADE + "proxy_read_timeout 1s;\n"), "nginx-read-timeout", IDLE),
        Row("small header buffers", nginx(PASS + UPGRADE, "large_client_header_buffers 2 2k;\n"), "header-too-large",
            HEADER),
    )


class Apache(Table):
    proxy_name, config = "Apache", ApacheConfig()
    command = ("/usr/sbin/apache2", "-X", "-f", "{config}")
    rows = (
        Row("right, upgrade=websocket", apache('ProxyPass "/ws" "http://127.0.0.1:{backend}/ws" upgrade=websocket'),
            None, WHOLE),
        Row("right, ws://", apache('ProxyPass "/ws" "ws://127.0.0.1:{backend}/ws"')),
        Row("without upgrade=", apache('ProxyPass "/ws" "http://127.0.0.1:{backend}/ws"'), "upgrade-dropped"),
        Row("an earlier ProxyPass", apache('ProxyPass "/" "http://127.0.0.1:{backend}/"\n'
                                           'ProxyPass "/ws" "ws://127.0.0.1:{backend}/ws"'), "upgrade-dropped"),
        Row("no module for ws://", apache('ProxyPass "/ws" "ws://127.0.0.1:{backend}/ws"', ""),
            "proxy-module-not-loaded"),
        Row("mod_proxy_http not loaded", apache('ProxyPass "/ws" "http://127.0.0.1:{backend}/ws" upgrade=websocket',
                                                ""), "proxy-module-not-loaded"),
        Row("another path behind", apache('ProxyPass "/ws" "http://127.0.0.1:{backend}/" upgrade=websocket'),
            "path-rewritten"),
        Row("a dead port", apache('ProxyPass "/ws" "http://127.0.0.1:{dead}/ws" upgrade=websocket'), "dead-backend"),
        Row("a redirect", apache('Redirect "/ws" "https://example.org/ws"'), "redirected"),
        Row("extensions taken out", apache('RequestHeader unset Sec-WebSocket-Extensions\nProxyPass "/ws" '
                                           '"http://127.0.0.1:{backend}/ws" upgrade=websocket'),
            "compression-stripped"),
        Row("a small field size", apache('LimitRequestFieldSize 1200\nProxyPass "/ws" '
                                         '"http://127.0.0.1:{backend}/ws" upgrade=websocket'), "header-too-large",
            HEADER),
        Row("ProxyTimeout of 1 s", apache('TimeOut 1\nProxyTimeout 1\nProxyPass "/ws" '
                                          '"http://127.0.0.1:{backend}/ws" upgrade=websocket'), "idle-cut", IDLE),
    )


class Haproxy(Table):
    proxy_name, config = "HAProxy", HaproxyConfig()
    command = ("/usr/sbin/haproxy", "-db", "-f", "{config}")
    rows = (
        Row("right", haproxy(), None, WHOLE),
        Row("del-header Upgrade", haproxy("http-request del-header Upgrade"), "upgrade-dropped"),
        Row("set-path", haproxy("http-request set-path /other"), "path-rewritten"),
        Row("set-query", haproxy("http-request set-query a=1"), "query-lost"),
        Row("a dead port", haproxy(backend="server one 127.0.0.1:{dead}"), "dead-backend"),
        Row("ssl to a plain backend", haproxy(backend="server one 127.0.0.1:{backend} ssl verify none"),
            "tls-to-plain-backend"),
        Row("deny", haproxy("http-request deny"), "forbidden-by-proxy"),
        Row("extensions taken out", haproxy("http-request del-header Sec-WebSocket-Extensions"),
            "compression-stripped"),
        Row("timeout tunnel 1s", haproxy(defaults="timeout tunnel 1s"), "tunnel-timeout", IDLE),
    )


class Caddy(Table):
    proxy_name, config = "Caddy", CaddyConfig()
    command = ("/usr/bin/caddy", "run", "--config", "{config}", "--adapter", "caddyfile")
    rows = (
        Row("right", caddy(), None, WHOLE),
        Row("header_up -Upgrade", caddy("header_up -Upgrade"), "upgrade-dropped"),
        Row("header_up Connection close", caddy("header_up Connection close"), "connection-close"),
        Row("uri strip_prefix", caddy(site="uri strip_prefix /ws"), "path-rewritten"),
        Row("a dead port", caddy(target="127.0.0.1:{dead}"), "dead-backend"),
        Row("https to a plain backend", caddy(target="https://127.0.0.1:{backend}"), "tls-to-plain-backend"),
        Row("respond 403", caddy(site="respond 403"), "forbidden-by-proxy"),
        Row("subprotocol taken out", caddy("header_up -Sec-WebSocket-Protocol"), "subprotocol-stripped"),
    )


class Lighttpd(Table):
    proxy_name, config = "lighttpd", LighttpdConfig()
    command = ("/usr/sbin/lighttpd", "-D", "-f", "{config}")
    rows = (
        Row("right", lighttpd(LIGHTTPD_PASS + LIGHTTPD_UPGRADE), None, WHOLE),
        Row("without upgrade", lighttpd(LIGHTTPD_PASS), "upgrade-dropped"),
        Row("a dead port", lighttpd(LIGHTTPD_PASS.replace("{backend}", "{dead}") + LIGHTTPD_UPGRADE), "dead-backend"),
        Row("mod_wstunnel", lighttpd(LIGHTTPD_PASS.replace("proxy.server", "wstunnel.server"), '"mod_wstunnel"'),
            "tunnel-to-tcp"),
        Row("another path", lighttpd(LIGHTTPD_PASS.replace('""', '"/other"') + LIGHTTPD_UPGRADE), "no-route"),
        Row("map-urlpath", lighttpd(LIGHTTPD_PASS + 'proxy.header = ( "upgrade" => "enable", "map-urlpath" => '
                                    '( "/ws" => "/other" ) )\n'), "path-rewritten"),
    )


class Varnish(Table):
    proxy_name, config = "Varnish", VarnishConfig()
    command = ("/usr/sbin/varnishd", "-F", "-a", "127.0.0.1:{port}", "-f", "{config}", "-n", "{folder}/v{port}", "-s",
               "malloc,8m", "-j", "none")
    rows = (
        Row("right", varnish(PIPE), None, WHOLE),
        Row("no pipe", varnish(""), "varnish-without-pipe"),
        Row("pipe without the headers", varnish(PIPE.splitlines()[0]), "varnish-without-pipe"),
        Row("a dead port", varnish(PIPE, "{dead}"), "dead-backend", [*QUICK, "--proxy-is", "varnish"], 3),
        Row("another path", varnish("sub vcl_recv {{\nset req.url = \"/other\";\n}}\n" + PIPE), "path-rewritten"),
        Row("synth", varnish("sub vcl_recv {{\nreturn (synth(403));\n}}\n" + PIPE), "forbidden-by-proxy"),
        Row("extensions taken out",
            varnish("sub vcl_recv {{\nunset req.http.Sec-WebSocket-Extensions;\n}}\n" + PIPE), "compression-stripped"),
    )


def add_tests():
    """A test for each row, so that one failure names its row and hides no other."""
    for table in (Nginx, Apache, Haproxy, Caddy, Lighttpd, Varnish):
        for number, row in enumerate(table.rows):
            name = re.sub(r"\W+", "_", row.title).strip("_")
            setattr(table, f"test_{number:02}_{name}", lambda self, row=row: self.one(row))


add_tests()


def tearDownModule():
    widths = [max((len(row[i]) for row in TABLE), default=0) for i in range(6)]
    for row in TABLE:
        print(" | ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip(), file=sys.stderr)
    print(f"{len(TABLE)} rows, {sum(1 for row in TABLE if row[5])} closed by their fix", file=sys.stderr)


if __name__ == "__main__":
    harness.main()
