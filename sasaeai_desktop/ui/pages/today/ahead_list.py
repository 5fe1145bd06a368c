"""あした and 来週: a day after the other, each with its salons and visits."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sasaeai_desktop.domain.wareki import weekday
from sasaeai_desktop.services.desk.common import month_day
from sasaeai_desktop.services.today.ahead import DayAhead, Visit
from sasaeai_desktop.ui.layouts import settle
from sasaeai_desktop.ui.widgets.labels import clear_layout, label, rule
from sasaeai_desktop.ui.widgets.rows import RowButton

_NAMES_SHOWN = 8
_ONE_DAY = 12  # visits of a single day that stand in rows of their own


class AheadList(QWidget):
    """The days.

    Signals:
        salon_asked(object): id of a session.
        person_asked(object): id of a person, None for the list of all.
    """

    salon_asked = Signal(object)
    person_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("today_ahead")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_days(self, days: Sequence[DayAhead]) -> None:
        """Show what is planned; of several days those with nothing say so in one line."""
        clear_layout(self._column)
        for day in days:
            head = f"{month_day(day.day)}（{weekday(day.day)}）" + ("　祝日" if day.holiday else "")
            self._column.addWidget(label(head, "section"))
            self._column.addWidget(rule())
            rows = self._rows(day, alone=len(days) == 1)
            for row in rows:
                self._column.addWidget(row)
            if not rows:
                self._column.addWidget(label("予定は ありません。", "body", name=f"ahead_none_{day.day}"))
            self._column.addSpacing(12)
        self._column.addStretch(1)
        settle()

    def _rows(self, day: DayAhead, *, alone: bool) -> list[QWidget]:
        rows: list[QWidget] = []
        for at, session in enumerate(day.sessions):
            start = f"{session.start} から" if session.start else ""
            second = "　".join(t for t in (start, session.venue) if t) or "時間は書いてありません"
            row = RowButton(
                session.salon_name, name=f"ahead_salon_{day.day}_{at}", second=second, icon="cup", warm=False
            )
            row.clicked.connect(lambda _checked=False, ent=session.id: self.salon_asked.emit(ent))
            rows.append(row)
        rows += [self._visit(day.day, visit) for visit in day.promised]
        if alone and len(day.usual) <= _ONE_DAY:
            rows += [self._visit(day.day, visit) for visit in day.usual]
        elif day.usual:
            names = "、".join(visit.name for visit in day.usual[:_NAMES_SHOWN])
            more = f" ほか{len(day.usual) - _NAMES_SHOWN}人" if len(day.usual) > _NAMES_SHOWN else ""
            row = RowButton(
                f"いつもの曜日の方　{len(day.usual)}人", name=f"ahead_usual_{day.day}", second=names + more,
                icon="people", warm=False,
            )  # fmt: skip
            row.clicked.connect(lambda _checked=False: self.person_asked.emit(None))
            rows.append(row)
        return rows

    def _visit(self, day: str, visit: Visit) -> RowButton:
        second = "　".join(t for t in (visit.why, visit.town) if t)
        row = RowButton(
            f"{visit.name}さん", name=f"ahead_person_{day}_{visit.person.hex()[:6]}", second=second,
            icon="calendar" if visit.why == "次回予定" else "person", warm=False,
        )  # fmt: skip
        row.clicked.connect(lambda _checked=False: self.person_asked.emit(visit.person))
        return row
