"""Which columns of a file fill which of ours, and the text that a row gives for each of ours."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from sasaeai_desktop.exchange.cells import BadCell, Holds
from sasaeai_desktop.exchange.folding import clean, matching_key
from sasaeai_desktop.exchange.grid import Held, Mark
from sasaeai_desktop.exchange.kinds.kind import Column, Kind
from sasaeai_desktop.exchange.matching import words as w
from sasaeai_desktop.exchange.matching.days import completed, of_title
from sasaeai_desktop.exchange.matching.joining import (
    CONTACT_HEADERS,
    CONTACTS,
    JOINS,
    SPAN,
    TICKS,
    contact,
    contact_part,
    filled_amount,
    filled_words,
    joined_address,
    joined_date,
    joined_name,
    side,
    split_name,
    thousandfold,
    ticked,
)

SAMPLES = 60  # rows looked at to judge what a column holds


@dataclass(frozen=True, slots=True)
class Source:
    """How one of our columns is filled.

    Attributes:
        header: our header.
        places: the columns of the file it comes from.
        join: makes one text of theirs; None for a single column as it is.
        words: how the file calls them, for the screen.
    """

    header: str
    places: tuple[int, ...]
    join: Callable[[Sequence[str]], str] | None = None
    words: str = ""

    def text(self, cells: Sequence[str]) -> str:
        """Return the text of a row."""
        if self.join is None:
            place = self.places[0]
            return cells[place] if place < len(cells) else ""
        return self.join([cells[p] if p < len(cells) else "" for p in self.places])


@dataclass(slots=True)
class ColumnMap:
    """The whole mapping of one sheet.

    Attributes:
        names: header of the file by place, "" where it has none.
        sources: by our header.
        unused: headers of the file that fill nothing, in its order.
        guessed: our headers that were matched by synonym or content, with the file's word: told to the person.
    """

    names: list[str]
    sources: dict[str, Source] = field(default_factory=dict)
    unused: tuple[str, ...] = ()
    guessed: dict[str, str] = field(default_factory=dict)

    @property
    def used(self) -> set[int]:
        """The places that fill something."""
        return {place for source in self.sources.values() for place in source.places}


def map_columns(
    kind: Kind,
    names: Sequence[str],
    rows: Sequence[Sequence[str]],
    chosen: Mapping[str, str] | None = None,
    title: str = "",
) -> ColumnMap:
    """Match the columns of a file.

    Args:
        kind: what is read.
        names: its headers by place.
        rows: some rows below, to judge what a column holds.
        chosen: header of the file -> ours ("" for none), as a person chose; wins over everything else.
        title: what stands above, and the sheet's name: it may hold the year and month of the days below.
    """
    made = _Matcher(kind, list(names), rows, title)
    made.choose(chosen or {})
    made.exact()
    made.thousands()
    made.short_days()
    made.parts()
    made.spans()
    made.ticked()
    made.account_sides()
    made.synonyms()
    made.contents()
    return made.finish()


class _Matcher:
    """The steps of matching, each leaving alone what an earlier one has settled."""

    def __init__(self, kind: Kind, names: list[str], rows: Sequence[Sequence[str]], title: str) -> None:
        self._when = of_title(title)
        self._kind = kind
        self._names = names
        self._rows = rows
        self._columns = {c.header: c for c in kind.columns}
        self._map = ColumnMap(names)
        self._kept: set[int] = set()  # settled places, also those that are to fill nothing

    def _take(
        self, header: str, places: Sequence[int], join: Callable[[Sequence[str]], str] | None = None
    ) -> None:
        words = "・".join(self._names[p] for p in places if self._names[p])
        self._map.sources[header] = Source(header, tuple(places), join, words)
        self._kept.update(places)

    def _free(self) -> list[int]:
        return [p for p, name in enumerate(self._names) if p not in self._kept and name]

    def choose(self, chosen: Mapping[str, str]) -> None:
        """Take what a person chose."""
        keys = {matching_key(name): header for name, header in chosen.items()}
        places: dict[str, list[int]] = {}
        for place, name in enumerate(self._names):
            header = keys.get(matching_key(name)) if name else None
            if header is None:
                continue
            self._kept.add(place)
            if header in self._columns:
                places.setdefault(header, []).append(place)
        for header, own in places.items():
            self._take(header, own, JOINS.get(header, joined_address) if len(own) > 1 else None)

    def exact(self) -> None:
        """Take headers that are ours."""
        ours = {matching_key(header): header for header in self._columns}
        for place in self._free():
            header = ours.get(matching_key(self._names[place]).strip("※*").removesuffix("※必須"))
            if header and header not in self._map.sources:
                self._take(header, [place])

    def thousands(self) -> None:
        """Take amounts that the header says are in 千円."""
        known = w.words_of(self._kind.name, self._kind.headers)
        for place in self._free():
            header = known.get(w.word_key(self._names[place]))
            whole = header in self._columns and self._columns[header].cell.holds is Holds.COUNT
            if header and whole and "千円" in self._names[place] and header not in self._map.sources:
                self._take(header, [place], thousandfold)
                self._guess(header)

    def short_days(self) -> None:
        """Take days that leave out the year or the month, which the title says."""
        if self._when[0] is None:
            return
        known = w.words_of(self._kind.name, self._kind.headers)
        for place in range(len(self._names)):
            name = self._names[place]
            header = (
                known.get(w.word_key(name, with_note=True)) or known.get(w.word_key(name)) if name else None
            )
            column = self._columns.get(header or "")
            if header is None or column is None or column.cell.holds is not Holds.DAY or header == "生年月日":
                continue
            texts = self._samples(place)
            short = [t for t in texts if not isinstance(t, Mark) and not _parses(column, t)]
            free = place not in self._kept or self._map.sources.get(header, _NOWHERE).places == (place,)
            if free and short and _mostly(short, lambda t: completed(self._when, t) != t):
                self._take(header, [place], lambda cells: completed(self._when, cells[0]))
                self._guess(header)

    def spans(self) -> None:
        """Part what stands in one cell: 10:00～12:00, R4.12.1～R7.11.30, 森 一（長男）090-0000-0001."""
        for place in self._free():
            key, texts = w.word_key(self._names[place]), self._samples(place)
            for first, last, words in w.SPANS.get(self._kind.name, ()):
                free = first not in self._map.sources and last not in self._map.sources
                if key in words and free and _mostly(texts, SPAN.search):
                    self._take(first, [place], lambda cells: side(cells[0], 0))
                    self._take(last, [place], lambda cells: side(cells[0], 1))
                    self._guess(first)
                    self._guess(last)
            if (
                key in CONTACTS
                and CONTACT_HEADERS[0] in self._columns
                and self._map.sources.keys().isdisjoint(CONTACT_HEADERS)
                and _mostly(texts, lambda t: contact(t)[2])
            ):
                for at, header in enumerate(CONTACT_HEADERS):
                    self._take(header, [place], partial(contact_part, at))
                    self._guess(header)

    def ticked(self) -> None:
        """Take a word from the column that is ticked: 男 | 女, or 訪問 | 電話 | 姿."""
        for header, words in w.TICKED.get(self._kind.name, ()):
            places = {w.word_key(self._names[p]): p for p in self._free()}
            own = {word: places[w.word_key(word)] for word in words if w.word_key(word) in places}
            ticks = [t for place in own.values() for t in self._samples(place)]
            free = header in self._columns and header not in self._map.sources
            if free and len(own) > 1 and (not ticks or all(t in TICKS for t in ticks)):
                self._take(header, list(own.values()), partial(ticked, tuple(own)))
                self._guess(header)

    def account_sides(self) -> None:
        """Take 区分 and 金額 from an account book's two columns of amounts, 収入 | 支出."""
        keys = {w.word_key(self._names[p]): p for p in self._free()}
        places = [
            next((p for key, p in keys.items() if key in words), _NOBODY) for _, words in w.ACCOUNT_SIDES
        ]
        free = self._map.sources.keys().isdisjoint(("区分", "金額"))
        if self._kind.name == "ledger" and _NOBODY not in places and free:
            self._take("区分", places, partial(filled_words, tuple(word for word, _ in w.ACCOUNT_SIDES)))
            self._take("金額", places, filled_amount)
            self._guess("区分")
            self._guess("金額")

    def parts(self) -> None:
        """Put together what offices keep in several cells: 姓 + 名, 年号 + 年 + 月 + 日; or part what stands in one."""
        keys = {place: w.word_key(self._names[place]) for place in self._free()}
        whole = {place: w.word_key(self._names[place], with_note=True) for place in self._free()}
        for header, family, given in (("氏名", w.FAMILY, w.GIVEN), ("ふりがな", w.FAMILY_KANA, w.GIVEN_KANA)):
            if header in self._columns and header not in self._map.sources:
                pair = [
                    next((p for p, key in whole.items() if key in tuple(map(w.word_key, names))), -1)
                    for names in (family, given)
                ]
                if -1 not in pair:
                    self._take(header, pair, joined_name)
                    self._guess(header)
        if "生年月日" in self._columns and "生年月日" not in self._map.sources:
            self._birth_parts({p: k for p, k in whole.items() if p not in self._kept})
        if "氏名" in self._columns and "氏名" not in self._map.sources and "ふりがな" in self._columns:
            self._name_with_kana(keys)

    def _birth_parts(self, keys: Mapping[int, str]) -> None:
        for place in sorted(keys):
            found = [keys.get(place + step, "").removeprefix("生年月日") for step in range(4)]
            if all(key in names for key, names in zip(found, w.ERA_PARTS, strict=True)):
                self._take("生年月日", [place + step for step in range(4)], joined_date)
            elif (
                all(k in names for k, names in zip(found[:3], w.ERA_PARTS[1:], strict=True))
                and found[0] == "年"
            ):
                self._take("生年月日", [place, place + 1, place + 2], joined_date)
            else:
                continue
            self._guess("生年月日")
            return

    def _name_with_kana(self, keys: Mapping[int, str]) -> None:
        """氏名（フリガナ） in one cell: the header says so, or the cells do."""
        known = w.words_of(self._kind.name, self._kind.headers)
        for place, key in keys.items():
            if known.get(key) != "氏名":
                continue
            texts = self._samples(place)
            both = [t for t in texts if split_name(t)[1]]
            if texts and len(both) * 2 > len(texts):
                self._take("氏名", [place], lambda cells: split_name(cells[0])[0])
                self._guess("氏名")
                free = [p for p in keys if known.get(keys[p]) == "ふりがな"]
                if not free:
                    self._take("ふりがな", [place], lambda cells: split_name(cells[0])[1])
                    self._guess("ふりがな")
                return

    def synonyms(self) -> None:
        """Take headers by what offices call ours, where the cells do not speak against it."""
        known = w.words_of(self._kind.name, self._kind.headers)
        second: list[int] = []
        for place in self._free():
            name = self._names[place]
            header = known.get(w.word_key(name, with_note=True)) or known.get(w.word_key(name))
            if header == "住所2":
                second.append(place)
            elif header and header not in self._map.sources and self._plausible(header, place):
                self._take(header, [place])
                self._guess(header)
        address = self._map.sources.get("住所")
        if second and address and address.join is None:
            self._take("住所", [address.places[0], *second], joined_address)
            self._guess("住所")
        elif second and address is None and "住所" in self._columns:
            self._take("住所", second[:1])
            self._guess("住所")

    def contents(self) -> None:
        """Take columns without a telling header by what they hold."""
        for place in range(len(self._names)):
            if place in self._kept or not _NAMELESS.fullmatch(w.word_key(self._names[place], with_note=True)):
                continue
            texts = self._samples(place)
            for header, shape in _SHAPES:
                if (
                    header in self._columns
                    and header not in self._map.sources
                    and _mostly(texts, shape.fullmatch)
                ):
                    self._take(header, [place])
                    self._map.guessed[header] = self._names[place] or f"{place + 1}列目"
                    break

    def _guess(self, header: str) -> None:
        self._map.guessed[header] = self._map.sources[header].words

    def _samples(self, place: int) -> list[str]:
        texts = (row[place] for row in self._rows[:SAMPLES] if place < len(row))
        return [t if isinstance(t, Mark) else clean(t) for t in texts if t and not t.isspace()]

    def _plausible(self, header: str, place: int) -> bool:
        """Say whether a column's cells can be what its header means; an empty column can."""
        texts = self._samples(place)
        column = self._columns[header]
        if not texts:
            return True
        if header in ("担当者番号", "世話人番号", "対象者番号", "サロン番号", "記入者番号"):
            return _mostly(texts, _HAS_DIGIT.search)
        if header == "管理番号":
            return _mostly(texts, _HAS_DIGIT.search) and len(set(texts)) * 2 > len(texts)
        if header == "ふりがな":
            return _mostly(texts, _KANA_ONLY.fullmatch)
        if column.cell.holds is Holds.COUNT:
            return _mostly(
                texts, _HAS_DIGIT.search
            )  # 約20名 is asked about, and not left out with its column
        return _mostly(texts, lambda text: _parses(column, text)) if column.cell.strict else True

    def finish(self) -> ColumnMap:
        """Return the mapping, with what is left over."""
        used = self._map.used
        filled = {p for row in self._rows for p, cell in enumerate(row) if cell and p not in used}
        self._map.unused = tuple(
            name or f"({place + 1}列目)" for place, name in enumerate(self._names) if place not in used and (name or place in filled)
        )  # fmt: skip
        return self._map


_HAS_DIGIT = re.compile("[0-9０-９]")
_KANA_ONLY = re.compile(r"[\u3041-\u30ff\uff66-\uff9f\s\u3000・･ー－\-()（）]+")
_NAMELESS = re.compile(r"(列|項目|column|フィールド|field|f|unnamed)?[0-9]*(列目)?")
_SHAPES = (
    ("郵便番号", re.compile(r"〒?[0-9０-９]{3}[-－‐ー][0-9０-９]{4}")),
    ("携帯", re.compile(r"0[789]0[-－ー(（) ]?[0-9]{4}[-－ー)） ]?[0-9]{4}")),
    ("電話", re.compile(r"0[0-9]{1,4}[-－ー(（) ][0-9]{1,4}[-－ー)） ][0-9]{3,4}")),
    ("性別", re.compile("男|女|男性|女性")),
    ("ふりがな", re.compile(r"[\u3041-\u30ff\uff66-\uff9f]{2,}[\s\u3000・]*[\u3041-\u30ff\uff66-\uff9f]+")),
    (
        "生年月日",
        re.compile(
            r"(昭和|大正|平成|S|T|H|明治)\s*[0-9０-９元]+[年./-].*|19[0-5][0-9][-/年.][0-9]{1,2}[-/月.][0-9]{1,2}日?"
        ),
    ),
)


def _mostly(texts: Sequence[str], good: Callable[[str], object]) -> bool:
    return bool(texts) and sum(1 for t in texts if good(t)) * 10 > len(texts) * 6


def _parses(column: Column, text: str) -> bool:
    if isinstance(text, Mark) and text.held in (Held.ERROR, Held.UNANSWERED):
        return True
    try:
        column.cell.parse(text)
    except BadCell:
        return False
    return True


_NOWHERE, _NOBODY = Source("", ()), -1
