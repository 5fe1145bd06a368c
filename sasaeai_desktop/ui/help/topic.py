"""The help of one page, as data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One thing a person does on a page.

    Attributes:
        text: a sentence or two.
        at: objectName of the widget it speaks of; the manual's picture numbers it. Empty: nothing to point at.
    """

    text: str
    at: str = ""


@dataclass(frozen=True, slots=True)
class Help:
    """The help of one page.

    Attributes:
        title: the page.
        purpose: what it is for.
        steps: what one does there.
        way: how the manual gets to the page: a tab, then the objectNames of what is pressed, one after the other.
            Empty: no picture.
        council: it is a page of a council's window.
    """

    title: str
    purpose: str
    steps: tuple[Step, ...] = ()
    way: tuple[str, ...] = ()
    council: bool = False
