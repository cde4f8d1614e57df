# SPDX-License-Identifier: GPL-3.0-or-later
"""What a case is. The tables are in the cases_*.py, one category or a few in each."""
import dataclasses
from collections.abc import Callable

from deflate import Agreed

BOTH = ("server", "client")


@dataclasses.dataclass
class Case:
    """`body(peer)` plays it and raises Fault. It must end the connection itself.

    `subjects`: which of our programs it is for. `offer` and `answer` are for permessage-deflate: what the peer
    offers a server, what it answers a client. `status`: what echo must exit with; None: 0, or 1 where the case
    broke a rule on purpose. `head`: how the head comes ("whole", "bytes", or "with frames": `early` in the same
    write as the peer's head)."""
    category: str
    title: str
    body: Callable
    subjects: tuple = BOTH
    is_quick: bool = True
    offer: object = None
    answer: Agreed | None = None
    refuses: bool = False  # a server under test may not agree to `offer`
    level: int = 6
    is_strict: bool = False
    status: int | tuple | None = None
    head: str = "whole"
    early: tuple = ()
    rows: tuple = ()  # header fields of the peer's head, instead of its plain Upgrade and Connection
    number: int = 0

    @property
    def name(self):
        return f"{self.category}-{self.number:03d}"


class Table:
    """Cases in order; each gets its number within its category."""

    def __init__(self):
        self.cases = []

    def add(self, category, title, body, **options):
        number = sum(1 for case in self.cases if case.category == category) + 1
        self.cases.append(Case(category, title, body, number=number, **options))
