# SPDX-License-Identifier: GPL-3.0-or-later
"""mosquitto: MQTT over WebSocket. It chooses the subprotocol that MQTT needs, looks at neither version nor key, and
closes the connection without a word where it dislikes something."""
import harness
from conversation import WRONG_HANDSHAKES
from harness import Interop, rules_with

# With a WebSocket listener alone it does not start.
CONFIG = """
listener {plain} 127.0.0.1
listener {port} 127.0.0.1
protocol websockets
allow_anonymous true
"""
CONNECT = b"\x10\x0e\x00\x04MQTT\x04\x02\x00\x3c\x00\x02hp"  # MQTT 3.1.1, clean session, client id "hp"
CONNACK = b"\x20\x02\x00\x00"


class Mosquitto(Interop):

    def setUp(self):
        super().setUp()
        port = harness.free_port()
        with open(self.path("mosquitto.conf"), "w", encoding="utf-8") as config:
            config.write(CONFIG.format(plain=harness.free_port(), port=port))
        self.start_on(port, "/usr/sbin/mosquitto", "-c", self.path("mosquitto.conf"))
        self.url = f"ws://127.0.0.1:{port}/mqtt"

    def test_the_subprotocol_of_mqtt_is_chosen(self):
        document = self.cli("probe", self.url, "--subprotocol", "mqtt", "--json").json()
        self.assertEqual(dict(document["response"]["headers"])["Sec-WebSocket-Protocol"], "mqtt")
        self.assertIn("SubprotocolWasOffered", rules_with("holds", document))
        self.assertEqual(rules_with("broken", document), set())
        self.assertIs(document["close"]["clean"], True)

    def test_compression_is_not_taken(self):
        document = self.cli("probe", self.url, "--subprotocol", "mqtt", "-H",
                            "Sec-WebSocket-Extensions: permessage-deflate", "--json").json()
        self.assertNotIn("Sec-WebSocket-Extensions", dict(document["response"]["headers"]))
        self.assertEqual(rules_with("broken", document), set())

    def test_a_subprotocol_that_it_does_not_know_is_answered_by_nothing(self):
        self.cli("probe", self.url, "--subprotocol", "chat", exit_status=3)

    def test_wrong_handshakes(self):
        for name, (arguments, rule) in WRONG_HANDSHAKES.items():
            with self.subTest(name):
                if name in ("no Upgrade", "no Connection", "no key", "no Host"):
                    self.cli("probe", self.url, "--subprotocol", "mqtt", *arguments, exit_status=3)
                    continue
                document = self.cli("probe", self.url, "--subprotocol", "mqtt", *arguments, "--json",
                                    exit_status=1).json()
                self.assertEqual(document["response"]["status"], 101)
                self.assertIn(rule, rules_with("broken", document))


if __name__ == "__main__":
    harness.main()
