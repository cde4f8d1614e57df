# SPDX-License-Identifier: GPL-3.0-or-later
"""What `export --to markdown` writes, rendered in Chromium by the marked package, and its diagram by mermaid: it fits
a comment, and nothing that a peer sent becomes markup."""
import os

import harness
import hostile
from browser import Rendering
from harness import Interop

NPM = os.environ.get("HOP101_NPM", "")
SCRIPTS = {"/marked.js": os.path.join(NPM, "marked", "lib", "marked.umd.js"),
           "/mermaid.js": os.path.join(NPM, "mermaid", "dist", "mermaid.min.js")}
PAGE = """<!doctype html><meta charset="utf-8"><title>markdown</title><script src="/marked.js"></script>
<script src="/mermaid.js"></script><script>
'use strict';
async function read(text, number) {
    const page = new DOMParser().parseFromString(marked.parse(text, { gfm: true }), 'text/html').body;
    const seen = { elements: [...new Set([...page.querySelectorAll('*')].map((element) => element.localName))] };
    seen.headings = [...page.querySelectorAll('h1,h2,h3')].map((element) => element.textContent);
    seen.rows = [...page.querySelectorAll('tr')].map((row) => [...row.children].map((cell) => cell.textContent));
    seen.text = page.textContent;
    seen.error = null;
    try {
        const diagrams = page.querySelectorAll('code.language-mermaid');
        if (diagrams.length !== 1) throw new Error(`${diagrams.length} diagrams`);
        await mermaid.render('drawing' + number, diagrams[0].textContent);
    } catch (error) {
        seen.error = String(error);
    }
    return seen;
}
(async () => {
    mermaid.initialize({ startOnLoad: false });
    const reports = [];
    for (const text of await (await fetch('/texts')).json()) reports.push(await read(text, reports.length));
    await fetch('/result', { method: 'POST', body: JSON.stringify(reports) });
})();
</script>"""
ALLOWED = {"h1", "h2", "h3", "p", "br", "strong", "code", "pre", "table", "thead", "tbody", "tr", "th", "td", "ul", "li"}
MOST = 65_536  # what a comment on GitHub takes


class Markdown(Rendering, Interop):

    page_text = PAGE
    scripts = SCRIPTS

    def reports(self, *captures):
        self.texts = [self.cli("export", capture, "--to", "markdown", "-o", "-").out for capture in captures]
        seen = self.visit("")
        for text, report in zip(self.texts, seen):
            self.assertLessEqual(len(text), MOST)
            self.assertIsNone(report["error"])
            self.assertLessEqual(set(report["elements"]), ALLOWED)
        return seen

    def test_whatever_a_payload_is_its_row_says_it(self):
        halves = [hostile.PAYLOADS[:40], hostile.PAYLOADS[40:] + [sent for sent, _shown in hostile.SHOWN]]
        captures = [hostile.record(self, half, f"{number}.hop101") for number, half in enumerate(halves)]
        rows = [row for report in self.reports(*captures) for row in report["rows"]]
        for payload in hostile.PAYLOADS + [shown for _sent, shown in hostile.SHOWN]:
            self.assertTrue(any(len(row) == 6 and row[3].rstrip().endswith(payload.rstrip()) for row in rows),
                            (payload, rows))

    def test_headers_and_a_refusal_that_mean_to_break_it(self):
        value = "`a` | <b>x</b> @you #1 https://example.org \\| **b** ]( ~~~ ```"
        body = "```\n# heading\n</code></pre><script>alert(1)</script>\n~~~\n| a |\n| --- |\n" * 3
        answer = (f"HTTP/1.1 403 No <b>way</b> @you\r\nX-Odd|`x`: {value}\r\nServer: <i>nginx</i>\r\n"
                  f"Content-Length: {len(body)}\r\n\r\n{body}").encode()
        server = self.start_scripted(answer)
        self.cli("probe", server.url(), "--capture", self.path("no.hop101"), exit_status=1)
        report, = self.reports(self.path("no.hop101"))
        self.assertIn(value, [row[1] for row in report["rows"] if len(row) == 2], report["rows"])
        self.assertIn("</code></pre><script>alert(1)</script>", report["text"])
        self.assertIn("Not upgraded.", report["text"])

    def test_a_long_capture_fits_a_comment_and_says_what_it_leaves_out(self):
        capture = hostile.record(self, ["|`<&" * 30 + str(number) for number in range(10_000)])
        report, = self.reports(capture)
        self.assertTrue(any("more events" in row[3] for row in report["rows"] if len(row) == 6), report["rows"])
        left_out = sum(int("".join(filter(str.isdigit, row[3].split("more")[0]))) for row in report["rows"]
                       if len(row) == 6 and row[0] == "…")
        numbered = sum(row[0].isdigit() for row in report["rows"] if len(row) == 6)
        self.assertEqual(left_out + numbered, len(self.cli("show", capture, "--json").json()["events"]))


if __name__ == "__main__":
    harness.main()
