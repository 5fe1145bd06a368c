#!/usr/bin/env bash
# The salon's 節分 falls on the eve of 立春. Guess: koyomi, a library for the 24 seasonal turning points, names the days of the National
# Astronomical Observatory's calendar.
# Seen, koyomi 1.1: 立春 of 2021 is 4 February, so 節分 the 3rd. It was 3 February at 23:59, 節分 the 2nd, for the first time since 1897, as the
# observatory announced. PyMeeus 0.5.12 has the sun beyond 315 degrees at the midnight after the 3rd; for the other years from 2000 to
# 2030 both name the same day.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check koyomi==1.1 PyMeeus==0.5.12
cat >"$work/try.py" <<'PY'
from datetime import datetime, timedelta
from importlib.metadata import version

import koyomi
from pymeeus.Epoch import Epoch
from pymeeus.Sun import Sun

FEBRUARY = (2, 3, 4, 5)


def longitude(year: int, day: int) -> float:
    """Return the sun's apparent longitude in degrees at midnight of Japan, when a day of February begins."""
    moment = datetime(year, 2, day) - timedelta(hours=9)
    when = Epoch(moment.year, moment.month, moment.day + moment.hour / 24, utc=True)
    return float(Sun.apparent_geocentric_position(when)[0]) % 360


def by_koyomi(year: int) -> int:
    return next(day for day in FEBRUARY if getattr(koyomi.from_date(year, 2, day), "name", "") == "立春")


def by_the_sun(year: int) -> int:
    return next(day for day in FEBRUARY if longitude(year, day) < 315 <= longitude(year, day + 1))


print("koyomi", version("koyomi"), "PyMeeus", version("PyMeeus"))
print("4 February 2021, 0:00:", longitude(2021, 4), "koyomi's 立春:", by_koyomi(2021))
differ = {year: (by_koyomi(year), by_the_sun(year)) for year in range(2000, 2031) if by_koyomi(year) != by_the_sun(year)}
print(differ)
assert differ == {2021: (4, 3)}
PY
"$work/venv/bin/python" "$work/try.py"
