"""People and volunteers: merged ids, search as you type, numbers, consents."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.heads import heads_of, pointers
from sasaeai_desktop.db.purge import GONE_NAME
from sasaeai_desktop.db.repositories.base import canonical_ids, select
from sasaeai_desktop.domain import addresses, kana, romaji
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.kinds import Value, fields_of
from sasaeai_desktop.domain.people import Consent, EmergencyContact, HouseholdMember, Merge, Person, Role

_NUMBER = re.compile(r"[+0-9()./ -]*[0-9]")
_COMMON = 1500  # a piece that more records share is found faster by walking along the kana order

_OPEN_CASES = "SELECT person FROM \"case\" WHERE gone = 0 AND coalesce(state, '') <> 'ended'"


def marks(values: Sequence[object]) -> str:
    """Return question marks for an IN list."""
    return ", ".join("?" * len(values))


@dataclass(frozen=True, slots=True)
class Aliases:
    """Which ids are one person (or volunteer) after merges; an id that was never merged is its own."""

    canon: dict[Id, Id] = field(default_factory=dict)
    groups: dict[Id, tuple[Id, ...]] = field(default_factory=dict)
    prefer: dict[Id, dict[str, Id]] = field(
        default_factory=dict
    )  # by canonical id: whose value of a field is shown

    def of(self, ent: Id) -> Id:
        """Return the canonical id."""
        return self.canon.get(ent, ent)

    def all(self, ent: Id) -> tuple[Id, ...]:
        """Return all ids of the same person, the canonical one first."""
        main = self.of(ent)
        return self.groups.get(main, (main,))

    def expand(self, ents: Iterable[Id]) -> list[Id]:
        """Return all ids of all of them, each once."""
        return list(dict.fromkeys(i for e in ents for i in self.all(e)))

    def canonical(self, ents: Iterable[Id]) -> list[Id]:
        """Return canonical ids in order, each once."""
        return list(dict.fromkeys(self.of(e) for e in ents))


def aliases(connection: Connection) -> Aliases:
    """Load who is who."""
    canon = canonical_ids(connection)
    groups: dict[Id, list[Id]] = {}
    for ent, main in sorted(canon.items()):
        groups.setdefault(main, []).append(ent)
    prefer: dict[Id, dict[str, Id]] = {}
    sql = "SELECT a, prefer FROM merge WHERE gone = 0 AND prefer IS NOT NULL AND a IS NOT NULL ORDER BY id"
    for one, text in connection.exec_driver_sql(sql) if canon else ():
        chosen = {name: Id(bytes.fromhex(ent)) for name, ent in json.loads(text).items()}
        prefer.setdefault(canon.get(Id(one), Id(one)), {}).update(chosen)
    return Aliases(
        canon, {main: tuple(sorted(g, key=lambda i: (i != main, i))) for main, g in groups.items()}, prefer
    )


def search(
    connection: Connection,
    kind: str,
    text: str,
    *,
    kana_row: str = "",
    watched: bool = False,
    limit: int = 200,
    others: Callable[[str], Iterable[Id]] | None = None,
) -> list[Id]:
    """Return ids of those of whom every word is found in name, kana, town, number, address or telephone, folded.

    Args:
        connection: a session.
        kind: "person" or "volunteer".
        text: as typed, words in any order; "" for everyone.
        kana_row: "あ" .. "わ", or "" for all.
        watched: only people with a registration that is not ended, and merged ids (for the caller to sort out).
        limit: most ids returned, in order of kana.
        others: asked for each word: further ids that it stands for (those whom a watcher of that name sees).
    """
    where, params = ["k.kind = ?"], list[object]([kind])
    if kana_row:
        where.append("k.kana_row = ?")
        params.append(kana_row)
    pieces: list[str] | None = None
    for word in text.split():
        forms = word_forms(word)
        if not forms:
            continue
        either = ["instr(k.text, ?)"] * len(forms)
        params += forms
        also = list(others(word)) if others else []
        if also:
            either.append(f"k.ent IN ({marks(also)})")
            params += also
        else:
            pieces = pieces or _rarest_pieces(connection, forms)
        where.append(f"({' OR '.join(either)})")
    if watched:
        where.append(f"(k.ent IN ({_OPEN_CASES}) OR k.ent IN (SELECT id FROM canon))")
    source = "search_key k"
    if pieces:
        source = f"(SELECT DISTINCT ent FROM search_gram WHERE gram IN ({marks(pieces)})) g CROSS JOIN search_key k ON k.ent = g.ent"
        params = [*pieces, *params]
    sql = f"SELECT k.ent FROM {source} WHERE {' AND '.join(where)} ORDER BY k.kana_row, k.sort, k.ent LIMIT ?"
    return [Id(r[0]) for r in connection.exec_driver_sql(sql, (*params, limit))]


def towns(connection: Connection) -> tuple[str, ...]:
    """Return the 町内会 that people live in, that of most people first."""
    rows = connection.exec_driver_sql(
        "SELECT town FROM person WHERE gone = 0 AND town <> '' GROUP BY town ORDER BY count(*) DESC, town"
    )
    return tuple(town for (town,) in rows.all())


def word_forms(word: str) -> tuple[str, ...]:
    """Return the keys that a typed word may stand under: letters, an address, a telephone number, romaji."""
    forms = [kana.search_key(word), kana.plain_key(word), addresses.address_key(word)]
    if _NUMBER.fullmatch(unicodedata.normalize("NFKC", word)):
        forms.append(addresses.digits(word))
    forms += [
        key
        for reading in romaji.readings(word)
        for key in (kana.search_key(reading), kana.plain_key(reading))
    ]
    return tuple(dict.fromkeys(form for form in forms if form))


def _rarest_pieces(connection: Connection, forms: Sequence[str]) -> list[str]:
    """Return for each form a piece that few records have; none when walking the order is faster."""
    found: list[str] = []
    for form in forms:
        pieces = sorted({form[at : at + 2] for at in range(len(form) - 1)} or set(form))[:8]
        sql = "SELECT count(*) FROM (SELECT 1 FROM search_gram WHERE gram = ? LIMIT ?)"
        counts = [
            (connection.exec_driver_sql(sql, (piece, _COMMON)).scalar() or 0, piece) for piece in pieces
        ]
        count, piece = min(counts)
        if count >= _COMMON:
            return []
        found.append(piece)
    return list(dict.fromkeys(found))


def people(connection: Connection, alias: Aliases, ents: Iterable[Id]) -> dict[Id, Person]:
    """Return people by canonical id; what a record leaves blank is filled from those merged with it."""
    wanted = alias.expand(ents)
    by_id: dict[Id, Person] = {}
    for start in range(0, len(wanted), 1000):
        part = wanted[start : start + 1000]
        by_id.update((p.id, p) for p in select(connection, Person, f"AND id IN ({marks(part)})", tuple(part)))
    found: dict[Id, Person] = {}
    for ent in alias.canonical(wanted):
        group = [by_id[i] for i in alias.all(ent) if i in by_id]
        if group:
            found[ent] = _filled(ent, group, alias.prefer.get(ent, {}))
    return found


def _filled(ent: Id, group: list[Person], prefer: Mapping[str, Id]) -> Person:
    first, *others = group
    filled = {
        name: next((v for other in others if (v := getattr(other, name))), "")
        for name in fields_of(Person)
        if not getattr(first, name)
    }
    for other in others:
        filled |= {n: v for n, i in prefer.items() if i == other.id and (v := getattr(other, n, ""))}
    return replace(first, id=ent, **filled) if others or first.id != ent else first


@dataclass(frozen=True, slots=True)
class PersonName:
    """What a line of a list shows of a person."""

    id: Id
    name: str
    kana: str
    town: str
    group: str
    birth: str


def names(connection: Connection, alias: Aliases, ents: Iterable[Id]) -> dict[Id, PersonName]:
    """Return names of people by canonical id, in order of kana; blanks filled as in ``people``.

    Who is not here, or was erased, is missing: ``erased_names``.
    """
    wanted = alias.expand(ents)
    rows: dict[Id, tuple[str, ...]] = {}
    for start in range(0, len(wanted), 1000):
        part = wanted[start : start + 1000]
        sql = f'SELECT id, name, kana, town, "group", birth FROM person WHERE gone = 0 AND id IN ({marks(part)})'
        for ent, *texts in connection.exec_driver_sql(sql, tuple(part)):
            rows[Id(ent)] = tuple(t or "" for t in texts)
    found = []
    for ent in alias.canonical(wanted):
        group = {i: rows[i] for i in alias.all(ent) if i in rows}
        if group:
            shown = [next((t for t in texts if t), "") for texts in zip(*group.values(), strict=True)]
            for at, field_name in enumerate(("name", "kana", "town", "group", "birth")):
                chosen = alias.prefer.get(ent, {}).get(field_name)
                shown[at] = (group[chosen][at] if chosen in group else "") or shown[at]
            name, reading, town, block, birth = shown
            found.append(PersonName(ent, name, reading, town, block, birth))
    found.sort(key=lambda p: (kana.sort_key(p.kana), p.name, p.id))
    return {p.id: p for p in found}


def birth_and_phone(connection: Connection, alias: Aliases, ents: Iterable[Id]) -> dict[Id, tuple[str, str]]:
    """Return (date of birth, first telephone) of people by canonical id; blanks filled from merged entries."""
    found: dict[Id, tuple[str, str]] = {}
    wanted = alias.expand(ents)
    for start in range(0, len(wanted), 1000):
        part = wanted[start : start + 1000]
        sql = (
            "SELECT id, coalesce(birth, ''), coalesce(nullif(phone, ''), mobile, '') FROM person "
            f"WHERE gone = 0 AND id IN ({marks(part)})"
        )
        for ent, birth, phone in connection.exec_driver_sql(sql, tuple(part)):
            before = found.get(alias.of(Id(ent)), ("", ""))
            found[alias.of(Id(ent))] = (before[0] or birth, before[1] or phone)
    return found


def erased_names(connection: Connection, alias: Aliases, ents: Iterable[Id]) -> dict[Id, PersonName]:
    """Return 「（消去した方）」 for those whom ``names`` does not know because they were erased by law."""
    missing = [ent for ent in alias.canonical(ents) if not _any_row(connection, alias.all(ent))]
    return {
        ent: PersonName(ent, GONE_NAME, "", "", "", "")
        for ent in missing
        if is_erased(connection, Person.kind, alias.all(ent))
    }


def _any_row(connection: Connection, ids: Sequence[Id]) -> bool:
    sql = f"SELECT 1 FROM person WHERE gone = 0 AND id IN ({marks(ids)}) LIMIT 1"
    return connection.exec_driver_sql(sql, tuple(ids)).first() is not None


def is_erased(connection: Connection, kind: str, ids: Iterable[Id]) -> bool:
    """Say whether a record of these ids that is not here was erased by law."""
    sql = "SELECT 1 FROM erasure WHERE instr(what, ?) LIMIT 1"
    return any(connection.exec_driver_sql(sql, (f'"{kind}/{ent.hex()}"',)).first() is not None for ent in ids)


def volunteer_names(connection: Connection, ents: Iterable[Id]) -> dict[Id, tuple[str, str]]:
    """Return (name, phone) of volunteers by id."""
    wanted = list(dict.fromkeys(ents))
    found: dict[Id, tuple[str, str]] = {}
    for start in range(0, len(wanted), 1000):
        part = wanted[start : start + 1000]
        sql = f"SELECT id, name, phone FROM volunteer WHERE id IN ({marks(part)})"
        found.update(
            (Id(r[0]), (r[1] or "", r[2] or "")) for r in connection.exec_driver_sql(sql, tuple(part))
        )
    return found


def volunteer_readings(connection: Connection, ents: Iterable[Id]) -> dict[Id, str]:
    """Return the kana of volunteers by id."""
    wanted = tuple(dict.fromkeys(ents))
    sql = f"SELECT id, kana FROM volunteer WHERE id IN ({marks(wanted)})"
    return {Id(r[0]): r[1] or "" for r in connection.exec_driver_sql(sql, wanted)}


def numbered(connection: Connection, kind: str, number: str) -> Id | None:
    """Return the person, volunteer or salon with a managing number, the first of several; None when nobody has it."""
    sql = f'SELECT id FROM "{kind}" WHERE gone = 0 AND number = ? ORDER BY id'
    found = connection.exec_driver_sql(sql, (number,)).scalars().first()
    return None if found is None else Id(found)


def number_taken(connection: Connection, kind: str, number: str, but: Sequence[Id] = ()) -> bool:
    """Say whether another record of the kind has the managing number."""
    sql = f'SELECT id FROM "{kind}" WHERE gone = 0 AND number = ?'
    return any(row[0] not in but for row in connection.exec_driver_sql(sql, (number,)))


def last_number(connection: Connection, kind: str, letter: str) -> int:
    """Return the highest n of the numbers "A-n" given by the laptop of that letter; 0 when there is none."""
    sql = (
        f"SELECT number FROM \"{kind}\" WHERE number >= ? AND number < ? AND substr(number, ?) GLOB '[0-9]*' "
        f"AND NOT substr(number, ?) GLOB '*[^0-9]*' ORDER BY length(number) DESC, number DESC LIMIT 1"
    )
    at = len(letter) + 2
    number = connection.exec_driver_sql(sql, (f"{letter}-", f"{letter}.", at, at)).scalar()
    return int(str(number)[at - 1 :]) if number else 0


def contacts_of(connection: Connection, ids: Sequence[Id]) -> list[EmergencyContact]:
    """Return emergency contacts in their order."""
    where = f'AND person IN ({marks(ids)}) ORDER BY coalesce("order", 999), id'
    return select(connection, EmergencyContact, where, tuple(ids))


def members_of(connection: Connection, ids: Sequence[Id]) -> list[HouseholdMember]:
    """Return who lives in the household."""
    return select(connection, HouseholdMember, f"AND person IN ({marks(ids)}) ORDER BY id", tuple(ids))


def roles_of(connection: Connection, ids: Sequence[Id]) -> list[Role]:
    """Return roles of volunteers, newest first."""
    where = f"AND volunteer IN ({marks(ids)}) ORDER BY coalesce(start, '') DESC, id"
    return select(connection, Role, where, tuple(ids))


def role_holders(connection: Connection, role: str, on: str) -> set[Id]:
    """Return volunteers who hold a role on a day, as written (not canonical)."""
    sql = (
        "SELECT volunteer FROM role WHERE gone = 0 AND volunteer IS NOT NULL AND role = ? "
        'AND coalesce(start, \'\') <= ? AND ("end" IS NULL OR "end" >= ?)'
    )
    return {Id(r[0]) for r in connection.exec_driver_sql(sql, (role, on, on))}


def consents_of(connection: Connection, ids: Sequence[Id], purpose: str = "") -> list[Consent]:
    """Return consents, newest first."""
    where, params = f"AND person IN ({marks(ids)})", list[object](ids)
    if purpose:
        where, params = f"{where} AND purpose = ?", [*params, purpose]
    return select(connection, Consent, f"{where} ORDER BY coalesce(date, '') DESC, id DESC", tuple(params))


def consents_for(connection: Connection, purpose: str) -> list[Consent]:
    """Return everybody's consents for a purpose, newest first."""
    where = "AND purpose = ? AND person IS NOT NULL ORDER BY coalesce(date, '') DESC, id DESC"
    return select(connection, Consent, where, (purpose,))


def live_values(connection: Connection, kind: str, ent: Id) -> dict[str, list[Value]]:
    """Return all live values per field of a record that was written more than once; {} when it was not."""
    found: dict[str, list[Value]] = {}
    for chain, at in (pointers(connection, kind, ent) or {}).items():
        if at == 0:
            for head in heads_of(connection, kind, ent, chain, at):
                found.setdefault(head.field, []).append(head.value)
    return found


def merges_within(connection: Connection, ids: Sequence[Id]) -> list[Merge]:
    """Return the merges whose both ends are among the ids."""
    where = f"AND a IN ({marks(ids)}) AND b IN ({marks(ids)}) ORDER BY id"
    return select(connection, Merge, where, (*ids, *ids))
