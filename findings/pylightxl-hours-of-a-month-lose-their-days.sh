#!/usr/bin/env bash
# A leader of おたすけ adds up a month's hours of help in Excel and shows them as [h]:mm, so that 25 hours and a half read 25:30. Guess: a
# reader of .xlsx gives 25:30, or a length of 25 hours and 30 minutes.
# Seen, pylightxl 1.61: the whole days are left out, 25:30 becomes the time of day 01:30:00, and 48:00 becomes 00:00:00. With Japanese
# units in the same format ([h]"時間"mm"分") it is 01:30:00, too. openpyxl 3.1.5 gives the lengths.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check pylightxl==1.61 openpyxl==3.1.5 XlsxWriter==3.3.1
cat >"$work/try.py" <<'PY'
import sys
from datetime import timedelta
from importlib.metadata import version

import openpyxl
import pylightxl
import xlsxwriter

(place,) = sys.argv[1:]
LENGTHS = [timedelta(hours=25, minutes=30), timedelta(hours=30), timedelta(hours=1, minutes=30), timedelta(hours=48)]
book = xlsxwriter.Workbook(place)
sheet = book.add_worksheet("hours")
for column, shown in enumerate(("[h]:mm", '[h]"時間"mm"分"')):
    for row, length in enumerate(LENGTHS):
        sheet.write_number(row, column, length / timedelta(days=1), book.add_format({"num_format": shown}))
book.close()

print("pylightxl", version("pylightxl"), "openpyxl", version("openpyxl"))
given = [list(column) for column in pylightxl.readxl(place).ws("hours").cols]
right = [[cell.value for cell in column] for column in openpyxl.load_workbook(place)["hours"].columns]
print("pylightxl:", given)
print("openpyxl:", right)
assert right == [LENGTHS, LENGTHS]
assert given == [["01:30:00", "06:00:00", "01:30:00", "00:00:00"]] * 2
PY
"$work/venv/bin/python" "$work/try.py" "$work/hours.xlsx"
