# SPDX-License-Identifier: GPL-3.0-or-later
"""What `export --to plantuml` writes, drawn by Debian's PlantUML: without an error, whatever the payloads are, and
each label says what the capture says."""
import os
import struct
from xml.etree import ElementTree

import harness
import hostile
from harness import Interop

SVG = "{http://www.w3.org/2000/svg}"
HIGHEST = 4096


class PlantUml(Interop):

    def exported(self, capture, name, *options):
        self.cli("export", capture, "--to", "plantuml", "-o", self.path(name), *options)
        return self.path(name)

    def draw(self, kind, *files):
        """One program for all of them: it starts slowly."""
        done = self.run_program("/usr/bin/plantuml", "-headless", "-charset", "UTF-8", "-nbthread", "1", kind, *files)
        self.assertEqual((done.code, done.err), (0, ""), str(done))
        return [os.path.splitext(file)[0] + kind.replace("-t", ".") for file in files]

    def labels(self, *files):
        """The lines of text of each drawing."""
        drawings = []
        for drawing in self.draw("-tsvg", *files):
            lines = {}
            for text in ElementTree.parse(drawing).iter(SVG + "text"):
                lines.setdefault(text.get("y"), []).append("".join(text.itertext()))
            drawings.append(["".join(line) for line in lines.values()])
        return drawings

    def test_whatever_a_payload_is_its_label_says_it(self):
        payloads = hostile.PAYLOADS + [sent for sent, _shown in hostile.SHOWN] + [hostile.LONG]
        labels, = self.labels(self.exported(hostile.record(self, payloads), "all.puml"))
        # Blanks are those of the drawing, which puts them into the positions of its words.
        squeezed = ["".join(label.split()) for label in labels]
        for payload in hostile.PAYLOADS + [shown for _sent, shown in hostile.SHOWN]:
            shown = "".join(payload.split())
            self.assertTrue(any(label.endswith(shown) and "·text·" in label for label in squeezed), (payload, labels))
        self.assertEqual(sum("·text·" in label for label in squeezed), len(payloads))

    def test_a_long_capture_is_drawn_in_part_and_is_not_cut(self):
        capture = hostile.record(self, [f"message {number}" for number in range(3000)])
        few = hostile.record(self, ["one"], "few.hop101")
        files = [self.exported(capture, "long.puml"), self.exported(few, "filter.puml", "--filter", "text"),
                 self.exported(few, "none.puml", "--events", "900")]
        long, some, none = self.labels(*files)
        self.assertTrue(any("moreevents" in "".join(label.split()) for label in long), long)
        self.assertTrue(any("events:text" in "".join(label.split()) for label in some), some)
        self.assertTrue(any("Noevents" in "".join(label.split()) for label in none), none)
        with open(self.draw("-tpng", files[0])[0], "rb") as picture:
            height = struct.unpack(">II", picture.read(24)[16:])[1]
        self.assertLess(height, HIGHEST)
        self.assertGreater(height, HIGHEST // 2)


if __name__ == "__main__":
    harness.main()
