"""Where on a printed page something may be ticked or written: told by the form, used by whoever reads a scan.

All lengths are millimetres from the top left corner of the page.
"""

from __future__ import annotations

from dataclasses import dataclass

Key = tuple[str | int, ...]
Rect = tuple[float, float, float, float]  # x, y, width, height


@dataclass(frozen=True, slots=True)
class TickBox:
    """A box that is ticked or left empty; its edges are printed lines.

    Attributes:
        key: what it stands for, chosen by the form: ("mark", block, day, method).
        rect: the lines round it.
        group: boxes of one group are printed by one grid, and lie askew together.
        rivals: of boxes with the same rivals only one is ticked; () for a box without any.
        sure: False for a box so small that a person has to confirm whatever stands in it.
    """

    key: Key
    rect: Rect
    group: int
    rivals: Key = ()
    sure: bool = True


@dataclass(frozen=True, slots=True)
class WrittenArea:
    """A place for handwriting; nobody reads it but a person.

    Attributes:
        key: what it stands for: ("memo", block).
        rect: without the printed words and lines round it.
    """

    key: Key
    rect: Rect


@dataclass(frozen=True, slots=True)
class PageBoxes:
    """Everything on one page that may carry a pen's marks."""

    boxes: tuple[TickBox, ...]
    areas: tuple[WrittenArea, ...] = ()
