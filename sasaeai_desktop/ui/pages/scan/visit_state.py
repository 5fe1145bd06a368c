"""What a scanned visit sheet will be once saved: records, sure marks and answers together. No widgets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sasaeai_desktop.services.scan.visits import (
    ABSENT,
    DIFFERS,
    FUTURE,
    MARK,
    NEW,
    NOTHING,
    ONLY_TYPED,
    SAME,
    BlockNote,
    NoteTyped,
    Place,
    ScanMark,
    VisitProposal,
)
from sasaeai_desktop.ui.pages.watch.words import ABSENT_MARK, mark_of, short_town
from sasaeai_desktop.ui.widgets.grid_sheet import GridRow

_SIGNS = {"visit": "訪", "phone": "電", "pattern": "姿"}
_ORDER = ("visit", "phone", "pattern")
_SIGN_WORDS = {"visit": "訪ねた", "phone": "電話した", "pattern": "姿を見た"}


@dataclass(slots=True)
class VisitState:
    """A proposal with a person's answers.

    Attributes:
        answers: by place; see `scan_visits`.
        notes: memos and signs typed from the paper, by row.
        saved: whether it was saved as it stands.
    """

    proposal: VisitProposal
    answers: dict[Place, str] = field(default_factory=dict)
    notes: dict[int, NoteTyped] = field(default_factory=dict)
    saved: bool = False

    def open_questions(self) -> list[ScanMark]:
        """Return what nobody has decided yet."""
        return [m for m in self.proposal.questions if m.place not in self.answers]

    def asked_cells(self) -> frozenset[tuple[int, int]]:
        """Return the cells with an open question."""
        return frozenset((m.row, m.day) for m in self.open_questions())

    def typed_cells(self) -> frozenset[tuple[int, int]]:
        """Return the cells of records that the paper does not show."""
        replaced = {
            (m.row, m.day)
            for m in self.proposal.marks
            if m.state == DIFFERS and self.answers.get(m.place) == MARK
        }
        typed = {(m.row, m.day) for m in self.proposal.marks if m.state == ONLY_TYPED}
        return frozenset(typed - replaced)

    def written_notes(self) -> list[BlockNote]:
        """Return blocks with a memo or signs."""
        return [note for note in self.proposal.notes if note.memo or note.signs]

    def has_more(self) -> bool:
        """Whether something beside the marks waits to be typed."""
        return bool(self.written_notes())

    def grid_rows(self) -> list[GridRow]:
        """Return the blocks of the grid."""
        marks: list[dict[int, str]] = [{} for _ in self.proposal.view.rows]
        for at, row in enumerate(self.proposal.view.rows):
            for day, held in row.marks.items():
                marks[at][day] = mark_of(held[0].method, held[0].result)
        for mark in sorted(
            self.proposal.marks, key=lambda m: _ORDER.index(m.method) if m.method in _ORDER else 9
        ):
            shown = self._shown(mark)
            if shown is None:
                continue
            if shown:
                if mark.state == DIFFERS or mark.day not in marks[mark.row] or mark.place in self.answers:
                    marks[mark.row][mark.day] = shown
            elif marks[mark.row].get(mark.day) == _SIGNS.get(mark.method):
                marks[mark.row].pop(mark.day, None)
        return [
            GridRow(row.person, row.name, short_town(row.town), row.planned, marks[at])
            for at, row in enumerate(self.proposal.view.rows)
        ]

    def _shown(self, mark: ScanMark) -> str | None:
        """Return the sign that an answer (or a sure mark) puts into the grid; None leaves the cell alone."""
        answer = self.answers.get(mark.place, MARK if mark.state == NEW else "")
        if mark.state in (ONLY_TYPED, FUTURE, SAME) and not answer:
            return None
        return {MARK: _SIGNS.get(mark.method, ""), ABSENT: ABSENT_MARK, NOTHING: ""}.get(answer)

    def on_paper(self, row: int) -> int:
        """Return how many marks of a person the paper shows, as far as it is decided."""
        said = {MARK, ABSENT}
        return sum(
            1
            for m in self.proposal.marks
            if m.row == row and (m.state in (NEW, SAME, FUTURE) or self.answers.get(m.place) in said)
        )

    def days_of(self, row: int) -> list[int]:
        """Return the days on which a person will have a mark."""
        return sorted(self.grid_rows()[row].marks)

    def summary(self, *, drawn: bool = False) -> str:
        """Return the counts in one line; ``drawn`` says how the grid beside it draws what is not on the paper."""
        p = self.proposal
        parts = [f"新しい印 {p.count(NEW)}"]
        if p.count(SAME):
            parts.append(f"もう入っている印 {p.count(SAME)}")
        if p.count(ONLY_TYPED):
            parts.append(
                f"紙にない きろく {p.count(ONLY_TYPED)}（{'点線。' if drawn else ''}そのまま残します）"
            )
        if p.count(FUTURE):
            parts.append(f"入れられない印 {p.count(FUTURE)}（きょうより先など）")
        return "　".join(parts)


def choices_of(mark: ScanMark) -> tuple[tuple[str, str, str], ...]:
    """Return (key, code, words) of what can be said of a box."""
    if mark.state == DIFFERS:
        return (("1", MARK, "紙のとおりにする"), ("0", NOTHING, "きろくのまま"))
    return (("1", MARK, "ある"), ("2", ABSENT, "会えなかった「不」"), ("0", NOTHING, "なし"))


def sign_words(mark: ScanMark) -> str:
    """訪ねた, 電話した, 姿を見た."""
    return _SIGN_WORDS.get(mark.method, "")


def recorded_words(mark: ScanMark) -> Iterator[str]:
    """Yield what is recorded of the day, in words."""
    yield from (_SIGN_WORDS.get(method, method) for method in mark.recorded)
