"""The lives of the people in the book: what the day of a row that speaks of one of them is judged by."""

from __future__ import annotations

from sasaeai_desktop.db.repositories import base
from sasaeai_desktop.domain import judging
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.judging import Finding
from sasaeai_desktop.domain.people import Person
from sasaeai_desktop.domain.watch import CaseState, EndReason, WatchCase
from sasaeai_desktop.services.tables.kinds.intake import Intake


class Lives:
    """When people were born, died and were registered: what the day of an act is judged by."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        connection = intake.session.connection
        self._births = {intake.canon(p.id): p.birth for p in base.select(connection, Person) if p.birth}
        self._starts: dict[Id, str] = {}
        self._deaths: dict[Id, str] = {}
        for case in base.select(connection, WatchCase):
            if case.person is None:
                continue
            who = intake.canon(case.person)
            if case.start and case.state != CaseState.CONSIDERED:
                self._starts[who] = min(case.start, self._starts.get(who, case.start))
            if case.end and case.end_reason == EndReason.DIED:
                self._deaths[who] = case.end
        self._judged: dict[tuple[object, str], list[Finding]] = {}

    def judged(self, person: object, day: str) -> list[Finding]:
        """Judge the day of an act of a person."""
        assert isinstance(person, bytes)
        who = self._intake.canon(Id(person))
        return judging.judge_act(
            day,
            self._intake.today,
            birth=self._births.get(who, ""),
            died=self._deaths.get(who, ""),
            start=self._starts.get(who, ""),
        )

    def refused(self, person: object, day: str) -> list[Finding]:
        """Return only what refuses the day: what is no 見守り may lie before its start."""
        return judging.refused(self.judged(person, day))
