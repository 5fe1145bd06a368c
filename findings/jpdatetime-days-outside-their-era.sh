#!/usr/bin/env bash
# Birthdays are written with the era. 昭和64年 ended on 7 January. Guess: a datetime for Japanese eras refuses 昭和64年2月1日, as it refuses
# 30 February. Seen, jpdatetime 1.5.0: it takes it for 1 February 1989 and writes it back as 平成元年; so too 令和1年4月1日 (a month before
# the era began) and 昭和1年1月1日 (a year of seven days). A slip of the era on a form passes in silence.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check jpdatetime==1.5.0
cat >"$work/try.py" <<'PY'
from importlib.metadata import version

from jpdatetime import jpdatetime

print("jpdatetime", version("jpdatetime"))
FORM = "%G年%m月%d日"
for text, seen in {
    "昭和64年1月7日": "昭和64年01月07日",
    "昭和64年2月1日": "平成元年02月01日",
    "令和1年4月1日": "平成31年04月01日",
    "昭和1年1月1日": "大正15年01月01日",
}.items():
    back = jpdatetime.strptime(text, FORM).strftime(FORM)
    print(text, "->", back)
    assert back == seen, text
PY
"$work/venv/bin/python" "$work/try.py"
