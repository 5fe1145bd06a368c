"""What was written by hand beside the days: its picture beside empty fields."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from sasaeai_desktop.domain.signs import load_signs, paper_signs
from sasaeai_desktop.services.scan.visits import BlockNote, NoteTyped
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.scan.picture import Picture, Pictures
from sasaeai_desktop.ui.pages.scan.visit_state import VisitState
from sasaeai_desktop.ui.pages.watch.words import day_words
from sasaeai_desktop.ui.widgets.choices import MultiChoice
from sasaeai_desktop.ui.widgets.fields import LineField, PickField
from sasaeai_desktop.ui.widgets.labels import Panel, label


class NotesPage(Page):
    """A panel per person with a memo or signs; typed here, saved with the sheet."""

    object_name = "scan_notes"

    def __init__(
        self, context: PageContext, state: VisitState, pictures: Pictures, noted: Callable[[], object]
    ) -> None:
        super().__init__(context)
        self._state, self._noted = state, noted
        self.set_heading(
            "メモを書き入れる", "手書きの字は読み取りません。絵を見ながら入れてください。", below=True
        )
        self.set_primary("票にもどる", icon="check", action=self._take)
        self._parts = [_NotePart(note, state, pictures) for note in state.written_notes()]
        for part in self._parts:
            self.body.addWidget(part.panel)
        self.body.addStretch(1)

    def _take(self) -> None:
        """Keep what was typed; a memo without a day is asked about first."""
        faulty = [part for part in self._parts if not part.check()]
        if faulty:
            faulty[0].day.focus()
            return
        self._keep()
        super().leave()

    def leave(self) -> None:
        """Go back with what is whole; what has no day yet stays out."""
        self._keep()
        super().leave()

    def _keep(self) -> None:
        for part in self._parts:
            typed = part.typed()
            if typed is None:
                self._state.notes.pop(part.note.row, None)
            else:
                self._state.notes[part.note.row] = typed
        self._noted()


class _NotePart:
    """One person's panel."""

    def __init__(self, note: BlockNote, state: VisitState, pictures: Pictures) -> None:
        self.note = note
        at, month = note.row + 1, state.proposal.view.month
        name = state.proposal.view.rows[note.row].name
        self.panel = Panel(name=f"scan_note_{at}", pad=20, gap=10)
        picture = Picture(f"{name}さんのメモの絵", name=f"scan_note_{at}_picture", high=76)
        picture.show_part(pictures.page(note.page), note.rect)
        days = tuple((str(day), day_words(f"{month}-{day:02}")) for day in state.days_of(note.row))
        self.day = PickField(
            "何日のことですか", (("", "えらんでください"), *days), name=f"scan_note_{at}_day"
        )
        self.memo = LineField("メモ", name=f"scan_note_{at}_memo")
        choices = [(sign.code, sign.short) for sign in paper_signs(load_signs())]
        self.signs = MultiChoice("印のある サイン", choices, name=f"scan_note_{at}_sign")
        kept = state.notes.get(note.row)
        self.signs.set_value(kept.signs if kept else note.signs)
        if kept:
            self.day.set_value(str(kept.day))
            self.memo.set_value(kept.memo)
        widgets: list[QWidget] = [
            label(f"{name}さん", "subsection"),
            picture,
            self.day,
            self.memo,
            self.signs,
        ]
        self.panel.add(*widgets)

    def check(self) -> bool:
        """Ask for the day of something that was typed."""
        self.day.clear_error()
        if self.memo.value() and not self.day.value():
            self.day.set_error("何日のことかを えらんでください。")
            return False
        return True

    def typed(self) -> NoteTyped | None:
        """Return what was typed; None without a day or without anything to say."""
        day, memo, signs = self.day.value(), self.memo.value(), self.signs.value()
        if not day or not (memo or signs):
            return None
        return NoteTyped(self.note.person, int(day), signs, memo)
