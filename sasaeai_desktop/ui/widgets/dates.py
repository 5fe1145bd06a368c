"""A date: era and three boxes, or one box that takes any way of writing it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from sasaeai_desktop.domain import wareki
from sasaeai_desktop.domain.age import legal_age
from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.wheel import CalmBox
from sasaeai_desktop.ui.widgets.buttons import QuietButton
from sasaeai_desktop.ui.widgets.fields import Field, sentence_of
from sasaeai_desktop.ui.widgets.flow import FlowLayout
from sasaeai_desktop.ui.widgets.labels import label

ERAS = ("令和", "平成", "昭和", "大正", "明治", wareki.WESTERN)


class EraDateField(Field):
    """A day in era, year, month and day boxes, with きょう / きのう and one box for anything else.

    ``value`` is the ISO date or "" (empty or not understood: ask ``check``). What was typed is never changed.

    Args:
        today: returns today's ISO date.
        birth: a birth date: no きょう, 不詳 parts may stay empty, the age is shown.
    """

    def __init__(
        self,
        words: str,
        *,
        name: str,
        today: Callable[[], str],
        required: bool | None = None,
        support: str = "",
        birth: bool = False,
    ) -> None:
        super().__init__(words, name=name, required=required, support=support)
        self._today, self._birth = today, birth
        self.era = CalmBox()
        self.era.addItems(list(ERAS))
        self.era.setCurrentText("昭和" if birth else "令和")
        self.year, self.month, self.day = QLineEdit(), QLineEdit(), QLineEdit()
        self.free = QLineEdit()
        self.reading = label("", "second", name=f"{name}_reading", wrap=True)
        self._finish(self._body(name), self.year)
        self._names(name)
        self.era.activated.connect(lambda _at: self._typed_in_boxes())
        for box in (self.year, self.month, self.day):
            box.textEdited.connect(lambda _text: self._typed_in_boxes())
            box.editingFinished.connect(self.left)
        self.free.textEdited.connect(lambda _text: self._typed_freely())
        self.free.editingFinished.connect(self._free_left)
        self._show_reading()

    def _body(self, name: str) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        boxes = FlowLayout(gap=8)
        boxes.addWidget(self.era)
        for box, unit in ((self.year, "年"), (self.month, "月"), (self.day, "日")):
            box.setAlignment(Qt.AlignmentFlag.AlignRight)
            boxes.addWidget(box)
            boxes.addWidget(label(unit))
        if not self._birth:
            for text, days, suffix in (("きょう", 0, "today"), ("きのう", 1, "yesterday")):
                boxes.addWidget(
                    QuietButton(
                        text, name=f"{name}_{suffix}", row=True, on_click=partial(self._days_ago, days)
                    )
                )
        column.addLayout(boxes)
        line = FlowLayout(gap=12)
        line.addWidget(label("まとめて書く（R8.6.11 など）", "second"))
        line.addWidget(self.free)
        column.addLayout(line)
        column.addWidget(self.reading)
        self._widen()
        return body

    def _names(self, name: str) -> None:
        parts = (
            (self.era, "era", "元号"),
            (self.year, "year", "年"),
            (self.month, "month", "月"),
            (self.day, "day", "日"),
            (self.free, "free", "まとめて書く"),
        )
        for widget, suffix, words in parts:
            widget.setObjectName(f"{name}_{suffix}")
            widget.setAccessibleName(f"{self.words}の{words}")

    def _widen(self) -> None:
        self.year.setFixedWidth(px(84))
        self.month.setFixedWidth(px(60))
        self.day.setFixedWidth(px(60))
        self.free.setFixedWidth(px(200))
        self.era.setFixedWidth(px(108))

    def value(self) -> str:
        """Return the ISO date ("1940" or "1940-03" for a birth date in parts), "" when there is none."""
        return self._read()[0]

    def set_value(self, iso: str) -> None:
        """Show an ISO date in the boxes, in its own era."""
        self.free.clear()
        self._fill(iso)
        self._show_reading()

    def raw(self) -> dict[str, str]:
        """Return what stands in each box, understood or not."""
        return {"era": self.era.currentText(), **{name: box.text() for name, box in self._boxes().items()}}

    def set_raw(self, raw: Any) -> None:
        """Show what ``raw`` returned."""
        if not isinstance(raw, dict):
            return
        self.era.setCurrentText(str(raw.get("era", "")))
        for name, box in self._boxes().items():
            box.setText(str(raw.get(name, "")))
        self._show_reading()

    def _boxes(self) -> dict[str, QLineEdit]:
        return {"year": self.year, "month": self.month, "day": self.day, "free": self.free}

    def check(self) -> str:
        """Return what is wrong with the date, "" when nothing is."""
        iso, complaint = self._read()
        if complaint:
            return complaint
        return f"「{self.words}」を入れてください。" if self.required and not iso else ""

    def _fault_widgets(self) -> tuple[QWidget, ...]:
        return (self.year, self.month, self.day)

    def _read(self) -> tuple[str, str]:
        """Return (ISO date, what is wrong); at most one of them is not empty."""
        free = self.free.text().strip()
        boxes = [box.text().strip() for box in (self.year, self.month, self.day)]
        if not free and not any(boxes):
            return "", ""
        try:
            if not free:
                era = self.era.currentText()
                return wareki.parse_parts(era, *boxes, label=self.words, partial=self._birth), ""
            reader = wareki.parse_birth if self._birth else wareki.parse_date
            return reader(free, label=self.words), ""
        except UserError as error:
            return "", sentence_of(error)

    def _days_ago(self, days: int) -> None:
        self.free.clear()
        self._fill((date.fromisoformat(self._today()) - timedelta(days=days)).isoformat())
        self._after_typing()

    def _fill(self, iso: str) -> None:
        era, year, month, day = wareki.era_parts(iso) if iso else (self.era.currentText(), "", "", "")
        if iso and self.era.currentText() == wareki.WESTERN:
            era, year = wareki.WESTERN, iso[:4]
        self.era.setCurrentText(era)
        for box, text in ((self.year, year), (self.month, month), (self.day, day)):
            box.setText(text)

    def _typed_in_boxes(self) -> None:
        self.free.clear()
        self._after_typing()

    def _typed_freely(self) -> None:
        self._after_typing()

    def _free_left(self) -> None:
        """Move what was understood into the boxes; what was not stays as it is."""
        iso, complaint = self._read()
        if self.free.text().strip() and iso and not complaint:
            self._fill(iso)
            self.free.clear()
            self._show_reading()
        self.left.emit()

    def _after_typing(self) -> None:
        self._show_reading()
        self.changed.emit()

    def _show_reading(self) -> None:
        iso, complaint = self._read()
        self.reading.setText(self._words_of(iso) if iso and not complaint else "")

    def _words_of(self, iso: str) -> str:
        if len(iso) == len("2026-11-22"):
            said = f"{wareki.wareki(iso)}（{wareki.weekday(iso)}）　西暦{wareki.western(iso)}"
        else:
            said = f"{wareki.wareki(iso)}　西暦{wareki.western(iso)}"
        age = legal_age(iso, self._today()) if self._birth else None
        return said if age is None else f"{said}　{age}歳"

    def changeEvent(self, event: QEvent) -> None:
        """Keep the boxes as wide as their digits when 文字の大きさ changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "free"):
            self._widen()
