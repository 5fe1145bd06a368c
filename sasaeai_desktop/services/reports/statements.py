"""紙の報告: the year figures of a district without the program, typed in by the council as on its paper."""

from __future__ import annotations

import csv
import io
import itertools
import json
from collections.abc import Mapping
from pathlib import Path

from sasaeai_desktop.db.repositories import base
from sasaeai_desktop.disk import disk_error
from sasaeai_desktop.domain.council import District, Statement
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.figures.registry import SECTIONS
from sasaeai_desktop.domain.fiscal import year_label
from sasaeai_desktop.domain.ids import Id, keyed_id
from sasaeai_desktop.domain.permissions import Deed
from sasaeai_desktop.exchange import encodings, folding
from sasaeai_desktop.services.desk.desk import Desk, Done, acting
from sasaeai_desktop.services.usb.inviting import district_id

FIGURES = tuple(leaf.path for section in SECTIONS if not section.whole for leaf in section.leaves())
"""Key paths that a paper may fill, as in ``report annual --json``."""

_MOST = 100_000_000  # no figure of one district, in yen or in acts, comes near it
_YEARS = range(1989, 2200)


def statement_id(code: str, year: int) -> Id:
    """Return the id of a district's paper of a year; whoever types it again reaches the same one."""
    return keyed_id(b"sasaeai", "statement", code, str(year))


def record_statement(desk: Desk, code: str, name: str, year: int, figures: Mapping[str, int]) -> Done[Id]:
    """Write down a district's paper of a fiscal year, or correct it; lists the district as one on paper.

    Args:
        desk: the open desk of a council.
        code: the district's number.
        name: its name; empty keeps the one that is listed.
        year: fiscal year, 2023 for April 2023 to March 2024.
        figures: by key path (``FIGURES``), e.g. ``{"watch.acts": 1200}``; what is not named counts as 0.

    Raises:
        InputError: this is no council, or the number, year or a figure cannot be.
    """
    _check(desk, code, year, figures)
    with acting(desk, "", deed=Deed.TABLES) as session:
        listed = base.get(session.connection, District, district_id(code))
        title = name or (listed.name if listed else "") or code
        session.label = f"{title}の紙の報告（{year_label(year)}）を入れました"
        session.record(District, district_id(code), {"code": code, "name": title, "paper": True})
        ent = statement_id(code, year)
        held = base.get(session.connection, Statement, ent)
        text = json.dumps(dict(figures), sort_keys=True)
        values: dict[str, object] = {"of_district": code, "year": year, "figures": text}
        if held is None or held.figures != text:
            values |= {"typed_by": desk.user.name, "typed_on": session.today}
        session.record(Statement, ent, values, district=code)
    return Done(ent, session.changes)


def _check(desk: Desk, code: str, year: int, figures: Mapping[str, int]) -> None:
    if not desk.me.council:
        raise InputError(
            "紙の報告を入れられるのは市社協だけです。", "地区の数は、見守りやサロンの画面から入れてください。"
        )
    if not (code.isascii() and code.isalnum() and len(code) <= 8) or code == desk.me.code:
        raise InputError(f"「{code}」は地区の番号として使えません。", "地区の番号を たしかめてください。")
    if year not in _YEARS:
        raise InputError(f"「{year}」という年度はありません。", "2023 のように、西暦4けたで入れてください。")
    if not figures:
        raise InputError(
            "紙の報告に、数が1つも入っていません。", "watch.acts,1200 のような行を入れてください。"
        )
    for key, value in figures.items():
        _check_figure(key, value, "")


def _check_figure(key: str, value: int, where: str) -> None:
    if key not in FIGURES:
        raise InputError(
            f"{where}「{key}」という数はありません。",
            "watch.acts や salon.participants のように入れてください。",
        )
    if not 0 <= value <= _MOST:
        raise InputError(
            f"{where}「{key}」の数が大きすぎるか、0より小さいです。", "紙の数と見くらべてください。"
        )


def read_statement_csv(path: Path) -> dict[str, int]:
    """Read a paper's figures from a file of two columns, key and number, with or without a header line.

    The same lying down is read too: one row of keys, and one of numbers below it. Full-width digits, thousands
    separators and blanks do no harm; an empty number is left out: the paper is
    silent there.

    Raises:
        InputError: not a text file, an unknown or repeated key, or not a whole number; the line is named.
        DiskError: the file could not be read.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise disk_error(error, "ファイル") from error
    text, _ = encodings.decode(data)
    rows = csv.reader(io.StringIO(text), delimiter="\t" if "\t" in text else ",")
    cleaned = [(line, [folding.clean(cell) for cell in row]) for line, row in enumerate(rows, 1)]
    figures: dict[str, int] = {}
    first = True
    for line, (key, *rest) in _upright([(line, cells) for line, cells in cleaned if any(cells)]):
        header = first and key not in FIGURES and not any(_digits(cell) for cell in rest)
        first = False
        if header:
            continue
        if key in figures:
            raise InputError(
                f"{line}行目: 「{key}」が2回あります。", "どちらが正しいか、紙と見くらべてください。"
            )
        value = _number(key, rest, line)
        if value is not None:
            figures[key] = value
    return figures


def _upright(rows: list[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    """Return rows of key and number, also when the keys stand beside each other and the numbers below them."""
    if len(rows) != 2 or sum(cell in FIGURES for cell in rows[0][1]) < 2:
        return rows
    (_, keys), (line, numbers) = rows
    pairs = itertools.zip_longest(keys, numbers, fillvalue="")
    return [(line, [key, number]) for key, number in pairs if key or number]


def _number(key: str, rest: list[str], line: int) -> int | None:
    """Return the number of a line; several cells are one number that commas cut into thousands."""
    written = "".join(rest)
    if not written:
        _check_figure(key, 0, f"{line}行目: ")
        return None
    digits = _digits(written)
    _check_figure(key, 0 if digits is None else int(digits), f"{line}行目: ")
    if digits is None:
        raise InputError(
            f"{line}行目: 「{key}」の「{written}」は数ではありません。",
            "1200 のように、数だけを入れてください。",
        )
    return int(digits)


def _digits(text: str) -> str | None:
    """Return the plain digits of a whole number, or None; 「1,200」 and 「１２００」 are numbers."""
    plain = folding.without_blanks(folding.narrow_marks(text)).replace(",", "")
    return plain if plain.isascii() and plain.isdecimal() and len(plain) <= 12 else None
