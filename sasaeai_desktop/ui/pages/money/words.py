"""How the pages of money read sums and say how things stand."""

from __future__ import annotations

import unicodedata

from sasaeai_desktop.domain.council import Programme
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.money import Balance
from sasaeai_desktop.ui.widgets.fields import LineField

ALL = ""
PROGRAMMES = tuple((p.value, p.label) for p in Programme)
EVERY_PROGRAMME = ((ALL, "すべての事業"), *PROGRAMMES)
_MOST_DIGITS = 9


def number(text: str) -> int | None:
    """Return a whole number as people write it (1,200円, full-width); None of nothing.

    Raises:
        InputError: it is none.
    """
    bare = unicodedata.normalize("NFKC", text).replace(",", "").replace("、", "").strip().removesuffix("円")
    if not bare:
        return None
    if not (bare.isascii() and bare.isdecimal() and len(bare) <= _MOST_DIGITS):
        raise InputError(f"「{text}」は 数ではありません。", "1200 のように、数だけを入れてください。")
    return int(bare)


def number_field(
    words: str, name: str, *, required: bool = False, unit: str = "円", chars: int = 7, support: str = ""
) -> LineField:
    """Return a field for a sum or a count."""
    return LineField(
        words,
        name=name,
        numbers=True,
        chars=chars,
        unit=unit,
        required=required,
        check=_check,
        support=support,
    )


def value_of(field: LineField) -> int | None:
    """Return what stands in a number field; None of nothing."""
    return number(field.value())


def show_number(field: LineField, value: int | None) -> None:
    """Show a number in a field."""
    field.set_value("" if value is None else f"{value:,}")


def _check(text: str) -> None:
    number(text)


def balance_line(b: Balance) -> str:
    """Say a programme's year in one line."""
    carried = f"繰越 {b.carried:,}円" if b.carried >= 0 else f"{-b.carried:,}円 不足"
    return f"収入 {b.income:,}円　支出 {b.spent:,}円　{carried}　返納 {b.returned:,}円"
