# SPDX-License-Identifier: GPL-3.0-or-later
"""export --to pcapng, read by tshark: the heads and every frame, as the capture has them."""
import signal
import socket
import struct

import harness
import mixed
from harness import Interop

TSHARK = "/usr/bin/tshark"
FRAMES = 2_600  # of each side; the relay's two connections show them twice
FIELDS = ("frame.number", "tcp.stream", "tcp.srcport", "websocket.opcode", "websocket.fin", "websocket.mask",
          "websocket.rsv", "websocket.payload_length", "websocket.payload_length_ext_16",
          "websocket.payload_length_ext_64", "websocket.payload.close.status_code")


class Pcapng(Interop):

    def recorded(self, family=socket.AF_INET, count=FRAMES):
        """A relay between two raw peers: the capture has what went over both its connections."""
        host = "[::1]" if family == socket.AF_INET6 else "127.0.0.1"
        frames = mixed.Mixture(True, 102).frames(count)
        server = mixed.Server(mixed.Mixture(False, 101).frames(count), struct.pack(">H", 4001) + b"that is all",
                              mixed.size_of(frames), family)
        capture = self.path("mixed.hop101")
        relay, url = self.start_announced(harness.CLI, "relay", "--listen", f"{host}:0", "--to",
                                          f"ws://{host}:{server.port}/", "--capture", capture)
        port = int(url.rstrip("/").rpartition(":")[2])
        mixed.exchange((host.strip("[]"), port), frames, 1000)
        server.thread.join(60)
        self.assertIsNone(server.failure)
        relay.send_signal(signal.SIGINT)
        self.assertEqual(relay.wait(60), 0, harness.log_of(relay))
        return capture

    def exported(self, capture, *options, err=""):
        out = self.path("out.pcapng")
        done = self.run_program(harness.CLI, "export", capture, "--to", "pcapng", "-o", out, "--overwrite", *options)
        self.assertEqual((done.code, done.err), (0, err), str(done))
        return out

    def tshark(self, file, fields, *options):
        """A row for each packet: the fields as text."""
        chosen = [part for field in fields for part in ("-e", field)]
        done = self.run_program(TSHARK, "-n", "-r", file, "-T", "fields", "-E", "separator=/t", "-E", "occurrence=a",
                                "-E", "aggregator=|", *options, *chosen, seconds=300)
        self.assertEqual(done.code, 0, str(done))
        return [line.split("\t") for line in done.out.splitlines()]

    def rows(self, capture, query):
        done = self.cli("sql", capture, query, "--json")
        return [tuple(row.values()) for row in done.json()]

    def captured_frames(self, capture):
        """By connection and side: (opcode, fin, masked, rsv1, payload size, close code)."""
        frames = {}
        for row in self.rows(capture, "SELECT hop, direction, code, fin, masked, rsv1, payload_size, close_code FROM event "
                             "WHERE kind = 'frame' ORDER BY id"):
            frames.setdefault((row[0] - 1, row[1]), []).append(tuple(row[2:]))
        return frames

    def dissected_frames(self, file):
        ports = {}
        frames = {}
        for _number, stream, port in self.tshark(file, FIELDS[:3], "-Y", "tcp.flags.syn == 1 && tcp.flags.ack == 0"):
            ports[stream] = port
        for row in self.tshark(file, FIELDS, "-Y", "websocket"):
            self.assertNotIn("|", "".join(row), "one frame a packet")
            _number, stream, port, opcode, fin, mask, rsv, short, of16, of64, close = row
            size = int(of64 or of16 or short)
            side = (int(stream), 0 if port == ports[stream] else 1)
            frames.setdefault(side, []).append((int(opcode), flag(fin), flag(mask), int(rsv, 0) >> 2, size,
                                                int(close) if close else None))
        return frames

    def assert_dissected(self, capture, file):
        wanted, found = self.captured_frames(capture), self.dissected_frames(file)
        self.assertEqual(sorted(wanted), sorted(found))
        for side, frames in wanted.items():
            self.assertEqual(len(frames), len(found[side]), side)
            for at, (one, other) in enumerate(zip(frames, found[side])):
                self.assertEqual(one, other, f"frame {at} of {side}")
        return sum(map(len, wanted.values()))

    def assert_heads(self, capture, file):
        heads = self.tshark(file, ("tcp.stream", "http.request.method", "http.request.uri", "http.sec_websocket_key",
                                   "http.sec_websocket_extensions"), "-Y", "http.request")
        switches = self.tshark(file, ("tcp.stream", "http.response.code", "http.sec_websocket_accept"),
                               "-Y", "http.response")
        texts = [row[0] for row in self.rows(capture, "SELECT text FROM event WHERE kind = 'requestHead' ORDER BY id")]
        answers = [row[0] for row in self.rows(capture, "SELECT text FROM event WHERE kind = 'responseHead' ORDER BY id")]
        self.assertEqual(len(heads), len(texts))
        self.assertEqual(len(switches), len(answers))
        for head, text in zip(heads, texts):
            self.assertEqual(head[1], "GET")
            self.assertIn(f"GET {head[2]} HTTP/1.1\r\n", text)
            self.assertIn(f"Sec-WebSocket-Key: {head[3]}\r\n", text)
            self.assertEqual(head[4], "permessage-deflate")
        for switch, text in zip(switches, answers):
            self.assertEqual(switch[1], "101")
            self.assertIn(f"Sec-WebSocket-Accept: {switch[2]}\r\n", text)

    def assert_sound(self, file):
        """Nothing that Wireshark marks as odd in TCP."""
        done = self.run_program(TSHARK, "-n", "-r", file, "-o", "tcp.check_checksum:TRUE", "-Y",
                                "tcp.analysis.flags || tcp.checksum.status == 0 || _ws.malformed", seconds=300)
        self.assertEqual((done.code, done.out), (0, ""), str(done))

    def test_ten_thousand_mixed_frames_are_dissected_as_the_capture_has_them(self):
        capture = self.recorded()
        file = self.exported(capture)
        count = self.assert_dissected(capture, file)
        self.assertGreater(count, 10_000)
        self.assert_heads(capture, file)
        self.assert_sound(file)
        print(f"{count} frames as sent: opcode, fin, mask, rsv, payload length and close code are the capture's")

    def test_decoded_frames_hold_what_was_compressed(self):
        capture = self.recorded()
        file = self.exported(capture, "--decoded")
        # What a frame brought to its message is what that has more than before.
        sizes = {}
        for row in self.rows(capture, "SELECT id, message, compressed, message_size, payload_size FROM event "
                             "WHERE kind = 'frame' ORDER BY id"):
            before = sizes.get(("message", row[1]), 0)
            sizes[row[0]] = row[3] - before if row[2] else row[4]
            sizes["message", row[1]] = row[3]
        wanted = {}
        for row in self.rows(capture, "SELECT hop, direction, code, fin, masked, id, close_code FROM event "
                             "WHERE kind = 'frame' ORDER BY id"):
            wanted.setdefault((row[0] - 1, row[1]), []).append((*row[2:5], 0, sizes[row[5]], row[6]))
        found = self.dissected_frames(file)
        self.assertEqual(sorted(wanted), sorted(found))
        for side, frames in wanted.items():
            self.assertEqual(frames, found[side], side)
        self.assert_sound(file)
        texts = {row[0] for row in self.tshark(file, ("websocket.payload.text",), "-Y", "websocket.payload.text")}
        self.assertGreater(len(texts), 500)

    def test_ipv6_is_ipv6(self):
        capture = self.recorded(socket.AF_INET6, 300)
        file = self.exported(capture)
        self.assertGreater(self.assert_dissected(capture, file), 1200)
        self.assert_heads(capture, file)
        self.assert_sound(file)
        self.assertEqual({tuple(row) for row in self.tshark(file, ("ipv6.src", "ipv6.dst"))}, {("::1", "::1")})

    def test_findings_are_comments_that_can_be_filtered(self):
        server = self.start_scripted(lambda head: mixed.answer(head) + b"\x83\x00" + b"\x88\x02\x03\xe8")
        capture = self.path("odd.hop101")
        self.run_program(harness.CLI, "probe", f"ws://127.0.0.1:{server.port}/", "--capture", capture)
        file = self.exported(capture)
        rows = self.tshark(file, ("frame.comment",), "-Y", 'websocket && frame.comment contains "error"')
        self.assertEqual(len(rows), 1, rows)
        self.assertIn("OpcodeKnown", rows[0][0])

    def test_a_selection_is_dissected_because_its_heads_go_along(self):
        capture = self.recorded(count=300)
        file = self.exported(capture, "--filter", "ping")
        opcodes = [row[0] for row in self.tshark(file, ("websocket.opcode",), "-Y", "websocket")]
        self.assertEqual(set(opcodes), {"9"})
        wanted = self.rows(capture, "SELECT count(*) FROM event WHERE opcode = 'ping'")
        self.assertEqual(len(opcodes), wanted[0][0])
        self.assert_heads(capture, file)


def flag(text):
    return 1 if text in ("1", "True") else 0


if __name__ == "__main__":
    harness.main()
