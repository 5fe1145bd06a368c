"""Text that is only text: what may turn lines around, move a cursor or end a line early is made visible.

A name comes from a table, a stick or a keyboard and is shown in windows, tool tips and terminals. None of these may be
steered by it (Unicode UTS 55: bidirectional signs; ECMA-48: control signs).
"""

from __future__ import annotations

import re

SHOWN_AS = "\N{REPLACEMENT CHARACTER}"

# Controls but for tab and line end, line and paragraph separators, bidirectional signs, lone surrogates, byte order mark.
_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)


def plain(text: str) -> str:
    """Return a text with � for every sign that would steer whatever shows it; equal to the text where there is none."""
    return _STEERING.sub(SHOWN_AS, text) if _STEERING.search(text) else text


def escaped_json(document: str) -> str:
    r"""Return a JSON document with such signs inside its strings as ``\uXXXX``: the same document to every reader."""
    return _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", document)
