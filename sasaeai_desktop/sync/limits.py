"""What a bundle's header may say of streams: the agreed shape and no more, before anything else reads it.

A sender that is known can sign whatever it likes, so its header is looked at like a stranger's.
"""

from __future__ import annotations

import re
from typing import Any

from sasaeai_desktop.db.streams import HIGHEST

MAX_STREAMS = 20_000  # a large city's laptops, each with every chain, begun anew twenty times
MAX_BRANCHES = 1000  # histories of one stream: one more each time a copied laptop is taken for the first
_MAX_NAME = 64
_TIP = re.compile(r"[0-9a-f]{32}")
_SIGNATURE = re.compile(r"[0-9a-f]{128}")


def is_have(value: Any) -> bool:
    """Say whether this is ``{stream: [[seq, tip], ...]}``, one pair for each history of a stream."""
    return (
        type(value) is dict
        and len(value) <= MAX_STREAMS
        and all(
            len(name) <= _MAX_NAME
            and type(tips) is list
            and len(tips) <= MAX_BRANCHES
            and all(
                type(tip) is list and len(tip) == 2 and _is_seq(tip[0]) and _is_hex(_TIP, tip[1])
                for tip in tips
            )
            for name, tips in value.items()
        )
    )


def is_tips(value: Any) -> bool:
    """Say whether this is ``[{stream, first, seq, tip, sig}, ...]``; parts of a newer program may stand beside."""
    return type(value) is list and len(value) <= MAX_STREAMS and all(map(_is_entry, value))


def _is_entry(entry: Any) -> bool:
    return (
        type(entry) is dict
        and type(entry.get("stream")) is str
        and len(entry["stream"]) <= _MAX_NAME
        and _is_seq(entry.get("seq"))
        and type(entry.get("first")) is int
        and 1 <= entry["first"] <= entry["seq"] + 1
        and _is_hex(_TIP, entry.get("tip"))
        and _is_hex(_SIGNATURE, entry.get("sig"))
    )


def _is_seq(value: Any) -> bool:
    return type(value) is int and 0 <= value <= HIGHEST


def _is_hex(form: re.Pattern[str], value: Any) -> bool:
    return type(value) is str and form.fullmatch(value) is not None
