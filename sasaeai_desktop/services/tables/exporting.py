"""Writing the tables as files: the same headers as for the import, one row per canonical person or act."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sasaeai_desktop.domain.permissions import Deed
from sasaeai_desktop.domain.wareki import wareki
from sasaeai_desktop.exchange.kinds.kind import Kind
from sasaeai_desktop.exchange.kinds.registry import kind_of, template_rows
from sasaeai_desktop.exchange.plan_columns import spread
from sasaeai_desktop.exchange.row_texts import format_row
from sasaeai_desktop.exchange.sheet import OnPaper
from sasaeai_desktop.exchange.writing import write_table
from sasaeai_desktop.services.desk import audit, codes
from sasaeai_desktop.services.desk.desk import Desk, acting, allow, reading
from sasaeai_desktop.services.desk.provisions import note_provision
from sasaeai_desktop.services.tables.kinds.book import Book
from sasaeai_desktop.services.tables.kinds.registry import table_of


def write_template(kind: str, path: Path) -> None:
    """Write an empty table with its headers and two example rows; needs no installation.

    Raises:
        InputError: there is no such kind.
        DiskError: the file could not be written.
    """
    write_table(path, *_as_file(kind_of(kind), template_rows(kind)))


def export_table(desk: Desk, kind: str, path: Path, encoding: str = "utf-8") -> int:
    """Write a table file and return its number of rows; one with names is noted in the 第三者提供記録.

    Raises:
        InputError: there is no such kind, or a character that the encoding lacks (named with its place).
        DiskError: the file could not be written.
    """
    allow(desk, Deed.TABLES)
    table = table_of(kind)
    signs = codes.signs(desk)
    with reading(desk) as session:
        book = Book(session)
        rows = [format_row(row, signs) for row in table.rows(book)]
    on_paper = OnPaper(table.kind.title, f"{wareki(desk.today())} 現在")
    headers, body = _as_file(table.kind, rows)
    write_table(path, headers, body, encoding, on_paper)
    if table.kind.personal and rows:
        _note(desk, table.kind.title, path, len(rows))
    return len(rows)


def _as_file(kind: Kind, rows: list[list[str]]) -> tuple[Sequence[str], list[list[str]]]:
    return spread(kind.headers, rows) if kind.wide else (kind.headers, rows)


def _note(desk: Desk, title: str, path: Path, count: int) -> None:
    with acting(desk, f"{title}の表を書き出しました", undoable=False, deed=Deed.TABLES) as session:
        note_provision(
            session, desk, what=f"{title}の表（{count}件）", to="ファイル", purpose="表の書き出し",
            medium=path.suffix.lstrip("."),
        )  # fmt: skip
        audit.log_access(session.connection, desk, f"export {title} {count}")
