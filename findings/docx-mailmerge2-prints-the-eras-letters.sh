#!/usr/bin/env bash
# A letter of Word to everyone on the list (差し込み印刷) shows a date of birth by era and a day with its weekday: MERGEFIELD with the date
# pictures ggge年M月d日 and yyyy年M月d日(aaa), which Japanese Word fills in as 昭和15年3月2日 and 2024年10月5日(土) (picture items of ECMA-376
# part 1, 17.16.4.1). Guess: a library that fills in merge fields with their date pictures knows these, or says that it does not.
# Seen, docx-mailmerge2 1.0.3: the letters of the picture are printed, ggge年3月2日 and 2024年10月5日(aaa), without a word; the year of birth is
# lost. A picture of western letters alone is filled in: 1940年3月2日.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check docx-mailmerge2==1.0.3 python-docx==1.2.0
cat >"$work/try.py" <<'PY'
import sys
from datetime import date
from importlib.metadata import version

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from mailmerge import MailMerge

template, letter = sys.argv[1:]


def add_field(document, name: str, picture: str) -> None:
    """Add a paragraph with a merge field as Word writes it."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), f' MERGEFIELD {name} \\@ "{picture}" ')
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = f"«{name}»"
    run.append(text)
    field.append(run)
    document.add_paragraph()._p.append(field)


document = docx.Document()
add_field(document, "生年月日", "yyyy年M月d日")
add_field(document, "生年月日", "ggge年M月d日")
add_field(document, "開催日", "yyyy年M月d日(aaa)")
document.save(template)
with MailMerge(template) as merge:
    merge.merge(生年月日=date(1940, 3, 2), 開催日=date(2024, 10, 5))
    merge.write(letter)

print("docx-mailmerge2", version("docx-mailmerge2"))
lines = [paragraph.text for paragraph in docx.Document(letter).paragraphs]
print(lines)
assert lines == ["1940年3月2日", "ggge年3月2日", "2024年10月5日(aaa)"]
PY
"$work/venv/bin/python" "$work/try.py" "$work/template.docx" "$work/letter.docx"
