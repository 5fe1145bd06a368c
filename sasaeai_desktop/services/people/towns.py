"""町内会 of the register: one is written one way, or the lists and counts by 町内 fall apart."""

from __future__ import annotations

from collections.abc import Sequence

from sasaeai_desktop.db.repositories import people
from sasaeai_desktop.domain.kana import search_key
from sasaeai_desktop.services.desk.desk import Desk, reading


def known_towns(desk: Desk) -> tuple[str, ...]:
    """Return the 町内会 that people of the register live in, that of most people first."""
    with reading(desk) as session:
        return people.towns(session)


def meant_town(typed: str, known: Sequence[str]) -> str:
    """Return the known 町内会 that somebody who typed a new one may have meant; "" when there is none or several.

    「14条2丁目」 may be meant for 「14条2丁目町内会」; 「緑が丘」 for neither 緑が丘第1町内会 nor 緑が丘第2町内会.
    """
    key = search_key(typed)
    if not key or typed in known:
        return ""
    near = [town for town in known if key in search_key(town) or search_key(town) in key]
    return near[0] if len(near) == 1 else ""
