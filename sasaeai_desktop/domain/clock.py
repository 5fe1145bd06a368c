"""The time of day, injected: no clock takes part in what is merged, only in what is shown and offered as today."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


def _system_now() -> datetime:
    return datetime.now().astimezone()


@dataclass(frozen=True, slots=True)
class Clock:
    """Tells the time; give it another ``now`` in tests and for pictures of a certain day."""

    now: Callable[[], datetime] = _system_now

    def today(self) -> str:
        """Return today's date, ISO."""
        return self.now().date().isoformat()


def clock_at(iso_date: str) -> Clock:
    """Return a clock that stands at 14:31 of the given day (pictures, tests)."""
    moment = datetime.fromisoformat(f"{iso_date}T14:31:00").astimezone()
    return Clock(lambda: moment)
