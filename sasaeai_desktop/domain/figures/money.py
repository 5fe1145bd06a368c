"""Figures of 助成金・収支; how they are counted: ``db/repositories/figures/money.py``.

返納 and 繰越 follow from each programme's sums in each district (``domain.money.Balance``), so they are added up per district.
"""

from __future__ import annotations

from sasaeai_desktop.domain.council import Programme
from sasaeai_desktop.domain.figures.figure import Figure, For, Section
from sasaeai_desktop.domain.money import KEYS

CODES = tuple((KEYS.get(p.value, p.value), p.label) for p in Programme)
PROGRAMMES = {KEYS.get(p.value, p.value): p for p in Programme}
"""The programme behind each key of the section."""

MONEY = Section(
    "money", "助成金・収支", "収支", "calculator",
    (
        # A grant alone is no account: it stands with its programme already.
        Figure("money.granted", "助成金", "円", idle=True, window=For.NOBODY, form=For.NOBODY, file=""),
        Figure("money.income", "収入", "円", file=""),
        Figure("money.spent", "支出", "円", file=""),
        Figure("money.carried", "繰越", "円", file=""),
        Figure("money.returned", "返納", "円", file=""),
    ),
    codes=CODES,
)  # fmt: skip
