"""The ways a bundle goes."""

from __future__ import annotations

from enum import Enum


class Route(Enum):
    """Who writes to whom."""

    TO_COUNCIL = "council"
    TO_SIBLING = "sibling"
    TO_DISTRICT = "district"
