"""名寄せ: entries of the register that may be one person, found in the whole list or for one that is being typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import alike as alike_repo
from sasaeai_desktop.db.repositories import people as repo
from sasaeai_desktop.domain.alike import Entry, Likeness, asks_from, compare, entry, likely_pairs
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.people import Person
from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.services.people.people import PersonRow, person_rows

_MOST = 12  # of one entry that is being typed


@dataclass(frozen=True, slots=True)
class DuplicatePair:
    """Two people who may be one.

    Attributes:
        score: points for one person.
        reasons: what agrees and what differs, with its points.
        words: the same in one line.
        numbers: their 管理番号.
    """

    first: PersonRow
    second: PersonRow
    score: int
    reasons: tuple[str, ...]
    numbers: tuple[str, str]

    @property
    def words(self) -> str:
        """「ふりがなが同じ（+4）・町内会が同じ（+1）」."""
        return "・".join(self.reasons)


def likely_twins(desk: Desk) -> list[DuplicatePair]:
    """Everyone's pairs who may be one person, the most alike first; merged ones are one already."""
    with reading(desk) as session:
        alias = repo.aliases(session)
        rows = alike_repo.twin_rows(session)
        best: dict[tuple[Id, Id], Likeness] = {}
        for likeness in likely_pairs([_entry(row) for row in rows]):
            low, high = sorted((alias.of(likeness.a), alias.of(likeness.b)))
            if low != high:
                best.setdefault((low, high), likeness)
        shown = {
            r.id: r for r in person_rows(session, alias, (i for pair in best for i in pair), desk.today())
        }
        numbers = {row[0]: str(row[1]) for row in rows}
    return [
        DuplicatePair(
            shown[a], shown[b], found.score, tuple(map(str, found.reasons)), (numbers.get(a, ""), numbers.get(b, ""))
        )
        for (a, b), found in best.items()
        if a in shown and b in shown
    ]  # fmt: skip


def twins_of(desk: Desk, values: Mapping[str, object], but: Iterable[Id] = ()) -> list[tuple[PersonRow, str]]:
    """Who is in the register already, by what is being typed (fields of ``Person``): each with the reasons.

    Args:
        desk: the open desk.
        values: name, kana, birth, phone and so on, as far as they are known.
        but: entries that are not meant (the one that is corrected).
    """
    with reading(desk) as session:
        alias = repo.aliases(session)
        out = {alias.of(ent) for ent in but}
        alike = [(ent, words) for ent, words in alike_entries(session, values) if alias.of(ent) not in out]
        rows = {r.id: r for r in person_rows(session, alias, [ent for ent, _ in alike], desk.today())}
    said: dict[Id, str] = {}
    for ent, words in alike:
        said.setdefault(alias.of(ent), words)
    return [(rows[ent], words) for ent, words in said.items() if ent in rows]


def alike_entries(connection: Connection, values: Mapping[str, object]) -> list[tuple[Id, str]]:
    """Return the entries that look like what is typed or read from a table, the most alike first, with the reasons."""
    given = {name: str(values.get(name) or "") for name in alike_repo.TWIN_FIELDS}
    words = [given["name"], given["kana"], given["phone"], given["mobile"]]
    near = {
        ent
        for text in words
        if text
        for ent in repo.search(connection, Person.kind, "".join(text.split()), limit=200)
    }
    near |= set(alike_repo.born_on(connection, given["birth"]))
    if not near:
        return []
    typed = entry(
        Id(b""), given["name"], given["kana"], given["birth"], given["sex"], (given["phone"], given["mobile"]),
        given["address"], given["town"],
    )  # fmt: skip
    least = asks_from(alike_repo.people_count(connection))
    found = [compare(_entry(row), typed) for row in alike_repo.twin_rows(connection, near)]
    alike = sorted((one for one in found if one.score >= least), key=lambda one: (-one.score, one.a))
    return [(one.a, "・".join(map(str, one.reasons))) for one in alike[:_MOST]]


def people_count(desk: Desk) -> int:
    """Return how many entries the register has."""
    with reading(desk) as session:
        return alike_repo.people_count(session)


def pair_numbered(desk: Desk, first: str, second: str) -> tuple[Id, Id]:
    """Return two people by their 管理番号.

    Raises:
        InputError: nobody has one of them.
    """
    with reading(desk) as session:
        found = [repo.numbered(session, Person.kind, number) for number in (first, second)]
    for number, ent in zip((first, second), found, strict=True):
        if ent is None:
            raise InputError(
                f"「{number}」という番号は登録されていません。", "名簿で番号を確かめてください。"
            )
    a, b = found
    assert a is not None, "asked above"
    assert b is not None, "asked above"
    return a, b


def _entry(row: tuple[object, ...]) -> Entry:
    ent, _number, name, kana, birth, sex, phone, mobile, address, town = row
    assert isinstance(ent, bytes)
    return entry(
        Id(ent),
        str(name),
        str(kana),
        str(birth),
        str(sex),
        (str(phone), str(mobile)),
        str(address),
        str(town),
    )
