"""What is ticked and counted on a session page and not saved yet; no widget knows how it adds up."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sasaeai_desktop.domain.ids import Id

if TYPE_CHECKING:
    from sasaeai_desktop.services.salon.guests import SessionView

# Participants without a name, in the order of the paper; staff stay apart (shared domain page, section 3).
COUNTS: tuple[tuple[str, str], ...] = (
    ("elderly", "65歳以上"),
    ("children", "子ども"),
    ("disabled", "障がいのある方"),
    ("guardians", "保護者"),
    ("others", "その他"),
)
STAFF = ("staff", "お手伝い（別に数える）")


@dataclass(frozen=True, slots=True)
class State:
    """What a session says of who came, what was done and what it cost.

    Attributes:
        present: named people.
        counts: by code of ``COUNTS`` and ``STAFF``; 0 where nothing was counted.
        program: names of programs.
        fee: 会費 of one person in yen, None when unset.
    """

    present: frozenset[Id] = frozenset()
    counts: tuple[tuple[str, int], ...] = ()
    program: tuple[str, ...] = ()
    fee: int | None = None


def state_of(view: SessionView) -> State:
    """Return what is on file."""
    session = view.session
    return State(
        frozenset(g.person for g in (*view.regulars, *view.sometimes) if g.present),
        tuple((code, getattr(session, code) or 0) for code, _ in (*COUNTS, STAFF)),
        tuple(sorted(session.program)),
        session.fee,
    )


@dataclass(slots=True)
class Tally:
    """Taps since the last save, over what is on file."""

    saved: State = State()
    present: set[Id] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)
    program: set[str] = field(default_factory=set)
    fee: int | None = None

    def start(self, saved: State) -> None:
        """Begin with what is on file."""
        self.saved = saved
        self.present, self.counts = set(saved.present), dict(saved.counts)
        self.program, self.fee = set(saved.program), saved.fee

    def rebase(self, fresh: State) -> None:
        """Take in what changed on file meanwhile; taps that are not saved yet stay."""
        old = self.saved
        came, left = self.present - old.present, old.present - self.present
        self.present = (set(fresh.present) | came) - left
        before, now = dict(old.counts), dict(fresh.counts)
        self.counts = {
            c: now.get(c, 0) if n == before.get(c, 0) else n for c, n in {**now, **self.counts}.items()
        }
        if tuple(sorted(self.program)) == old.program:
            self.program = set(fresh.program)
        if self.fee == old.fee:
            self.fee = fresh.fee
        self.saved = fresh

    @property
    def named(self) -> int:
        """How many are there by name."""
        return len(self.present)

    @property
    def unnamed(self) -> int:
        """How many are only counted; お手伝い are no participants."""
        return sum(self.counts.get(code, 0) for code, _ in COUNTS)

    @property
    def total(self) -> int:
        """きょうの参加."""
        return self.named + self.unnamed

    def now(self) -> State:
        """Return what a save would write."""
        counts = tuple((code, self.counts.get(code, 0)) for code, _ in (*COUNTS, STAFF))
        return State(frozenset(self.present), counts, tuple(sorted(self.program)), self.fee)

    @property
    def unsaved(self) -> bool:
        """Whether something is not on file yet."""
        return self.now() != self.saved

    def figures_to_save(self) -> dict[str, object]:
        """Return the fields of ``Session`` that changed."""
        before, now = dict(self.saved.counts), self.now()
        values: dict[str, object] = {c: n for c, n in now.counts if n != before.get(c, 0)}
        if now.program != self.saved.program:
            values["program"] = now.program
        if now.fee != self.saved.fee:
            values["fee"] = now.fee
        return values
