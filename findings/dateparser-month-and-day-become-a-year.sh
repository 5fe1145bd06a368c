#!/usr/bin/env bash
# A list of salon days says 10月11日（水）, without a year. Guess: dateparser told that the text is Japanese takes this year or the
# last. Seen, dateparser 1.5.0: 10月11日 is read as November 2010 and 12月25日 as 25 November 2012, in silence; 4月5日 is right, and so is
# any day with its year. With an era it gives nothing at all (令和5年10月11日), and 5年10月11日 is 10 May 2011.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check dateparser==1.5.0
cat >"$work/try.py" <<'PY'
from datetime import datetime
from importlib.metadata import version

import dateparser

print("dateparser", version("dateparser"))
SEEN = {
    "10月11日": "2010-11-30",
    "10月11日（水）": "2010-11-30",
    "12月25日": "2012-11-25",
    "4月5日": "2026-04-05",
    "2023年10月11日（水）": "2023-10-11",
    "令和5年10月11日": None,
    "5年10月11日": "2011-05-10",
}
for text, seen in SEEN.items():
    found = dateparser.parse(text, languages=["ja"], settings={"RELATIVE_BASE": datetime(2026, 11, 30)})
    print(text, found and found.date())
    assert (found and str(found.date())) == seen, text
PY
"$work/venv/bin/python" -W ignore "$work/try.py"
