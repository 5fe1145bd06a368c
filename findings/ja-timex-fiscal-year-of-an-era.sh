#!/usr/bin/env bash
# Reports of Japanese offices are by fiscal year, written with the era. Guess: a parser that knows 2023年度 as a fiscal year knows
# 令和5年度 too. Seen, ja-timex 0.2.8: 2023年度 is FY2023, but of 令和5年度 it takes 令和5年 and leaves 度 standing, so the year that begins in
# April becomes the calendar year. 先月末 (the end of last month) is a duration of one month to it, and 毎月第2金曜日 falls apart into
# 毎月 and any 金曜日, without the second.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check ja-timex==0.2.8
cat >"$work/try.py" <<'PY'
from importlib.metadata import version

from ja_timex import TimexParser

print("ja-timex", version("ja-timex"))
SEEN = {
    "2023年度": [("FY2023", "2023年度")],
    "令和5年度": [("2023-XX-XX", "令和5年")],
    "令和5年10月11日": [("2023-10-11", "令和5年10月11日")],
    "先月末": [("P1M", "先月")],
    "毎月第2金曜日": [("P1M", "毎月"), ("XXXX-WXX-5", "金曜日")],
}
parser = TimexParser()
for text, seen in SEEN.items():
    found = [(str(timex.value), timex.text) for timex in parser.parse(text)]
    print(text, found)
    assert found == seen, text
PY
"$work/venv/bin/python" "$work/try.py"
