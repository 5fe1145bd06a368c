"""The records behind one figure: their shares add up to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtWidgets import QHBoxLayout, QWidget

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.figures.figure import Figure
from sasaeai_desktop.domain.fiscal import year_label
from sasaeai_desktop.domain.kana import search_key
from sasaeai_desktop.services.reports import reports, trace_names
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.reports.figures import words_of
from sasaeai_desktop.ui.pages.reports.trace_filters import TraceFilters
from sasaeai_desktop.ui.pages.reports.trace_opening import open_record
from sasaeai_desktop.ui.pages.reports.trace_rows import (
    Traced,
    Words,
    district_name,
    month_of,
    numbered,
    row_of,
    sort_key,
    speaks_of,
)
from sasaeai_desktop.ui.widgets.labels import label
from sasaeai_desktop.ui.widgets.row_list import PersonRow, RowList, RowModel
from sasaeai_desktop.ui.widgets.states import EmptyState


@dataclass(frozen=True, slots=True)
class Behind:
    """A figure's records in the order shown, by district, and what they add up to."""

    total: int
    records: tuple[Traced, ...]
    by_code: dict[str, tuple[Traced, ...]]
    words: Words


def behind(records: Iterable[Traced], words: Words) -> Behind:
    """Group and add up records; meant for the worker, there may be a hundred thousand."""
    groups: dict[str, list[Traced]] = {}
    for record in records:
        groups.setdefault(str(record.get("district") or ""), []).append(record)
    # One district after another: a single sort of everything would keep the window waiting for a tenth of a second.
    by_code = {code: tuple(sorted(groups[code], key=sort_key)) for code in sorted(groups)}
    ordered = tuple(record for group in by_code.values() for record in group)
    return Behind(_sum(ordered), ordered, by_code, words)


def _sum(records: Iterable[Traced]) -> int:
    return sum(int(r["count"] or 0) for r in records)


_FILTERED_FROM = 8  # records; fewer are seen at a glance
_OF_PEOPLE = ("case", "role", "visit", "tally", "attendance")


class TracePage(Page):
    """A list of records; on a council first the districts, each of which opens its own records.

    Args:
        context: what pages work with.
        figure: which figure.
        year: fiscal year.
        given: records already read (of one district), instead of reading them.
        district: name of that district.
    """

    object_name = "trace"

    def __init__(
        self,
        context: PageContext,
        figure: Figure,
        year: int,
        *,
        given: Behind | None = None,
        district: str = "",
    ) -> None:
        super().__init__(context)
        self._figure, self._year, self._district = figure, year, district
        self._behind, self._given = given, given is not None
        self._shown: tuple[Traced, ...] = ()
        words = words_of(figure)
        self.set_heading(f"{district}　{words}" if district else words, " ", below=True)
        self.note = label("", "body", wrap=True, name="trace_note")
        self.list = RowList(
            f"{words}のもとになった きろく", name="trace_list", model=RowModel(fetch=self._fetch)
        )
        self.list.opened.connect(self._open)
        self.empty = EmptyState(
            "list", "きろくは ありません", "この数のもとになる きろくは、この年度には まだありません。",
            name="trace_empty",
        )  # fmt: skip
        self.empty.hide()
        self.body.addWidget(self.note)
        self.filters = TraceFilters()
        self.filters.changed.connect(self._filter)
        self.filters.hide()
        self.body.addWidget(self.filters)
        # A number at the far end of the window would stand too far from its name.
        self._holder = QWidget()
        row = QHBoxLayout(self._holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.list, 3)
        row.addStretch(1)
        self.body.addWidget(self._holder, 1)
        self.body.addWidget(self.empty, 1)

    def refresh(self, changes: Changes | None) -> None:
        """Read the records."""
        if self._given:
            if changes is None and self._behind is not None:
                self._show(self._behind)
            return
        desk, figure, year = self.context.desk, self._figure, self._year

        def read() -> Behind:
            records = reports.trace(desk, figure.path, year)["records"]
            # A council holds no names of people; salons are public, and their names are there.
            told = trace_names.named(desk, records)
            words = Words(
                told.names,
                trace_names.district_names(desk),
                figure.unit,
                city=desk.me.council,
                kana=told.kana,
                numbers=numbered(records, told.names),
            )
            return behind(records, words)

        self.run(read, self._show)

    def _show(self, found: Behind) -> None:
        self._behind, self._shown = found, found.records
        unit = self._figure.unit
        self.subheading.setText(f"{year_label(self._year)}　合わせて {found.total:,}{unit}")
        self.note.setVisible(bool(found.records))
        self.empty.setVisible(not found.records)
        self._holder.setVisible(bool(found.records))
        self.filters.offer(self._year, {month_of(record) for record in found.records})
        self.filters.setVisible(not self._grouped() and len(found.records) >= _FILTERED_FROM)
        self._filter()

    def _filter(self) -> None:
        """Show the records of the chosen month and name; what they come to stands above them."""
        found = self._behind
        if found is None:
            return
        month, key = self.filters.month(), search_key(self.filters.name())
        self._shown = tuple(
            record
            for record in found.records
            if (not month or month_of(record) == month) and (not key or speaks_of(record, key, found.words))
        )
        if month or key:
            self.note.setText(
                f"えらんだ きろく {len(self._shown):,}件で、合わせると {_sum(self._shown):,}{self._figure.unit}です。"
                if self._shown
                else "えらんだ月と お名前の きろくは ありません。"
            )
        else:
            self.note.setText(self._note(found))
        self.list.rows.reload()

    def _note(self, found: Behind) -> str:
        whole = f"{found.total:,}{self._figure.unit}"
        if self._grouped():
            return (
                f"地区ごとの数です。合わせると {whole}になります。地区を押すと、もとの きろくを見られます。"
            )
        many = (
            f"きろく {len(found.records):,}件で、合わせると {whole}です。行を押すと、その きろくが開きます。"
        )
        nameless = found.words.city and found.records[:1] and found.records[0]["kind"] in _OF_PEOPLE
        return many + ("市社協には お名前が届かないので、地区ごとの番号で示します。" if nameless else "")

    def _grouped(self) -> bool:
        """Whether districts stand in front: on a council, unless each record is a district already."""
        found = self._behind
        if found is None or not found.words.city or self._district:
            return False
        return bool(found.records) and found.records[0]["kind"] != "district"

    def _fetch(self, first: int, count: int) -> Sequence[PersonRow]:
        if self._behind is None:
            return []
        words = self._behind.words
        if self._grouped():
            codes = list(self._behind.by_code)[first : first + count]
            return [self._district_row(code, self._behind) for code in codes]
        part = self._shown[first : first + count]
        words = replace(words, city=words.city and not self._district)
        return [row_of(r, words, first + at) for at, r in enumerate(part)]

    def _district_row(self, code: str, found: Behind) -> PersonRow:
        records, words = found.by_code[code], found.words
        paper = all(r["kind"] == "statement" for r in records)
        second = "紙の報告" if paper else f"きろく {len(records):,}件"
        return PersonRow(code, district_name(records[0], words), second, f"{_sum(records):,}{words.unit}")

    def _open(self, key: object) -> None:
        if self._behind is None:
            return
        if isinstance(key, int) and not self._grouped():
            record, words = self._shown[key], replace(self._behind.words, city=False)
            row = row_of(record, words, key)
            open_record(self, record, "　".join(t for t in (row.name, row.second) if t))
        elif isinstance(key, str) and self._grouped():
            part = behind(self._behind.by_code[key], self._behind.words)
            name = district_name(part.records[0], part.words)
            self.push(TracePage(self.context, self._figure, self._year, given=part, district=name))
