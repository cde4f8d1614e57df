#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the seeds of the fuzz targets to tests/fuzz/seeds/TARGET/NAME. Files that it does not name stay: inputs that
once broke a property are kept there under a name that says which."""

import pathlib

SEEDS = pathlib.Path(__file__).parent / "seeds"

ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="
REQUEST = ("GET /chat HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n")
ANSWER = ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          f"Sec-WebSocket-Accept: {ACCEPT}\r\n")


def write(target, seeds):
    folder = SEEDS / target
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in seeds.items():
        (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode("latin-1"))


def frame(opcode, payload=b"", fin=True, rsv=0, key=None, length_bytes=0):
    first = (0x80 if fin else 0) | rsv << 4 | opcode
    size, mask = len(payload), 0x80 if key else 0
    if length_bytes == 9 or size > 65535:
        length = bytes([mask | 127]) + size.to_bytes(8, "big")
    elif length_bytes == 3 or size > 125:
        length = bytes([mask | 126]) + size.to_bytes(2, "big")
    else:
        length = bytes([mask | size])
    if key:
        payload = key + bytes(b ^ key[i % 4] for i, b in enumerate(payload))
    return bytes([first]) + length + payload


KEY = bytes.fromhex("37fa213d")

write("responsehead", {
    "switched": ANSWER + "\r\n",
    "extensions": ANSWER + "Sec-WebSocket-Protocol: chat\r\n"
                           "Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=10\r\n\r\n",
    "refused": "HTTP/1.1 403 Forbidden\r\nContent-Length: 4\r\nContent-Type: text/plain\r\n\r\nnope",
    "chunked": "HTTP/1.1 502 Bad Gateway\r\nTransfer-Encoding: chunked\r\n\r\n"
               "4;a=b\r\nWiki\r\nA\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\nnext",
    "until-close": "HTTP/1.0 200 OK\r\nServer: old\r\n\r\n<html>",
    "bare-lf": "HTTP/1.1 101 \nUpgrade: websocket\n\n",
    "no-reason": "HTTP/1.1 101\r\nupgrade:websocket\r\nCONNECTION:upgrade\r\n\r\n",
    "folded": "HTTP/1.1 101 UPGRADED\r\nConnection: keep-alive,\r\n\t Upgrade\r\nbad name : v\r\nnocolon\r\n\r\n",
    "lengths": "HTTP/1.1 426 Upgrade Required\r\nContent-Length: 5, 5\r\nSec-WebSocket-Version: 13\r\n\r\nhello",
    "interim": "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n",
    "no-http": "SSH-2.0-OpenSSH_9.2\r\n",
})
write("requesthead", {
    "good": REQUEST + "\r\n",
    "offers": REQUEST + "Sec-WebSocket-Protocol: chat, superchat\r\nOrigin: http://h\r\n"
                        "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits, x; y=\"z\\\"\"\r\n\r\n",
    "blank-lines": "\r\n\n" + REQUEST + "\r\n",
    "post": "POST /a?b HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabcGET",
    "chunked": "PUT * HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip, chunked\r\n\r\n1\r\na\r\n0\r\n\r\n",
    "old": "GET http://h:80/ HTTP/1.0\nhost : h\n folded\n\n",
    "spaces": "GET /a b HTTP/1.1\r\nUpgrade: h2c, websocket\r\nConnection: close\r\n\r\n",
    "doubled": REQUEST + REQUEST.split("\r\n", 1)[1] + "\r\n",
    "octets": "GET /\xff HTTP/1.1\r\nX: a\x00b\r\nX\x7f: c\r\n\r\n",
    "no-http": "\x16\x03\x01\x02\x00\x01\x00",
})
write("framestream", {
    "rfc-5.7-text": bytes.fromhex("818537fa213d7f9f4d5158"),
    "rfc-5.7-fragments": bytes.fromhex("010348656c80026c6f"),
    "control-between": frame(1, b"caf", False) + frame(9, b"ping") + frame(0, "é".encode(), False) + frame(0),
    "lengths": frame(2, b"x" * 126) + frame(2, b"y" * 3, length_bytes=3) + frame(1, b"z", length_bytes=9),
    "reserved": frame(3, b"a", rsv=7) + frame(11, b"b", False) + frame(0, b"c"),
    "close": frame(8, b"\x03\xe8bye", key=KEY) + frame(1, b"late"),
    "top-bit": frame(1, b"a") + bytes.fromhex("827f8000000000000000ff"),
    "utf8-edges": frame(1, "\u07ff\u0800\ud7ff\ue000\uffff\U00010000\U0010ffff".encode())
                  + frame(1, bytes.fromhex("eda080f4908080c0aff8")),
    "inside": frame(1, b"one", False) + frame(2, b"two", False) + frame(1, b"three"),
    "cut": frame(2, b"abcdef", key=KEY)[:-2],
})


def raw(data, bits=0):
    steps = b""
    for at in range(0, len(data), 256):
        piece = data[at:at + 256]
        steps += bytes([bits << 4, len(piece) - 1]) + piece
    return steps


def peer(opcode, payload=b"", fin=True, rsv=0, bits=0):
    return bytes([bits << 4 | 2, (0x80 if fin else 0) | rsv << 4 | opcode, len(payload)]) + payload


def shake(bits=0):
    return bytes([bits << 4 | 4])


def ends(bits=0):
    return bytes([bits << 4 | 5])


def elapse(bits):
    return bytes([bits << 4 | 6])


def expire(timer):
    return bytes([timer << 4 | 7])


def user(opcode, payload, fragment=0, choice=0):
    return bytes([fragment << 4 | 8, opcode, len(payload)]) + payload


def user_any(first, choice, payload, bits=0, extra=b""):
    return bytes([bits << 4 | 8, first, choice]) + extra + bytes([len(payload)]) + payload


def close(bits=1, reason=b"r"):
    return bytes([bits << 4 | 10]) + reason[:bits].ljust(bits, b".")


def perform(count):
    return bytes([(count - 1) << 4 | 11])


def kernel(size):
    return bytes([12, size - 1])


def signal(kind, byte=b""):
    return bytes([kind << 4 | 13]) + byte


HELLO = bytes.fromhex("f248cdc9c90700")  # RFC 7692 section 7.2.3.1: "Hello" compressed
CONVERSATION = (peer(1, b"Hel", False) + peer(9, b"p") + peer(0, b"lo") + user(0, b"text", 2) + user(2, b"ping")
                + peer(10, b"ping") + elapse(3) + user(1, b"binary") + peer(2, b"x" * 100, bits=2))
SCRIPTS = {
    "conversation": bytes([1, 0]) + shake() + CONVERSATION + peer(8, b"\x03\xe8bye") + ends(),
    "our-close": bytes([0, 0]) + shake() + close(3, b"bye") + user(0, b"late") + peer(8, b"\x03\xe8"),
    "close-times-out": bytes([0, 0]) + shake() + close() + expire(1),
    "held": bytes([33, 0]) + shake() + perform(4) + CONVERSATION + kernel(3) + perform(2) + peer(8) + perform(16),
    "deflate": bytes([1, 1]) + shake(1) + peer(1, HELLO, rsv=4) + peer(1, HELLO[:3], False, 4) + peer(0, HELLO[3:])
               + user(4, b"aaaaaaaaaaaaaaaa") + peer(1, b"", rsv=4) + peer(2, b"\xff\xff", rsv=4) + ends(),
    "compressed": bytes([1, 2]) + shake(1) + peer(1, b"compressed", bits=8) + peer(2, b"x" * 99, bits=10)
                  + user(4, b"and back, and back, and back", 3) + peer(1, b"compressed", bits=12) + peer(8) + ends(),
    "no-takeover": bytes([1, 3]) + shake(2) + peer(1, HELLO, rsv=4) + peer(1, HELLO, rsv=4) + user(4, b"hello hello"),
    "limits": bytes([1, 13]) + shake(1) + peer(2, b"x" * 201) + peer(1, HELLO, rsv=4),
    "errors": bytes([1, 0]) + shake() + peer(1, b"\xff") + peer(3, b"r", rsv=3) + peer(0, b"orphan") + ends(1),
    "wild": bytes([64, 0]) + shake() + user_any(0xf3, 8, b"abc") + user_any(0x81, 64, b"\x81\x00")
            + user_any(0x01, 1, b"abcdef", 2) + user_any(0x88, 36, b"\x03\xe8", 0, b"\x05") + peer(8),
    "keep-open": bytes([8, 0]) + shake() + peer(1, b"\xff") + peer(9, b"p" * 130) + peer(8, b"\x00") + ends(),
    "top-bit": bytes([0, 0]) + shake() + raw(bytes.fromhex("827f8000000000000000ff")),
    "wrong-mask": bytes([0, 0]) + shake() + peer(1, b"hi", bits=1),
    "split": bytes([1, 0]) + shake() + peer(1, b"split in two", bits=4) + elapse(1) + peer(9, b"ab", bits=4),
    "reset": bytes([0, 0]) + shake() + peer(1, b"h", False) + ends(1),
    "fails": bytes([0, 0]) + shake() + signal(15),
    "passive": bytes([128, 0]) + shake(9) + peer(1, b"a", bits=8) + peer(1, b"b") + signal(0, b"\x05") + signal(4)
               + signal(6, b"\x01") + raw(b"rest") + ends() + ends(2),
}
write("hopclient", SCRIPTS | {
    "planned": bytes([1, 0xf2]) + shake(3) + CONVERSATION + ends(),
    "refused": bytes([0, 0]) + raw(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 4\r\n\r\nno") + raw(b"pe"),
    "interim": bytes([0, 0]) + raw(b"HTTP/1.1 103 Early Hints\r\n\r\n") + shake(),
    "no-answer": bytes([0, 0]) + expire(0),
    "no-http": bytes([0, 0]) + raw(b"SSH-2.0-x\r\n"),
    "broken": bytes([8, 0]) + raw((ANSWER.replace("s3pP", "AAAA") + "\r\n").encode()) + peer(1, b"hi"),
    "not-asked": bytes([0, 0]) + shake(9) + peer(1, b"x"),
})
write("hopserver", SCRIPTS | {
    "deflate": bytes([1, 0]) + SCRIPTS["deflate"][2:], "limits": bytes([1, 12]) + SCRIPTS["limits"][2:],
    "subprotocol": bytes([1, 16]) + shake(10) + CONVERSATION + ends(),
    "refused": bytes([0, 0]) + raw(b"GET / HTTP/1.1\r\nHost: h\r\n\r\n") + ends(),
    "post": bytes([0, 0]) + raw(b"POST / HTTP/1.0\r\nContent-Length: 3\r\n\r\nabc") + ends(),
    "no-http": bytes([0, 0]) + raw(b"\x16\x03\x01"),
    "byte-by-byte": bytes([1, 0]) + b"".join(raw(bytes([b])) for b in (REQUEST + "\r\n").encode()[:60]) + expire(0),
    "early-frames": bytes([33, 0]) + shake() + peer(1, b"early") + perform(9) + peer(1, b"later") + perform(9),
})
DEFLATE = "permessage-deflate"
write("deflatenegotiation", {
    "plain": f"{DEFLATE}\n{DEFLATE}",
    "all": f"{DEFLATE}; client_max_window_bits; server_max_window_bits=10; client_no_context_takeover; "
           f"server_no_context_takeover\n{DEFLATE}; server_max_window_bits=9; client_max_window_bits=8; "
           "server_no_context_takeover",
    "fallback": f"{DEFLATE}; server_max_window_bits=8, {DEFLATE}; client_max_window_bits=15, {DEFLATE}\n{DEFLATE}",
    "illegal": f"{DEFLATE}; a=b, {DEFLATE}; server_max_window_bits=08; server_max_window_bits=16\n"
               f"{DEFLATE}; client_max_window_bits; client_no_context_takeover=1",
    "quoted": f'{DEFLATE}; client_max_window_bits="10", x; y="a b\\"c", ,z\n,',
})
write("inflation", {
    "hello": bytes([7, 7]) + HELLO + bytes([7]) + HELLO + bytes([5]) + bytes.fromhex("f200110000"),
    "stored": bytes([7, 11]) + bytes.fromhex("000500faff48656c6c6f00"),
    "final": bytes([15, 8]) + bytes.fromhex("f348cdc9c9070000") + bytes([13]) + bytes.fromhex("f248050000 00ffff cac9c90700"),
    "fixed-far": bytes([0, 12]) + bytes.fromhex("4a4c1cec0000ffff4b04cb00"),
    "bomb": bytes([7, 40]) + bytes.fromhex("ecc1810000000080909 0".replace(" ", "") + "00" * 31),
    "empty": bytes([15, 1, 0, 0, 1, 0]),
    "bad": bytes([3, 3]) + b"\xff\xff\xff" + bytes([7]) + HELLO,
    "text": bytes([1, 60]) + b"the same words, the same words, the same words and the rest." + bytes([9]) + b"the same!",
})
write("planjson", {
    "small": '{"url":"ws://localhost:8101/chat"}',
    "whole": '{"url":"wss://h/","method":"GET","target":"/x","version":"HTTP/1.1","headers":[{"name":"Host","value":"",'
             '"enabled":true,"source":"host"},{"name":{"base64":"/w=="},"value":"v","source":"literal"},'
             '{"name":"K","source":"key"}],"tls":{"verify":false,"caFile":"a","serverName":"b",'
             '"acceptedFingerprints":["00"]},"timeouts":{"connect":1,"tls":2,"upgrade":3,"close":4},'
             '"onError":"keepOpen","autoPong":false,"autoClose":false,"frames":[{"opcode":"text","text":"hi"},'
             '{"opcode":11,"base64":"AAE=","fin":false,"rsv1":true,"rsv2":true,"rsv3":true}]}',
    "wrong": '{"headers":[{"name":1}],"frames":{}}',
    "no-json": '{"url": nope',
})
write("url", {
    "plain": "ws://localhost:8101/chat?a=b",
    "secure": "wss://user:pass@[2001:db8::1]:443/",
    "http": " https://EXAMPLE.com:8443 ",
    "bare": "host:80/path",
    "ipv4": "ws://127.0.0.1",
    "fragment": "ws://h/#x",
    "query": "ws://h?q",
    "bad-port": "ws://h:65536/",
    "scheme": "ftp://h/",
})


def column(width, low, rows=()):
    return bytes([width]) + low.to_bytes(8, "little") + b"".join((r - low).to_bytes(width, "little") for r in rows)


def block(form, columns, findings=1):
    return (b"\0" + (2).to_bytes(2, "little") + bytes([form]) + (2).to_bytes(4, "little")
            + findings.to_bytes(4, "little") + b"".join(columns))


def frames(width):
    return [column(width, 1000, [1000, 1100]), column(0, 1), column(1, 0, [0, 1]), column(0, 7), column(1, 1, [1, 2]),
            column(0, 129), column(2, 0, [154, 129]), column(1, 0, [12, 8]), column(1, 0, [6, 6]), column(0, 1),
            column(0, 1), column(1, 0, [3, 0])]


MASK = [column(0, 0), column(0, 300), column(0, 1), column(0, 1)]
COUNTS = bytes([1]) + (1 << 7).to_bytes(4, "little") + bytes([3, 9])
write("capturerow", {
    "frames": block(3, frames(3) + [column(0, 0)] + MASK),
    "second-form": block(2, frames(1) + [column(1, 0, [0, 7])] + MASK),
    "first-form": block(1, frames(2) + MASK),
    "cut": block(3, frames(3) + [column(0, 0)] + MASK)[:-3],
    "summary": b"\1" + COUNTS + bytes(8) + (17).to_bytes(8, "little") + (5).to_bytes(8, "little"),
    "summary-of-rules": b"\1" + COUNTS + (1).to_bytes(8, "little") + bytes(16) + bytes(128),
    "opened": '\2opened\n{"left":"127.0.0.1:1","right":"127.0.0.1:2"}',
    "hex": '\2failed\n{"reason":{"hex":"ff00"},"stage":10}',
    "lost": '\2lost\n{"bytes":18446744073709551615,"events":3,"frames":true}',
    "ended": '\2ended\n{"cause":2}',
    "tick": "\2tick\n",
    "secured": '\2secured\n{"protocol":"TLSv1.3","cipher":"c","certificate":"x","objection":""}',
})
NGINX_CONFIG = """http { include mime.types; map $http_upgrade $up { default upgrade; '' close; }
 upstream app { server 127.0.0.1:3000; }
 server { listen 80; server_name a.example; proxy_set_header Host $host;
  location ~* ^/w(s|t)[a-z]{1,2} { return 301 https://$host$request_uri; }
  location /ws { proxy_pass http://app/; proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade;
   proxy_set_header Connection $up }
  location / { if ($http_upgrade) { proxy_pass "http://${x}"; } }
"""
APACHE_CONFIG = """Define PORT 3000
LoadModule proxy_module modules/mod_proxy.so
<VirtualHost *:80>
 ProxyPass / http://127.0.0.1:${PORT}/ \\
  timeout=5
 ProxyPass /ws ws://
 RewriteEngine On
 RewriteCond %{HTTP:Upgrade} ^WebSocket$ [NC]
 RewriteRule ^/(.*) "ws://127.0.0.1:3000/$1" [P,L]
 <Location "/x">
  ProxyPass balancer://c
 </VirtualHost>
"""
HAPROXY_CONFIG = """defaults base
 mode http
 timeout client 30s
frontend f from base
 bind :80 alpn h2,http/1.1
 acl ws hdr(Upgrade) WebSocket
 http-request del-header "Upgrade" if ws or { path_beg /x } !{ ssl_fc }
 use_backend b if ws
 default_backend bb
backend b
 server s 127.0.0.1:443 proto h2
"""
CADDY_CONFIG = """{
 admin off
}
(up) {
 reverse_proxy {args.0} `x`
}
a.example, {$HOST:b.example} {
 import up ws://h/p
 import *
 @ws header Connection Upgrade
 handle_path /api/* {
  reverse_proxy @wss 127.0.0.1:443 {
   header_up -Upgrade
   transport http {
    versions 2
"""
write("config", {
    "nginx": b"\0" + NGINX_CONFIG.encode(),
    "nginx-asked": b"\x0c" + NGINX_CONFIG.encode(),
    "nginx-loop": b"\0include again; server { include *; }",
    "nginx-quote": b"\0server { location /x { proxy_pass \"http://x;\n } }",
    "nginx-braces": b"\0http {\nserver {\nlocation /a {\nlocation /b {\n}\n}\n}\n",
    "nginx-maps": b"\0map $a $b { default $b$b$b; }\nserver { location / { proxy_pass http://h; proxy_set_header Connection $b; } }",
    "apache": b"\1" + APACHE_CONFIG.encode(),
    "apache-asked": b"\x0d" + APACHE_CONFIG.encode(),
    "haproxy": b"\2" + HAPROXY_CONFIG.encode(),
    "haproxy-asked": b"\x0e" + HAPROXY_CONFIG.encode(),
    "caddy": b"\3" + CADDY_CONFIG.encode(),
    "caddy-asked": b"\x0f" + CADDY_CONFIG.encode(),
    "pattern": b"\x0clocation ~ ((a*)*)*b|[^x-z]+?(?i)\\d{3,}$ { proxy_pass http://h; }",
})


def segment(from_client, seq, ack, flags, payload=b"", ipv6=False):
    ports = (40312, 80) if from_client else (80, 40312)
    tcp = (b"".join(port.to_bytes(2, "big") for port in ports) + (seq % 2**32).to_bytes(4, "big")
           + (ack % 2**32).to_bytes(4, "big") + bytes([0x50, flags]) + b"\xff\xff\0\0\0\0" + payload)
    ends = (1, 2) if from_client else (2, 1)
    if ipv6:
        return (bytes.fromhex("60000000") + len(tcp).to_bytes(2, "big") + b"\6\x40"
                + b"".join(bytes(15) + bytes([end]) for end in ends) + tcp)
    return (b"\x45\0" + (20 + len(tcp)).to_bytes(2, "big") + bytes(4) + b"\x40\6\0\0"
            + b"".join(bytes([10, 0, 0, end]) for end in ends) + tcp)


FIN, SYN, RST, ACK = 1, 2, 4, 16


def conversation(client=100, server=0xffffff00, ipv6=False, syn=True):
    """An upgrade and a few frames: a retransmission, a hole that is filled, one that is not, and the ends."""
    head, answer = (REQUEST + "\r\n").encode(), (ANSWER + "\r\n").encode()
    packets = []
    if syn:
        packets += [segment(True, client, 0, SYN, ipv6=ipv6), segment(False, server, client + 1, SYN | ACK, ipv6=ipv6)]
    c, s = client + 1, server + 1
    packets += [segment(True, c, s, ACK, head, ipv6)] * 2
    c += len(head)
    packets.append(segment(False, s, c, ACK, answer + frame(1, b"hello"), ipv6))
    s += len(answer) + 7
    first, second = frame(1, b"one", key=KEY), frame(9, b"two", key=KEY)
    packets.append(segment(True, c + len(first), s, ACK, second, ipv6))
    packets.append(segment(True, c, s, ACK, first, ipv6))
    c += len(first) + len(second)
    packets.append(segment(False, s + 9, c, ACK, frame(2, b"x" * 200), ipv6))
    packets += [segment(True, c, s + 213, ACK, ipv6=ipv6)] * 20
    s += 213
    packets.append(segment(True, c, s, ACK | FIN, frame(8, b"\x03\xe8", key=KEY), ipv6))
    packets.append(segment(False, s, c + 9, ACK | RST, ipv6=ipv6))
    return packets


def pcap(packets, order="little", magic=0xa1b2c3d4, link=101, front=b"", cut=None):
    def number(value, size=4):
        return value.to_bytes(size, order)
    data = number(magic) + number(2, 2) + number(4, 2) + bytes(8) + number(65535) + number(link)
    for at, packet in enumerate(packets):
        packet = front + packet
        data += number(1700000000 + at) + number(at * 1000) + number(len(packet[:cut])) + number(len(packet)) + packet[:cut]
    return data


def blocks(*parts, order="little"):
    data = b""
    for kind, body in parts:
        body += bytes(-len(body) % 4)
        size = (len(body) + 12).to_bytes(4, order)
        data += kind.to_bytes(4, order) + size + body + size
    return data


def pcapng(packets, order="little", link=101, options=b"", kind=6):
    def number(value, size=4):
        return value.to_bytes(size, order)
    parts = [(0x0a0d0d0a, number(0x1a2b3c4d) + number(1, 2) + number(0, 2) + b"\xff" * 8),
             (1, number(link, 2) + number(0, 2) + number(0) + options), (10, number(0x544c534b) + number(4) + b"none")]
    for at, packet in enumerate(packets):
        sizes = number(len(packet)) * 2
        parts.append((kind, {6: number(0) + number(0) + number(at) + sizes, 3: sizes[:4],
                             2: number(0, 2) + number(0, 2) + number(0) + number(at) + sizes}[kind] + packet))
    return blocks(*parts, order=order)


ETHERNET = bytes(12)
write("pcap", {
    "session": pcap(conversation()),
    "big-endian": pcap(conversation(), "big"),
    "nanoseconds": pcap(conversation(), magic=0xa1b23c4d),
    "ipv6": pcap(conversation(ipv6=True)),
    "without-handshake": pcap(conversation(syn=False)[3:]),
    "vlan": pcap(conversation(), link=1, front=ETHERNET + bytes.fromhex("88a8000181000002" "0800")),
    "loopback": pcap(conversation(), link=0, front=b"\2\0\0\0"),
    "cooked": pcap(conversation(), link=113, front=bytes(14) + b"\x08\0"),
    "cooked-2": pcap(conversation(), link=276, front=b"\x08\0" + bytes(18)),
    "cut-packets": pcap(conversation(), cut=60),
    "port-used-twice": pcap(conversation() + conversation(5000, 7000)),
    "client-hello": pcap([segment(True, 1, 0, ACK, bytes.fromhex("160301003b010000370303") + bytes(33)
                                  + bytes.fromhex("00021301010000 0c0000000800060000036162 63".replace(" ", "")))]),
    "smtp": pcap([segment(False, 1, 0, ACK, b"220 mail\r\n"), segment(True, 1, 11, ACK, b"HELO me\r\n")]),
})
write("pcapng", {
    "session": pcapng(conversation()),
    "big-endian": pcapng(conversation(), "big"),
    "simple": pcapng(conversation(), kind=3),
    "obsolete": pcapng(conversation(), kind=2),
    "two-sections": pcapng(conversation()[:6]) + pcapng(conversation()[6:], "big"),
    "binary-times": pcapng(conversation(), options=bytes.fromhex("09000100 94000000 0e000800 64000000 00000000 00000000")),
    "cut": pcapng(conversation())[:-5],
})


def jsonl(*lines, first='{"type":"capture","hop101jsonl":1,"created":"2026-11-22T10:42:07.123456789Z","whole":true}'):
    return "\n".join((first,) + lines) + "\n"


PARTY = '{"type":"party","party":1,"role":"client","name":"Client","address":""}'
HOP = ('{"type":"hop","hop":1,"left":1,"right":2,"url":"ws://h/","limits":{"inflatedMessageBytes":9,"inflateRatio":9,'
       '"messageBytes":9}}')
INPUT = '{"type":"input","hop":1,"direction":"fromLeft","timeNs":5,"kind":'
OPENED = INPUT + '"opened","data":{"left":"a","right":"b"}}'
BYTES = INPUT + '"bytes","base64":"R0VUIC8="}'
LAST = '{"type":"end","inputs":1,"events":1}'
write("jsonl", {
    "whole": jsonl(PARTY, HOP, OPENED, BYTES, '{"type":"event","event":1,"note":"x"}', LAST),
    "part": jsonl(HOP, INPUT + '"bytes","offset":100,"frame":true,"base64":"gQFh"}', LAST),
    "signals": jsonl(HOP, INPUT + '"tick"}', INPUT + '"lost","data":{"bytes":3,"events":1,"framesFollow":true}}',
                     INPUT + '"ended","data":{"cause":1}}', INPUT + '"failed","data":{"stage":2,"reason":{"hex":"ff"}}}'),
    "members-in-another-order": jsonl('{"hop":1,"type":"hop"}', '{"base64":"YQ==","kind":"bytes","timeNs":1,'
                                      '"direction":"fromRight","hop":1,"type":"input"}'),
    "newer": jsonl(first='{"type":"capture","hop101jsonl":2,"created":"2026-11-22T10:42:07Z"}'),
    "cut": jsonl(HOP, BYTES)[:-9],
    "carriage-returns": jsonl(PARTY, HOP, BYTES, LAST).replace("\n", "\r\n"),
})

HAR_ENTRY = ('{"startedDateTime":"2023-11-14T22:13:20.000Z","time":1.5,"_resourceType":"websocket",'
             '"request":{"method":"GET","url":"wss://h/chat?a=b","httpVersion":"HTTP/1.1","headers":['
             '{"name":"Host","value":"h"},{"name":"Upgrade","value":"websocket"},{"name":"Connection","value":"Upgrade"},'
             '{"name":"Sec-WebSocket-Key","value":"dGhlIHNhbXBsZSBub25jZQ=="},{"name":"Sec-WebSocket-Version","value":"13"}]},'
             '"response":{"status":101,"statusText":"","headers":[["Upgrade","websocket"],["Connection","Upgrade"],'
             '["Sec-WebSocket-Accept","s3pPLMBiTxaQ9kYGzzhZRbK+xOo="]],"content":{"size":0}},'
             '"timings":{"blocked":1,"dns":-1,"connect":2,"ssl":1,"send":0,"wait":3,"receive":0},'
             '"_webSocketMessages":[{"type":"send","time":1700000001.5,"opcode":1,"data":"he\\u00e9"},'
             '{"type":"receive","time":1700000002000,"opcode":2,"data":"AP8="},{"type":"error","time":1,"opcode":-1,"data":"x"},'
             '{"type":"receive","time":1700000002,"opcode":9,"data":""}],'
             '"_webSocketClose":{"code":1001,"reason":"x","timestamp":1700000003}}')
HAR_REFUSAL = ('{"request":{"method":"GET","url":"http://h/","headers":[["Upgrade","websocket"]]},"response":{"status":403,'
               '"headers":[["Transfer-Encoding","chunked"]],"content":{"text":"bm8=","encoding":"base64"}}}')
HAR_EXTRAS = ('{"request":{"method":"GET","url":"ws://h/"},"response":{"status":101},"_hop101":{"requestHead":{"text":'
              '"GET / HTTP/1.1\\r\\nHost: h\\r\\n\\r\\n"},"responseHead":{"base64":"SFRUUC8xLjEgMTAxIFgNCg0K"},"interimHeads":[],'
              '"closes":[{"type":"send","time":5,"opcode":8,"data":"A+g="}]},"_webSocketMessages":[{"type":"send","time":1,'
              '"opcode":1,"data":"ab","_hop101":{"fragments":[1,1],"base64":"YWI="}}]}')
har_of = lambda *entries: ('{"log":{"version":"1.2","pages":[],"entries":[' + ",".join(entries) + "]}}").encode()
write("har", {
    "chrome": har_of(HAR_ENTRY),
    "bom": b"\xef\xbb\xbf" + har_of(HAR_ENTRY),
    "refusal": har_of(HAR_REFUSAL, '{"request":{"url":"http://h/x"}}'),
    "extras": har_of(HAR_EXTRAS),
    "http2": har_of('{"request":{"method":"CONNECT","url":"wss://h/","headers":[{"name":":protocol","value":"websocket"}]},'
                    '"response":{"status":200},"_webSocketMessages":[]}'),
    "failed": har_of('{"request":{"url":"ws://h/"},"response":{"status":0,"_error":"net::ERR_CONNECTION_REFUSED"}}'),
})
write("importtext", {
    "har": har_of(HAR_ENTRY),
    "entry": HAR_ENTRY.encode(),
    "curl": b"curl 'wss://h/chat' \\\n  -H 'Upgrade: websocket' -H $'X: a\\'b' --compressed",
    "cmd": b"curl \"https://h/\" ^\n  -H \"A: ^\\^\"x^\\^\"\"",
    "powershell": b"curl.exe 'https://h/' `\n -H 'A: b'",
    "piped": b"@'\nurl = \"http://h/\"\nheader = \"A: b\"\n'@ | curl.exe -K -\n",
    "fetch": b"await fetch(\"https://h/\", {\"headers\": {\"a\": \"b\"}, \"method\": \"GET\"});",
    "socket": b"const s = new WebSocket('ws://h/x', ['a', \"b\"]);",
    "raw": b"GET /chat HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\n\r\n",
    "url": b"wss://user:pw@[::1]:8443/x?y=z",
})
