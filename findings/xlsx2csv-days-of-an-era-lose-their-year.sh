#!/usr/bin/env bash
# A list with birthdays shown in Japanese eras, turned into CSV for another program. Guess: xlsx2csv, which writes cells as their
# format shows them, either shows the era or falls back to the year of the common era, as it does for a format it does not know.
# Seen, xlsx2csv 0.8.6: [$-411]ggge"年"m"月"d"日" comes out as ggge"年"10"月"11"日", and [$-411]ge.m.d as ge.10.11: month and day are there,
# the year is nowhere, and no error is given. A format of the era's year alone gives the number 45210.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check xlsx2csv==0.8.6 XlsxWriter==3.3.1
cat >"$work/try.py" <<'PY'
import csv
import datetime
import io
import sys
from importlib.metadata import version

import xlsxwriter
from xlsx2csv import Xlsx2csv

FORMATS = ['[$-411]ggge"年"m"月"d"日"', "[$-411]ge.m.d;@", '[$-411]ggge"年"', "yyyy/mm/dd"]
book = xlsxwriter.Workbook(sys.argv[1])
sheet = book.add_worksheet()
for row, code in enumerate(FORMATS):
    sheet.write_datetime(row, 0, datetime.datetime(2023, 10, 11), book.add_format({"num_format": code}))
book.close()
text = io.StringIO()
Xlsx2csv(sys.argv[1]).convert(text)
shown = [row[0] for row in csv.reader(io.StringIO(text.getvalue()))]
print("xlsx2csv", version("xlsx2csv"), dict(zip(FORMATS, shown)))
assert shown == ['ggge"年"10"月"11"日"', "ge.10.11", "45210", "2023/10/11"]
PY
"$work/venv/bin/python" "$work/try.py" "$work/days.xlsx"
