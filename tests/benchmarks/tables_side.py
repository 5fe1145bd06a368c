"""100,000 visits in a workbook as Excel lays it out: read and parsed by the product, and read by python-calamine alone.

    python -m tests.benchmarks.tables_side make FILE    writes the workbook, with openpyxl
    python -m tests.benchmarks.tables_side ours FILE    from the file to parsed and judged rows
    PYTHON tables_side.py theirs FILE                   with the Python of a venv that has python-calamine

The sides print the seconds by the clock, in processor time ("cpu") and the most memory (MB).
"""

from __future__ import annotations

import json
import sys
import time
from datetime import date, timedelta
from pathlib import Path

ROWS, PEOPLE = 100_000, 300
HEADERS = ("実施日", "対象者番号", "担当者番号", "方法", "結果", "様子", "メモ")


def make(path: Path) -> dict[str, float]:
    """Write the workbook: days as days, words in the table of shared texts."""
    from openpyxl import Workbook  # noqa: PLC0415 - only this side

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADERS)
    first = date(2013, 4, 1)
    for n in range(ROWS):
        day, person = divmod(n, PEOPLE)
        method, memo = ("訪問", "電話")[n % 3 == 0], "柿をもらった" if n % 7 == 0 else None
        row = (first + timedelta(day * 9), f"T{person:03}", f"V{person % 40:02}", method, "会えた・話せた", "変わりなし", memo)  # fmt: skip
        sheet.append(row)
    book.save(path)
    return {"rows": ROWS}


def ours(path: Path) -> dict[str, float]:
    """Read, find the table, parse and judge every row, as an import does before it asks the records."""
    from sasaeai_desktop.exchange.kinds.registry import kind_of  # noqa: PLC0415 - only this side
    from sasaeai_desktop.exchange.matching.layout import find_tables  # noqa: PLC0415
    from sasaeai_desktop.exchange.reading import read_book  # noqa: PLC0415
    from sasaeai_desktop.exchange.rows import TableRows  # noqa: PLC0415

    kind = kind_of("visits")
    clock, work = time.perf_counter(), time.process_time()
    rows = TableRows(kind, find_tables(kind, read_book(path)).found)
    found = sum(1 for _ in rows)
    taken = {"seconds": time.perf_counter() - clock, "cpu": time.process_time() - work}
    assert (found, rows.rejected) == (ROWS, []), (found, rows.rejected[:3])
    from tests.benchmarks.measure import peak_mb  # noqa: PLC0415

    return {**taken, "peak": peak_mb()}


def theirs(path: Path) -> dict[str, float]:
    """Read all cells of the first sheet."""
    from python_calamine import CalamineWorkbook  # type: ignore[import-not-found]  # noqa: PLC0415 - in a venv of its own

    clock, work = time.perf_counter(), time.process_time()
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    taken = {"seconds": time.perf_counter() - clock, "cpu": time.process_time() - work}
    assert len(rows) == ROWS + 1
    return taken


if __name__ == "__main__":
    side = {"make": make, "ours": ours, "theirs": theirs}[sys.argv[1]]
    print(json.dumps(side(Path(sys.argv[2]))))
