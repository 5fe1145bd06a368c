"""The time of day, injected: no clock takes part in what is merged, only in what is shown and offered as today."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

_JAPAN = timezone(timedelta(hours=9))


def _system_now() -> datetime:
    return at_home(datetime.now())  # noqa: DTZ005 - the zone is put on by at_home


def at_home(moment: datetime) -> datetime:
    """Return a moment of this laptop's wall clock with its zone.

    Windows knows no zone for days before 1970; there it is Japan's.
    """
    try:
        return moment.astimezone()
    except (OSError, OverflowError):
        return moment.replace(tzinfo=_JAPAN)


@dataclass(frozen=True, slots=True)
class Clock:
    """Tells the time; give it another ``now`` in tests and for pictures of a certain day."""

    now: Callable[[], datetime] = _system_now

    def today(self) -> str:
        """Return today's date, ISO."""
        return self.now().date().isoformat()


def clock_at(iso_date: str) -> Clock:
    """Return a clock that stands at 14:31 of the given day (pictures, tests)."""
    moment = at_home(datetime.fromisoformat(f"{iso_date}T14:31:00"))
    return Clock(lambda: moment)


def minutes_of(time: str) -> int:
    """Return minutes since midnight of "09:30"."""
    return int(time[:2]) * 60 + int(time[3:5])


def time_of(minutes: int) -> str:
    """Return "09:30" of minutes since midnight."""
    return f"{minutes // 60:02}:{minutes % 60:02}"
