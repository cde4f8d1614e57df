# SPDX-License-Identifier: GPL-3.0-or-later
"""export --redact of a capture with a secret in every place: no format has any of them, and the report says where."""
import base64
import hashlib
import json
import os
import zlib

import harness
from harness import Interop

FORMATS = ("har", "jsonl", "markdown", "mermaid", "plantuml", "text", "svg", "pcapng", "hop101")


def frame(opcode, payload, masked=True, fin=True, compressed=False):
    """One frame as on the wire."""
    size = len(payload)
    head = bytes([fin << 7 | compressed << 6 | opcode, masked << 7 | min(size, 126)])
    head += size.to_bytes(2, "big") if size > 125 else b""
    if masked:
        key = os.urandom(4)
        head, payload = head + key, bytes(byte ^ key[n & 3] for n, byte in enumerate(payload))
    return head + payload


class Lines:
    """A capture in the making, as JSON Lines."""

    def __init__(self):
        self.lines, self.time = [], 0
        self.put(type="capture", hop101jsonl=1, created="2026-01-01T00:00:00Z")
        self.put(type="session", session=1, created="2026-01-01T00:00:00Z", title="token=SECRET_title")
        for hop in range(1, 4):
            self.put(type="hop", hop=hop, session=1, url=f"ws://me:SECRET_user@example.com/?token=SECRET_url{hop}")

    def put(self, **line):
        self.lines.append(json.dumps(line))

    def bytes(self, hop, sender, data):
        self.time += 1_000_000
        side = "fromLeft" if sender == "client" else "fromRight"
        self.put(type="input", hop=hop, direction=side, timeNs=self.time, kind="bytes",
                 base64=base64.b64encode(data).decode())

    def opened(self, hop):
        self.put(type="input", hop=hop, direction="fromLeft", timeNs=self.time, kind="opened",
                 data={"left": f"127.0.0.1:{40_000 + hop}", "right": "127.0.0.1:80"})

    def upgrade(self, hop):
        self.opened(hop)
        key = base64.b64encode(os.urandom(16)).decode()
        accept = base64.b64encode(hashlib.sha1((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest())
        self.bytes(hop, "client", (
            "GET /chat?access_token=SECRET_target&a=b HTTP/1.1\r\nHost: example.com\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
            "Authorization: Bearer SECRET_bearer\r\nauthorization: Bearer\r\n SECRET_folded SECRET_behind\r\n"
            "X-Forwarded-Access-Token: SECRET_forwarded\r\nX-Debug: Bearer SECRET_anyfield1\r\nProxy-Authorization: Basic SECRET_basic\r\n"
            "Cookie: a=SECRET_cookie1; b=SECRET_cookie2\r\nReferer: https://r:SECRET_ref@x/?sig=SECRET_sig\r\n"
            "Origin: https://o:SECRET_origin@x\r\nX-Api-Key: SECRET_api\r\n"
            "Sec-WebSocket-Extensions: permessage-deflate\r\n"
            "Sec-WebSocket-Protocol: chat, bearer, SECRET_protocol0123456789, token\r\n"
            "Sec-WebSocket-Protocol: SECRET_next\r\n\r\n").encode())
        self.bytes(hop, "server", (
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Accept: {accept.decode()}\r\nSet-Cookie: sid=SECRET_set; Path=/?token=SECRET_path, b=SECRET_joined; x=SECRET_attribute\r\n"
            "Sec-WebSocket-Extensions: permessage-deflate\r\n"
            "Sec-WebSocket-Protocol: SECRET_protocol0123456789\r\n\r\n").encode())

    def post(self, hop, kind, body):
        self.opened(hop)
        self.bytes(hop, "client", (f"POST /login HTTP/1.1\r\nHost: example.com\r\nContent-Type: {kind}\r\n"
                                   f"Content-Length: {len(body)}\r\n\r\n{body}").encode())
        answer = '{"access_token":"SECRET_answer"}'
        self.bytes(hop, "server", ("HTTP/1.1 302 Found\r\nLocation: https://l:SECRET_loc@x/?token=SECRET_loctoken\r\n"
                                   f"Content-Length: {len(answer)}\r\n\r\n{answer}").encode())


def every_place():
    made = Lines()
    made.upgrade(1)
    made.bytes(1, "client", frame(
        1, b'{"password":"SECRET_json","a":[{"api_key":["SECRET_list",{"b":"SECRET_deep"}]}]}'))
    for piece, opcode, fin in ((b'{"tok', 1, False), (b'en":"SECR', 0, False), (b'ET_split"}', 0, True)):
        made.bytes(1, "client", frame(opcode, piece, fin=fin))
    deflate = zlib.compressobj(wbits=-15)
    for text in (b'{"token":"SECRET_deflated1"}', b'{"token":"SECRET_deflated2"}'):
        data = deflate.compress(text) + deflate.flush(zlib.Z_SYNC_FLUSH)
        made.bytes(1, "client", frame(1, data[:-4], compressed=True))
    made.bytes(1, "client", frame(1, b"a=b&password=SECRET_form"))
    made.bytes(1, "client", frame(1, b'{"log":"Authorization: Bearer SECRET_log"}'))
    for text in ("'token': 'SECRET_python'", "curl -H 'Cookie: a=SECRET_curl; b=SECRET_second' -u me:SECRET_user",
                 '{"name":"Cookie","value":"SECRET_pair"}', '["authorization","Bearer SECRET_inlist1"]',
                 "<td>Bearer SECRET_markup1</td><Password>SECRET_xml</Password>", '{"userPassword":"SECRET_ending"}',
                 "u=https%3A%2F%2Fme%3ASECRET_escaped%40h%2F%3Ftoken%3DSECRET_in&v=h%253Ftoken%253DSECRET_deep",
                 "[HTTP_AUTHORIZATION] => Bearer SECRET_php", "API_KEY = SECRET_assigned",
                 '<input name="password" value="SECRET_input">', "<Token><![CDATA[SECRET_data]]></Token>",
                 '{"value":"SECRET_before","name":"Cookie"}', "the password: SECRET_prose"):
        made.bytes(1, "client", frame(1, text.encode()))
    made.bytes(1, "client", frame(9, b"token=SECRET_ping"))
    made.bytes(1, "server", frame(8, b"\x0f\xa0https://x/?access_token=SECRET_reason", masked=False))
    made.post(2, "application/x-www-form-urlencoded", "user=me&password=SECRET_post&a%5Btoken%5D=SECRET_nested")
    made.post(3, "multipart/form-data; boundary=B",
              '--B\r\nContent-Disposition: form-data; name="password"\r\n\r\nSECRET_part\r\n'
              '--B\r\nContent-Disposition: form-data; name="file"; filename="a.json"\r\n\r\n{"token":"SECRET_file"}\r\n--B--\r\n')
    made.put(type="note", event=2, bookmarked=True,
             text='Authorization: Bearer SECRET_note1 and {"token":"SECRET_note2"}, '
                  'https://u:SECRET_note3@h/?sig=SECRET_note4')
    made.put(type="end")
    return "\n".join(made.lines) + "\n"


class Redaction(Interop):

    def made(self):
        """A capture with all of them, and the one object that the import says."""
        lines, capture = self.path("in.jsonl"), self.path("made.hop101")
        with open(lines, "w", encoding="utf-8") as file:
            file.write(every_place())
        return capture, json.loads(self.cli("import", lines, "-o", capture, "--json").out)

    def test_no_format_has_any_of_them(self):
        capture, told = self.made()
        self.assertEqual((told["format"], told["connections"], told["broken"]), ("jsonl", 3, None))
        with open(capture, "rb") as file:
            before = file.read()
        self.assertGreater(before.count(b"SECRET_"), 30)
        for format in FORMATS:
            out = self.path("out." + format)
            self.cli("export", capture, "--to", format, "-o", out, "--redact")
            with open(out, "rb") as file:
                written = file.read()
            self.assertNotIn(b"SECRET_", written, format)
            found = [base64.b64decode(json.loads(line)["base64"]) for line in written.decode().splitlines()
                     if '"base64"' in line and '"input"' in line] if format == "jsonl" else []
            self.assertFalse([data for data in found if b"SECRET_" in data])
        with open(capture, "rb") as file:
            self.assertEqual(file.read(), before)
        self.cli("verify", self.path("out.hop101"))

    def test_the_report_says_what_and_where(self):
        capture, _ = self.made()
        out = self.cli("export", capture, "--redact", "--dry-run", "--json").out
        report = json.loads(out)
        self.assertNotIn("SECRET_", out)
        self.assertTrue(report["preview"])
        for place in ("header", "cookie", "URL credentials", "URL parameter", "subprotocol", "JSON field", "note"):
            self.assertGreater(report["places"][place], 0, place)
        self.assertEqual(sum(item["count"] for item in report["items"]), report["secrets"])


if __name__ == "__main__":
    harness.main()
