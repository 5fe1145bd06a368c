#!/usr/bin/env bash
# A salon is not held on holidays. Guess: a calendar of working days knows that a Japanese holiday on a Sunday is made up for
# on the next free day, and that a day between two holidays is one too. Seen, workalendar 17.0.0: its Japan knows neither in
# any year. 6 May and 22 September 2026 are working days in it, as are both make-up days of 2025; jpholiday 1.0.3 and
# holidays 0.109 have them, and agree with each other on every day from 1986 to 2050.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check workalendar==17.0.0 jpholiday==1.0.3 holidays==0.109
cat >"$work/try.py" <<'PY'
from datetime import date, timedelta
from importlib.metadata import version

import holidays
import jpholiday
from workalendar.asia import Japan

for name in ("workalendar", "jpholiday", "holidays"):
    print(name, version(name))
named = holidays.country_holidays("JP", years=range(1986, 2051))
day = date(1986, 1, 1)
while day < date(2051, 1, 1):
    assert jpholiday.is_holiday(day) == (day in named), day
    day += timedelta(1)
calendar = Japan()
for day in (date(2026, 5, 6), date(2026, 9, 22), date(2025, 2, 24), date(2025, 11, 24)):
    print(day, jpholiday.is_holiday_name(day), "| workalendar:", "working day" if calendar.is_working_day(day) else "holiday")
    assert jpholiday.is_holiday(day)
    assert calendar.is_working_day(day)
PY
"$work/venv/bin/python" "$work/try.py"
