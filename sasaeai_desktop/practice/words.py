"""Long lists of words written as plain text, so that a person can read and extend them."""

from __future__ import annotations


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text, apart by blanks or line ends."""
    return tuple(text.split())
