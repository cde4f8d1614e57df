# SPDX-License-Identifier: GPL-3.0-or-later
"""All cases, in the order in which they are reported."""
import cases_close
import cases_control
import cases_deflate
import cases_fragments
import cases_framing
import cases_handshake
import cases_reserved
import cases_throughput
import cases_utf8
from case import Table

_TABLE = Table()
for module in (cases_handshake, cases_framing, cases_control, cases_reserved, cases_fragments, cases_utf8, cases_close,
               cases_throughput, cases_deflate):
    module.fill(_TABLE)
CASES = _TABLE.cases
