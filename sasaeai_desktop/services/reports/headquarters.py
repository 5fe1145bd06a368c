"""The summary of a 安否確認 for the 災害対策本部, as a paper or a table; what carries names is noted as it leaves."""

from __future__ import annotations

from pathlib import Path

from sasaeai_desktop.exchange.writing import write_table, write_whole
from sasaeai_desktop.forms import safety_summary
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.plans.summary import HEADQUARTERS, Summary, note_handed
from sasaeai_desktop.services.reports.paper_tables import SUFFIXES
from sasaeai_desktop.services.reports.papers.plans import filled_summary
from sasaeai_desktop.services.reports.printing import Printed

_HEADERS = ("区分", "人数・氏名", "住所・町内会", "安否", "要ること・見た人")


def printed(desk: Desk, some: Summary) -> Printed:
    """Return the summary as a paper; ``printing.note_names`` follows when it really is printed."""
    drawn = safety_summary.draw(filled_summary(desk, some), printed_on=desk.today())
    names = [p.name for p in some.people]
    return Printed(
        drawn.pdf,
        drawn.pages,
        drawn.missing,
        drawn.cut,
        names,
        safety_summary.TITLE,
        HEADQUARTERS,
        some.ground,
    )


def write_summary(desk: Desk, some: Summary, path: Path) -> None:
    """Write the summary into a .pdf, .xlsx, .csv or .tsv, and note whose names are in it.

    Raises:
        DiskError: the disk or stick failed; nothing half-written is left.
    """
    if path.suffix.lower() in SUFFIXES:
        write_table(path, _HEADERS, _rows(some))
    else:
        write_whole(path, printed(desk, some).pdf)
    note_handed(desk, some, "ファイル")


def _rows(some: Summary) -> list[list[str | int]]:
    counts = (
        ("見守り・避難計画のある方", some.total), ("無事", some.safe), ("支援が必要", some.help),
        ("不明（見たが わからない）", some.unknown), ("まだ確かめていない", some.left),
        ("半分の方がわかるまで（分）", some.minutes_half), ("全員がわかるまで（分）", some.minutes_all),
    )  # fmt: skip
    rows: list[list[str | int]] = [
        [words, "" if count is None else count, "", "", ""] for words, count in counts
    ]
    rows += [["お名前", p.name, p.place, p.state, p.details] for p in some.people]
    if some.unnamed:
        rows.append(["お名前をのせない方", some.unnamed, "", "", ""])
    return rows
