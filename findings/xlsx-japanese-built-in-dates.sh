#!/usr/bin/env bash
# A day that Japanese Excel shows as R5.10.11 or 10月11日 by one of its built-in formats (27-36, 50-58) has no format text
# in the file, only the number of the format. Guess: the reader that shows formats knows these, and the fast one that shows
# only values does not. Seen the other way round: openpyxl 3.1.5 gives a bare number with the format "General", so 45210
# stands where the person saw a day; python-calamine 0.9.1 gives days, and times for 32 and 33.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check openpyxl==3.1.5 python-calamine==0.9.1
cat >"$work/try.py" <<'PY'
import re
import sys
import zipfile
from importlib.metadata import version

import openpyxl
from python_calamine import CalamineWorkbook

plain, japanese = sys.argv[1] + "/plain.xlsx", sys.argv[1] + "/japanese.xlsx"
formats = [27, 28, 30, 31, 32, 33, 50, 57]
book = openpyxl.Workbook()
for column, number in enumerate(formats, 1):
    book.active.cell(1, column, 0.3958333333 if number in (32, 33) else 45210).number_format = f'"place{number}"0'
book.save(plain)
# Put the bare numbers in place of the texts, as Excel writes them.
with zipfile.ZipFile(plain) as old, zipfile.ZipFile(japanese, "w") as new:
    for name in old.namelist():
        content = old.read(name)
        if name == "xl/styles.xml":
            text = content.decode()
            ids = dict(re.findall(r'numFmtId="(\d+)" formatCode="&quot;place(\d+)', text))
            text = re.sub(r"<numFmts.*?</numFmts>", "", text)
            content = re.sub(r'numFmtId="(\d+)"', lambda m: f'numFmtId="{ids.get(m[1], m[1])}"', text).encode()
        new.writestr(name, content)
row = openpyxl.load_workbook(japanese).active[1]
by_openpyxl = [(type(cell.value).__name__, cell.number_format) for cell in row]
by_calamine = [type(v).__name__ for v in CalamineWorkbook.from_path(japanese).get_sheet_by_index(0).to_python()[0]]
print("openpyxl", version("openpyxl"), by_openpyxl)
print("python-calamine", version("python-calamine"), list(zip(formats, by_calamine)))
assert {t for t, _ in by_openpyxl} == {"int", "float"} and {f for _, f in by_openpyxl} == {"General"}
assert by_calamine == ["time" if number in (32, 33) else "date" for number in formats]
PY
"$work/venv/bin/python" "$work/try.py" "$work"
