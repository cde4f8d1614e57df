# SPDX-License-Identifier: GPL-3.0-or-later
"""What `export --to mermaid` writes, drawn by the mermaid package in Chromium: without an error, whatever the
payloads are, and each label says what the capture says."""
import os

import harness
import hostile
from browser import Rendering
from harness import Interop

SCRIPT = os.path.join(os.environ.get("HOP101_NPM", ""), "mermaid", "dist", "mermaid.min.js")
# The defaults, as somebody's page has them.
PAGE = """<!doctype html><meta charset="utf-8"><title>mermaid</title><script src="/mermaid.js"></script><script>
'use strict';
async function draw(text, number) {
    const seen = { error: null, texts: [], elements: [] };
    try {
        const { svg } = await mermaid.render('drawing' + number, text);
        const drawn = new DOMParser().parseFromString(svg, 'text/html').querySelector('svg');
        seen.texts = [...drawn.querySelectorAll('text')].map((element) => element.textContent);
        seen.elements = [...new Set([...drawn.querySelectorAll('*')].map((element) => element.localName))];
    } catch (error) {
        seen.error = String(error);
    }
    return seen;
}
(async () => {
    mermaid.initialize({ startOnLoad: false });
    const drawings = [];
    for (const text of await (await fetch('/texts')).json()) drawings.push(await draw(text, drawings.length));
    await fetch('/result', { method: 'POST', body: JSON.stringify(drawings) });
})();
</script>"""


class Mermaid(Rendering, Interop):

    page_text = PAGE
    scripts = {"/mermaid.js": SCRIPT}

    def drawn(self, *texts):
        """What Mermaid makes of them, all of it drawn without an error."""
        self.texts = texts
        drawings = self.visit("")
        self.assertEqual([drawing["error"] for drawing in drawings], [None] * len(texts))
        for drawing in drawings:
            self.assertFalse({"script", "img", "a", "b"} & set(drawing["elements"]), drawing["elements"])
        return [drawing["texts"] for drawing in drawings]

    def exported(self, capture, *options):
        text = self.cli("export", capture, "--to", "mermaid", "-o", "-", *options).out
        self.assertLessEqual(len(text.encode("utf-16-le")) // 2, 50_000)
        return text

    def test_whatever_a_payload_is_its_label_says_it(self):
        payloads = hostile.PAYLOADS + [sent for sent, _shown in hostile.SHOWN] + [hostile.LONG]
        capture = hostile.record(self, payloads)
        labels, = self.drawn(self.exported(capture))
        for payload in hostile.PAYLOADS + [shown for _sent, shown in hostile.SHOWN]:
            shown = payload.strip()
            self.assertTrue(any(label.strip().endswith(shown) and " · text · " in label for label in labels),
                            (payload, labels))
        self.assertTrue(any("1.0 MB LLLL" in label and label.endswith("…") for label in labels), labels)
        self.assertEqual(sum(" · text · " in label for label in labels), len(payloads))

    def test_each_payload_alone(self):
        """One diagram each, so that none is saved by what stands before it."""
        captures = [hostile.record(self, [payload], f"{number}.hop101")
                    for number, payload in enumerate(hostile.PAYLOADS)]
        for payload, labels in zip(hostile.PAYLOADS, self.drawn(*map(self.exported, captures))):
            self.assertEqual(sum(label.strip().endswith(payload.strip()) for label in labels), 1, (payload, labels))

    def test_a_long_capture_is_drawn_in_part_and_says_so(self):
        count = 3000
        capture = hostile.record(self, [f"message {number} " + "#;<>\"" * 12 for number in range(count)])
        text = self.exported(capture)
        labels, = self.drawn(text)
        self.assertTrue(any(label.startswith("… ") and "more events" in label for label in labels), labels)
        shown = sum(" · text · " in label for label in labels)
        self.assertGreater(shown, 50)
        left_out = sum(int("".join(filter(str.isdigit, label.split(" more")[0]))) for label in labels
                       if label.startswith("… "))
        events = len(self.cli("show", capture, "--json").json()["events"])
        seams = sum("from here" in label for label in labels)
        arrows = text.count("->>") + text.count("-)") + text.count("-x")
        self.assertEqual(arrows + seams + left_out, events)

    def test_a_filter_and_findings_and_nothing_at_all(self):
        capture = hostile.record(self, ["one", "two; <three>"])
        some, none = self.drawn(self.exported(capture, "--filter", "text"), self.exported(capture, "--events", "900"))
        self.assertTrue(any(label.endswith("events: text") for label in some), some)
        self.assertIn("No events", none)


if __name__ == "__main__":
    harness.main()
