#!/usr/bin/env bash
# The day between two holidays has been one since the law of December 1985, so first on 4 May 1988 (a Wednesday; in 1986 and
# 1987 it was a Sunday and a make-up day), and make-up days began on 12 April 1973. Guess: a library of Japanese holidays that
# begins in 1948 knows since when. Seen, jpholiday 1.0.3: 4 May is a holiday in nearly every year from 1949 to 1985, and so is
# 12 February 1973; holidays 0.109 has none of them. Old diaries and statistics by weekday are touched, not today's calendar.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check jpholiday==1.0.3 holidays==0.109
cat >"$work/try.py" <<'PY'
from datetime import date, timedelta
from importlib.metadata import version

import holidays
import jpholiday

print("jpholiday", version("jpholiday"), "holidays", version("holidays"))
named = holidays.country_holidays("JP", years=range(1949, 1986))
days = [date(1949, 1, 1) + timedelta(n) for n in range((date(1986, 1, 1) - date(1949, 1, 1)).days)]
more = [day for day in days if jpholiday.is_holiday(day) and day not in named]
assert not [day for day in days if day in named and not jpholiday.is_holiday(day)]
print(len(more), "days more:", *more)
assert len(more) == 32
assert {(day.month, day.day) for day in more} == {(5, 4), (2, 12)}
assert [day for day in more if day.month == 2] == [date(1973, 2, 12)]
PY
"$work/venv/bin/python" "$work/try.py"
