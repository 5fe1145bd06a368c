"""Leaving the program: everything that is kept here as plain tables, with a page that says what each column means."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from sasaeai_desktop.db.repositories.base import select
from sasaeai_desktop.domain.errors import DiskError, InputError
from sasaeai_desktop.domain.kinds import Chain, Field, Form, Record, fields_of, to_journal
from sasaeai_desktop.domain.permissions import Deed
from sasaeai_desktop.domain.registry import KINDS
from sasaeai_desktop.exchange.kinds.registry import KIND_NAMES as TABLES
from sasaeai_desktop.exchange.writing import write_table, write_whole
from sasaeai_desktop.services.desk import audit
from sasaeai_desktop.services.desk.desk import Desk, acting, allow, reading
from sasaeai_desktop.services.desk.field_names import field_name, has_codes, value_words
from sasaeai_desktop.services.desk.kind_names import kind_name
from sasaeai_desktop.services.desk.provisions import note_provision
from sasaeai_desktop.services.tables.exporting import export_table

_FORMS = {
    Form.TEXT: "文字", Form.DAY: "日付（年-月-日）", Form.BIRTH: "日付（月や日が分からないときは、そこまで）",
    Form.MONTH: "年月（年-月）", Form.TIME: "時刻（時:分）", Form.NUMBER: "数", Form.FLAG: "はい／空き",
    Form.REF: "ほかの表の id", Form.REFS: "ほかの表の id（空白で区切る）", Form.TEXTS: "言葉（・で区切る）",
}  # fmt: skip
_GOES = {
    Chain.OPEN: "市社協にも渡るもの（お名前なし）", Chain.HOME: "この地区の中だけのもの", Chain.SHARED: "同意があって渡したもの",
    Chain.COMMON: "市社協が決めたもの",
}  # fmt: skip
_LETTER = """ささえあいデスクから書き出した、この地区の記録のすべてです。

一覧      … そのまま使える表（Excel）。ほかのプログラムや、このプログラムにも取り込めます。
すべて    … しまってある記録を、種類ごとに1つの表（CSV、UTF-8）にしたもの。1行が1つの記録です。
説明.csv  … それぞれの表の、列の名前と意味。

id は記録の番号です。「ほかの表の id」とあるところは、その id の記録を指します。
一人にまとめた方は「merge.csv」に、まとめる前の2つの id があります。
消した記録と、法律にそって消去した中身は、入っていません。
お名前や住所が そのまま読めるファイルです。かぎのかかる所にしまい、使い終わったら消してください。
"""


def export_everything(
    desk: Desk, folder: Path, report: Callable[[int, int], None] | None = None
) -> list[Path]:
    """Write everything into a folder that must be new or empty; returns the files.

    Args:
        desk: the open desk.
        folder: where to.
        report: told (done, total) between two tables.

    Raises:
        InputError: the folder holds something.
        DiskError: the disk or stick failed.
    """
    allow(desk, Deed.TABLES)
    try:
        if folder.exists() and any(folder.iterdir()):
            raise InputError(
                f"「{folder.name}」には、もうファイルがあります。",
                "新しい、空のフォルダーをえらんでください。",
            )
        for part in ("一覧", "すべて"):
            (folder / part).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DiskError(f"「{folder}」を作れませんでした。", "書き出す場所を確かめてください。") from error
    total = len(TABLES) + len(KINDS)
    files: list[Path] = []
    for done, kind in enumerate(TABLES):
        if report is not None:
            report(done, total)
        path = folder / "一覧" / f"{kind}.xlsx"
        export_table(desk, kind, path)
        files.append(path)
    with reading(desk) as session:
        for done, (name, kind_type) in enumerate(KINDS.items(), start=len(TABLES)):
            if report is not None:
                report(done, total)
            path = folder / "すべて" / f"{name}.csv"
            fields = fields_of(kind_type)
            rows = [_row(record, fields) for record in select(session, kind_type, "ORDER BY id")]
            write_table(path, ("id", "district", *fields), rows)
            files.append(path)
    files += [folder / "説明.csv", folder / "はじめに読んでください.txt"]
    write_table(files[-2], ("表", "表の名前", "列", "列の名前", "形", "どこまで渡るか"), _explained())
    write_whole(files[-1], ("\ufeff" + _LETTER).replace("\n", "\r\n").encode())
    with acting(desk, "この地区の記録をすべて書き出しました", undoable=False, deed=Deed.TABLES) as acted:
        note_provision(
            acted, desk, what="記録のすべて", to="ファイル", purpose="データの移行", medium="ファイル"
        )
        audit.log_access(acted.connection, desk, f"export everything {len(files)}")
    return files


def _row(record: Record, fields: dict[str, Field]) -> list[str | int]:
    cells: list[str | int] = [record.id.hex(), record.district]
    for name, declared in fields.items():
        value = to_journal(declared, getattr(record, name))
        if isinstance(value, list) and declared.form is Form.REFS:
            cells.append(" ".join(value))
        elif isinstance(value, list) or has_codes(record.kind, name):
            cells.append(value_words(record.kind, name, value))
        elif value is None:
            cells.append("")
        else:
            cells.append(value if isinstance(value, str) else json.dumps(value))
    return cells


def _explained() -> list[list[str | int]]:
    return [
        [
            f"{name}.csv",
            kind_name(name),
            field.name,
            field_name(name, field.name),
            _FORMS[field.form],
            _GOES[field.chain],
        ]
        for name, kind_type in KINDS.items()
        for field in fields_of(kind_type).values()
    ]
