#!/usr/bin/env bash
# The 曜日 column of a duty list: a day that its format shows as 水 (aaa), 水曜日 (aaaa) or by the era's year alone ([$-411]ggge"年").
# Guess: python-calamine, which knows the formats of Japanese Excel that have no code, knows those that have one.
# Seen, python-calamine 0.9.1: where a format has g, e or a and neither y, m nor d, the day comes as the number 45210.0; with an m or d
# beside them, as in m"月"d"日"(aaa), it comes as a day. openpyxl 3.1.5 does the same.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check python-calamine==0.9.1 openpyxl==3.1.5 XlsxWriter==3.3.1
cat >"$work/try.py" <<'PY'
import datetime
import sys
from importlib.metadata import version

import openpyxl
import xlsxwriter
from python_calamine import CalamineWorkbook

DAY = datetime.datetime(2023, 10, 11)
FORMATS = ["aaa", "aaaa", '[$-411]ggge"年"', 'm"月"d"日"(aaa)', "[$-411]ge.m.d"]
book = xlsxwriter.Workbook(sys.argv[1])
sheet = book.add_worksheet()
for row, code in enumerate(FORMATS):
    sheet.write_datetime(row, 0, DAY, book.add_format({"num_format": code}))
book.close()
quick = [row[0] for row in CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()]
slow = [cell.value for cell in openpyxl.load_workbook(sys.argv[1]).active["A"]]
print("python-calamine", version("python-calamine"), quick)
print("openpyxl", version("openpyxl"), slow)
assert quick == [45210.0] * 3 + [DAY.date()] * 2
assert slow == [45210] * 3 + [DAY] * 2
PY
"$work/venv/bin/python" "$work/try.py" "$work/days.xlsx"
