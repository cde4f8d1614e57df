# SPDX-License-Identifier: GPL-3.0-or-later
"""Tomcat and its example endpoints: a 101 without a reason phrase, extension parameters without a space, and
messages that come back in the fragments that its buffer of 8 KiB makes of them."""
import os
import random

import harness
from conversation import WRONG_HANDSHAKES
from harness import Interop, rules_with

HOME = "/usr/share/tomcat10"
EXAMPLES = "/usr/share/tomcat10-examples/examples"
SERVER = """<?xml version="1.0"?>
<Server port="-1">
  <Service name="Catalina">
    <Connector port="{port}" address="127.0.0.1" protocol="HTTP/1.1" bindOnInit="false"/>
    <Engine name="Catalina" defaultHost="localhost">
      <Host name="localhost" appBase="webapps" autoDeploy="false" deployOnStartup="false">
        <Context path="/examples" docBase="{examples}"/>
      </Host>
    </Engine>
  </Service>
</Server>
"""
# Tomcat's filter for WebSocket is only asked for paths that a servlet serves.
WEB = """<?xml version="1.0"?>
<web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
  <servlet>
    <servlet-name>default</servlet-name>
    <servlet-class>org.apache.catalina.servlets.DefaultServlet</servlet-class>
  </servlet>
  <servlet-mapping><servlet-name>default</servlet-name><url-pattern>/</url-pattern></servlet-mapping>
</web-app>
"""
NOISE = random.Random(101).randbytes(50000).hex()  # text that compression leaves long enough
# A small heap, one collector thread and the quick compiler: it starts in half the time.
JAVA = ("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto")


class Server(Interop):
    """One Tomcat for all tests of this file: starting it takes longer than all of them."""

    @classmethod
    def setUpClass(cls):
        cls.owner = Interop()
        cls.owner.setUp()
        cls.addClassCleanup(cls.owner.doCleanups)
        cls.port = harness.free_port()
        base = cls.owner.folder
        for folder in ("conf", "logs", "temp", "webapps", "work"):
            os.mkdir(os.path.join(base, folder))
        for name, text in (("server.xml", SERVER.format(port=cls.port, examples=EXAMPLES)), ("web.xml", WEB)):
            with open(os.path.join(base, "conf", name), "w", encoding="utf-8") as file:
                file.write(text)
        cls.owner.start_on(cls.port, "/usr/bin/java", *JAVA, f"-Dcatalina.home={HOME}", f"-Dcatalina.base={base}",
                           f"-Djava.io.tmpdir={base}/temp", "-cp",
                           f"{HOME}/bin/bootstrap.jar:{HOME}/bin/tomcat-juli.jar",
                           "org.apache.catalina.startup.Bootstrap", "start")

    def url(self, endpoint):
        return f"ws://127.0.0.1:{self.port}/examples/websocket/{endpoint}"


class Echo:
    """Each endpoint echoes in its own way: in parts as they come, from a stream, from a whole message."""

    switch, compress = ("--no-extensions",), False

    def recorded(self, endpoint, texts):
        """The frames of a recording of these texts being echoed."""
        capture = self.path(f"{endpoint}.hop101")
        sends = [part for text in texts for part in ("--send", text)]
        self.cli("record", self.url(endpoint), *self.switch, *sends, "--count", len(texts), "--capture", capture)
        self.assert_recorded(capture, texts, self.compress)
        return self.frames(capture)

    def test_messages_come_back_in_fragments(self):
        frames = self.recorded("echoAnnotation", ["hello", NOISE, "ö" * 10000])
        returned = [frame for frame in frames if frame["from"] == "server" and "message" in frame]
        self.assertGreater(len(returned), 5)
        self.assertIn("continuation", {frame["opcode"] for frame in returned})

    def test_messages_come_back_from_a_stream(self):
        self.recorded("echoStreamAnnotation", ["hello", NOISE])

    def test_messages_come_back_whole(self):
        self.recorded("echoProgrammatic", ["hello", "x" * 8000])

    def test_the_verdict(self):
        document = self.cli("probe", self.url("echoAnnotation"), *self.switch, "--send", "hello", "--receive", "1",
                            "--json").json()
        self.assertEqual((document["response"]["status"], document["response"]["reason"]), (101, ""))
        self.assertEqual(rules_with("broken", document), set())
        self.assertEqual(document["findings"], [])
        self.assertIs(document["close"]["clean"], True)


class Plain(Echo, Server):

    def test_a_chat_talks_first(self):
        document = self.cli("probe", self.url("chat"), "--receive", "1", "--json").json()
        self.assertRegex(document["messages"][0]["text"], r"\* Guest[0-9]+ has joined\.")

    def test_a_message_that_is_too_large_is_closed_with_1009(self):
        document = self.cli("probe", self.url("chat"), *self.switch, "--send", "x" * 9000, "--receive", "9",
                            "--json", exit_status=1).json()
        self.assertEqual((document["close"]["code"], document["close"]["startedBy"]), (1009, "server"))

    def test_wrong_handshakes_are_answered_and_explained(self):
        statuses = {"no version": 426, "version 99": 426, "version 8": 426, "no Upgrade": 404, "no Connection": 400,
                    "no key": 400, "a short key": 400, "POST": 404, "no Host": 400, "HTTP/1.0": 101}
        for name, (arguments, rule) in WRONG_HANDSHAKES.items():
            with self.subTest(name):
                document = self.cli("probe", self.url("echoAnnotation"), *arguments, "--json", exit_status=1).json()
                self.assertEqual(document["response"]["status"], statuses[name])
                self.assertIn(rule, rules_with("broken", document))


class Compressed(Echo, Server):

    switch, compress = (), True

    def test_its_answer_has_no_space_between_the_parameters(self):
        document = self.cli("probe", self.url("echoAnnotation"), "--json").json()
        self.assertEqual(dict(document["response"]["headers"])["Sec-WebSocket-Extensions"],
                         "permessage-deflate;client_max_window_bits=15")
        self.assertEqual(rules_with("broken", document), set())


if __name__ == "__main__":
    harness.main()
