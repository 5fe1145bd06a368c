"""What a scanned roster will be once saved. No widgets."""

from __future__ import annotations

from dataclasses import dataclass, field

from sasaeai_desktop.services.scan.rosters import (
    CANCELLED,
    FUTURE,
    NEW,
    ONLY_TYPED,
    SAME,
    Came,
    Column,
    NewGuest,
    NewName,
    Place,
    RosterProposal,
)


@dataclass(slots=True)
class RosterState:
    """A proposal with a person's answers.

    Attributes:
        answers: by place, whether they came.
        counts: numbers without names by day and field, where they were typed.
        names: (name, kana) of new guests by row on paper.
        saved: whether it was saved as it stands.
    """

    proposal: RosterProposal
    answers: dict[Place, bool] = field(default_factory=dict)
    counts: dict[str, dict[str, int | None]] = field(default_factory=dict)
    names: dict[int, tuple[str, str]] = field(default_factory=dict)
    saved: bool = False

    def open_questions(self) -> list[Came]:
        """Return what nobody has decided yet."""
        return [m for m in self.proposal.questions if m.place not in self.answers]

    def has_more(self) -> bool:
        """Whether something beside the ticks waits to be typed."""
        written = any(count.written for column in self.proposal.columns for count in column.counts)
        return written or bool(self.proposal.newcomers)

    def marks_on(self, day: str) -> dict[bytes, Came]:
        """Return what stands in a column, by person."""
        return {m.person: m for m in self.proposal.marks if m.day == day}

    def is_present(self, mark: Came | None) -> bool:
        """Whether somebody will be present."""
        if mark is None:
            return False
        return self.answers.get(mark.place, mark.state in (NEW, SAME, ONLY_TYPED))

    def present_on(self, day: str) -> int:
        """Return how many named people will be present on a day."""
        here = [m for person, m in self.marks_on(day).items() if person != CANCELLED]
        new = sum(1 for n in self.proposal.newcomers if n.row in self.names and day in n.days)
        return sum(self.is_present(m) for m in here) + new

    def value_of(self, column: Column, name: str) -> int:
        """Return a count as typed, or as recorded."""
        typed = self.counts.get(column.day, {}).get(name)
        if typed is not None:
            return typed
        return int(getattr(column.session, name, 0) or 0) if column.session else 0

    def guests(self) -> list[NewGuest]:
        """Return the new guests whose names were typed."""
        rows: dict[int, list[NewName]] = {}
        for new in self.proposal.newcomers:
            rows.setdefault(new.row, []).append(new)
        found = []
        for row, (name, kana) in self.names.items():
            days = tuple(day for new in rows.get(row, ()) for day in new.days)
            if name and days:
                found.append(NewGuest(name, kana, days))
        return found

    def summary(self) -> str:
        """Return the counts in one line."""
        p = self.proposal
        parts = [f"新しい出席 {p.count(NEW)}"]
        if p.count(SAME):
            parts.append(f"もう入っている出席 {p.count(SAME)}")
        if p.count(ONLY_TYPED):
            parts.append(f"紙にない きろく {p.count(ONLY_TYPED)}（そのまま残します）")
        if p.count(FUTURE):
            parts.append(f"入れられない印 {p.count(FUTURE)}")
        return "　".join(parts)
