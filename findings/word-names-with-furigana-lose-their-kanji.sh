#!/usr/bin/env bash
# A member list kept as a Word table, ふりがな set above the family names with Word's own 「ルビ」 (w:ruby). Guess: a reader of .docx gives
# the name as it stands in the cell, with or without the reading.
# Seen: python-docx 1.2.0 and mammoth 1.13.0 leave out what has a reading, kanji and all: 山田花子 is 花子. docx2txt 0.9 and docx2python
# 3.7.1 put the reading before it: やまだ山田花子. Of the four none gives the name.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check python-docx==1.2.0 mammoth==1.13.0 docx2txt==0.9 docx2python==3.7.1
cat >"$work/try.py" <<'PY'
import sys
from importlib.metadata import version

import docx
import docx2txt
import mammoth
from docx.oxml import parse_xml
from docx2python import docx2python

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RUBY = f"""<w:r xmlns:w="{NAMESPACE}"><w:ruby>
<w:rubyPr><w:rubyAlign w:val="distributeSpace"/><w:hps w:val="10"/><w:hpsRaise w:val="18"/><w:hpsBaseText w:val="21"/><w:lid w:val="ja-JP"/></w:rubyPr>
<w:rt><w:r><w:t>やまだ</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>山田</w:t></w:r></w:rubyBase></w:ruby></w:r>"""

path = sys.argv[1]
made = docx.Document()
paragraph = made.add_table(1, 1).cell(0, 0).paragraphs[0]
paragraph._p.append(parse_xml(RUBY))
paragraph.add_run("花子")
made.save(path)

seen = {
    "python-docx": docx.Document(path).tables[0].cell(0, 0).text,
    "mammoth": mammoth.extract_raw_text(open(path, "rb")).value.strip(),
    "docx2txt": docx2txt.process(path).strip(),
    "docx2python": docx2python(path).text.strip(),
}
for reader, name in seen.items():
    print(reader, version(reader), name)
assert seen == {"python-docx": "花子", "mammoth": "花子", "docx2txt": "やまだ山田花子", "docx2python": "やまだ山田花子"}
PY
"$work/venv/bin/python" "$work/try.py" "$work/names.docx"
