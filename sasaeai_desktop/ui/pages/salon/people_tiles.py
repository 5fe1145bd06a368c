"""Left side of a session: who came, by name."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.services.salon.guests import Guest, SessionView
from sasaeai_desktop.ui.pages.salon.tile_grid import TileGrid
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.widgets.buttons import OutlineButton, QuietButton
from sasaeai_desktop.ui.widgets.labels import clear_layout, label
from sasaeai_desktop.ui.widgets.states import HintBand
from sasaeai_desktop.ui.widgets.tiles import NameTile

_HINTS = 2  # more bands than this would push the tiles out of sight


class PeopleTiles(QWidget):
    """いつもの方, ときどきの方, ＋ 新しい方, and the hint about who stays away.

    Signals:
        tapped(object, bool): a person's id, came or not.
        all_wanted(): 全員を来たにする.
        new_wanted(): ＋ 新しい方.
        tell_wanted(object): 見守りに知らせる, a person's id.
    """

    tapped = Signal(object, bool)
    all_wanted = Signal()
    new_wanted = Signal()
    tell_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.tiles: dict[Id, NameTile] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._usual_count = label("", "body", tone="second", name="usual_count")
        self._total = label("", "section", tone="accent", name="total_above")
        self.all_button = QuietButton("全員を来たにする", name="everyone", on_click=self.all_wanted.emit)
        self._usual_head = _head("いつもの方", self._usual_count, self._total, self.all_button)
        self._usual = TileGrid(name="usual_tiles")
        self._other_count = label("", "body", tone="second", name="other_count")
        # Beside the heading: below the tiles, whoever is not among them would have to be looked for.
        self.new_button = OutlineButton(
            "新しい方", name="new_guest", icon="plus", on_click=self.new_wanted.emit
        )
        self._others_head = _head("ときどきの方", self._other_count, self.new_button)
        self._others = TileGrid(name="other_tiles")
        self._hints = QVBoxLayout()
        self._hints.setSpacing(8)
        self.below = QVBoxLayout()
        for part in (self._usual_head, self._usual, self._others_head, self._others):
            column.addWidget(part)
        column.addLayout(self.below)
        column.addSpacing(4)
        column.addLayout(self._hints)
        column.addStretch(1)

    def show_people(
        self, view: SessionView, present: Collection[Id], extra: Sequence[tuple[Id, str]]
    ) -> None:
        """Show the guests; ``extra`` are people of 名簿 who were added here and never came before."""
        self.tiles = {}
        self._usual_count.setText(f"{len(view.regulars)}人")
        away = sum(1 for guest in view.regulars if guest.stays_away)
        self.all_button.set_words(
            f"お休みつづきの{away}人のほかを 来たにする" if away else "全員を来たにする"
        )
        self._other_count.setText(f"{len(view.sometimes) + len(extra)}人")
        self._usual.set_tiles([self._tile(g, g.person in present) for g in view.regulars])
        others: list[QWidget] = [self._tile(g, g.person in present) for g in view.sometimes]
        others += [self._make(person, name, present=person in present) for person, name in extra]
        self._others.set_tiles(others)
        for part in (self._usual_head, self._usual):
            part.setVisible(bool(view.regulars))
        self._show_hints(view, present)

    def _tile(self, guest: Guest, present: bool) -> NameTile:
        away = guest.words if not present else "新規" if guest.newcomer else ""
        return self._make(guest.person, guest.name, second=away, attention=bool(guest.words), present=present)

    def _make(
        self, person: Id, name: str, *, second: str = "", attention: bool = False, present: bool
    ) -> NameTile:
        tile = NameTile(
            name,
            name=f"guest_{len(self.tiles)}",
            second=second,
            attention=attention and not present,
            present=present,
        )
        tile.toggled.connect(partial(self._tapped, person))
        self.tiles[person] = tile
        return tile

    def _tapped(self, person: Id, *_checked: bool) -> None:
        self.tapped.emit(person, self.tiles[person].isChecked())

    def show_total(self, total: int, *, shown: bool) -> None:
        """Write the total here too while the figures stand below the tiles, out of sight."""
        self._total.setText(f"参加 {total}人" if shown else "")

    def show_present(self, present: Collection[Id]) -> None:
        """Tick exactly these, without signals."""
        for person, tile in self.tiles.items():
            tile.blockSignals(True)
            tile.setChecked(person in present)
            tile.blockSignals(False)
            tile.update()

    def _show_hints(self, view: SessionView, present: Collection[Id]) -> None:
        clear_layout(self._hints)
        away = [g for g in view.regulars if g.stays_away and g.person not in present]
        away.sort(key=lambda g: -g.absences)
        usual = f"（いつもは{view.rhythm}）" if view.rhythm else ""
        for at, guest in enumerate(away[:_HINTS]):
            band = HintBand(
                f"{guest.name}さんが {guest.absences}回つづけて お休み{usual}", name=f"away_hint_{at}"
            )
            band.add_button(
                OutlineButton(
                    "見守りに知らせる",
                    name=f"tell_watch_{at}",
                    on_click=partial(self.tell_wanted.emit, guest.person),
                )
            )
            self._hints.addWidget(band)
        if len(away) > _HINTS:
            self._hints.addWidget(
                label(f"ほかに{len(away) - _HINTS}人が つづけてお休みです。", "body", wrap=True)
            )


def _head(words: str, count: QWidget, *others: QWidget) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    row.addWidget(label(words, "section"))
    row.addWidget(count)
    row.addStretch(1)
    for other in others:
        row.addWidget(other)
    made.setMinimumHeight(px(40))
    return made
