"""For work on very many small objects at once, and for work that fills the time while somebody else works."""

from __future__ import annotations

import gc
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

T = TypeVar("T")


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep the cyclic collector still: changes have no cycles, and it would look through all of them again and again.

    Measured: a sixth to a fifth of the time of an import.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class Stepwise(Generic[T]):
    """Work that is done a step at a time, whenever there is time for one; its result is what the generator returns.

    What goes wrong in a step is raised where the result is asked for: whoever lends the time has nothing to do with it.
    """

    def __init__(self, work: Generator[None, None, T]) -> None:
        self._work = work
        self._ended: list[T] = []
        self._error: Exception | None = None

    def step(self) -> bool:
        """Do one; say whether there was one left to do."""
        if self._ended or self._error is not None:
            return False
        try:
            next(self._work)
        except StopIteration as end:
            self._ended.append(end.value)
        except Exception as error:  # noqa: BLE001 - raised by ``result``
            self._error = error
        return True

    def result(self) -> T:
        """Do what is left, and return what comes of it.

        Raises:
            Exception: what went wrong in a step.
        """
        while self.step():
            pass
        if self._error is not None:
            raise self._error
        return self._ended[0]
