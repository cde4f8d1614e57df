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
