"""The forms that are tables as files for a spreadsheet: the same figures as on paper, one record per row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from types import MappingProxyType

from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.fiscal import year_label
from sasaeai_desktop.domain.permissions import Deed
from sasaeai_desktop.domain.wareki import month_label, weekday
from sasaeai_desktop.exchange.sheet import OnPaper, Value
from sasaeai_desktop.exchange.writing import write_table
from sasaeai_desktop.forms import registry, salon_report
from sasaeai_desktop.services.desk import audit
from sasaeai_desktop.services.desk.desk import Desk, acting, allow
from sasaeai_desktop.services.desk.provisions import OUTSIDE, note_provision
from sasaeai_desktop.services.reports import report_files, reports
from sasaeai_desktop.services.reports.papers import money, office, salons, watching
from sasaeai_desktop.services.reports.papers.wanted import Report, Wanted, no_report, told

SUFFIXES = (".xlsx", ".csv", ".tsv")
Rows = list[list[Value]]
Table = tuple[Sequence[str], Rows, list[str]]
"""Headers, rows, and whose names stand in them."""


def table_forms() -> tuple[str, ...]:
    """Return the names of the forms that can be written as a table."""
    return tuple(_TABLES)


def write_form(desk: Desk, form: str, wanted: Wanted, path: Path, report: Report = no_report) -> int:
    """Write a form as a table and return its number of rows; names in it are noted as for a print.

    Args:
        desk: the open desk.
        form: one of ``table_forms()``.
        wanted: what to write.
        path: .xlsx, .csv or .tsv.
        report: told between two parts of long work.

    Raises:
        InputError: the form is no table, or there is nothing to write.
        DiskError: the disk or stick failed; nothing half-written is left.
    """
    allow(desk, Deed.PAPER)
    if form not in _TABLES:
        known = "、".join(_TABLES)
        raise InputError(f"「{form}」は、表には書き出せません。", f"書き出せるのは {known} です。")
    headers, rows, names = _TABLES[form](desk, wanted, report)
    period = month_label(wanted.month) if form == "watch-month-report" else year_label(wanted.year)
    write_table(path, headers, rows, on_paper=OnPaper(registry.TITLES[form], period))
    if names:
        _note(desk, form, wanted, path, names)
    return len(rows)


def _note(desk: Desk, form: str, wanted: Wanted, path: Path, names: Sequence[str]) -> None:
    title = registry.TITLES[form]
    with acting(desk, f"{title}の表を書き出しました", undoable=False, deed=Deed.PAPER) as session:
        if form != "provision-ledger":  # the record of the provisions is the office's own file
            note_provision(
                session, desk, what=f"{title}の表", names=names, to=OUTSIDE if wanted.outside else "ファイル",
                purpose="表の書き出し", medium=path.suffix.lstrip("."),
            )  # fmt: skip
        audit.log_access(session.connection, desk, f"table {title} {len(names)}")


# -- the tables ------------------------------------------------------------------------------------------------------

_LIST = (
    "担い手", "順", "管理番号", "氏名", "ふりがな", "年齢・世帯", "町内会・班", "住所", "電話", "緊急連絡先", "緊急連絡先電話",
    "予定", "ふだんの様子",
)  # fmt: skip
_MONTH = ("年月", "担い手", "対象者(人)", "訪問", "電話", "行動パターン", "うち不在・応答なし", "計(回)")
_SESSIONS = (
    "年度", "サロン番号", "サロン", "型", "月", "開催日", "曜日", "通番", "中止", "したこと", "参加(人)",
    *salon_report.KIND_WORDS, "うち新しい方", "お手伝い",
)  # fmt: skip
_MONEY = ("部", "科目", "予算額(円)", "決算額(円)", "くわしく")
_USB = ("持出日", "通し番号・ファイル", "きろくの数", "渡す相手")
_GIVEN = ("月日", "だれの情報", "何を", "だれに", "何のため", "方法", "記録した人")


def _watcher_list(desk: Desk, wanted: Wanted, report: Report) -> Table:
    rows: Rows = []
    names: set[str] = set()
    for ent in told(watching.watchers(desk, wanted.watcher), report):
        some = watching.watcher_list(desk, ent, outside=wanted.outside)
        for order, one in enumerate(some.people, start=1):
            names.update([one.name] if one.name else [])
            rows.append(
                [
                    some.watcher, order, one.number, one.name, one.kana, one.about, one.place, one.address, one.phone,
                    one.contact, one.contact_phone, one.plan, one.usual,
                ]
            )  # fmt: skip
    return _LIST, rows, sorted(names)


def _watch_month(desk: Desk, wanted: Wanted, _report: Report) -> Table:
    found = watching.month_report(desk, wanted.month)
    rows: Rows = [
        [wanted.month, x.name, *_known(x.people, x.visit, x.phone, x.pattern, x.absent, x.total)]
        for x in found.lines
    ]
    whole = _known(found.people, found.visit, found.phone, found.pattern, found.absent, found.acts)
    return _MONTH, [*rows, [wanted.month, "地区の合計（同じ訪問は1回）", *whole]], []


def _salon_report(desk: Desk, wanted: Wanted, report: Report) -> Table:
    rows: Rows = []
    for ent in told(salons.salons_to_print(desk, wanted.year, wanted.salon), report):
        found = salons.report(desk, ent, wanted.year)
        for one in found.held:
            counts: list[Value] = ["", *[""] * len(salon_report.KIND_WORDS), "", ""]
            if not one.cancelled:
                counts = _known(one.participants, *one.kinds, one.newcomers, one.staff)
            rows.append(
                [
                    wanted.year, found.number, found.salon, found.type, one.date[:7], one.date, weekday(one.date),
                    one.order or "", "中止" if one.cancelled else "", one.program, *counts,
                ]
            )  # fmt: skip
    return _SESSIONS, rows, []


def _year(desk: Desk, wanted: Wanted, _report: Report) -> Table:
    year = reports.annual(desk, wanted.year)
    return report_files.headers(year), report_files.annual_rows(year), []


def _account(desk: Desk, wanted: Wanted, _report: Report) -> Table:
    found = money.account(desk, wanted.year)
    rows: Rows = [
        [part, line.label, *_known(line.budget, line.settled), line.note]
        for part, lines in (("収入", found.income), ("支出", found.spending))
        for line in lines
    ]
    return _MONEY, rows, []


def _usb(desk: Desk, wanted: Wanted, _report: Report) -> Table:
    found = office.usb_ledger(desk, wanted.year)
    return _USB, [[x.day, x.file, *_known(x.changes), x.to] for x in found.lines], []


def _provisions(desk: Desk, wanted: Wanted, _report: Report) -> Table:
    found = office.provisions(desk, wanted.year)
    names = sorted({name for x in found.lines for name in x.names.split("、") if name})
    return _GIVEN, [[x.day, x.names, x.what, x.to, x.purpose, x.medium, x.by] for x in found.lines], names


def _known(*values: int | None) -> list[Value]:
    """Return the figures; an open one is an empty cell."""
    return ["" if value is None else value for value in values]


_TABLES: MappingProxyType[str, Callable[[Desk, Wanted, Report], Table]] = MappingProxyType(
    {
        "watcher-list": _watcher_list,
        "watch-month-report": _watch_month,
        "salon-report": _salon_report,
        "annual-report": _year,
        "account-statement": _account,
        "city-table": _year,
        "usb-ledger": _usb,
        "provision-ledger": _provisions,
    }
)
