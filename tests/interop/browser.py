# SPDX-License-Identifier: GPL-3.0-or-later
"""Chromium without a window, that visits one page of servers/ and is told what the page saw."""
import http.server
import json
import os
import queue
import threading

import harness
from harness import HERE

# Not the script in /usr/bin: that would be ended instead of the browser.
BROWSER = "/usr/lib/chromium/chromium-headless-shell"
OPTIONS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
           "--disable-background-networking", "--disable-component-update", "--remote-debugging-port=0")
SECONDS = 90


class Browser:
    """Beside harness.Interop; `page` is a file of servers/ that posts JSON to /result."""

    page = "browser.html"

    def setUp(self):
        super().setUp()
        self.results = queue.Queue()
        self.pages = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        thread = threading.Thread(target=self.pages.serve_forever)
        thread.start()
        self.addCleanup(thread.join)
        self.addCleanup(self.pages.server_close)
        self.addCleanup(self.pages.shutdown)

    def content(self, path):
        """What is at this path: its type and bytes; None where there is nothing."""
        if not path.startswith("/" + self.page):
            return None
        with open(os.path.join(HERE, "servers", self.page), "rb") as page:
            return "text/html; charset=utf-8", page.read()

    def handler(self):
        test = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                kind, body = test.content(self.path) or ("text/plain", b"")
                self.send_response(200 if body else 404)
                self.send_header("Content-Type", kind)
                self.end_headers()
                self.wfile.write(body)

            def do_POST(self):
                test.results.put(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_):
                pass
        return Handler

    def visit(self, url):
        """What the page saw."""
        self.browser = self.start(BROWSER, *OPTIONS,
                                  f"--user-data-dir={self.path('profile')}", f"{self.page_origin()}/{self.page}?{url}")
        try:
            return self.results.get(timeout=SECONDS)
        except queue.Empty:
            self.fail(harness.log_of(self.browser))

    def page_origin(self):
        return f"http://127.0.0.1:{self.pages.server_port}"


class Rendering(Browser):
    """A page that fetches /texts, and scripts of npm that make something of them: `page_text` and `scripts` by path."""

    page = "rendering.html"
    page_text = ""
    scripts = {}
    texts = ()

    def content(self, path):
        if path in self.scripts:
            with open(self.scripts[path], "rb") as script:
                return "text/javascript", script.read()
        if path == "/texts":
            return "application/json", json.dumps(self.texts).encode()
        return "text/html; charset=utf-8", self.page_text.encode()
