#!/usr/bin/env bash
# A list of members typed in Japanese Excel, which keeps the reading of every cell beside its text (rPh in the shared strings). Guess: a
# reader of .xlsx gives the text that the cell shows.
# Seen, sxl 0.0.1a10: the reading is put behind the name, 山田花子 becomes 山田花子ヤマダハナコ, and the heading 氏名 becomes 氏名シメイ, so that
# no column is found by its name. openpyxl 3.1.5 gives the text alone.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check sxl==0.0.1a10 openpyxl==3.1.5 XlsxWriter==3.3.1
cat >"$work/try.py" <<'PY'
import sys
import zipfile
from importlib.metadata import version

import openpyxl
import sxl
import xlsxwriter

plain, read = sys.argv[1:]
book = xlsxwriter.Workbook(plain)
book.add_worksheet().write_column(0, 0, ["氏名", "山田花子"])
book.close()


def with_reading(strings: str, text: str, reading: str) -> str:
    """Return the shared strings with a reading beside one text, as ECMA-376 part 1, 18.4.6 has it."""
    phonetic = f'<rPh sb="0" eb="{len(text)}"><t>{reading}</t></rPh><phoneticPr fontId="0"/>'
    return strings.replace(f"<t>{text}</t>", f"<t>{text}</t>{phonetic}")


with zipfile.ZipFile(plain) as old, zipfile.ZipFile(read, "w") as new:
    for name in old.namelist():
        part = old.read(name)
        if name == "xl/sharedStrings.xml":
            strings = with_reading(part.decode(), "氏名", "シメイ")
            part = with_reading(strings, "山田花子", "ヤマダハナコ").encode()
        new.writestr(name, part)

by_openpyxl = [cell.value for cell in openpyxl.load_workbook(read).active["A"]]
by_sxl = [row[0] for row in sxl.Workbook(read).sheets[1].rows]
print("openpyxl", version("openpyxl"), by_openpyxl, "sxl", version("sxl"), by_sxl)
assert by_openpyxl == ["氏名", "山田花子"]
assert by_sxl == ["氏名シメイ", "山田花子ヤマダハナコ"]
PY
"$work/venv/bin/python" "$work/try.py" "$work/plain.xlsx" "$work/read.xlsx"
