# SPDX-License-Identifier: GPL-3.0-or-later
"""import of what other programs recorded: a live session, recorded at once by Hop101 and by tcpdump, gives the same
events and findings both ways; and so does a capture that was exported as pcapng."""
import os
import shutil
import signal
import socket
import ssl
import struct
import subprocess
import time

import harness
import mixed
from harness import Interop

TCPDUMP = "/usr/bin/tcpdump"
EDITCAP = "/usr/bin/editcap"
TSHARK = "/usr/bin/tshark"
FRAMES = 600
# Nothing of a packet says which end was Hop101, so "closed by us" reads as the FIN that it was.
EVENTS = ("SELECT hop, direction, kind, CASE WHEN kind = 'closed' AND code = 3 THEN 1 ELSE code END AS code, fin, rsv1, "
          "rsv2, rsv3, masked, compressed, after_close, interim, close_code, offset, wire_size, payload_size, "
          "message_end, message_size, ended, cut, severity FROM event WHERE kind <> 'tlsUp' ORDER BY id")
FINDINGS = ("SELECT e.hop, e.direction, e.kind, e.offset, f.rule, f.first_byte, f.size FROM finding f JOIN event e ON "
            "e.id = f.event ORDER BY e.id, f.rule")


class Tcpdump(Interop):

    def sniff(self, *ports):
        """Starts tcpdump on the loopback interface; returns a function that ends it and gives its file."""
        self.assertTrue(os.path.exists(TCPDUMP), "tcpdump is not installed: tests/run --interop installs it")
        file = self.path(f"sniffed-{ports[0]}.pcap")
        which = " or ".join(f"tcp port {port}" for port in ports)
        process = subprocess.Popen([TCPDUMP, "-i", "lo", "-s", "0", "-B", "65536", "-U", "--immediate-mode", "-Z", "root",
                                    "-w", file, which], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.PIPE)
        self.addCleanup(finish, process)
        line = process.stderr.readline().decode()
        while line and "listening on" not in line:
            self.assertNotIn("permi", line.lower(), "tcpdump may not record here: run this test as root")
            line = process.stderr.readline().decode()
        self.assertIn("listening on", line, "tcpdump did not start")

        def stop():
            self.wait_for_end(file)
            process.send_signal(signal.SIGINT)
            said = process.stderr.read().decode()
            process.wait(20)
            self.assertIn("0 packets dropped by kernel", said)
            return file
        return stop

    def wait_for_end(self, file):
        """Until the file does not grow any more: packets reach tcpdump a little after they were sent."""
        deadline = time.monotonic() + 20
        size, since = -1, time.monotonic()
        while time.monotonic() < deadline and time.monotonic() - since < 0.5:
            now = os.path.getsize(file)
            if now != size:
                size, since = now, time.monotonic()
            time.sleep(0.05)

    def imported(self, file, *options, name="imported.hop101"):
        capture = self.path(name)
        done = self.run_program(harness.CLI, "import", file, "-o", capture, "--overwrite", *options)
        self.assertEqual(done.code, 0, str(done))
        self.cli("verify", capture)
        return capture

    def rows(self, capture, query):
        return [tuple(row.values()) for row in self.cli("sql", capture, query, "--json").json()]

    def by_side(self, capture, query):
        sides = {}
        for row in self.rows(capture, query):
            sides.setdefault(row[:2], []).append(row[2:])
        return sides

    def assert_same(self, own, other):
        """The same events and findings on each side of each connection, in the same order."""
        for query in (EVENTS, FINDINGS):
            wanted, found = self.by_side(own, query), self.by_side(other, query)
            self.assertEqual(sorted(wanted), sorted(found))
            for side, rows in wanted.items():
                for at, (one, two) in enumerate(zip(rows, found[side])):
                    self.assertEqual(one, two, f"row {at} of {side}")
                self.assertEqual(len(rows), len(found[side]), side)
        return len(self.rows(own, EVENTS)), len(self.rows(own, FINDINGS))

    # live sessions

    def relayed(self, count):
        frames = mixed.Mixture(True, 8, pongs=False).frames(count)
        server = mixed.Server(mixed.Mixture(False, 7, pongs=False, pings=False).frames(count), struct.pack(">H", 4001),
                              mixed.size_of(frames))
        capture = self.path("own.hop101")
        relay, url = self.start_announced(harness.CLI, "relay", "--listen", "127.0.0.1:0", "--to",
                                          f"ws://127.0.0.1:{server.port}/", "--capture", capture)
        port = int(url.rstrip("/").rpartition(":")[2])
        return server, relay, port, capture, frames

    def test_a_relay_of_mixed_frames(self):
        server, relay, port, capture, frames = self.relayed(FRAMES)
        stop = self.sniff(port, server.port)
        mixed.exchange(("127.0.0.1", port), frames, 1000)
        server.thread.join(60)
        relay.send_signal(signal.SIGINT)
        self.assertEqual(relay.wait(60), 0)
        events, findings = self.assert_same(capture, self.imported(stop()))
        self.assertGreater(events, 4 * FRAMES)
        print(f"relay: {events} events and {findings} findings are the same")

    def test_a_probe_of_a_server_with_mistakes(self):
        server = self.start_scripted(lambda head: mixed.answer(head) + b"\x83\x00" + mixed.frame(9, b"x" * 126, False)
                                     + b"\xc1\x02\xff\xff" + b"\x88\x02\x03\xe8")
        stop = self.sniff(server.port)
        capture = self.path("own.hop101")
        self.run_program(harness.CLI, "probe", f"ws://127.0.0.1:{server.port}/", "--send", "hello", "--capture", capture)
        events, findings = self.assert_same(capture, self.imported(stop()))
        self.assertGreater(findings, 1)
        print(f"probe: {events} events and {findings} findings are the same")

    def test_a_refusal_with_a_body(self):
        body = b"<h1>no</h1>" * 5000
        server = self.start_scripted(b"HTTP/1.1 403 Forbidden\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        stop = self.sniff(server.port)
        capture = self.path("own.hop101")
        self.run_program(harness.CLI, "probe", f"ws://127.0.0.1:{server.port}/", "--capture", capture)
        self.assert_same(capture, self.imported(stop()))

    def test_a_reset(self):
        server = self.start_scripted(lambda head: mixed.answer(head) + b"\x81\x05hello", then="reset")
        stop = self.sniff(server.port)
        capture = self.path("own.hop101")
        self.run_program(harness.CLI, "probe", f"ws://127.0.0.1:{server.port}/", "--capture", capture)
        imported = self.imported(stop())
        # Who is reset may hear of it when it reads or when it writes; the packet says who did it.
        closed = "SELECT direction, code FROM event WHERE kind = 'closed' AND code = 2"
        self.assertEqual(len(self.rows(capture, closed)), 1)
        self.assertEqual(self.rows(imported, closed), [(1, 2)])
        rules = "SELECT rule FROM finding ORDER BY rule"
        self.assertEqual(self.rows(capture, rules), self.rows(imported, rules))

    # files in other forms

    def sniffed(self, count=100):
        server, relay, port, capture, frames = self.relayed(count)
        stop = self.sniff(port, server.port)
        mixed.exchange(("127.0.0.1", port), frames, 1000)
        server.thread.join(60)
        relay.send_signal(signal.SIGINT)
        self.assertEqual(relay.wait(60), 0)
        return capture, stop()

    def test_the_same_packets_in_other_files(self):
        capture, file = self.sniffed()
        for name in ("nsecpcap", "pcapng", "modpcap"):
            other = self.path(name)
            done = self.run_program(EDITCAP, "-F", name, file, other)
            self.assertEqual(done.code, 0, str(done))
            self.assert_same(capture, self.imported(other))

    def test_a_lost_packet_is_a_gap_and_frames_follow(self):
        capture, file = self.sniffed()
        # One packet in the middle with frames of a server is taken out.
        done = self.run_program(TSHARK, "-n", "-r", file, "-Y", "websocket.mask == 0 && tcp.len > 0", "-T", "fields",
                                "-e", "frame.number")
        numbers = done.out.split()
        lossy = self.path("lossy.pcap")
        self.assertEqual(self.run_program(EDITCAP, "-F", "pcap", file, lossy, numbers[len(numbers) // 2]).code, 0)
        imported = self.imported(lossy)
        gaps = self.rows(imported, "SELECT hop, direction, wire_size FROM event WHERE kind = 'gap'")
        self.assertEqual(len(gaps), 1, gaps)
        self.assertGreater(gaps[0][2], 0)
        count = "SELECT count(*) FROM event WHERE kind = 'frame'"
        self.assertGreater(self.rows(imported, count)[0][0], self.rows(capture, count)[0][0] * 9 // 10)
        self.assertEqual(self.rows(imported, "SELECT count(*) FROM event WHERE kind = 'raw'"), [(0,)])

    def test_what_two_interfaces_saw_is_there_once(self):
        capture, file = self.sniffed()
        twice = self.path("twice.pcap")
        # One interface's packets behind the other's, as dumpcap writes them where it records on several.
        done = self.run_program("/usr/bin/mergecap", "-a", "-F", "pcap", "-w", twice, file, file)
        self.assertEqual(done.code, 0, str(done))
        self.assert_same(capture, self.imported(twice))

    def test_a_websocket_behind_a_connect_is_read(self):
        server = self.start_scripted(lambda head: mixed.answer(head) + b"\x81\x05hello" + b"\x88\x02\x03\xe8")
        relay, url = self.start_announced(harness.CLI, "relay", "--proxy", "--listen", "127.0.0.1:0")
        port = int(url.rstrip("/").rpartition(":")[2])
        stop = self.sniff(port)
        host = f"127.0.0.1:{server.port}"
        with socket.create_connection(("127.0.0.1", port), timeout=20) as client:
            client.sendall(f"CONNECT {host} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
            self.assertIn(b" 200 ", client.recv(4096))
            client.sendall(mixed.request(host, b"/chat"))
            received = b""
            while not received.endswith(b"\x88\x02\x03\xe8"):
                part = client.recv(4096)
                self.assertTrue(part, received)
                received += part
        relay.send_signal(signal.SIGINT)
        self.assertEqual(relay.wait(60), 0)
        imported = self.imported(stop())
        self.assertEqual(self.rows(imported, "SELECT url FROM hop ORDER BY id")[1], (f"ws://{host}/chat",))
        self.assertEqual(self.rows(imported, "SELECT status, verdict FROM exchange ORDER BY id"), [(200, 5), (101, 1)])
        self.assertEqual(self.rows(imported, "SELECT rule FROM finding WHERE hop = 1"), [])
        self.assertEqual(self.rows(imported, "SELECT hop, code, payload_size FROM event WHERE kind = 'frame' ORDER BY id"),
                         [(2, 1, 5), (2, 8, 2)])

    def test_a_file_that_ends_in_a_packet_gives_what_is_there(self):
        _capture, file = self.sniffed()
        cut = self.path("cut.pcap")
        shutil.copy(file, cut)
        os.truncate(cut, os.path.getsize(cut) // 2 + 3)
        done = self.run_program(harness.CLI, "import", cut, "-o", self.path("cut.hop101"))
        self.assertEqual(done.code, 4, str(done))
        self.assertRegex(done.err, r"byte \d+")
        self.assertGreater(len(self.rows(self.path("cut.hop101"), EVENTS)), 100)

    def test_without_its_handshake_it_is_offered_and_then_read(self):
        _capture, file = self.sniffed()
        late = self.path("late.pcap")
        heads = self.run_program(TSHARK, "-n", "-r", file, "-Y", "http", "-T", "fields", "-e", "frame.number").out.split()
        self.assertEqual(self.run_program(EDITCAP, "-F", "pcap", file, late, f"1-{heads[-1]}").code, 0)
        done = self.run_program(harness.CLI, "import", late, "-o", self.path("none.hop101"))
        self.assertEqual(done.code, 4, str(done))
        self.assertIn("as WebSocket to read", done.err)
        imported = self.imported(late, "--treat-as-websocket")
        self.assertGreater(self.rows(imported, "SELECT count(*) FROM event WHERE kind = 'frame'")[0][0], 50)

    # TLS

    def secured(self, version, ciphers=None):
        """A relay to a TLS server: its capture, what tcpdump saw, and the server's key log."""
        certificate, key, log = self.path("certificate.pem"), self.path("key.pem"), self.path("keys.txt")
        made = self.run_program("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
                                "-nodes", "-days", "2", "-subj", "/CN=localhost", "-keyout", key, "-out", certificate)
        self.assertEqual(made.code, 0, str(made))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        context.minimum_version = context.maximum_version = version
        if ciphers:
            context.set_ciphers(ciphers)
        context.keylog_filename = log
        frames = mixed.Mixture(True, 8, pongs=False).frames(300)
        server = mixed.TlsServer(mixed.Mixture(False, 7, pongs=False, pings=False).frames(300), struct.pack(">H", 4001),
                                 mixed.size_of(frames), context)
        capture = self.path("own.hop101")
        relay, url = self.start_announced(harness.CLI, "relay", "--listen", "127.0.0.1:0", "--insecure", "--to",
                                          f"wss://localhost:{server.port}/", "--capture", capture)
        port = int(url.rstrip("/").rpartition(":")[2])
        stop = self.sniff(port, server.port)
        mixed.exchange(("127.0.0.1", port), frames, 1000)
        server.thread.join(60)
        relay.send_signal(signal.SIGINT)
        self.assertEqual(relay.wait(60), 0)
        return capture, stop(), log

    def assert_read(self, version, protocol, ciphers=None):
        capture, file, log = self.secured(version, ciphers)
        imported = self.imported(file, "--key-log", log)
        events, findings = self.assert_same(capture, imported)
        tls = self.rows(imported, "SELECT hop, text FROM event WHERE kind = 'tlsUp'")
        self.assertEqual(len(tls), 1, tls)
        self.assertEqual(tls[0][0], 2)
        self.assertTrue(tls[0][1].startswith(protocol), tls)
        print(f"{tls[0][1]}: {events} events and {findings} findings are the same")
        return capture, file, log

    def test_tls_1_3_with_a_key_log(self):
        capture, file, log = self.assert_read(ssl.TLSVersion.TLSv1_3, "TLSv1.3")
        # The same with the secrets in the file, as Wireshark writes them.
        inside = self.path("with-keys.pcapng")
        done = self.run_program(EDITCAP, "--inject-secrets", f"tls,{log}", "-F", "pcapng", file, inside)
        self.assertEqual(done.code, 0, str(done))
        self.assert_same(capture, self.imported(inside))

    def test_tls_1_2_with_a_key_log(self):
        for cipher in ("ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-ECDSA-CHACHA20-POLY1305",
                       "ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA384"):
            with self.subTest(cipher):
                os.path.exists(self.path("own.hop101")) and os.remove(self.path("own.hop101"))
                self.assert_read(ssl.TLSVersion.TLSv1_2, "TLSv1.2, " + cipher, cipher)

    def test_tls_without_keys_is_named(self):
        _capture, file, _log = self.secured(ssl.TLSVersion.TLSv1_3)
        done = self.cli("import", file, "-o", self.path("part.hop101"))
        self.assertIn("(localhost), TLSv1.3, cannot be read: its keys are not there", done.out)
        self.assertEqual(self.rows(self.path("part.hop101"), "SELECT count(*) FROM hop"), [(1,)])

    def test_a_key_log_that_is_none_is_said_to_be_none(self):
        done = self.run_program(harness.CLI, "import", __file__, "--as", "pcap", "--key-log", __file__, "-o",
                                self.path("none.hop101"))
        self.assertEqual(done.code, 4, str(done))
        self.assertIn("key log", done.err)

    # round trips

    def test_an_exported_capture_comes_back(self):
        capture, _file = self.sniffed()
        out = self.path("out.pcapng")
        self.cli("export", capture, "--to", "pcapng", "-o", out)
        imported = self.imported(out)
        self.assert_same(capture, imported)
        # Times, too: but those of packets are those of the first byte of what is in them.
        order = "SELECT hop, direction, kind, offset FROM event ORDER BY id"
        self.assertEqual(self.rows(capture, order), self.rows(imported, order))


def finish(process):
    if process.poll() is None:
        process.terminate()
        process.wait(10)
    process.stderr.close()


if __name__ == "__main__":
    harness.main()
