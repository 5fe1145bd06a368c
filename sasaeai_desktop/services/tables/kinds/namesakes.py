"""Who a row of a table means that names a person by name and reading, not by number."""

from __future__ import annotations

import unicodedata
from typing import TypeVar

from sasaeai_desktop.db.repositories import base
from sasaeai_desktop.domain import kana
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.people import Person, Volunteer
from sasaeai_desktop.exchange.folding import without_blanks
from sasaeai_desktop.services.tables.kinds.intake import Intake

N = TypeVar("N", Person, Volunteer)

_SAME_SOUND = str.maketrans("づぢヅヂ", "ずじズジ")


def reading_key(reading: str) -> str:
    """Return a key in which づ is ず and ぢ is じ: people write either."""
    return kana.search_key(unicodedata.normalize("NFKC", reading).translate(_SAME_SOUND))


def plain_key(name: str) -> str:
    """Return a name as it is written, without blanks and width."""
    return without_blanks(unicodedata.normalize("NFKC", name))


class Namesakes:
    """People (or volunteers) by name: exactly so written first, then by folded kanji."""

    def __init__(self, intake: Intake, kind: type[Person | Volunteer] = Person) -> None:
        self._intake = intake
        self._kind = kind
        self._by_name: dict[str, list[tuple[str, str, str, Id]]] = {}
        for one in base.select(intake.session.connection, kind):
            self.add(one.name, one.kana, getattr(one, "birth", ""), one.id)

    def add(self, name: str, reading: str, birth: str, ent: Id) -> None:
        """Let later rows find somebody."""
        entry = (plain_key(name), reading_key(reading), birth, ent)
        self._by_name.setdefault(kana.search_key(name), []).append(entry)

    def find(self, name: str, reading: str, birth: str = "") -> list[Id]:
        """Return everyone whom the name may mean; an empty reading or birth date agrees with every other.

        Where somebody is written exactly so, those written with other kanji are not meant.
        """
        read, plain = reading_key(reading), plain_key(name)
        alike = [
            entry for entry in self._by_name.get(kana.search_key(name), [])
            if (not read or not entry[1] or read == entry[1]) and _agree(birth, entry[2])
        ]  # fmt: skip
        exact = [entry for entry in alike if entry[0] == plain]
        return list(dict.fromkeys(self._intake.canon(entry[3]) for entry in exact or alike))

    def number_for(self, name: str, reading: str, birth: str) -> tuple[str, Id] | None:
        """Return number and id for a row without 管理番号: those of the one it means, or new ones that its content keeps.

        Returns:
            None when it may mean several.
        """
        found = self.find(name, reading, birth)
        if len(found) > 1:
            return None
        if found:
            return self._intake.number_of(self._kind, found[0]) or found[0].hex()[:12], found[0]
        # The number comes from the content, so two laptops that import the same list give the same one.
        ent = self._intake.keyed(
            "participant", kana.search_key(name), kana.search_key(reading), *([birth] if birth else [])
        )
        self.add(name, reading, birth, ent)
        return number_from(ent), ent


def number_from(ent: Id) -> str:
    """Return the 管理番号 of somebody who came without one."""
    return f"N{int.from_bytes(ent[-4:], 'big') % 1_000_000:06}"


def _agree(one: str, other: str) -> bool:
    return not one or not other or one.startswith(other) or other.startswith(one)
