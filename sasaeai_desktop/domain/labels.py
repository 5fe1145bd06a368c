"""Codes with the field's own Japanese term beside each."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """A code (journaled, English) and its label (shown, Japanese), as in ``VISIT = "visit", "訪問"``."""

    label: str

    def __new__(cls, code: str, label: str) -> Self:
        """Make the member a string equal to its code."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member

    @classmethod
    def from_label(cls, label: str) -> Self | None:
        """Return the member with this label, or None."""
        return next((m for m in cls if m.label == label), None)


def label_of(kind: type[Labelled], code: str) -> str:
    """Return the label of a code; a code of a newer program is shown as it is."""
    return next((m.label for m in kind if m == code), code)
