"""Figures of 団体・ネットワーク and of the 地域の福祉相談窓口; their queries: ``db/repositories/figures/groups.py``."""

from __future__ import annotations

from sasaeai_desktop.domain.figures.figure import Figure, Section

GROUPS = Section(
    "groups", "団体・ネットワーク", "ネットワーク", "people",
    (
        Figure("groups.groups", "団体", "団体"),
        Figure("groups.bodies_attending", "会議に出席した団体", "団体"),
    ),
)  # fmt: skip

COUNTERS = Section(
    "counters", "地域の福祉相談窓口", "相談窓口", "flag",
    (
        Figure("counters.in_force", "開いていた窓口", "か所", idle=True),  # a mark at a salon is no programme of its own
        Figure("counters.flags", "渡した のぼり旗", "本"),
        Figure("counters.cards", "窓口で受けたカード", "枚", idle=True),
    ),
)  # fmt: skip
