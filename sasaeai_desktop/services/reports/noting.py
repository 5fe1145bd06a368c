"""What must be said beside the year's figures: counted in two ways, counted nowhere, counted without its ground."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sasaeai_desktop.db.engine import ReadSession
from sasaeai_desktop.db.repositories import doubling, uncounted
from sasaeai_desktop.domain.fiscal import months_of
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.domain.people import RoleKind
from sasaeai_desktop.domain.permissions import Deed
from sasaeai_desktop.services.desk.deciding import BOTH, decisions, item_key
from sasaeai_desktop.services.desk.desk import Desk, allow, reading

_FIGURES = {
    RoleKind.WATCHER: "watch.watchers",
    RoleKind.BLOCK_COORDINATOR: "watch.block_coordinators",
    RoleKind.AREA_COORDINATOR: "watch.area_coordinators",
}
BOTH_WAYS = "acts_and_tally"
"""The inbox's name for a month that was told in two ways; its decisions are asked here."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something to say beside a figure.

    Attributes:
        figure: key path, ``watch.acts``.
        code: acts_and_tally, watcher_tally, no_start, unregistered or cancelled_attended.
        district: code.
        count: of what the words tell.
        words: one sentence, without names.
    """

    figure: str
    code: str
    district: str
    count: int
    words: str

    def to_json(self) -> dict[str, Any]:
        """Return the entry of ``notes`` in ``report annual --json``."""
        return {name: getattr(self, name) for name in ("figure", "code", "district", "count", "words")}


def notes(desk: Desk, year: int) -> list[Note]:
    """Return what is to be said beside the figures of a fiscal year, by figure and district."""
    allow(desk, Deed.PAPER)
    with reading(desk) as session:
        return [
            *_both_ways(session, desk, year),
            *_unregistered(session, year),
            *_no_start(session, year),
            *_cancelled(session, year),
        ]


def of_section(found: Sequence[Note], section: str) -> list[Note]:
    """Return what is to be said of one programme."""
    return [note for note in found if note.figure.startswith(f"{section}.")]


def in_words(found: Sequence[Note]) -> list[str]:
    """Return a sentence per figure and kind; of several districts their sum."""
    groups: dict[tuple[str, str], list[Note]] = {}
    for note in found:
        groups.setdefault((note.figure, note.code), []).append(note)
    said = []
    for (figure, code), of_kind in groups.items():
        if len(of_kind) == 1:
            said.append(of_kind[0].words)
        else:
            words = _words(code, sum(n.count for n in of_kind), figure)
            said.append(f"{words}（{len({n.district for n in of_kind})}地区）")
    return said


def _both_ways(session: ReadSession, desk: Desk, year: int) -> Iterator[Note]:
    months = months_of(year)
    decided = {d.item for d in decisions(session).values() if d.choice == BOTH}
    people = doubling.persons(session, months[0], months[-1])
    watchers = [] if desk.me.council else doubling.watchers(session, months[0], months[-1])
    for code, kind, found in ((BOTH_WAYS, "person", people), ("watcher_tally", "volunteer", watchers)):
        districts: dict[str, int] = {}
        for each in found:
            if item_key(BOTH_WAYS, kind, (each.who,), named=each.month) not in decided:
                districts[each.district] = districts.get(each.district, 0) + 1
        for district, count in districts.items():
            yield Note("watch.acts", code, district, count, _words(code, count))


def _unregistered(session: ReadSession, year: int) -> Iterator[Note]:
    for district, people, _acts in uncounted.unregistered(session, year):
        yield Note("watch.acts", "unregistered", district, people, _words("unregistered", people))


def _no_start(session: ReadSession, year: int) -> Iterator[Note]:
    for code, district, count in uncounted.without_start_counts(session, year):
        figure = "watch.people" if not code else next((f for r, f in _FIGURES.items() if r == code), "")
        if figure:
            yield Note(figure, "no_start", district, count, _words("no_start", count, figure))


def _cancelled(session: ReadSession, year: int) -> Iterator[Note]:
    for district, sessions, _people in uncounted.cancelled_counts(session, year):
        words = _words("cancelled_attended", sessions)
        yield Note("salon.participants", "cancelled_attended", district, sessions, words)


def _words(code: str, count: int, figure: str = "") -> str:
    role = next((label_of(RoleKind, r) for r, f in _FIGURES.items() if f == figure), "見守り登録")
    return {
        BOTH_WAYS: f"1回ずつのきろくと月計の両方がある月が {count}人月あり、両方を足しています。",
        "watcher_tally": f"担当者の月計と ほかのきろくが重なるかもしれない月が {count}か月あります。",
        "unregistered": f"見守り登録（開始日）のない方 {count}人への きろくを ふくみます。",
        "no_start": f"始まりの日のない{role} {count}件は、どの年度にも数えていません。",
        "cancelled_attended": f"中止の回 {count}回に 参加者が付いています。参加人数には入れていません。",
    }[code]
