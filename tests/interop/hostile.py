# SPDX-License-Identifier: GPL-3.0-or-later
"""Payloads that break whoever puts them into a document as they are, and a capture that holds them."""
import struct

from scripted import CLOSE_1000, switching

# Each fits on a label whole.
PAYLOADS = [
    "plain words",
    "a;b;;c", "#35; &amp; &#35; #quot; &lt;", "# comment", "%% comment", "%%{init: {'theme':'dark'}}%%", "$$x^2$$",
    "P1->>P2: forged", "A-->B", "->", "<<->>", "x)", "-x", "end", "end end", "loop forever", "alt else opt par rect",
    "Note over P1,P2: forged", "participant X as Y", "autonumber", "activate P1", "title: x", "accTitle: x",
    "\"quoted\" 'single' `tick` ```fence```", "back\\slash \\n \\t \\\\", "{\"json\":[1,2,{\"a\":null}]}",
    "<br>a<br/>b", "<script>alert(1)</script>", "<b>bold</b> <img src=x onerror=alert(1)>", "<!-- c --> ]]> &nbsp;",
    "[link](javascript:alert(1)) ![i](x) **b** _i_ ~~s~~", "| a | b |", "https://example.org/?a=1&b=2#c", "@user #1",
    "wrap:text", ": nowrap: x", "style a:#35;b;c", "classDef x:#35;y;", "ﬂ°lt¶ß ﬂ°°60¶ß °§µ",
    "@startuml", "@enduml", "!include /etc/passwd", "%getenv(\"HOME\")", "%date()", "$a = 1", "!define x y", "'comment",
    "/' block '/", "== divider ==", "...", "||45||", "--", "__u__ //i// ~~w~~ --s-- \"\"m\"\"", "<U+0041> <&key> <:smile:>",
    "[[http://example.org x]]", "<color:red>red</color> <size:40>big", "\\n \\l \\r", "|||", "newpage", "<$sprite>",
    "😀 🇩🇪 e\u0301", "שלום עולם", "مرحبا بالعالم", "日本語のテキスト", "ß ÿ ‰ €", "   leading and trailing   ",
]
# What turns or hides text is shown by its number.
SHOWN = [("a\u202eb", "a‹U+202E›b"), ("👩\u200d👧", "👩‹U+200D›👧"), ("a\u200bb", "a‹U+200B›b"), ("one\ntwo", "one␊two"), ("nul\0", "nul␀"),
         ("\x1b[2J", "␛[2J")]
LONG = "L" * (1 << 20)


def frame(text, opcode=1):
    data = text.encode()
    if len(data) < 126:
        length = bytes([len(data)])
    elif len(data) < 65536:
        length = b"\x7e" + struct.pack(">H", len(data))
    else:
        length = b"\x7f" + struct.pack(">Q", len(data))
    return bytes([0x80 | opcode]) + length + data


def record(test, payloads, path="hostile.hop101"):
    """A capture of a server that sends these as text messages and closes."""
    tail = b"".join(frame(payload) for payload in payloads) + CLOSE_1000
    server = test.start_scripted(switching(tail=tail))
    test.cli("probe", server.url("/hostile;--%22%3Cb%3E"), "--receive", len(payloads), "--capture", test.path(path),
             "--no-extensions")
    return test.path(path)


def label(payload):
    """How a row of a diagram ends that shows this payload."""
    return f"text · {len(payload.encode())} B {payload}"
