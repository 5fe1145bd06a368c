"""What a scanned 安否確認一覧 will be once saved. No widgets."""

from __future__ import annotations

from dataclasses import dataclass, field

from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.services.scan.safety_lists import NEW, NOT_SEEN, SAME, SafetyProposal, Seen


@dataclass(slots=True)
class SafetyState:
    """A proposal with a person's answers.

    Attributes:
        answers: by person what the row says; what was read for sure stands here from the beginning.
        seen_by, date, time: who ticked the paper and when, "" as long as nobody said.
        saved: whether it was saved as it stands.
    """

    proposal: SafetyProposal
    answers: dict[Id, str] = field(default_factory=dict)
    seen_by: str = ""
    date: str = ""
    time: str = ""
    saved: bool = False

    def __post_init__(self) -> None:
        """Begin with what was read for sure."""
        for mark in self.proposal.marks:
            if mark.state == NEW:
                self.answers.setdefault(mark.person, mark.said)
            elif mark.state == SAME:
                self.answers.setdefault(mark.person, mark.recorded)

    def open_questions(self) -> list[Seen]:
        """Return what nobody has decided yet."""
        return [m for m in self.proposal.questions if m.person not in self.answers]

    def has_more(self) -> bool:
        """Whether something beside the ticks waits to be typed."""
        return False

    def fresh(self) -> int:
        """Return how many people will have a new look."""
        return sum(
            self.answers.get(m.person, NOT_SEEN) not in (NOT_SEEN, *([m.recorded] if m.state != NEW else []))
            for m in self.proposal.marks
        )

    def summary(self) -> str:
        """Return the counts in one line."""
        p = self.proposal
        parts = [f"新しい印 {p.count(NEW)}"]
        if p.count(SAME):
            parts.append(f"もう入っている印 {p.count(SAME)}")
        parts.append(f"印のない方 {p.empty}")
        return "　".join(parts)
