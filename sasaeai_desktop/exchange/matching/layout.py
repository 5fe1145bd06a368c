"""Where the table lies in a book: which sheets hold it, and which row or two rows are its headers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, product

from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.exchange import plan_columns
from sasaeai_desktop.exchange.findings import Notice
from sasaeai_desktop.exchange.folding import clean, without_blanks
from sasaeai_desktop.exchange.grid import Book, Chosen, Grid, Rows, any_text, filled_down
from sasaeai_desktop.exchange.kinds.kind import Kind
from sasaeai_desktop.exchange.matching import days, months
from sasaeai_desktop.exchange.matching import words as w
from sasaeai_desktop.exchange.matching.mapping import SAMPLES, ColumnMap, Source, map_columns

_TITLE_ROWS = 20  # so far down the headers are looked for
_NO_DATA = re.compile(
    r"(記入例|記入見本|見本|記載例|例|サンプル|使い方|使いかた|説明|書き方|注意事項)[0-9()（）]*"
)
_ASKED = days.ASKED | months.ASKED
_DAYS_ACROSS = Notice("days_across", "日付が横に並んだ表として読みました。しるし1つを1件とします。")
_MONTHS_ACROSS = Notice("months_across", "月が横に並んだ表として読みました。ます1つを1つの月計とします。")
NUMBERED = ("people", "volunteers", "salons")
"""Kinds whose lists may come without 管理番号: they get numbers that their content keeps."""


@dataclass(slots=True)
class Found:
    """A table in a sheet.

    Attributes:
        sheet: name of the sheet.
        map: what fills what.
        rows: line and cells of the rows below the headers; merged blocks filled down, blank rows left out.
        headers: the header cells as the file has them, for rows that repeat them; one tuple per header row.
        grid: the sheet.
        missing: our headers that are needed and not there.
        notices: what was done to read it.
        bad_marks: (line, column words, value) of marks across the days that nobody can read.
    """

    sheet: str
    map: ColumnMap
    rows: Rows
    headers: tuple[tuple[str, ...], ...]
    grid: Grid
    missing: tuple[str, ...] = ()
    notices: list[Notice] = field(default_factory=list)
    bad_marks: list[tuple[int, str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Tables:
    """All tables of a kind in a book, and what is said of its other sheets."""

    found: list[Found]
    notices: list[Notice]
    encoding: str


def find_tables(
    kind: Kind, book: Book, *, sheets: Sequence[str] = (), chosen: Mapping[str, str] | None = None
) -> Tables:
    """Find the tables of a kind.

    Args:
        kind: what is looked for.
        book: the file.
        sheets: only these sheets; every visible one that holds the headers when empty.
        chosen: header of the file -> ours, as a person chose; a key "=S01" gives that text to every row.

    Raises:
        InputError: no such sheet, nothing in the file, or no sheet with the headers that are needed.
    """
    _must_be_there(sheets, book)
    several = len(book.grids) > 1
    tables = Tables([], [], book.encoding)
    others: list[tuple[Grid, Found | None]] = []
    seen: list[list[list[str]]] = []
    for grid in book.grids:
        if (sheets and grid.name not in sheets) or not any(any_text(cells) for _, cells in grid.rows):
            continue
        aside = not grid.visible or (several and _NO_DATA.fullmatch(grid.name.strip()))
        found = None if aside and not sheets else find_table(kind, grid, chosen)
        if found is None or found.missing:
            others.append((grid, found))
        elif several and (content := [cells for _, cells in found.rows]) in seen:
            tables.notices.append(
                Notice("sheet_copy", f"シート「{grid.name}」は、ほかのシートと同じ中身なので読んでいません。")
            )
        else:
            if several:
                seen.append(content)
            tables.found.append(found)
    if not tables.found:
        raise _nothing_found(kind, others, book)
    tables.notices += _said_of_sheets(tables.found, [grid for grid, _ in others])
    for table in tables.found:
        tables.notices += table.notices
    return tables


def _must_be_there(sheets: Sequence[str], book: Book) -> None:
    unknown = [name for name in sheets if name not in {g.name for g in book.grids}]
    if unknown:
        raise InputError(
            f"「{unknown[0]}」というシートがありません。",
            f"シートは {'、'.join(f'「{g.name}」' for g in book.grids)} です。",
        )


def _said_of_sheets(found: Sequence[Found], others: Sequence[Grid]) -> Iterable[Notice]:
    for grid in others:
        why = "かくれているので" if not grid.visible else "この表の見出しがないので"
        yield Notice("sheet_not_read", f"シート「{grid.name}」は、{why}読んでいません。")
    if len(found) > 1:
        names = "、".join(f"「{f.sheet}」" for f in found)
        yield Notice("sheets_read", f"{len(found)}枚のシートを読みました: {names}。")
    elif others and found[0].sheet:
        yield Notice("sheets_read", f"シート「{found[0].sheet}」を読みました。")


def _nothing_found(kind: Kind, others: Sequence[tuple[Grid, Found | None]], book: Book) -> InputError:
    if not others:
        return InputError(
            "ファイルの中に何もありません。", "1行目に見出しのある表のファイルをえらんでください。"
        )
    found = [f for _, f in others if f is not None]
    best = max(found, key=lambda f: len(f.map.sources), default=None)
    missing = best.missing if best else tuple(c.header for c in kind.columns if c.needed)
    looked = "、".join(f"「{g.name}」" for g, _ in others if g.name)
    where = f"（見たシート: {looked}）" if looked and len(book.grids) > 1 else ""
    return InputError(
        f"{kind.title}の表に、いる列がありません: {'、'.join(missing)}{where}。",
        "見出しの行を確かめてください。ひな形のファイルを作ると、見出しの書き方が分かります。",
    )


def find_table(kind: Kind, grid: Grid, chosen: Mapping[str, str] | None = None) -> Found | None:
    """Return the table of a kind in one sheet; None when nothing in it looks like one.

    Raises:
        InputError: two columns with one of our headers.
    """
    filled = Chosen(grid.rows, lambda _, cells: cells if any_text(cells) else None)
    rows = list(islice(filled, _TITLE_ROWS + 2))
    across, said = days.find_days(kind, grid, rows, filled), _DAYS_ACROSS
    if across is None:
        across, said = months.find_months(kind, grid, rows), _MONTHS_ACROSS
    if across is not None:
        return _found_across(kind, grid, across, said, chosen)
    found = _below_headers(kind, grid, rows, chosen)
    if found is None or found.missing:
        undated = days.find_undated(kind, rows)
        found = _found_across(kind, grid, undated, _DAYS_ACROSS, chosen) if undated else found
    return found


def _found_across(
    kind: Kind, grid: Grid, across: days.Across, said: Notice, chosen: Mapping[str, str] | None
) -> Found:
    ours, made, heads, bad = across
    table = Found(grid.name, map_columns(kind, ours, [], chosen), made, heads, grid, bad_marks=bad)
    table.missing = tuple(_ASKED.get(m, m) for m in _missing(kind, table.map, chosen))
    table.notices.append(said)
    return _with_constants(kind, table, chosen)


def _below_headers(
    kind: Kind, grid: Grid, rows: list[tuple[int, list[str]]], chosen: Mapping[str, str] | None
) -> Found | None:
    """Return the table under the row or the two rows that hold most of our headers."""
    best: tuple[tuple[int, int, int, int], int, int, list[str]] | None = None
    for at, height in product(range(min(_TITLE_ROWS, len(rows))), (1, 2)):
        names = _names(kind, grid, rows[at : at + height]) if at + height <= len(rows) else None
        if not names:
            continue
        known = map_columns(kind, names, (), chosen)
        if len(known.sources) < 2 and len(names) > 1:
            continue
        used = sum(map(bool, names)) if kind.wide else len(known.used)
        score = (-len(_missing(kind, known, chosen)), len(known.sources), used, -height)
        if best is None or score > best[0]:
            best = (score, at, height, names)
    if best is None or not best[0][1]:
        return None
    _, at, height, headers = best
    return _with_constants(kind, _found(kind, grid, rows, at, height, headers, chosen), chosen)


def _found(
    kind: Kind,
    grid: Grid,
    rows: list[tuple[int, list[str]]],
    at: int,
    height: int,
    names: list[str],
    chosen: Mapping[str, str] | None,
) -> Found:
    first = rows[at + height][0] if at + height < len(rows) else rows[-1][0] + 1
    below, filled = filled_down(grid, first)
    body: Rows = Chosen(below, lambda line, cells: cells if line >= first and any_text(cells) else None)
    if isinstance(below, list):
        body = list(body)
    samples = [cells for _, cells in islice(body, SAMPLES)]
    width = max(map(len, samples), default=0)
    names = names + [""] * (width - len(names))
    headers = tuple(tuple(without_blanks(c) for c in cells) for _, cells in rows[at : at + height])
    if kind.wide:
        known = [name for name in names if w.word_key(name) in w.words_of(kind.name, kind.headers)]
        made = plan_columns.gathered(names, known, body, samples, headers)
        if made is not None:
            names, body, headers = made.names, made.rows, made.headers
            samples = [cells for _, cells in islice(body, SAMPLES)]
    _check_twice(kind, names, samples)
    title = days.title_of(grid, rows[:at])
    mapped = map_columns(kind, names, samples, chosen, title)
    table = Found(grid.name, mapped, body, headers, grid, _missing(kind, mapped, chosen))
    if height == 2:
        table.notices.append(Notice("two_rows", "見出しが2段になっています。上と下をつないで読みました。"))
    if filled:
        table.notices.append(
            Notice("merged_filled", "結合したますの値を、下の行にも入れました。", tuple(filled))
        )
    if mapped.guessed:
        pairs = "、".join(f"{theirs}→{ours}" for ours, theirs in mapped.guessed.items())
        table.notices.append(Notice("columns_matched", f"列をこう読みました: {pairs}。"))
    return table


def _with_constants(kind: Kind, table: Found, chosen: Mapping[str, str] | None) -> Found:
    """Give every row a text that a person chose for a column the file does not have."""
    given = {key[1:]: ours for key, ours in (chosen or {}).items() if key.startswith("=")}
    for text, header in given.items():
        if header in kind.headers and header not in table.map.sources:
            place = len(table.map.names)
            table.map.names.append("")
            table.rows = Chosen(
                table.rows,
                lambda _, cells, at=place, said=text: [*cells, *[""] * (at - len(cells)), said],  # type: ignore[misc]  # defaults bind the loop's values
            )
            table.map.sources[header] = Source(header, (place,))
    return table


def _missing(kind: Kind, known: ColumnMap, chosen: Mapping[str, str] | None) -> tuple[str, ...]:
    have = set(known.sources) | {ours for key, ours in (chosen or {}).items() if key.startswith("=")}
    missing = [
        c.header for c in kind.columns
        if c.needed and c.header not in have and not (c.header == "管理番号" and kind.name in NUMBERED)
    ]  # fmt: skip
    if kind.one_of and not have & set(kind.one_of):
        missing.append("か".join(kind.one_of))
    if "管理番号" not in have and kind.name in NUMBERED and not have & {"氏名", "名称"}:
        missing = list(dict.fromkeys(["管理番号", *missing, "氏名" if kind.name != "salons" else "名称"]))
    return tuple(missing)


def _names(kind: Kind, grid: Grid, rows: Sequence[tuple[int, list[str]]]) -> list[str] | None:
    """Return the headers of one row, or of two rows put together; None where two rows are no headers."""
    upper = _header_cells(rows[0][1])
    if len(rows) == 1:
        return upper
    lower = _header_cells(rows[1][1])
    known = w.words_of(kind.name, kind.headers)
    width = max(len(upper), len(lower))
    upper += [""] * (width - len(upper))
    lower += [""] * (width - len(lower))
    if kind.wide:
        return plan_columns.two_rows(upper, lower, [w.word_key(name) in known for name in upper])
    line = rows[0][0]
    wide = {p: first for top, first, _, last in grid.merged if top == line for p in range(first, last + 1)}
    names, joined, group = [], 0, ""
    for place in range(width):
        if upper[place]:
            group = upper[place]
        elif place in wide:
            group = upper[wide[place]]
        elif not lower[place]:
            group = ""
        name = _joined(known, group if lower[place] else upper[place], lower[place])
        joined += bool(lower[place]) and (w.word_key(name) in known or lower[place] in _PART_WORDS)
        names.append(name)
    filled = sum(1 for name in lower if name)
    return names if joined * 2 > filled and joined >= 2 else None


_PART_WORDS = frozenset(word for part in w.ERA_PARTS for word in part) | frozenset(
    (*w.FAMILY, *w.GIVEN, "セイ", "メイ")
)


def _joined(known: Mapping[str, str], upper: str, lower: str) -> str:
    both = upper + lower
    if not lower or not upper or w.word_key(both) in known:
        return both
    if lower in _PART_WORDS:
        return (
            lower
            if upper not in ("ふりがな", "フリガナ", "カナ")
            else {"姓": "セイ", "名": "メイ"}.get(lower, lower)
        )
    return (
        lower
        if w.word_key(lower) in known and not upper.startswith(("緊急", "家族", "ケアマネ", "主治医"))
        else both
    )


def _header_cells(cells: Iterable[str]) -> list[str]:
    names = [without_blanks(clean(cell)) for cell in cells]
    while names and not names[-1]:
        names.pop()
    return names


def _check_twice(kind: Kind, names: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    for header in kind.headers:
        places = [p for p, name in enumerate(names) if name == header]
        filled = [p for p in places if any(p < len(cells) and cells[p].strip() for cells in rows)]
        if len(places) > 1 and len(filled) != 1:
            raise InputError(
                f"見出し「{header}」が2つ以上あります。",
                "どちらかの列を消すか、見出しの名前を変えてください。",
            )
