"""A month's totals of one district, as they are now and as they were at given tips of its chains.

The totals come from the same queries as the year's report. "As it was" is counted by folding the open chains up to
the tips into an empty database in memory: open chains hold no names.
"""

from __future__ import annotations

import json
from typing import Any

from sasaeai_desktop.db import absorb, schema, streams
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.engine import IN_MEMORY, Database, ReadSession
from sasaeai_desktop.db.erasures import about_of
from sasaeai_desktop.db.lines import line_id
from sasaeai_desktop.db.repositories.figures import salon, watch
from sasaeai_desktop.db.repositories.figures.query import Span
from sasaeai_desktop.db.streams import Stream
from sasaeai_desktop.domain.watch import method_words
from sasaeai_desktop.services.desk.common import last_of_month

Figures = dict[str, int]
Tips = dict[str, list[tuple[int, str]]]
"""Per stream the (seq, id hex) of every history of it that was held."""

_WORDS = {
    "acts": "見守りの回数",
    "acts_absent": "会えなかった回数",
    "acts_tallied": "月計の回数",
    "people": "見守り対象者",
    "sessions": "サロンの回数",
    "participants": "サロンの参加者",
    "staff": "サロンのスタッフ",
}
_BY_METHOD = "acts."
_COUNTED = frozenset((b"visit", b"tally", b"case", b"merge", b"session", b"attendance"))
"""The kinds that the totals are made of; what else the open chains hold (closings, cards, grants) moves none."""


def words_for(figure: str) -> str:
    """Return what a figure is called on screen and in notices."""
    if figure.startswith(_BY_METHOD):
        code = figure.removeprefix(_BY_METHOD)
        return f"見守りの回数（{method_words(code) or '方法なし'}）"
    return _WORDS.get(figure, figure)


def month_figures(connection: Connection, month: str) -> dict[str, Figures]:
    """Return every district's totals of a month "2023-10" by district code; a district without any is missing."""
    session = ReadSession(connection)
    span = Span(f"{month}-01", last_of_month(month))
    found: dict[str, Figures] = {}

    def add(district: str, figure: str, count: int) -> None:
        of_district = found.setdefault(district, dict.fromkeys(_WORDS, 0))
        of_district[figure] = of_district.get(figure, 0) + count

    for act in watch.acts(session, span):
        add(act.district, "acts", act.count)
        add(act.district, f"{_BY_METHOD}{act.method}", act.count)
        add(act.district, "acts_tallied", act.count if act.tallied else 0)
        add(act.district, "acts_absent", act.count if act.absent else 0)
    for district, people in watch.watched_people(session, span).items():
        add(district, "people", people)
    for held in salon.sessions(session, span):
        add(held.key, "sessions", held.sessions)
        add(held.key, "participants", held.participants)
        add(held.key, "staff", held.staff)
    return found


def of_district(connection: Connection, month: str, district: str) -> Figures:
    """Return one district's totals of a month; all 0 when it has none."""
    return month_figures(connection, month).get(district) or dict.fromkeys(_WORDS, 0)


def differing(theirs: Figures, ours: Figures) -> dict[str, tuple[int, int]]:
    """Return the figures that differ, as (theirs, ours); what only a newer program counts is passed over."""
    known = set(_WORDS) & theirs.keys() | {f for f in theirs.keys() | ours.keys() if f.startswith(_BY_METHOD)}
    pairs = {f: (theirs.get(f, 0), ours.get(f, 0)) for f in sorted(known)}
    return {f: pair for f, pair in pairs.items() if pair[0] != pair[1]}


# -- tips ------------------------------------------------------------------------------------------------------------


def open_streams(connection: Connection, district: str) -> list[Stream]:
    """Return the streams with a district's open facts: its laptops' own, and the council's replies."""
    rows = connection.exec_driver_sql(
        "SELECT n FROM stream WHERE district = ? AND (audience = 'open' OR audience LIKE 'reply-%')",
        (district,),
    )
    numbers = set(rows.scalars())
    return [s for s in streams.all_streams(connection) if s.number in numbers]


def open_tips(connection: Connection, district: str) -> Tips:
    """Return how far each of a district's open chains reaches here."""
    tips: Tips = {}
    for stream in open_streams(connection, district):
        if stream.seq:
            tips.setdefault(stream.name, []).append((stream.seq, stream.tip.hex()))
    return tips


def tips_from(text: str) -> Tips | None:
    """Read the tips of a closing; None when they have another form (a newer program's)."""
    try:
        stated: Any = json.loads(text)
        tips = {str(name): [(seq, tip) for seq, tip in pairs] for name, pairs in stated.items()}
    except (ValueError, TypeError, AttributeError):
        return None
    pairs = [pair for of_stream in tips.values() for pair in of_stream]
    return tips if all(type(seq) is int and seq > 0 and type(tip) is str for seq, tip in pairs) else None


def figures_at(connection: Connection, month: str, district: str, tips: Tips) -> Figures | None:
    """Count a district's month over just the changes up to the tips; None while not all of them are here."""
    held = open_streams(connection, district)
    reached = _reached(connection, held, tips)
    if reached is None:
        return None
    if _nothing_counted_beyond(connection, held, reached):
        return of_district(connection, month, district)
    return _counted_aside(connection, month, district, reached)


def is_as_now(connection: Connection, district: str, tips: Tips) -> bool:
    """Say whether a district's tables here are just those of the tips, as far as they are counted."""
    held = open_streams(connection, district)
    reached = _reached(connection, held, tips)
    return reached is not None and _nothing_counted_beyond(connection, held, reached)


def _reached(connection: Connection, held: list[Stream], tips: Tips) -> list[tuple[Stream, int]] | None:
    reached: list[tuple[Stream, int]] = []
    for name, pairs in tips.items():
        for seq, tip in pairs:
            named = [s for s in held if s.name == name and seq <= s.seq]
            stream = next((s for s in named if streams.id_at(connection, s, seq).hex() == tip), None)
            if stream is None:
                return None
            reached.append((stream, seq))
    return reached


def _nothing_counted_beyond(
    connection: Connection, held: list[Stream], reached: list[tuple[Stream, int]]
) -> bool:
    """Say whether nothing that is counted is held beyond the tips (behind a gap counts too: it is in the tables)."""
    upto = {stream.number: seq for stream, seq in reached}
    for stream in held:
        first = upto.get(stream.number, 0) + 1
        if stream.branch and first == 1:
            return False  # a history of its own that the tips do not know
        lines = streams.lines_between(connection, stream.number, first, streams.HIGHEST)
        if any(about_of(line).partition(b"/")[0] in _COUNTED for line in lines):
            return False
    return True


def _counted_aside(
    connection: Connection, month: str, district: str, reached: list[tuple[Stream, int]]
) -> Figures:
    aside = Database(IN_MEMORY, bytes(32))
    try:
        schema.migrate(aside)
        with aside.transaction() as scratch, aside.journal_writing():
            for stream, seq in reached:
                lines = streams.lines_between(connection, stream.number, 1, seq)
                signed = (seq, line_id(lines[-1]), b"")
                absorb.finish(scratch, absorb.absorb_stream(scratch, stream.name, 1, lines, signed))
            return of_district(scratch, month, district)
    finally:
        aside.close()
