# SPDX-License-Identifier: GPL-3.0-or-later
"""wss against node https with a certificate that nobody signed."""
import harness
from harness import Interop, rules_with


class SelfSigned(Interop):

    def setUp(self):
        super().setUp()
        certificate, key = self.path("certificate.pem"), self.path("key.pem")
        made = self.run_program("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
                                "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
                                "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key, "-out", certificate)
        self.assertEqual(made.code, 0, str(made))
        self.url = f"wss://127.0.0.1:{self.start_node('echo-tls', certificate, key)}/"

    def test_it_is_not_trusted_and_the_sentence_says_why(self):
        done = self.cli("probe", self.url, exit_status=3)
        self.assertRegex(done.err.lower(), "self.signed|certificate")

    def test_insecure_goes_on(self):
        document = self.cli("probe", self.url, "--insecure", "--send", "hello", "--receive", "1", "--json").json()
        self.assertIs(document["verdict"]["upgraded"], True)
        self.assertEqual(rules_with("broken", document), set())

    def test_a_capture_of_it_can_be_verified(self):
        capture = self.path("tls.hop101")
        self.cli("probe", self.url, "--insecure", "--send", "hello", "--receive", "1", "--capture", capture)
        self.cli("verify", capture)
        secured = [event for event in self.cli("show", capture, "--json").json()["events"] if event["kind"] == "tlsUp"]
        self.assertTrue(secured and all(event["accepted"] for event in secured), secured)

    def test_plain_ws_to_a_tls_port_is_one_sentence_or_a_verdict(self):
        done = self.run_program(harness.CLI, "probe", self.url.replace("wss:", "ws:"), "--timeout", "5")
        self.assertIn(done.code, (1, 3), str(done))

    def test_wss_to_a_plain_port_is_one_sentence(self):
        self.cli("probe", f"wss://127.0.0.1:{self.start_node('echo')}/", exit_status=3)


if __name__ == "__main__":
    harness.main()
